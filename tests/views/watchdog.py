"""Watches whether the event loop of the window stands still for longer than a person notices.

What the product does happens while a test waits, presses keys or clicks; only that is measured, by a timer that ticks
in the window's own thread. Measured is the time that thread works, because on a computer shared with others the time
on the wall says more about the others; and since the others slow down every core, that time is divided by how much
slower than at its best a small piece of work runs at that moment. Waiting for another thread counts by the wall.

`WATCHDOG_STACKS=1` also says what the thread was doing, to find a stall that was seen. It looks at the frames of a
running thread from outside, which now and then brings Python 3.11 down, so it is not on by itself.
"""

import faulthandler
import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import _AbstractSignalBlocker

LONGEST = 0.050
TICK_MS = 5
ACTS = ("keyClick", "keyPress", "mouseClick", "mouseDClick", "mousePress", "mouseRelease")
PRODUCT = str(Path(__file__).resolve().parents[2] / "desktop") + "/"
STACKS = os.environ.get("WATCHDOG_STACKS") == "1"


@dataclass(frozen=True)
class Stall:
    """How long the window did not answer, worked and waited meanwhile, in seconds; during what, and doing what."""

    seconds: float
    worked: float
    waited: float
    during: str
    doing: str

    def __str__(self) -> str:
        still, worked, waited = (1000 * each for each in (self.seconds, self.worked, self.waited))
        said = f"the window stood still for {still:.0f} ms, {worked:.0f} at work, {waited:.0f} waiting"
        return f"{said}, {self.during}:\n{self.doing}"


class Pace:
    """How long the same small piece of work takes this thread, timed again and again; in seconds."""

    EVERY, LATELY = 4, 7
    # Of the whole process: a journey that begins while the others are busy would take their pace for the best.
    best = float("inf")

    def __init__(self) -> None:
        self._lately = deque((self._once() for _ in range(200)), maxlen=self.LATELY)
        self._asked = 0

    def measure(self) -> None:
        """Time it once more, now and then."""
        self._asked += 1
        if self._asked % self.EVERY == 0:
            self._lately.append(self._once())

    @property
    def lately(self) -> float:
        """As it was just before."""
        return median(self._lately)

    def now(self) -> float:
        """As it was just before, or as it is right now, whichever is more."""
        before = self.lately
        for _ in range(self.LATELY):
            self._lately.append(self._once())
        return max(before, self.lately)

    @classmethod
    def _once(cls) -> float:
        began = time.thread_time()
        words: dict[str, int] = {}
        for number in range(400):
            words[str(number)] = len(words)
        took = time.thread_time() - began
        cls.best = min(cls.best, took)
        return took


@dataclass(frozen=True)
class _Stretch:
    """A time in which the event loop did not turn, and the pace at which the thread worked then; all in seconds."""

    still: float
    worked: float
    waited: float
    pace: float
    during: str
    doing: str

    def at_best(self) -> Stall:
        """What it would have been on a computer that others leave alone."""
        worked = self.worked * min(1.0, Pace.best / self.pace)
        return Stall(self.still, worked, self.waited, self.during, self.doing)


class Watchdog(QObject):
    """Begins with `start`, ends with `stop`; `stalls` are those longer than 50 ms."""

    def __init__(self, patch: pytest.MonkeyPatch, longest: float = LONGEST) -> None:
        super().__init__()
        self.is_watching = False
        self._patch = patch
        self._longest = longest
        self._excused = False
        self._stretches: list[_Stretch] = []
        self._during: list[str] = []
        self._native_id = threading.get_native_id()
        self._pace = Pace()
        self._since = self._worked = self._slept = 0.0
        self._written = tempfile.TemporaryFile("w+")  # noqa: SIM115 - lives as long as the watchdog
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def stalls(self) -> list[Stall]:
        """The times longer than 50 ms; complete when the journey is over, for only then the best pace is known."""
        return [each for each in self._seen() if each.worked + each.waited > self._longest]

    @property
    def longest_seen(self) -> float:
        """The longest time the event loop did not turn, in seconds."""
        return max((each.worked + each.waited for each in self._seen()), default=0.0)

    def _seen(self) -> list[Stall]:
        return [stretch.at_best() for stretch in self._stretches]

    def start(self) -> None:
        """Watch from now on."""
        self.is_watching = True
        self._patch.setattr(_AbstractSignalBlocker, "wait", self._watched(_AbstractSignalBlocker.wait, "waiting"))
        for act in ACTS:
            self._patch.setattr(QtBot, act, staticmethod(self._watched(getattr(QtBot, act), act)))
        self._patch.setattr(threading.Condition, "wait", self._waits(threading.Condition.wait))
        self._patch.setattr(QtBot, "keyClicks", staticmethod(_each_key))
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self.is_watching = False
        self._patch.undo()
        self._timer.stop()
        self._written.close()

    @contextmanager
    def excused(self, why: str) -> Iterator[None]:
        """A step that is known to take longer, said by name in the test."""
        assert why
        self._excused = True
        try:
            yield
        finally:
            self._excused = False

    # In the window's thread

    def _watched(self, act: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*given: Any, **options: Any) -> Any:
            self._during.append(name)
            self._begin()
            try:
                return act(*given, **options)
            finally:
                self._end()
                self._during.pop()
                self._begin()

        return watched

    def _tick(self) -> None:
        if self._during:
            self._end()
            self._begin()

    def _begin(self) -> None:
        if self._during and self.is_watching:
            self._pace.measure()
            self._since, self._worked, self._slept = time.perf_counter(), time.thread_time(), 0.0
            if STACKS:
                faulthandler.dump_traceback_later(self._longest, file=self._written)

    def _end(self) -> None:
        if not self.is_watching:
            return
        still = time.perf_counter() - self._since
        worked = time.thread_time() - self._worked
        pace = self._pace.lately if worked <= self._longest else self._pace.now()
        doing = self._read() if STACKS else ""
        if not self._excused and worked + self._slept > TICK_MS / 1000:
            self._stretches.append(_Stretch(still, worked, self._slept, pace, self._during[-1], doing))

    def _waits(self, wait: Callable[..., Any]) -> Callable[..., Any]:
        """`wait` of a condition, on which locks, queues and results of other threads are waited for."""

        def waits(condition: threading.Condition, timeout: float | None = None) -> bool:
            began = time.perf_counter()
            try:
                return bool(wait(condition, timeout))
            finally:
                if self._during and threading.get_native_id() == self._native_id:
                    self._slept += time.perf_counter() - began

        return waits

    def _read(self) -> str:
        """What was written down since the last look: the product's frames in this thread, the innermost first."""
        faulthandler.cancel_dump_traceback_later()
        self._written.seek(0)
        written = self._written.read()
        if written:
            self._written.seek(0)
            self._written.truncate()
        _, _, own = written.partition(f"Thread 0x{threading.get_ident():016x}")
        frames = own.split("\n\n")[0].splitlines()[1:]
        return "\n".join([frame for frame in frames if PRODUCT in frame][:10] or frames[:6])


def _each_key(widget: Any, keys: str, *given: Any) -> None:
    """Keys one by one, as a person types: each may take its own time."""
    for key in keys:
        QtBot.keyClick(widget, key, *given)
