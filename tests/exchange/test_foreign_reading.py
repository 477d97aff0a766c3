"""A file that others made is read in a process apart, and a bad one ends in one sentence, soon and small."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.exchange.foreign import reading
from desktop.exchange.foreign.limits import COLUMNS, ROWS
from desktop.exchange.foreign.reading import read_table
from desktop.models.refusal import Refusal

HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"
CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_table(path)
    told = str(caught.value)
    assert told.startswith(path.name)
    assert told.endswith(".")
    return told


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def bomb(path: Path, part: str, content: str, again: int) -> Path:
    """A workbook one part of which is packed well: `content` so many times."""
    whole = workbook(path, ["Concern"], ["Lamp out"]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == part:
                with new.open(name, "w") as file:
                    for _ in range(again):
                        file.write(content.encode())
            else:
                new.writestr(name, old.read(name))
    return path


def test_a_workbook_comes_as_excel_shows_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        ["Concern", "Heard on", "At", "How many", "Old id", "Private"],
        ["Lamp out", date(2010, 6, 21), datetime(2010, 6, 21, 18, 30), 3.0, 101001245080, True],
        [],
        ["=1+1", None, None, 2.5],
    )
    rows = read_table(path)
    assert [row.number for row in rows] == [1, 2, 4]
    assert rows[1].cells == ("Lamp out", "2010-06-21", "2010-06-21T18:30:00", "3", "101001245080", "yes")
    assert rows[2].cells == ("", "", "", "2.5"), "a formula that was never worked out says nothing"


def test_a_sheet_out_of_sight_is_left_alone_where_another_holds_something(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden, empty, shown = book.active, book.create_sheet(), book.create_sheet()
    assert hidden is not None
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    shown.append(["Concern"])
    book.save(tmp_path / "book.xlsx")
    assert [row.cells for row in read_table(tmp_path / "book.xlsx")] == [("Concern",)]
    assert empty.max_row == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no rows"),
        (b" \n,,\n", "holds no rows"),
        (b"\xd0\xcf\x11\xe0 old", "save it as .xlsx without a password"),
        (b"%PDF-1.7", "is a PDF, which keeps no table"),
        (b"PK\x03\x04 and no more", "cannot be read as a workbook"),
        (b"a,b\n" * (ROWS + 1), f"more than {ROWS:,} rows"),
        (b"a," * COLUMNS + b"b", f"more than {COLUMNS} columns in row 1"),
        (b"a," * 100_000 + b"b", f"more than {COLUMNS} columns in row 1"),
        (b'a,"' + b"x" * 1_100_000, "a cell without end"),
    ],
    ids=["empty", "blank", "old excel", "pdf", "cut zip", "rows", "columns", "100,000 columns", "cell"],
)
def test_what_is_no_table_people_keep_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert told in refused(path)


SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


@pytest.mark.parametrize(
    ("part", "content", "again"),
    [
        (SHEET, " " * 1024 * 1024, 40),
        (SHEET, " " * 1024 * 1024, 300),
        (SHEET, HEAD + "<row><c><is><t>" + "<a>" * 60_000, 1),
        (SHEET, '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + HEAD + "&b;", 1),
        ("xl/workbook.xml", "<workbook><unclosed>", 1),
        ("[Content_Types].xml", CONTENT, 1),
    ],
    ids=["ratio", "size", "depth", "entities", "crooked", "nothing in it"],
)
def test_a_workbook_made_as_a_trap_is_refused(tmp_path: Path, part: str, content: str, again: int) -> None:
    refused(bomb(tmp_path / "trap.xlsx", part, content, again))


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WALL_SECONDS", 0)
    monkeypatch.setattr(reading, "_command", lambda: [sys.executable, "-c", "while True: pass"])
    path = tmp_path / "table.csv"
    path.write_text("a,b\n")
    assert "more memory or time than a table should" in refused(path)


def test_a_reader_nobody_waits_for_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_command", lambda: [sys.executable, "-c", "while True: pass"])
    path = tmp_path / "table.csv"
    path.write_text("a,b\n")
    answers = iter([False, True])
    assert read_table(path, lambda: next(answers)) == []
    assert not list(answers), "asked twice, then ended"


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has loaded and opened is read from /proc")
def test_the_reader_knows_neither_qt_nor_the_database_and_opens_nothing(tmp_path: Path) -> None:
    code = (
        "import os, sys; from desktop.exchange.foreign import child; child.run(); "
        "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'sqlalchemy', 'sqlcipher3', 'socket')], "
        "[n for n in range(3, 64) if os.path.exists(f'/proc/self/fd/{n}')])"
    )
    given = workbook(tmp_path / "book.xlsx", ["Concern"], ["Lamp out"])
    with given.open("rb") as file:
        ran = subprocess.run([sys.executable, "-c", code], stdin=file, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1].startswith("[] []"), ran.stdout + ran.stderr


@pytest.mark.torture
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared data is not here")
def test_every_hostile_file_is_read_or_refused_in_words() -> None:
    outcomes = {"read": 0, "refused": 0}
    for path in sorted(each for each in HOSTILE.rglob("*") if each.is_file()):
        try:
            read_table(path)
            outcomes["read"] += 1
        except Refusal as refusal:
            assert str(refusal).startswith(path.name)
            outcomes["refused"] += 1
    assert outcomes["read"] > 30
    assert outcomes["refused"] > 3
