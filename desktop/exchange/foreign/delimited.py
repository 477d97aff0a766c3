"""Text tables: csv and its relatives, in any usual encoding, separator and line end."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from desktop.exchange.foreign.limits import LETTERS_OF_A_CELL
from desktop.models.refusal import Refusal
from desktop.models.safe_cell import unprotect

SEPARATORS = ",;\t|"
TRIED_ROWS = 60
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_delimited(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text table with their numbers; the apostrophe before what looks like a formula is taken away."""
    text = decoded(content)
    csv.field_size_limit(LETTERS_OF_A_CELL + 1)
    rows = _parsed(text, separator_of(text))
    try:
        for number, cells in enumerate(rows, 1):
            yield number, [unprotect(cell) for cell in cells]
    except csv.Error:
        raise Refusal("has a quotation mark that is never closed, or a cell without end. Save it again.") from None


def decoded(content: bytes) -> str:
    """The text of a file: by its mark, else as UTF-8, else as Windows wrote it in western countries."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    if b"\0" in content[:4096]:
        return _decoded(content, _without_mark(content))
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("is neither a spreadsheet nor text. Save it as .xlsx or as .csv and try again.") from None
    if "\0" in text:
        raise Refusal("is neither a spreadsheet nor text. Save it as .xlsx or as .csv and try again.")
    return text


def _without_mark(content: bytes) -> str:
    """Western text in UTF-16 has a zero in every other place."""
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def separator_of(text: str) -> str:
    """What stands between the cells: with which most rows have the same number of cells, more than one."""
    best, most = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in islice(_parsed(text, separator), TRIED_ROWS) if row)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(1, 0))
        fit = times / max(1, widths.total()) * (1 + min(width, 100) / 1000) if width > 1 else 0.0
        if fit > most:
            best, most = separator, fit
    return best


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    # newline="" leaves line ends as they are, so that a lone CR, as old Macs wrote it, ends a row as well.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
