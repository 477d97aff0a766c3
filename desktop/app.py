"""The window program, put together in reading order: settings, lock screen, store, window. Nothing else builds."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication, QDialog

from desktop import __version__
from desktop.bundled import bundled
from desktop.settings import Settings
from desktop.views.cover.cover import Cover, take_place
from desktop.views.saying import N_, say, speak, spoken_language, the_systems
from desktop.views.start.restarting import restart
from desktop.views.start.start import Start
from desktop.views.start.start_window import PRODUCT, StartWindow
from desktop.views.theme.theme import STYLE, Appearance, Theme
from desktop.views.tidying import Tidying

if TYPE_CHECKING:
    from desktop.store.store import Store
    from desktop.views.absence.absence import Absence
    from desktop.views.background import Background
    from desktop.views.main_window import MainWindow
    from desktop.views.privacy_screen import PrivacyScreen
    from desktop.views.start.automatic_backups import AutomaticBackups

BUG = 70
QT_WORDS = QLibraryInfo.LibraryPath.TranslationsPath
BY_HAND = N_("Locked")


def run_window(office: Path | None) -> int:
    """Open the window on an office, on the most recent one, or on the first run; gives the exit code."""
    os.umask(0o077)  # whatever is written is for this person only
    qt = QApplication([*sys.argv[:1], "-style", STYLE])
    qt.setApplicationName(PRODUCT)
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("commonground")
    qt.setQuitOnLastWindowClosed(False)
    app = App(qt, Settings(), restart, sets_style=False)
    sys.excepthook = app.on_bug
    app.start_window.painted.connect(app.settle)
    app.begin(office)
    code = qt.exec()
    app.end()
    return code


class App(QObject):
    """Holds what lives as long as the program, and goes from the lock screen to the window and back."""

    def __init__(
        self, qt: QApplication, settings: Settings, restart: Callable[[Path], object], *, sets_style: bool = True
    ) -> None:
        super().__init__()
        self._qt = qt
        self._tidying = Tidying(self)
        self._restart = restart
        self._is_ending = False
        self._then_restart = False
        self.settings = settings
        self._qt_words = QTranslator(self)
        self._window_speaks = ""
        self._speak()
        self.theme = Theme(
            qt,
            appearance=Appearance(settings.value("appearance")),
            text_size=settings.value("text_size"),
            reduced_motion=settings.value("reduced_motion"),
            sets_style=sets_style,
        )
        self.start_window = StartWindow(self.theme, settings)
        self.start = Start(self.start_window, self.theme, settings)
        self.cover_up = Cover(qt, self)
        self.store: Store | None = None
        self.window: MainWindow | None = None
        self.background: Background | None = None
        self.absence: Absence | None = None
        self.backups: AutomaticBackups | None = None
        settings.changed.connect(self._on_setting)
        self.start.opened.connect(self._on_opened)
        self.start_window.closing.connect(self._on_start_closing)

    def begin(self, office: Path | None) -> None:
        """Show the lock screen, or the first run."""
        why = self.settings.value("locked_because")
        self.settings.set_value("locked_because", "")
        self.start.begin(office, why)
        self.start_window.show()
        if self.start_window.page is not None:
            self.start_window.page.focus_first()

    @Slot()
    def settle(self) -> None:
        """What can wait until the first picture is on the screen: our icon, and Ctrl+C in the terminal."""
        import signal

        from PySide6.QtGui import QIcon

        self._qt.setWindowIcon(QIcon(str(bundled("logo", "icon-256.png"))))
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python itself would hear it only at the next event

    # An office is open

    @Slot(object)
    def _on_opened(self, store: "Store") -> None:
        from desktop.views.absence.absence import Absence
        from desktop.views.background import Background
        from desktop.views.privacy_screen import PrivacyScreen
        from desktop.views.start.automatic_backups import AutomaticBackups
        from desktop.views.start.told_at_unlock import ToldAtUnlock

        self.store = store
        self.background = Background(store, self)
        privacy = PrivacyScreen(self)
        window = self.window = self._window_on(store, privacy, self.background)
        privacy.watch(self._qt)
        self.background.bug_met.connect(self._on_bug_met)
        self.backups = AutomaticBackups(store, self.background, self)
        take_place(window, self.start_window)
        self.start_window.hide()
        self.absence = Absence(self._qt, self.settings, self)
        self.absence.gone.connect(self._on_gone)
        ToldAtUnlock(store, window.desk.toasts, self).tell()

    def _window_on(self, store: "Store", privacy: "PrivacyScreen", background: "Background") -> "MainWindow":
        from desktop.views.main_window import MainWindow
        from desktop.views.start.lock_settings import LockSections

        window = MainWindow(store, self.theme, self.settings, privacy, background)
        self._window_speaks = spoken_language()
        sections = LockSections(window.desk, self.start.aside)
        window.settings_sections = (sections.lock, sections.cover)
        window.lock_requested.connect(self.lock)
        window.cover_requested.connect(self.cover)
        window.unfolded.connect(self._renew_window)
        window.closing.connect(self._on_window_closing)
        return window

    # Another language

    def _speak(self) -> None:
        language = self.settings.value("language")
        speak(the_systems(QLocale.system().name()) if language == "system" else language)
        self._qt.removeTranslator(self._qt_words)
        if self._qt_words.load(f"qtbase_{spoken_language()}", QLibraryInfo.path(QT_WORDS)):
            self._qt.installTranslator(self._qt_words)

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "language":
            self._speak()
            self._renew_window()

    @Slot()
    def _renew_window(self) -> None:
        """Make the window anew where it is in another language than it should be, once what was typed is kept."""
        if self.window is None or self.store is None or self._window_speaks == spoken_language():
            return
        from desktop.views.pending import when_done

        self.window.save_everything()
        if self.store.can_write:
            when_done(self.store.settled(), self, self._change_window)
        else:
            QTimer.singleShot(0, self._change_window)

    @Slot()
    @Slot(object)
    def _change_window(self, done: object = None) -> None:
        """The window made anew in another language, in the place of the one there is, showing what that shows."""
        assert self.store is not None
        assert self.background is not None
        assert self.window is not None
        old = self.window
        # Covered or locked in place meanwhile: another window would lead past that, so it waits until that is over.
        if self._is_ending or self.cover_up.is_on or old.is_folded:
            return
        from desktop.views.settings_page.settings_page import SettingsPage

        in_settings = old.findChild(SettingsPage) is not None
        for dialog in old.findChildren(QDialog):
            dialog.close()
        window = self.window = self._window_on(self.store, old.desk.privacy, self.background)
        window.follow(old)
        take_place(window, old)
        old.hide()
        old.deleteLater()
        if in_settings:
            window.open_settings()

    # Locking and covering

    @Slot()
    def lock(self) -> None:
        """Lock at somebody's wish."""
        self._lock_because(say(BY_HAND))

    @Slot(str)
    def _on_gone(self, how: str) -> None:
        assert self.absence is not None
        minutes = self.absence.minutes
        away = say("1 minute") if minutes == 1 else say("{minutes} minutes", minutes=minutes)
        self._lock_because(
            say("Locked after {away} away", away=away) if how == "idle" else say("Locked with this computer")
        )

    def _lock_because(self, why: str) -> None:
        if self._is_ending or self.window is None:
            return
        if not self.cover_up.is_on and self.window.lock_in_place():
            return
        self.settings.set_value("locked_because", why)
        self._end_office(say("Locking"), say("What was typed is being saved."), then_restart=True)

    @Slot()
    def cover(self) -> None:
        """Cover the screen for a moment; without a PIN, ask for one first."""
        from desktop.views.cover.cover_page import CoverPage
        from desktop.views.cover.pin import PREFERENCE
        from desktop.views.start.lock_settings import CoverDialog

        assert self.store is not None
        assert self.window is not None
        assert self.absence is not None
        if self.cover_up.is_on or self._is_ending:
            return
        kept = self.store.preference(PREFERENCE)
        if kept is None:
            dialog = CoverDialog(self.window.desk, self.window, self.start.aside)
            dialog.pin_set.connect(self.cover)
            dialog.open()
            return
        page = CoverPage(self.theme, kept, self.start.aside, self.store.member.name)
        page.uncovered.connect(self._uncover)
        page.lock_requested.connect(self._on_cover_lock)
        self.start_window.show_page(page)
        self.cover_up.put_on(self.start_window, self.window)
        page.focus_first()
        self.absence.set_counts_input(False)

    @Slot()
    def _uncover(self) -> None:
        assert self.absence is not None
        self.cover_up.take_off(self.start_window)
        self.absence.set_counts_input(True)
        self._renew_window()

    @Slot(str)
    def _on_cover_lock(self, why: str) -> None:
        self._lock_because(say("Locked after three wrong PINs") if why == "pin" else say(BY_HAND))

    # Ending

    @Slot()
    def _on_window_closing(self) -> None:
        if not self._is_ending:
            self._end_office("", "", then_restart=False)

    @Slot()
    def _on_start_closing(self) -> None:
        if self.window is None:
            self._qt.quit()
        elif self.cover_up.is_on and not self._is_ending:
            self._end_office("", "", then_restart=False)

    def _end_office(self, title: str, sentence: str, *, then_restart: bool) -> None:
        """Save, close the office beside the window, and then begin again or quit."""
        from desktop.views.start.card import Card
        from desktop.views.start.leaving_office import LeavingOffice

        assert self.window is not None
        assert self.store is not None
        assert self.background is not None
        self._is_ending, self._then_restart = True, then_restart
        self.settings.set_value("window_geometry", self.window.saveGeometry())
        self.window.save_everything()
        if then_restart:
            self.start_window.show_page(Card(self.theme, title, sentence))
            if not self.cover_up.is_on:
                self.cover_up.put_on(self.start_window, self.window)
        else:
            self.start_window.hide()
            self.window.hide()
        self.start.aside.run(LeavingOffice(self.store, self.background), self._on_left, self._on_not_left)

    def _on_left(self, complaint: str) -> None:
        if complaint:
            self.settings.set_value("locked_because", complaint)
        self._go()

    def _on_not_left(self, error: BaseException) -> None:
        self.on_bug(type(error), error, error.__traceback__)
        self._go()

    def _go(self) -> None:
        """The office is closed: nothing that knew its key may go on."""
        if self._then_restart and self.start.root is not None:
            self._restart(self.start.root)
        else:
            self._qt.quit()

    def end(self) -> None:
        """The event loop has ended: wait for what runs, and give the office back if that has not happened."""
        self.start.close()
        if self.background is not None:
            self.background.close()
        if self.store is not None:
            self.store.close()
        self._tidying.end()

    # Our own mistakes

    @Slot(object)
    def _on_bug_met(self, bug: object) -> None:
        self._say_bug(str(bug))

    def on_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error nobody caught: said without a word of a record, and the window goes on."""
        from desktop.jobs.bug import Bug

        self._say_bug(str(Bug.met(error.with_traceback(trace))))

    def _say_bug(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)  # noqa: T201 - the only log there is
        if self.window is not None and not self._is_ending:
            self.window.desk.toasts.show(sentence)
