"""The longest time the window did not answer while somebody worked in it, in journeys that run alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.timing import Result
from tests.views.watchdog import LONGEST

JOURNEYS = ("test_find_change_undo.py", "test_by_keyboard_alone.py", "test_live_session.py")


def measure(folder: Path) -> Iterator[Result]:
    """Each journey in a process of its own; a fixture of theirs reports what the watchdog saw."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in JOURNEYS:
        report = folder / f"{name}.txt"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", f"tests/journeys/{name}"]
        subprocess.run(command, env=os.environ | {"WATCHDOG_REPORT": str(report)}, capture_output=True, check=False)
        seen = [float(line) for line in report.read_text(encoding="utf-8").split()]
        yield Result(f"longest stall, {name}", max(seen) * 1000, LONGEST * 1000, "ms", "work and waiting of the window")
