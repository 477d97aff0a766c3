"""Hearing of the end of a write on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Pending(QObject):
    """Waits for one future and tells its end where this object lives; freed with its parent, it tells nobody.

    Signals:
        done(object): the result.
        failed(object): the exception, a Refusal when the person can act.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, future: "Future[Any]", parent: QObject) -> None:
        super().__init__(parent)
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._future = future

    def start(self) -> None:
        """Begin to listen; call it when everything is connected."""
        self._future.add_done_callback(self._on_any_thread)

    def _on_any_thread(self, future: "Future[Any]") -> None:
        try:
            self._ended.emit(future)
        except RuntimeError:
            # The window closed while its last write was still running: nobody is left to be told.
            return

    @Slot(object)
    def _tell(self, future: "Future[Any]") -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.failed.emit(error)
        elif not future.cancelled():
            self.done.emit(future.result())
        self.deleteLater()


def when_done(
    future: "Future[Any]",
    parent: QObject,
    done: Callable[[Any], object] | None = None,
    failed: Callable[[Any], object] | None = None,
) -> Pending:
    """Call `done(result)` or `failed(error)`, bound methods of `parent`, on the GUI thread."""
    pending = Pending(future, parent)
    if done is not None:
        pending.done.connect(done)
    if failed is not None:
        pending.failed.connect(failed)
    pending.start()
    return pending
