"""Watches whether the event loop of the window stands still for longer than a person notices.

A timer of the window's thread ticks; a second thread looks every few milliseconds at what the first one is doing. Time
spent in the test's own code does not count, nor does time in which that thread waited for a core of a busy computer
(Linux says how long: `schedstat`); time spent waiting for a lock, a disk or another thread does.
"""

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QTimer

LONGEST = 0.050
LOOK_EVERY = 0.004
TICK_MS = 5
PRODUCT = str(Path(__file__).resolve().parents[2] / "desktop") + "/"
LOOP = ("pytestqt",)
TASKS = Path("/proc/self/task")


@dataclass(frozen=True)
class Stall:
    """How long the window did not answer, in seconds, and what it was doing."""

    seconds: float
    doing: str

    def __str__(self) -> str:
        return f"the window stood still for {self.seconds * 1000:.0f} ms:\n{self.doing}"


class Watchdog(QObject):
    """Begins with `start`, ends with `stop`; `stalls` are those longer than 50 ms."""

    def __init__(self, longest: float = LONGEST) -> None:
        super().__init__()
        self.stalls: list[Stall] = []
        self.longest_seen = 0.0
        self._longest = longest
        self._excused = 0
        self._busy = 0.0
        self._deepest: tuple[float, str] = (0.0, "")
        self._waited = 0.0
        self._thread_id, self._native_id = threading.get_ident(), threading.get_native_id()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, name="watchdog", daemon=True)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Watch from now on."""
        self._waited = waited_for_a_core(self._native_id)
        self._timer.start()
        self._looking.start()

    def stop(self) -> None:
        """Watch no more; what lasts until now counts."""
        self._tick()
        self._timer.stop()
        self._over.set()
        self._looking.join()

    @contextmanager
    def excused(self, why: str) -> Iterator[None]:
        """A step that is known to take longer, said by name in the test."""
        assert why
        self._excused += 1
        try:
            yield
        finally:
            self._reset()
            self._excused -= 1

    # Where the window's thread is

    def _tick(self) -> None:
        with self._lock:
            busy, deepest = self._busy, self._deepest
            self._busy, self._deepest = 0.0, (0.0, "")
        waited, self._waited = self._waited, waited_for_a_core(self._native_id)
        busy -= self._waited - waited
        self.longest_seen = max(self.longest_seen, busy if not self._excused else 0.0)
        if busy > self._longest and not self._excused:
            self.stalls.append(Stall(busy, deepest[1]))

    def _reset(self) -> None:
        with self._lock:
            self._busy, self._deepest = 0.0, (0.0, "")
        self._waited = waited_for_a_core(self._native_id)

    # On the second thread

    def _look(self) -> None:
        last = time.perf_counter()
        while not self._over.wait(LOOK_EVERY):
            frame = sys._current_frames().get(self._thread_id)
            now = time.perf_counter()
            if frame is not None and not is_of_the_test(frame):
                with self._lock:
                    self._busy += now - last
                    if now - last > self._deepest[0]:
                        self._deepest = (now - last, "".join(traceback.format_stack(frame)[-8:]))
            last = now


def is_of_the_test(frame: FrameType) -> bool:
    """Whether the test itself runs, neither the product nor the event loop."""
    if any(part in frame.f_code.co_filename for part in LOOP):
        return False
    at: FrameType | None = frame
    while at is not None:
        if at.f_code.co_filename.startswith(PRODUCT):
            return False
        at = at.f_back
    return True


def waited_for_a_core(native_id: int) -> float:
    """Seconds in which a thread of this process could have run and no core was free; 0 where nobody counts them."""
    try:
        return int((TASKS / str(native_id) / "schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
