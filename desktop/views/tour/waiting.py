"""Waiting: the window goes on working while something is waited for."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

LOOK_EVERY_MS = 20


class Waiting(QObject):
    """Looks again and again, while the window works, whether something has come."""

    def __init__(self, come: Callable[[], bool], seconds: float) -> None:
        super().__init__()
        self._come = come
        self._left = round(seconds * 1000 / LOOK_EVERY_MS)
        self._loop = QEventLoop(self)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def has_come(self) -> bool:
        """Wait; False when it took too long."""
        if not self._come():
            self._timer.start()
            self._loop.exec()
        return self._come()

    @Slot()
    def _look(self) -> None:
        self._left -= 1
        if self._come() or self._left <= 0:
            self._timer.stop()
            self._loop.quit()
