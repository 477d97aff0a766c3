"""A table as it stands in a file: rows of text, with the row numbers its own program shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.exchange.foreign.limits import COLUMNS, LETTERS_IN_ALL, LETTERS_OF_A_CELL, ROWS
from desktop.models.refusal import Refusal


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not blank: its number in the file, from 1, and its cells as text up to the last one filled."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """What stands at a place, from 0, without the spaces around it; empty where the row has ended."""
        return self.cells[place].strip() if place < len(self.cells) else ""


def within_limits(rows: Iterable[tuple[int, list[str]]]) -> Iterator[TableRow]:
    """The rows that are not blank; Refusal as soon as there are more, or larger ones, than a table people keep."""
    letters = 0
    for count, (number, cells) in enumerate(_filled(rows), 1):
        if count > ROWS:
            raise Refusal(f"has more than {ROWS:,} rows. Save the rows you need as a file of their own.")
        if len(cells) > COLUMNS:
            raise Refusal(
                f"has more than {COLUMNS} columns in row {number:,}. Keep the columns you need and save again."
            )
        longest = max(map(len, cells))
        if longest > LETTERS_OF_A_CELL:
            raise Refusal(f"has a cell of more than {LETTERS_OF_A_CELL:,} letters in row {number:,}. Shorten it.")
        letters += sum(map(len, cells))
        if letters > LETTERS_IN_ALL:
            raise Refusal("holds more text than this computer should read at once. Cut it into smaller files.")
        yield TableRow(number, tuple(cells))


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield number, cells
