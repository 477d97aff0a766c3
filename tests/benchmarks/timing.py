"""Measuring beside a floor: both in one run, turn by turn, so that a busy machine slows both."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One claim: `measured` against `bound`, both in `unit`; `ok` when it holds."""

    name: str
    measured: float
    bound: float
    unit: str
    detail: str

    @property
    def ok(self) -> bool:
        return self.measured <= self.bound

    def __str__(self) -> str:
        mark = "ok  " if self.ok else "OVER"
        return f"{mark} {self.name}: {self.measured:.2f} {self.unit} (bound {self.bound:.2f}) {self.detail}"


def interleaved(
    ours: Callable[[int], None], floor: Callable[[int], None], times: int
) -> tuple[list[float], list[float]]:
    """Seconds of each call, ours and the floor's in turns; the first tenth only warms up."""
    own: list[float] = []
    bare: list[float] = []
    warm_up = max(1, times // 10)
    for turn in range(times + warm_up):
        for work, into in ((ours, own), (floor, bare)):
            start = time.perf_counter()
            work(turn)
            if turn >= warm_up:
                into.append(time.perf_counter() - start)
    return own, bare


def percentile(seconds: list[float], share: float) -> float:
    """The value below which `share` of the sorted measurements lie."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
