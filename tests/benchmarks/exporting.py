"""20,000 concerns to a workbook, beside openpyxl writing the same cells from memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from desktop.documents.workbook import write_workbook
from desktop.jobs.extracts import Wanted, extract
from desktop.models.concern import Concern
from desktop.store.opening import open_office
from tests.benchmarks.offices import PASSPHRASE, office
from tests.benchmarks.timing import Result

CONCERNS = 20_000
MIB = 1024


def measure(folder: Path) -> Iterator[Result]:
    """Time and growth of memory, each side in processes of its own, in turns; the best of three counts."""
    with office(folder / "office", CONCERNS):
        pass
    ours, floor = [], []
    for _ in range(3):
        ours.append(_run("ours", folder))
        floor.append(_run("floor", folder))
    own, bare = min(seconds for seconds, _ in ours), min(seconds for seconds, _ in floor)
    yield Result("20,000 concerns to xlsx", own / bare, 1.15, "x", f"{own:.2f} s / {bare:.2f} s")
    grown, grown_bare = min(g for _, g in ours), min(g for _, g in floor)
    bound = 1.3 * grown_bare + 16
    yield Result("its growth of memory", grown, bound, "MiB", f"floor {grown_bare:.1f} MiB, bound 1.3 x + 16")


def _run(side: str, folder: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.exporting", side, str(folder)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, grown = json.loads(printed)
    return seconds, grown


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def _ours(folder: Path) -> tuple[float, float]:
    store = open_office(folder / "office", PASSPHRASE, write=False)
    with extract(store, Wanted(Concern, limit=10)) as few:
        write_workbook(few, folder / "few.xlsx")
    before, start = _peak(), time.perf_counter()
    with extract(store, Wanted(Concern)) as found:
        write_workbook(found, folder / "ours.xlsx")
    result = time.perf_counter() - start, _peak() - before
    store.close()
    return result


def _floor(folder: Path) -> tuple[float, float]:
    """Read our file's cells a part at a time and write them again; only the writing is measured."""
    source = load_workbook(folder / "ours.xlsx", read_only=True)
    sheet = source.worksheets[0]
    target = Workbook(write_only=True)
    into = target.create_sheet()
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    before, start = _peak(), time.perf_counter()
    for row in cells:
        into.append(row)
    target.save(folder / "floor.xlsx")
    return time.perf_counter() - start, _peak() - before


if __name__ == "__main__":
    print(json.dumps({"ours": _ours, "floor": _floor}[sys.argv[1]](Path(sys.argv[2]))))
