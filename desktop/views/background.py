"""Background: long work beside the window. Exports, backups, checks run one at a time; large reads can be interrupted.

Workers hold plain values only. What is told comes back through a signal of the Background itself, on its own thread:
were a worker to hold a widget, or an object with a signal, the last of it could be destroyed on the worker's thread.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import MethodType
from typing import Any
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid
from sqlalchemy.orm import Session

from desktop.jobs.bug import Bug
from desktop.jobs.progress import Canceled, Progress
from desktop.models.refusal import Refusal
from desktop.store.session import stopped_when
from desktop.store.store import Store

READERS = 2
ASKED_EVERY = 10_000  # steps of the engine, far less than a millisecond
TOLD_EVERY = 0.1  # seconds between two words of progress

Told = Callable[[Any], None]
Problem = Refusal | Bug


class Job:
    """One piece of work that was asked for. After `cancel` nothing more is heard of it."""

    def __init__(self) -> None:
        self.is_canceled = False

    def cancel(self) -> None:
        """Stop at once where it can be stopped: between two rows, or in the middle of a query that only reads."""
        self.is_canceled = True

    def stops(self) -> bool:
        """For the engine, which asks again and again during a query."""
        return self.is_canceled

    def expect_wanted(self) -> None:
        """For the worker: Canceled when nobody waits any more."""
        if self.is_canceled:
            raise Canceled


class _Listener:
    """Whom a job tells, held weakly, so that a closed dialog is freed and is not told."""

    def __init__(self, job: Job, done: Told, failed: Told, progress: Callable[..., None] | None) -> None:
        self.job = job
        self._heard = {"done": _weakly(done), "failed": _weakly(failed), "progress": _weakly(progress)}

    def tell(self, what: str, *told: Any) -> None:
        """Call whoever listens, if there still is somebody."""
        if (heard := self._heard[what]()) is None:
            return
        owner = getattr(heard, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):
            heard(*told)


class Background(QObject):
    """Runs jobs beside the window.

    Signals:
        busy_changed(): `is_busy` may be different now.
        bug_met(Bug): a job made a mistake of ours; also told to whoever asked for the job.
    """

    busy_changed = Signal()
    bug_met = Signal(object)
    _arrived = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._listeners: dict[int, _Listener] = {}
        self._running: set[int] = set()
        self._last = 0
        self._closed = False
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="office worker")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="office reader")
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an export, backup or check runs or waits, also one that was canceled and is not yet over."""
        return bool(self._running)

    @property
    def is_reading(self) -> bool:
        """Whether somebody waits for a read."""
        return any(number not in self._running for number in self._listeners)

    def run(
        self,
        job: Callable[[Store, Progress], Any],
        done: Told,
        failed: Callable[[Problem], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Run `job(store, tell)` after those asked for before, and call `done(result)` or `failed(Refusal | Bug)` here.

        The job opens sessions of its own, gives plain values, and calls `tell(done, total)` often: that is where it
        is canceled. `done`, `failed` and `progress` are bound methods, held weakly.
        """
        asked, number = self._asked(job, done, failed, progress)
        if self._closed:
            return asked
        self._running.add(number)
        self.busy_changed.emit()
        self._worker.submit(self._work, number, asked, job)
        return asked

    def read(self, query: Callable[[Session], Any], done: Told, failed: Callable[[Problem], None]) -> Job:
        """Call `query(session)` on a reader's thread; `cancel` interrupts it in the middle of a statement."""
        asked, number = self._asked(query, done, failed, None)
        if self._closed:
            return asked
        self._readers.submit(self._read, number, asked, query)
        return asked

    def close(self) -> None:
        """Cancel what runs and waits, and wait until the workers have stopped. May be called beside the window."""
        self._closed = True
        for listener in list(self._listeners.values()):
            listener.job.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._listeners.clear()
        self._running.clear()

    def _asked(
        self, job: Callable[..., Any], done: Told, failed: Told, progress: Callable[..., None] | None
    ) -> tuple[Job, int]:
        if isinstance(getattr(job, "__self__", None), QObject):
            raise TypeError("a job may not be a method of a Qt object: it would be freed on the worker's thread")
        self._last += 1
        asked = Job()
        if self._closed:  # while the window goes away somebody may still ask; nothing is heard of it
            asked.cancel()
            return asked, self._last
        self._listeners[self._last] = _Listener(asked, done, failed, progress)
        return asked, self._last

    @Slot(object)
    def _on_arrived(self, message: tuple[int, str, tuple[Any, ...]]) -> None:
        number, what, told = message
        if self._closed:
            return
        listener = self._listeners.get(number)
        if what != "progress":
            self._listeners.pop(number, None)
            if number in self._running:
                self._running.discard(number)
                self.busy_changed.emit()
        if what == "failed" and isinstance(told[0], Bug):
            self.bug_met.emit(told[0])
        if listener is not None and what != "over" and not listener.job.is_canceled:
            listener.tell(what, *told)

    # On the workers' threads

    def _work(self, number: int, asked: Job, job: Callable[..., Any]) -> None:
        self._outcome(number, asked, job, self._store, _Telling(number, asked, self._arrived.emit))

    def _read(self, number: int, asked: Job, query: Callable[[Session], Any]) -> None:
        self._outcome(number, asked, _Reading(self._store, asked), query)

    def _outcome(self, number: int, asked: Job, job: Callable[..., Any], *given: Any) -> None:
        what: str = "over"
        told: tuple[Any, ...] = ()
        try:
            asked.expect_wanted()
            what, told = "done", (job(*given),)
        except Canceled:
            pass
        except Refusal as refusal:
            refusal.__context__ = refusal.__cause__ = None
            what, told = "failed", (refusal.with_traceback(None),)  # frames hold sessions and records
        except Exception as error:
            if not asked.is_canceled:  # an interrupted query ends in an error of the engine
                what, told = "failed", (Bug.met(error),)
        self._arrived.emit((number, what, told))


class _Telling:
    """What a job calls to say how far it is: told at most ten times a second, and the place where it is canceled."""

    def __init__(self, number: int, asked: Job, emit: Callable[[object], None]) -> None:
        self._number = number
        self._asked = asked
        self._emit = emit
        self._last = 0.0

    def __call__(self, done: int, total: int = 0) -> None:
        self._asked.expect_wanted()
        now = time.monotonic()
        if now - self._last >= TOLD_EVERY or (total and done >= total):
            self._last = now
            self._emit((self._number, "progress", (done, total)))


class _Reading:
    """One query with a session of its own, which stops when its job is canceled.

    The engine asks us, and is not told to interrupt: that has no effect in the moment before a statement begins.
    """

    def __init__(self, store: Store, asked: Job) -> None:
        self._store = store
        self._asked = asked

    def __call__(self, query: Callable[[Session], Any]) -> Any:
        with self._store.reading() as session, stopped_when(session, self._asked.stops, ASKED_EVERY):
            return query(session)


def _weakly(heard: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    if isinstance(heard, MethodType):
        return WeakMethod(heard)
    return lambda: heard
