"""Backups while an office is open: one at most each half hour, when something was written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.saying import say
from desktop.views.start.leaving_office import back_up

LOOK_EVERY_MS = 5 * 60 * 1000


class AutomaticBackups(QObject):
    """Looks every few minutes whether one is due.

    Signals:
        failed(str): a sentence why none was made.
    """

    failed = Signal(str)

    def __init__(self, store: Store, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if store.can_write:
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Make one now, if it is time."""
        if self._store.has_written:
            self._background.run(_back_up, self._on_done, self._on_failed)

    def stop(self) -> None:
        """No more."""
        self._timer.stop()

    def _on_done(self, complaint: str) -> None:
        if complaint:
            self.failed.emit(complaint)

    def _on_failed(self, problem: Any) -> None:
        self.failed.emit(say("No backup was made. {problem}", problem=problem))


def _back_up(store: Store, tell: Callable[..., None]) -> str:
    return back_up(store)
