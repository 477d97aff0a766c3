"""The stage of a tour: the real window on a demo office, hands that press keys, eyes that wait, and a camera."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.settings import Settings
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.cover.cover_page import CoverPage
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.start.start import Start
from desktop.views.start.start_window import StartWindow
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.tidying import Tidying
from desktop.views.tour.waiting import Waiting

Part = TypeVar("Part", bound=QWidget)

SIZE = (1440, 900)
QUIET_MS = 300  # after which what is still being laid out has been
LONGEST_SECONDS = 20
MOST_OVER = 8  # dialogs and menus over one another
BETWEEN_PICTURES_MS = 100
MOST_PICTURES = 5  # a clock that shows seconds never rests


class Stage:
    """One window after the other. `folder` keeps settings, and an empty place for a new office."""

    def __init__(
        self, qt: QApplication, theme: Theme, office: Path, passphrase: str, clock: Callable[[], datetime], folder: Path
    ) -> None:
        self.theme = theme
        self._qt = qt
        self._tidying = Tidying()
        self._office = office
        self._passphrase = passphrase
        self._clock = clock
        self._folder = folder
        self._settings = Settings(folder / "settings.ini")
        self._start: Start | None = None
        self._store: Store | None = None
        self._background: Background | None = None
        self.shown: QWidget | None = None
        self.window: MainWindow | None = None

    @property
    def store(self) -> Store:
        """The office, while it is open."""
        assert self._store is not None
        return self._store

    @property
    def passphrase(self) -> str:
        """What opens the office."""
        return self._passphrase

    # What stands on it

    def show_lock_screen(self) -> None:
        """The lock screen of the demo office."""
        self._show_start(self._office)

    def show_cover(self) -> None:
        """What lies over the window while its person is away for a moment."""
        window = self.open_office()
        cover = StartWindow(self.theme, self._settings)
        self._start = Start(cover, self.theme, self._settings)
        cover.show_page(CoverPage(self.theme, {}, self._start.aside, window.desk.store.member.name))
        self._show(cover)

    def show_first_run(self) -> None:
        """The first step of a new office."""
        self._show_start(self._folder / "new office")

    def _show_start(self, office: Path) -> None:
        window = StartWindow(self.theme, self._settings)
        self._start = Start(window, self.theme, self._settings)
        self._start.begin(office)
        self._show(window)

    def open_office(self) -> MainWindow:
        """A new window of the demo office, as its first person sees it; what an earlier scene left open is gone."""
        self._end_start()
        self._end_window()
        if self._background is None:
            store = open_office(self._office, self._passphrase, clock=self._clock)
            self._background, self._store = Background(store), store
        assert self._store is not None
        self.window = MainWindow(self._store, self.theme, self._settings, PrivacyScreen(), self._background)
        self._show(self.window)
        return self.window

    def _show(self, window: QWidget) -> None:
        if self.shown is not None and self.shown is not window:
            self.shown.hide()
        self.shown = window
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.settle()

    def clear(self) -> None:
        """Close what was opened over the window, as Esc does."""
        for _ in range(MOST_OVER):
            over = self._over()
            if not over:
                break
            for widget in over:
                widget.reject() if isinstance(widget, QDialog) else widget.close()
            self.settle()

    def close(self) -> None:
        """Close the office and free every window."""
        self.clear()
        self._end_start()
        self._end_window()
        if self._background is not None and self._store is not None:
            self._background.close()
            self._store.close()
            self._background = self._store = None
        self.settle()
        self._tidying.end()

    def _end_window(self) -> None:
        if self.window is not None:
            self.clear()
            self.window.save_everything()
            self.window.hide()
            self.window.deleteLater()
            self.window = self.shown = None
            self.settle()

    def _end_start(self) -> None:
        if self._start is not None:
            self._start.close()
            self._start.window.hide()
            self._start.window.deleteLater()
            self._start.deleteLater()
            self._start = None
            self.shown = None

    # Hands

    @property
    def focused(self) -> QWidget:
        """What has the keyboard."""
        assert self.shown is not None
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.shown
        inside: QWidget | None = over.focusWidget()
        return over if inside is None else inside

    def press(self, keys: str) -> None:
        """Press keys such as "Ctrl+K" where the keyboard is, and let what follows come to rest."""
        self.strike(keys)
        self.settle()

    def strike(self, keys: str) -> None:
        """Press keys where the keyboard is, and wait for nothing."""
        QTest.keySequence(self.focused, QKeySequence(keys))

    def click(self, widget: QWidget) -> None:
        """Click in the middle of something."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def part(self, kind: type[Part]) -> Part:
        """The part of this kind in whatever lies on top."""
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.shown
        assert over is not None
        found = over.findChild(kind)
        assert found is not None, kind
        return found

    def type(self, text: str) -> None:
        """Type a text where the keyboard is, and let what follows come to rest."""
        self.write(text)
        self.settle()

    def write(self, text: str) -> None:
        """Type a text where the keyboard is, key by key, and wait for nothing."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.focused, letter)
            else:  # QTest knows keys of Latin letters only
                self._send(letter)

    def _send(self, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self.focused, event)

    def come_to_front(self) -> None:
        """The window has the keyboard, as a window system sees to."""
        assert self.shown is not None
        self.shown.activateWindow()
        self.wait(self.shown.isActiveWindow)

    # Eyes

    def wait(self, come: Callable[[], bool], seconds: float = LONGEST_SECONDS) -> None:
        """Let the window work until something has come; TimeoutError when it does not."""
        if not Waiting(come, seconds).has_come():
            raise TimeoutError("what the tour waits for did not come")

    def settle(self) -> None:
        """Let everything that was begun be read, laid out and painted, and what follows from it."""
        self._let_be()
        while self._works():
            self.wait(self._rests)
            self._let_be()

    def _let_be(self, milliseconds: int = QUIET_MS) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _works(self) -> bool:
        return self._background is not None and (self._background.is_busy or self._background.is_reading)

    def _rests(self) -> bool:
        return not self._works()

    # The camera

    def photograph(self, scale: float = 1.0, of: QWidget | None = None) -> QImage:
        """The window with all that is open over it, as it looks on a display of that scale; or another window alone.

        Taken again until it looks twice the same: a busy computer may still be laying something out.
        """
        picture = self._picture(scale, of)
        for _ in range(MOST_PICTURES):
            self._let_be(BETWEEN_PICTURES_MS)
            before, picture = picture, self._picture(scale, of)
            if picture == before:
                break
        return picture

    def _picture(self, scale: float, of: QWidget | None) -> QImage:
        shown = of or self.shown
        assert shown is not None
        image = QImage(shown.size() * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        corner = shown.mapToGlobal(QPoint(0, 0))
        for widget in (shown, *(self._over() if of is None else ())):
            at = widget.mapToGlobal(QPoint(0, 0)) - corner
            _render(painter, widget, at)
        painter.end()
        return image

    def _over(self) -> list[QWidget]:
        """Dialogs below menus: what came later lies above. The room's view is a window of its own."""
        window = Qt.WindowType.Window
        visible = [
            widget
            for widget in self._qt.topLevelWidgets()
            if widget.isVisible() and widget is not self.shown and widget.windowType() is not window
        ]
        return sorted(visible, key=lambda widget: (not isinstance(widget, QDialog), _depth(widget)))


def _depth(widget: QWidget) -> int:
    above: QWidget | None = widget.parentWidget()
    return 0 if above is None else 1 + _depth(above.window())


def _render(painter: QPainter, widget: QWidget, at: QPoint) -> None:
    painter.save()
    flags = QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
    if widget.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
        flags = QWidget.RenderFlag.DrawChildren
    widget.render(painter, at, renderFlags=flags)
    painter.restore()


def themed(qt: QApplication) -> Theme:
    """A theme without motion, in light, at 100 %."""
    return Theme(qt, appearance=Appearance.LIGHT, reduced_motion=True)
