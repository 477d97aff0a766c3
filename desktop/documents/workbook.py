"""Workbooks: a list of records as .xlsx, with typed cells and nothing that can run.

Text is never a formula: openpyxl makes one of any string that begins with "=", and an error of "#N/A". Only those few
cells cost an object of their own; every other value is handed over plain, so a large list is as fast as openpyxl is.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter

from desktop.documents import dates
from desktop.documents.extract import Extract, text_of
from desktop.documents.whole_file import whole_file
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal

# A write-only worksheet: the types know only half of what it takes from Worksheet.
Sheet = Any

ABOUT_SHEET = "About this file"
MOST_ROWS = 1_048_576 - 1
MOST_UNITS = 32_767  # of UTF-16, in one cell
FIRST_YEAR = 1900
WIDTHS = {
    FieldKind.ID: 22,
    FieldKind.NUMBER: 13,
    FieldKind.LONG_TEXT: 60,
    FieldKind.INTEGER: 11,
    FieldKind.YES_NO: 11,
    FieldKind.DATE: 13,
    FieldKind.WALL_TIME: 19,
    FieldKind.MOMENT: 19,
    FieldKind.CHOICE: 16,
}
USUAL_WIDTH = 26

# What XML cannot carry; a carriage return it would turn into a line feed on its own.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST = frozenset("=+-@\t\r#")
_QUOTED = frozenset("=+-@\t\r")

_BOLD = Font(bold=True)
_SIDE = Side(style="thin", color="FF20251F")
_FILL = PatternFill("solid", fgColor="FFE2EEE7")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_workbook(extract: Extract, path: Path) -> None:
    """Write the list and a second sheet that says what it is. Refusal beyond 1,048,575 rows or on a full disk."""
    with whole_file(path) as made:
        book = Workbook(write_only=True)
        book.properties.creator = extract.about.office_name
        book.properties.title = extract.title
        sheet = book.create_sheet(_sheet_title(extract.title))
        notes = book.create_sheet(ABOUT_SHEET)
        _arrange(sheet, extract.fields)
        _stream_beside(sheet, made.with_name("rows"))
        cells = _Cells(sheet)
        count = _append_rows(sheet, cells, extract)
        _set_widths(notes, (28, 100))
        _stream_beside(notes, made.with_name("about"))
        for label, text in _about_lines(extract, cells, count):
            notes.append([_styled(notes, label, font=_BOLD), _styled(notes, text)])
        book.save(made)


class _Cells:
    """Makes the cells of one sheet and counts what Excel could not take as it was."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.replaced = 0
        self.cut = 0
        self.line_ends = 0

    def text(self, text: str) -> Any:
        """The string itself where openpyxl takes it for text, else a cell that says it is."""
        if _NEEDS_CARE.search(text) or len(text) > MOST_UNITS // 2:
            return self._mended(text)
        if text[:1] in _FIRST:
            return self._forced(text, text)
        return text

    def _mended(self, text: str) -> Any:
        mended, replaced = _UNWRITABLE.subn("\ufffd", text)
        self.replaced += replaced
        if "\r" in mended:
            mended = mended.replace("\r\n", "\n").replace("\r", "\n")
            self.line_ends += 1
        if len(units := mended.encode("utf-16-le")) > 2 * MOST_UNITS:
            self.cut += 1
            mended = units[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
        return self._forced(mended, text) if text[:1] in _FIRST else mended

    def _forced(self, text: str, typed: str) -> Any:
        if typed[0] == "#" and text not in ERROR_CODES:
            return text
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        if typed[0] in _QUOTED:
            cell.quotePrefix = True
        return cell

    def converter(self, field: Field, zone: tzinfo) -> Callable[[Any], Any]:
        """The function that makes a cell of each value of this field that is there."""
        match field.kind:
            case FieldKind.ID:
                return str
            case FieldKind.INTEGER:
                return int
            case FieldKind.DATE | FieldKind.WALL_TIME:
                return _dated
            case FieldKind.MOMENT:
                return lambda value: _dated(value.astimezone(zone).replace(tzinfo=None))
            case FieldKind.YES_NO | FieldKind.CHOICE:
                known = _Known(lambda value: self.text(text_of(field, value, zone)))
                return known.__getitem__
            case FieldKind.REFERENCES:
                return lambda value: self.text(text_of(field, value, zone))
        return self._plain

    def _plain(self, value: Any) -> Any:
        return self.text(value if isinstance(value, str) else str(value))


class _Known(dict[Any, Any]):
    """Remembers the cell of each choice: there are few, and they come again."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self.make(value)
        return made


def _dated(value: date | datetime) -> Any:
    """The date itself, which openpyxl types and formats; Excel counts no days before 1900, those are text."""
    return value if value.year >= FIRST_YEAR else value.isoformat()


def _append_rows(sheet: Sheet, cells: _Cells, extract: Extract) -> int:
    converters = [cells.converter(field, extract.about.zone) for field in extract.fields]
    sheet.append([_head(sheet, field) for field in extract.fields])
    append = sheet.append
    count = 0
    for row in extract.rows:
        if count == MOST_ROWS:
            raise Refusal(f"A workbook holds no more than {MOST_ROWS:,} rows. Narrow the filter, or export to .csv.")
        append([None if value is None else to(value) for to, value in zip(converters, row[1:], strict=True)])
        count += 1
    if extract.fields:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(extract.fields))}{count + 1}"
    return count


def _arrange(sheet: Sheet, fields: Iterable[Field]) -> None:
    """Widths, hidden columns, frozen head; on paper landscape, as wide as the page, the head on each."""
    _set_widths(sheet, [WIDTHS.get(field.kind, USUAL_WIDTH) for field in fields])
    for number, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(number)].hidden = field.hidden
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _set_widths(sheet: Sheet, widths: Iterable[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _head(sheet: Sheet, field: Field) -> Any:
    cell = _styled(sheet, field.label, font=_BOLD)
    cell.fill = _FILL
    cell.border = Border(bottom=_SIDE)
    return cell


def _styled(sheet: Sheet, text: str, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet, _UNWRITABLE.sub("\ufffd", text))
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    if font:
        cell.font = font
    return cell


def _sheet_title(title: str) -> str:
    """Excel takes 31 characters and none of []:*?/\\ in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '") or "Records"


def _about_lines(extract: Extract, cells: _Cells, count: int) -> Iterable[tuple[str, str]]:
    about = extract.about
    yield "What this is", f"{extract.title} of {about.office_name}"
    yield "Filter", about.filter_text or "None: all of them"
    yield "Written", f"{dates.long_moment(about.made_at)} ({about.made_at.isoformat(timespec='seconds')})"
    yield "Written by", about.person
    yield "Who may read it", about.audience.words.capitalize()
    yield "Rows", f"{count:,}"
    yield "Withheld", f"{extract.withheld.total:,}"
    for sentence in extract.withheld_sentences():
        yield "", sentence
    if cells.replaced:
        yield "Characters replaced", f"{cells.replaced:,} that a workbook cannot carry, each by \ufffd"
    if cells.cut:
        yield "Texts cut", f"{cells.cut:,} longer than the {MOST_UNITS:,} characters of a cell; they end in “…”"
    if cells.line_ends:
        yield "Line ends", f"written as a workbook writes them in {cells.line_ends:,} texts"
    yield "Journal entries", str(about.journal_count)
    yield "Journal anchor", about.anchor
    yield "Journal head, complete", about.journal_head


class _WriterBeside(WorksheetWriter):
    """WORKAROUND for openpyxl, which streams a sheet through the system's temporary folder: residents' words in
    clear text, left there when the process is killed. This one streams beside the file that is being made.
    """

    def cleanup(self) -> None:
        """Nothing to do: the folder goes with its files."""


def _stream_beside(sheet: Sheet, path: Path) -> None:
    sheet._writer = _WriterBeside(sheet, out=str(path))
    sheet._writer.write_top()
