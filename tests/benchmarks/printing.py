"""Printing beside reportlab's own table of the same wrapped texts, and the memory that more rows cost."""

import random
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from desktop.bundled import bundled
from desktop.documents.concern_list import write_concern_list
from desktop.documents.extract import About, Extract
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.disclosure import Audience, Withheld
from tests.benchmarks.timing import Result, interleaved

ROWS = 2000
KEYS = ("number", "title", "area", "category", "status", "heard_on", "answer_due", "resolve_by", "owner")
VOCABULARY = (
    "the lamp on this street is dark and my mother walks in the road because she cannot see the curb when the bus "
    "comes late at night children cross at the corner nobody stops rubbish behind the arcade speed sign library door"
)
WIDTHS = (74, 152, 82, 62, 93, 54, 99, 84)


def measure(folder: Path) -> Iterator[Result]:
    """Time against the floor, tagged against untagged; then the peak of memory for more rows."""
    folder.mkdir(parents=True, exist_ok=True)
    pdfmetrics.registerFont(TTFont("Inter", str(bundled("fonts", "Inter-Regular.ttf"))))
    rows = list(_rows(ROWS))
    own, bare = interleaved(lambda _: _print(rows, folder), lambda _: _floor(rows, folder), 3)
    ratio = median(own) / median(bare)
    detail = f"{ROWS} concerns: {median(own):.2f} s, reportlab untagged {median(bare):.2f} s"
    yield Result("a tagged list of concerns", ratio, 1.2, "x reportlab's LongTable, untagged", detail)
    peaks = []
    tracemalloc.start()
    for count in (1000, 3000):
        rows = list(_rows(count))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        _print(rows, folder)
        peaks.append((tracemalloc.get_traced_memory()[1] - before) / 2**20)
    tracemalloc.stop()
    detail = f"peak {peaks[0]:.1f} MiB for 1000 rows, {peaks[1]:.1f} MiB for 3000"
    yield Result("memory of a longer list", (peaks[1] - peaks[0]) / 2, 2, "MiB per 1000 rows", detail)


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    chance, vocabulary = random.Random(count), VOCABULARY.split()
    for number in range(count):
        said = " ".join(chance.choice(vocabulary) for _ in range(chance.randint(6, 30)))
        yield (
            number, f"C26-{number:04}", said, chance.choice(["Orchard Flats", "Quarry Hill"]), "Lighting",
            "Acknowledged", date(2026, 10, 15), date(2026, 10, 20), date(2027, 1, 5), "Officer R. Alvarez",
        )  # fmt: skip


def _print(rows: list[tuple[Any, ...]], folder: Path) -> None:
    made_at = datetime(2026, 10, 15, 20, 12, tzinfo=ZoneInfo("America/New_York"))
    about = About("Office", "1 Harbor Row", "555-0100", "", made_at, "R. Alvarez", Audience.OFFICE, 1, "0" * 64)
    fields = tuple(CONCERN_FIELDS[key] for key in KEYS)
    write_concern_list(Extract("Concerns", "concerns", fields, iter(rows), Withheld(), (), about), folder / "own.pdf")


def _floor(rows: list[tuple[Any, ...]], folder: Path) -> None:
    style = ParagraphStyle("cell", fontName="Inter", fontSize=11, leading=14.5)

    def cells(row: tuple[Any, ...]) -> list[Paragraph]:
        texts = (*row[1:6], "Oct 15", "Answer Oct 20<br/>Fix Jan 5, 2027", row[9])
        return [Paragraph(text, style) for text in texts]

    table = LongTable(
        [[""] * len(WIDTHS), *map(cells, rows)],
        colWidths=WIDTHS,
        repeatRows=1,
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#B9B5A7")],
    )
    SimpleDocTemplate(str(folder / "floor.pdf"), pagesize=landscape(letter), leftMargin=43, rightMargin=43).build(
        [table]
    )
