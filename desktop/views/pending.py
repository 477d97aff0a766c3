"""Hearing of the end of a write on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid


class Pending(QObject):
    """Waits for one future and tells its end where this object lives; freed with its parent, it tells nobody.

    Signals:
        done(object): the result.
        failed(object): the exception, a Refusal when the person can act.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, future: "Future[Any]", parent: QObject) -> None:
        super().__init__(parent)
        self._future = future

    def start(self) -> None:
        """Begin to listen; call it when everything is connected."""
        _messenger().listen(self._future, self)

    def tell(self) -> None:
        """Say how it ended, and be gone."""
        future = self._future
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.failed.emit(error)
        elif not future.cancelled():
            self.done.emit(future.result())
        self.deleteLater()


class _Messenger(QObject):
    """Carries the word that something ended from a writer's thread to the GUI thread.

    There is one, and it stays to the end: an object that is freed while another thread speaks through it takes the
    whole process down (seen: a segmentation fault when a page closed at the moment its last write ended).
    """

    _ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count()
        self._waiting: dict[int, Pending] = {}
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def listen(self, future: "Future[Any]", pending: Pending) -> None:
        """Let it tell when the future has ended, if it still lives then."""
        number = next(self._numbers)
        self._waiting[number] = pending
        future.add_done_callback(partial(self._on_any_thread, number))

    def _on_any_thread(self, number: int, future: "Future[Any]") -> None:
        self._ended.emit(number)

    @Slot(int)
    def _on_ended(self, number: int) -> None:
        pending = self._waiting.pop(number)
        if isValid(pending):
            pending.tell()


@cache
def _messenger() -> _Messenger:
    return _Messenger()


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
