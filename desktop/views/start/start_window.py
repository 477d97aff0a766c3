"""The window before an office is open: one card in the middle of the desk, and a line of facts below it."""

from datetime import UTC, datetime

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.views.saying import say
from desktop.views.start.card import CENTER, Page
from desktop.views.start.clock_words import when
from desktop.views.start.glance import Glance
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.words import Words

PRODUCT = "Common Ground"
SMALLEST = (960, 600)
FIRST_SIZE = (1440, 900)


class StartWindow(QWidget):
    """Shows one page at a time.

    Signals:
        painted: the first picture is on the screen.
        other_requested: somebody wants another office.
        closing: the window is about to go.
    """

    painted = Signal()
    other_requested = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._was_painted = False
        self._follows_focus = False
        self.page: Page | None = None
        self.setWindowTitle(PRODUCT)
        self._build()
        self.setMinimumSize(*SMALLEST)
        kept: QByteArray = settings.value("window_geometry")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*FIRST_SIZE)

    def show_page(self, page: Page) -> None:
        """Show a page in place of the one before, with the keyboard where typing begins."""
        before, self.page = self.page, page
        page.set_room(self.width())
        self._middle.insertWidget(1, page, 0, CENTER)
        self._foot.hide()
        page.show()
        if before is not None:
            self._middle.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._scroll.verticalScrollBar().setValue(0)
        if self.isVisible():
            page.focus_first()

    def show_facts(self, seen: Glance) -> None:
        """Say below the page when the office was saved and backed up."""
        now = datetime.now(UTC)
        self._saved.say("check", say("Saved {when}", when=when(seen.saved_at, now)) if seen.saved_at else "")
        made = seen.backed_up_at
        backed_up = say("Backed up {when}", when=when(made, now)) if made else say("No backup yet")
        self._backed_up.say("hard-drive", backed_up)
        self._foot.show()

    def _build(self) -> None:
        inside = QWidget()
        self._middle = QVBoxLayout(inside)
        self._middle.setContentsMargins(0, 14, 0, 14)
        self._middle.setSpacing(0)
        self._foot = QWidget(inside)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 18, 0, 0)
        row.setSpacing(16)
        self._saved = _Fact(self._theme, self._foot)
        self._backed_up = _Fact(self._theme, self._foot)
        other = Button(
            self._theme, say("Another office"), "building", look=Look.GHOST, size=Size.SMALL, parent=self._foot
        )
        other.clicked.connect(self.other_requested)
        for part in (self._saved, self._backed_up, other):
            row.addWidget(part)
        self._foot.hide()
        self._middle.addStretch(1)
        self._middle.addWidget(self._foot, 0, CENTER)
        self._middle.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_room)
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    @Slot(QObject)
    def _on_focus(self, focused: QObject | None) -> None:
        """What has the keyboard is in sight, also where large text makes the card longer than the window."""
        if isinstance(focused, QWidget) and self._scroll.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 20, self._theme.px(90))

    @Slot()
    def _on_room(self) -> None:
        """The window was made smaller, or the card longer: where somebody types stays in sight."""
        if self._follows_focus:
            self._on_focus(self.focusWidget())

    @Slot()
    def _tell_painted(self) -> None:
        self.painted.emit()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._follows_focus:
            self._follows_focus = True
            self.windowHandle().focusObjectChanged.connect(self._on_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.page is not None:
            self.page.set_room(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # Only after the event loop had a turn: what listens may import for a while.
            self.metaObject().invokeMethod(self, "_tell_painted", Qt.ConnectionType.QueuedConnection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_left = event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if self.page is not None and (alt_left or event.key() == Qt.Key.Key_Escape):
            self.page.back_requested.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_activated = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_activated and self.page is not None and self.focusWidget() is None:
            self.page.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set_value("window_geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)


class _Fact(QWidget):
    """An icon and a few words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = Icon(theme, "check", "pine", 14, self)
        self._words = Words(theme, "", Type.SMALL, "ink-2", parent=self)
        row.addWidget(self._icon)
        row.addWidget(self._words)

    def say(self, icon: str, words: str) -> None:
        """Say something, or nothing."""
        self._icon.set_icon(icon)
        self._words.set_words(words)
        self.setVisible(bool(words))
