"""Tables: rows laid out when the page comes to them, so that a list of any length never stands whole in the memory.

Heads come again on each page and are read aloud once. A row taller than a page goes on over it. In pages that run from
right to left the first column is the right one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportlab.platypus import Flowable

from desktop.documents.blocks import Block, Stack
from desktop.documents.paper import Paper
from desktop.documents.structure import HEADER_OF_COLUMN, Element
from desktop.documents.styles import HAIRLINE, INK, RULE, THIN
from desktop.documents.text import Text

MUCH_ROOM = 250  # less than any page has when it begins

Cell = Block | Sequence[Block]


@dataclass(frozen=True, slots=True)
class Look:
    """The room in the cells, in points, and their lines. `ruled` draws the rule under the heads, or above the rows.

    A form has lines between its columns and its cells in the middle of rows that are at least so high.
    """

    above: float = 4.5
    below: float = 5
    beside: float = 9
    ruled: bool = True
    least: float = 0
    form: bool = False

    def scaled(self, by: float) -> "Look":
        """The same for larger type."""
        return replace(
            self, above=self.above * by, below=self.below * by, beside=self.beside * by, least=self.least * by
        )


@dataclass(slots=True, eq=False)
class _Row:
    """One row: its cells, how high it is, and its elements, which the parts of a split row share."""

    cells: list[Stack]
    height: float
    elements: list[Element] = field(default_factory=list)
    is_last: bool = True


class Rows(Flowable):
    """A table of columns with fixed widths. `rows` is read as pages need it; a cell is a block or several.

    The last cell of a row that has fewer than there are columns takes the room of the rest. With `pages` it ends when
    so many are full, however many rows there are.
    """

    def __init__(
        self,
        widths: Sequence[float],
        heads: Sequence[Block],
        rows: Iterable[Sequence[Cell]],
        *,
        look: Look = Look(),  # a value
        rtl: bool = False,
        pages: int = 0,
    ) -> None:
        super().__init__()
        self._widths, self._look, self._rtl, self._pages = widths, look, rtl, pages
        self._heads = self._row(heads) if heads else None
        self._coming: Iterator[_Row] = (self._row(row) for row in rows)
        self._ready: deque[_Row] = deque()
        self._element: list[Element] = []
        self._begun: list[bool] = []
        self._placed: list[_Row] | None = None
        self._is_last = True

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # reportlab's names
        """All of it when it fits, else more than there is room, so that it is split."""
        if self._placed is None:
            rows = self._fitting(aH)
            self._ready.extendleft(reversed(rows))
            if len(self._ready) > len(rows):
                return aW, aH + 1
            self._placed = rows
            self._ready.clear()
        self.width = sum(self._widths)
        self.height = self._head_height + sum(row.height for row in self._placed)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The rows that fit and the rest; a row is broken only where it would begin a page and still not fit."""
        if self._placed is not None:
            self._ready.extend(self._placed)
            self._placed = None
        rows = self._fitting(aH)
        if not rows and self._ready and aH > MUCH_ROOM:
            first, rest = self._broken(self._ready.popleft(), aH - self._head_height)
            rows = [first]
            self._ready.appendleft(rest)
        if not rows:
            return []
        vars(self).pop("_postponed", None)  # reportlab's note that it moved to this page, where it did find room
        self._pages -= 1
        return [self._part(rows, is_last=True)] if self._pages == 0 else [self._part(rows), self]

    def draw(self) -> None:
        """Draw the rows of this page."""
        paper: Any = self.canv
        if not self._element:
            self._element.append(paper.structure.open("Table"))
        table = self._element[0]
        top = self.height
        with paper.structure.inside(table):
            top = self._draw_heads(paper, top)
            for row in self._placed or ():
                self._draw_row(paper, row, top, "TD")
                top -= row.height
        if self._is_last:
            paper.structure.close(table)

    @property
    def _head_height(self) -> float:
        return self._heads.height if self._heads else 0

    def _row(self, cells: Sequence[Cell]) -> _Row:
        stacks = [Stack([cell] if isinstance(cell, Block) else cell) for cell in cells]
        heights = (stack.height_for(width) for stack, (_, width) in zip(stacks, self._places(len(cells)), strict=True))
        inner = max(heights, default=0) + self._look.above + self._look.below
        return _Row(stacks, max(inner, self._look.least))

    def _fitting(self, room: float) -> list[_Row]:
        """The next rows that fit; the first that does not is kept ready."""
        room -= self._head_height
        rows: list[_Row] = []
        while row := self._ready.popleft() if self._ready else next(self._coming, None):
            room -= row.height
            if room < -0.01:
                self._ready.appendleft(row)
                break
            rows.append(row)
        return rows

    def _broken(self, row: _Row, room: float) -> tuple[_Row, _Row]:
        """A row cut between lines: what fits of each cell, and what is left of it."""
        room -= self._look.above + self._look.below
        firsts: list[Stack] = []
        rests: list[Stack] = []
        for stack, (_, width) in zip(row.cells, self._places(len(row.cells)), strict=True):
            first, rest = stack.cut_at(width, room)
            firsts.append(first)
            rests.append(rest)
        padding = self._look.above + self._look.below
        heights = [
            max(s.height_for(w) for s, (_, w) in zip(stacks, self._places(len(stacks)), strict=True)) + padding
            for stacks in (firsts, rests)
        ]
        return (
            _Row(firsts, heights[0], row.elements, is_last=False),
            _Row(rests, heights[1], row.elements, row.is_last),
        )

    def _part(self, rows: list[_Row], *, is_last: bool = False) -> "Rows":
        part = Rows(self._widths, (), (), look=self._look, rtl=self._rtl)
        part._heads, part._placed, part._is_last = self._heads, rows, is_last
        part._element, part._begun = self._element, self._begun
        return part

    def _draw_heads(self, paper: Paper, top: float) -> float:
        begun = bool(self._begun)
        self._begun.append(True)
        if self._heads is None:
            if self._look.ruled and not begun:
                self._line(paper, top, INK, RULE)
            return top
        if begun:
            with paper.artifact("Pagination"):
                self._paint(paper, self._heads, top)
        else:
            self._draw_row(paper, self._heads, top, "TH")
        top -= self._heads.height
        self._line(paper, top, INK if self._look.ruled else HAIRLINE, RULE if self._look.ruled else THIN)
        return top

    def _draw_row(self, paper: Paper, row: _Row, top: float, tag: str) -> None:
        structure = paper.structure
        if not row.elements:
            whole = structure.open("TR")
            with structure.inside(whole):
                entries = HEADER_OF_COLUMN if tag == "TH" else ""
                row.elements += [whole, *(structure.open(tag, entries) for _ in row.cells)]
            if len(row.cells) < len(self._widths):
                row.elements[-1].entries = f"/A<</O/Table/ColSpan {len(self._widths) - len(row.cells) + 1}>>"
        for (left, width), stack, element in zip(
            self._places(len(row.cells)), row.cells, row.elements[1:], strict=True
        ):
            inner = top - self._look.above
            if tag == "TH":  # heads stand on their rule
                inner = top - row.height + self._look.below + stack.height_for(width)
            elif self._look.form:
                inner = top - (row.height - stack.height_for(width)) / 2
            stack.draw_on(paper, left, inner, width, element)
        if row.is_last:
            for element in row.elements[::-1]:
                structure.close(element)
        if tag == "TD":
            self._line(paper, top - row.height, HAIRLINE, THIN)
            if self._look.form:
                self._draw_between(paper, top, top - row.height)

    def _draw_between(self, paper: Paper, top: float, bottom: float) -> None:
        whole, at = sum(self._widths), 0.0
        with paper.artifact():
            paper.setStrokeColor(HAIRLINE)
            paper.setLineWidth(THIN)
            for width in self._widths[:-1]:
                at += width
                x = (whole - at if self._rtl else at) - self._look.beside / 2
                paper.line(x, top, x, bottom)

    def _paint(self, paper: Paper, row: _Row, top: float) -> None:
        for (left, width), stack in zip(self._places(len(row.cells)), row.cells, strict=True):
            at = top - row.height + self._look.below + stack.height_for(width)
            for block in stack.blocks:
                if isinstance(block, Text):
                    block.paint(paper, left, at)
                at -= block.height_for(width)

    def _places(self, cells: int) -> Iterator[tuple[float, float]]:
        """Where the content of each of so many cells begins from the left, and its width."""
        whole, at = sum(self._widths), 0.0
        for number in range(cells):
            width = sum(self._widths[number:]) if number == cells - 1 else self._widths[number]
            inner = width - self._look.beside
            yield (whole - at - inner if self._rtl else at), inner
            at += width

    def _line(self, paper: Paper, y: float, color: Any, thickness: float) -> None:
        with paper.artifact():
            paper.setStrokeColor(color)
            paper.setLineWidth(thickness)
            paper.line(0, y, sum(self._widths), y)
