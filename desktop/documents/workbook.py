"""Workbooks: a list of records as .xlsx, with typed cells and nothing that can run.

openpyxl makes the book, its styles, the heads and the second sheet; the rows come from `sheet_rows`.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter

from desktop.documents import dates
from desktop.documents.extract import Extract
from desktop.documents.sheet_rows import MOST_UNITS, UNWRITABLE, SheetRows, Styles
from desktop.documents.whole_file import whole_file
from desktop.models.field import Field, FieldKind

# A write-only worksheet: the types know only half of what it takes from Worksheet.
Sheet = Any

ABOUT_SHEET = "About this file"
DRAFT = "DRAFT"
WIDTHS = {
    FieldKind.ID: 22,
    FieldKind.NUMBER: 13,
    FieldKind.LONG_TEXT: 60,
    FieldKind.INTEGER: 11,
    FieldKind.YES_NO: 11,
    FieldKind.DATE: 14,
    FieldKind.WALL_TIME: 22,
    FieldKind.MOMENT: 22,
    FieldKind.CHOICE: 16,
}
USUAL_WIDTH = 26
DAY_FORMAT = "mmm d, yyyy"
MOMENT_FORMAT = "mmm d, yyyy h:mm AM/PM"
END_OF_ROWS = b"</sheetData>"

_BOLD = Font(bold=True)
_INK = Side(style="thin", color="FF20251F")
_SOFT_PINE = PatternFill("solid", fgColor="FFE2EEE7")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_workbook(extract: Extract, path: Path) -> None:
    """Write the list and a second sheet that says what it is. Refusal beyond 1,048,575 rows or on a full disk."""
    with whole_file(path) as made:
        book = Workbook(write_only=True)
        book.properties.creator = extract.about.office_name
        book.properties.title = extract.title
        sheet = book.create_sheet(_sheet_title(f"{DRAFT} {extract.title}" if extract.about.draft else extract.title))
        notes = book.create_sheet(ABOUT_SHEET)
        rows = SheetRows(extract.fields, _styles(sheet), extract.about.zone)
        with made.with_name("rows").open("w", encoding="utf-8", newline="\n") as file:
            rows.write(extract.rows, file)
        if extract.about.draft:
            sheet.oddHeader.center.text = DRAFT
        _write_frame(sheet, extract.fields, rows.count, made.with_name("sheet"))
        _put_rows(made.with_name("sheet"), made.with_name("rows"))
        _write_about(notes, _about_lines(extract, rows), made.with_name("about"))
        book.save(made)


def _styles(sheet: Sheet) -> Styles:
    """The styles of the rows, made known to the workbook through cells that are never written."""
    text, long_text = _style(sheet, _TOP), _style(sheet, _WRAPPED)
    return Styles(
        text=text,
        long_text=long_text,
        quoted={text: _style(sheet, _TOP, quoted=True), long_text: _style(sheet, _WRAPPED, quoted=True)},
        date=_style(sheet, _TOP, DAY_FORMAT),
        moment=_style(sheet, _TOP, MOMENT_FORMAT),
    )


def _style(sheet: Sheet, alignment: Alignment, number_format: str = "General", *, quoted: bool = False) -> int:
    cell: Any = WriteOnlyCell(sheet)
    cell.alignment = alignment
    cell.number_format = number_format
    cell.quotePrefix = quoted
    return int(cell.style_id)


def _write_frame(sheet: Sheet, fields: tuple[Field, ...], count: int, path: Path) -> None:
    """The sheet around its rows: widths, hidden columns, frozen head, filter; on paper as wide as the page."""
    _set_widths(sheet, [WIDTHS.get(field.kind, USUAL_WIDTH) for field in fields])
    for number, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(number)].hidden = field.hidden
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if fields:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{count + 1}"
    _stream_beside(sheet, path)
    sheet.append([_head(sheet, field) for field in fields])
    sheet.close()


def _put_rows(sheet: Path, rows: Path) -> None:
    """Put the rows behind the head that openpyxl wrote."""
    head, end, tail = sheet.read_bytes().rpartition(END_OF_ROWS)
    with sheet.open("wb") as whole, rows.open("rb") as source:
        whole.write(head)
        shutil.copyfileobj(source, whole)
        whole.write(end + tail)


def _write_about(sheet: Sheet, lines: Iterable[tuple[str, str]], path: Path) -> None:
    _set_widths(sheet, (28, 100))
    _stream_beside(sheet, path)
    for label, text in lines:
        name = _text_cell(sheet, label)
        name.font = _BOLD
        sheet.append([name, _text_cell(sheet, text)])
    sheet.close()


def _set_widths(sheet: Sheet, widths: Iterable[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _head(sheet: Sheet, field: Field) -> Any:
    cell = _text_cell(sheet, field.label)
    cell.font = _BOLD
    cell.fill = _SOFT_PINE
    cell.border = Border(bottom=_INK)
    return cell


def _text_cell(sheet: Sheet, text: str) -> Any:
    """A cell of our own words; text even where it begins with "=", as a filter may."""
    cell: Any = WriteOnlyCell(sheet, UNWRITABLE.sub("\ufffd", text))
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    return cell


def _sheet_title(title: str) -> str:
    """Excel takes 31 characters and none of []:*?/\\ in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '") or "Records"


def _about_lines(extract: Extract, rows: SheetRows) -> Iterable[tuple[str, str]]:
    about = extract.about
    yield "What this is", f"{extract.title} of {about.office_name}"
    if about.draft:
        yield "State", f"{DRAFT}: not approved"
    yield "Filter", about.filter_text or "None: all of them"
    yield "Written", f"{dates.long_moment(about.made_at)} ({about.made_at.isoformat(timespec='seconds')})"
    yield "Written by", about.person
    yield "Who may read it", about.audience.words.capitalize()
    yield "Rows", f"{rows.count:,}"
    yield "Withheld", f"{extract.withheld.total:,}"
    for sentence in extract.withheld_sentences():
        yield "", sentence
    if rows.replaced:
        yield "Characters replaced", f"{rows.replaced:,} that a workbook cannot carry, each by \ufffd"
    if rows.cut:
        yield "Texts cut", f"{rows.cut:,} longer than the {MOST_UNITS:,} characters of a cell; they end in “…”"
    if rows.line_ends:
        yield "Line ends", f"written as a workbook writes them in {rows.line_ends:,} texts"
    yield "Journal entries", str(about.journal_count)
    yield "Journal anchor", about.anchor
    yield "Journal head, complete", about.journal_head


class _WriterBeside(WorksheetWriter):
    """WORKAROUND for openpyxl streaming each sheet through the system's temporary folder, where a killed process
    would leave residents' words in clear text: this one streams beside the file that is being made.
    """

    def cleanup(self) -> None:
        """Nothing to do: the folder goes with its files."""


def _stream_beside(sheet: Sheet, path: Path) -> None:
    sheet._writer = _WriterBeside(sheet, out=str(path))
    sheet._writer.write_top()
