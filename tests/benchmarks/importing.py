"""20,000 concerns out of a workbook, beside openpyxl reading it and the bare inserts of the rows that came of it."""

import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from desktop.jobs.bringing_in import bring_in_file
from desktop.models.concern import Concern
from tests.benchmarks.demo import insert_bare, written_since
from tests.benchmarks.offices import bare, office
from tests.benchmarks.timing import Result

ROWS = 20_000
HEADS = ["Case Id", "Opened", "Target date", "Case status", "Case title", "District", "Type", "Location", "Source"]


def measure(folder: Path) -> Iterator[Result]:
    """Reading, understanding and writing all rows in one change set, against the sum of both floors."""
    folder.mkdir(parents=True)
    path = _workbook(folder / "cases.xlsx")
    with office(folder / "ours") as store:
        before, _ = store.journal_head()
        start = time.perf_counter()
        report = bring_in_file(store, Concern, path)
        own = time.perf_counter() - start
        assert report.counts["new"] == ROWS, report.refused[:3]
        rows, entries = written_since(store, before)
    start = time.perf_counter()
    count = sum(
        1 for _ in load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    )
    assert count == ROWS + 1
    with office(folder / "floor") as empty:
        connection = bare(empty.folder.database, empty.key)
        connection.execute("PRAGMA foreign_keys = OFF")
        insert_bare(connection, rows, entries)
        connection.close()
    floor = time.perf_counter() - start
    yield Result("20,000 rows imported", own / floor, 2, "x", f"{own:.1f} s / {floor:.1f} s")


def _workbook(path: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADS)
    for row in range(ROWS):
        day = f"{row % 12 + 1:02}/{row % 28 + 1:02}/2010"
        title = f"Cars race after 11 PM, number {row}"
        sheet.append(
            [
                100_000 + row,
                day,
                day,
                "Open",
                title,
                f"North {row % 12}",
                f"Noise {row % 5}",
                f"{row} Alder St",
                "Phone",
            ]
        )
    book.save(path)
    return path
