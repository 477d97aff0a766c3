"""Noticing that nobody is there: no key and no mouse for some minutes, or the system's own lock."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.settings import Settings
from desktop.views.absence.system_lock import SystemLock

LONGEST_LOOK_MS = 10_000
PRESENCE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
IDLE, SYSTEM = "idle", "system"


def steady_seconds() -> float:
    """Seconds that nobody can set back, and that go on while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Absence(QObject):
    """Watches the windows of the program.

    Signals:
        gone(str): "idle" after the minutes of the setting, "system" when the system locks or sleeps.
    """

    gone = Signal(str)

    def __init__(
        self,
        qt: QGuiApplication,
        settings: Settings,
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = steady_seconds,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._watched: QWindow | None = None
        self._counts_input = True
        self.seconds = seconds
        self._last = self.seconds()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._system = SystemLock(self)
        self._system.locked.connect(self._on_system)
        qt.focusWindowChanged.connect(self._on_focus_window)
        self._on_focus_window(qt.focusWindow())
        settings.changed.connect(self._on_setting)
        self._plan()

    @property
    def minutes(self) -> int:
        """After how many minutes without a key or the mouse; 0 is never."""
        return int(self._settings.value("idle_minutes"))

    def seen(self) -> None:
        """Somebody is there."""
        if self._counts_input:
            self._last = self.seconds()

    def set_counts_input(self, counts: bool) -> None:
        """Whether keys and mouse show that somebody is there: not while the screen is covered."""
        self._counts_input = counts
        if counts:
            self.seen()

    @Slot()
    def look(self) -> None:
        """Tell when nobody was there for long enough."""
        if self.minutes and self.seconds() - self._last >= self.minutes * 60:
            # Looked at again: a live session locks in place, and the office stays open.
            self._timer.start(LONGEST_LOOK_MS)
            self.gone.emit(IDLE)
            return
        self._system.look()
        self._plan()

    def _plan(self) -> None:
        left = self._last + self.minutes * 60 - self.seconds() if self.minutes else LONGEST_LOOK_MS
        # Looked at often all the same: a timer of Qt stands still while the computer sleeps.
        self._timer.start(min(max(int(left * 1000), 50), LONGEST_LOOK_MS))

    @Slot(QWindow)
    def _on_focus_window(self, window: QWindow | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_window_gone)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._on_window_gone)

    @Slot()
    def _on_window_gone(self) -> None:
        self._watched = None

    @Slot()
    def _on_system(self) -> None:
        self.gone.emit(SYSTEM)

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "idle_minutes":
            self._plan()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PRESENCE:
            self.seen()
        return False
