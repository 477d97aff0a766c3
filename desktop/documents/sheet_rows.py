"""The rows of a sheet, written straight as SpreadsheetML: the part of a workbook that grows with the office.

openpyxl makes an object of every cell and an element of every object; for a long list that is nearly all the time an
export takes. Here a cell is one string. No cell can become a formula, because none of ours is written as one.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, TextIO

from openpyxl.utils import get_column_letter

from desktop.documents.extract import text_of
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal

MOST_ROWS = 1_048_576 - 1  # below the head
MOST_UNITS = 32_767  # of UTF-16, in one cell
FIRST_DAY = date(1900, 3, 1)  # Excel counts a February 29, 1900, that never was
DAY_ZERO = date(1899, 12, 30).toordinal()
SECONDS = 86_400
MOST_REMEMBERED = 10_000

# What XML cannot carry; a carriage return it would turn into a line feed on its own.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# Text beginning like this is marked as typed with an apostrophe, so that it stays text when somebody edits it.
_QUOTED = frozenset("=+-@\t\r")

Tail = Callable[[Any], str]
"""Makes of one value all that follows the coordinate of its cell."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the cell styles in the workbook; `quoted` maps `text` and `long_text` to those with apostrophe."""

    text: int
    long_text: int
    quoted: dict[int, int]
    date: int
    moment: int


class SheetRows:
    """Writes rows and counts what a workbook could not take as it was."""

    def __init__(self, fields: Iterable[Field], styles: Styles, zone: tzinfo) -> None:
        self._styles = styles
        self._zone = zone
        self._columns = [(f'<c r="{get_column_letter(i)}', self._tail(field)) for i, field in enumerate(fields, 1)]
        self.count = 0
        self.replaced = 0
        self.cut = 0
        self.line_ends = 0

    def write(self, rows: Iterable[tuple[Any, ...]], file: TextIO) -> None:
        """Write (id, value, …) rows from the second row of the sheet on. Refusal beyond what Excel can hold."""
        columns = self._columns
        number = 1
        for row in rows:
            number += 1
            if number > MOST_ROWS + 1:
                raise Refusal(
                    f"A workbook holds no more than {MOST_ROWS:,} rows. Narrow the filter, or export to .csv."
                )
            cells = [
                f"{start}{number}{tail(value)}"
                for (start, tail), value in zip(columns, row[1:], strict=True)
                if value is not None
            ]
            file.write(f'<row r="{number}">{"".join(cells)}</row>')
        self.count = number - 1

    def _tail(self, field: Field) -> Tail:
        zone = self._zone
        match field.kind:
            case FieldKind.INTEGER:
                return lambda value: f'" s="{self._styles.text}"><v>{int(value)}</v></c>'
            case FieldKind.DATE:
                return self._day
            case FieldKind.WALL_TIME:
                return self._clock
            case FieldKind.MOMENT:
                return lambda value: self._clock(value.astimezone(zone).replace(tzinfo=None))
            case FieldKind.LONG_TEXT:
                return lambda value: self._text(value, self._styles.long_text)
            case FieldKind.REFERENCE | FieldKind.REFERENCES | FieldKind.CHOICE | FieldKind.YES_NO:
                return _Remembered(lambda value: self._text(text_of(field, value, zone), self._styles.text)).tail
        return lambda value: self._text(value if type(value) is str else str(value), self._styles.text)

    def _text(self, text: str, style: int) -> str:
        if text[:1] in _QUOTED:
            style = self._styles.quoted[style]
        if _NEEDS_CARE.search(text) or len(text) > MOST_UNITS // 2:
            text = self._mended(text)
        return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    def _mended(self, text: str) -> str:
        text, replaced = UNWRITABLE.subn("\ufffd", text)
        self.replaced += replaced
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self.line_ends += 1
        if len(units := text.encode("utf-16-le")) > 2 * MOST_UNITS:
            text = units[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
            self.cut += 1
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def _day(self, value: date) -> str:
        if value < FIRST_DAY:
            return self._text(value.isoformat(), self._styles.text)
        return f'" s="{self._styles.date}"><v>{value.toordinal() - DAY_ZERO}</v></c>'

    def _clock(self, value: datetime) -> str:
        if value.date() < FIRST_DAY:
            return self._text(value.isoformat(), self._styles.text)
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 10**6
        return f'" s="{self._styles.moment}"><v>{value.toordinal() - DAY_ZERO + seconds / SECONDS!r}</v></c>'


class _Remembered:
    """Keeps what was made of a value: names of areas, people and choices come again and again."""

    def __init__(self, make: Tail) -> None:
        self._make = make
        self._made: dict[Any, str] = {}

    def tail(self, value: Any) -> str:
        """What was made before, else anew; text that needs mending is made each time, so that it is counted."""
        made = self._made.get(value)
        if made is None:
            made = self._make(value)
            if len(self._made) < MOST_REMEMBERED and not _NEEDS_CARE.search(str(value)):
                self._made[value] = made
        return made
