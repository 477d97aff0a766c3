"""Blocks: what can stand on a page or in a cell besides text, each of which knows its height and draws itself.

A block flows down the page like any flowable of reportlab, and can be drawn into a place of its own. In pages that run
from right to left, the side a block begins on is the right one.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from desktop.documents.paper import Paper
from desktop.documents.structure import Element
from desktop.documents.styles import HAIRLINE, INK, RULE, THIN

CORNER = 4.5
FITS_ANY_PAGE = 300  # points that every page has when it begins
LEAST_PART = 60
GAP = 22.5  # between columns
INSET = 12  # of a box, at its sides; above and below
INSET_ABOVE = 9


class Block(Flowable):
    """Something with a height for each width, drawn from its upper left corner."""

    def height_for(self, width: float) -> float:
        """Points it takes at that width."""
        raise NotImplementedError

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw at the width last asked for; text becomes content of `element`, or of one of its own."""
        raise NotImplementedError

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # reportlab's names
        """Take all the width there is."""
        self.width, self.height = aW, self.height_for(aW)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Two parts, where it would not fit on a page of its own either; else it moves on whole."""
        if self.height_for(aW) <= FITS_ANY_PAGE or aH < LEAST_PART:
            return []
        return list(self.cut_at(aW, aH) or ())

    def cut_at(self, width: float, room: float) -> tuple["Block", "Block"] | None:
        """What of it fits into so many points, and the rest; None where it cannot be cut."""
        return None

    def draw(self) -> None:
        """Draw where the flow of the page has come to."""
        paper: Any = self.canv
        self.draw_on(paper, 0, self.height)


class Gap(Block):
    """Empty room."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._high = height

    def height_for(self, width: float) -> float:
        """What it was made with."""
        return self._high

    def shrunk(self, to: float) -> "Gap":
        """A share of it."""
        return Gap(self._high * to)

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Nothing."""


class WritingLine(Block):
    """A line to write on by hand, at the foot of its height."""

    def __init__(self, height: float, *, thickness: float = THIN) -> None:
        super().__init__()
        self._high, self._thickness = height, thickness
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """What it was made with."""
        self._wide = width
        return self._high

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the line."""
        with paper.artifact():
            paper.setStrokeColor(INK)
            paper.setLineWidth(self._thickness)
            paper.line(x, top - self._high, x + self._wide, top - self._high)


class TickBox(Block):
    """A box to tick by hand, alone in the middle of its column."""

    def __init__(self, *, size: float = 14.25, line: float = 0) -> None:
        super().__init__()
        self._size, self._line = size, max(size, line)
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """Its side, or the line of text that it stands beside."""
        self._wide = width
        return self._line

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the box."""
        with paper.artifact():
            paper.setStrokeColor(INK)
            paper.setLineWidth(RULE)
            left = x + (self._wide - self._size) / 2
            paper.roundRect(left, top - (self._line + self._size) / 2, self._size, self._size, 1.5)


class Ticked(Block):
    """A box to tick by hand, before its words."""

    def __init__(self, text: Block, *, size: float = 11.25, gap: float = 6, rtl: bool = False) -> None:
        super().__init__()
        self._text, self._size, self._gap, self._rtl = text, size, gap, rtl
        self._has_box = True
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """That of the words, but at least the box."""
        self._wide = width
        return max(self._text.height_for(width - self._size - self._gap), self._size)

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the box beside the first line."""
        left = x + self._wide - self._size if self._rtl else x
        if self._has_box:
            first = self._text.height_for(1e6)
            with paper.artifact():
                paper.setStrokeColor(INK)
                paper.setLineWidth(RULE)
                paper.roundRect(left, top - (first + self._size) / 2, self._size, self._size, 1.5)
        self._text.height_for(self._wide - self._size - self._gap)
        self._text.draw_on(paper, x if self._rtl else x + self._size + self._gap, top, element)

    def cut_at(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The words are cut and go on beside no box."""
        parts = self._text.cut_at(width - self._size - self._gap, room)
        if not parts:
            return None
        first, rest = copy(self), copy(self)
        first._text, rest._text, rest._has_box = *parts, False
        return first, rest


@dataclass(slots=True)
class Stack:
    """Blocks one below the other, as in a cell."""

    blocks: Sequence[Block]

    def height_for(self, width: float) -> float:
        """Points all of them take."""
        return sum(block.height_for(width) + self._room_above(place) for place, block in enumerate(self.blocks))

    def draw_on(self, paper: Paper, x: float, top: float, width: float, element: Element | None = None) -> None:
        """Draw from the top down. Several blocks in one element become elements of their own within it."""
        if element and len(self.blocks) > 1:
            with paper.structure.inside(element):
                self.draw_on(paper, x, top, width)
            return
        for number, block in enumerate(self.blocks):
            top -= self._room_above(number)
            high = block.height_for(width)
            block.draw_on(paper, x, top, element)
            top -= high

    def cut_at(self, width: float, room: float) -> tuple["Stack", "Stack"]:
        """The blocks that fit, the one that is cut, and what follows."""
        firsts: list[Block] = []
        for number, block in enumerate(self.blocks):
            room -= self._room_above(number)
            high = block.height_for(width)
            if high <= room + 0.01:
                firsts.append(block)
                room -= high
                continue
            rest = list(self.blocks[number:])
            if parts := block.cut_at(width, room):
                firsts.append(parts[0])
                rest[0] = parts[1]
            return Stack(firsts), Stack(rest)
        return Stack(firsts), Stack([])

    def _room_above(self, place: int) -> float:
        if not place:
            return 0
        return max(self.blocks[place - 1].getSpaceAfter(), self.blocks[place].getSpaceBefore())


class Columns(Block):
    """Stacks side by side, read one after the other. Widths are shares of the room; `boxed` draws a frame around."""

    def __init__(
        self,
        columns: Sequence[Sequence[Block]],
        *,
        shares: Sequence[float] = (),
        gap: float = GAP,
        boxed: bool = False,
        rtl: bool = False,
    ) -> None:
        super().__init__()
        self._columns = [Stack(blocks) for blocks in columns]
        self._shares = shares or [1.0] * len(columns)
        self._gap, self._boxed, self._rtl = gap, boxed, rtl
        self._wide = self._high = 0.0

    def height_for(self, width: float) -> float:
        """That of the tallest."""
        self._wide = width
        tallest = max(c.height_for(w) for c, w in zip(self._columns, self._widths(), strict=True))
        self._high = tallest + (2 * INSET_ABOVE if self._boxed else 0)
        return self._high

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw frame and columns."""
        if self._boxed:
            with paper.artifact():
                paper.setStrokeColor(INK)
                paper.setLineWidth(RULE)
                paper.roundRect(x, top - self._high, self._wide, self._high, CORNER)
        inset = INSET if self._boxed else 0
        at = x + self._wide - inset if self._rtl else x + inset
        for column, width in zip(self._columns, self._widths(), strict=True):
            left = at - width if self._rtl else at
            column.draw_on(paper, left, top - (INSET_ABOVE if self._boxed else 0), width, element)
            at += -(width + self._gap) if self._rtl else width + self._gap

    def cut_at(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Each column cut at the same height."""
        self._wide = width
        room -= 2 * INSET_ABOVE if self._boxed else 0
        cut = [column.cut_at(wide, room) for column, wide in zip(self._columns, self._widths(), strict=True)]
        if not any(first.blocks for first, _ in cut):
            return None
        first, rest = ([stacks[part].blocks for stacks in cut] for part in (0, 1))
        return self._with(first), self._with(rest)

    def _with(self, columns: Sequence[Sequence[Block]]) -> "Columns":
        return Columns(columns, shares=self._shares, gap=self._gap, boxed=self._boxed, rtl=self._rtl)

    def _widths(self) -> list[float]:
        room = self._wide - (2 * INSET if self._boxed else 0) - self._gap * (len(self._columns) - 1)
        return [room * share / sum(self._shares) for share in self._shares]


class Ruled(Block):
    """A block between a strong rule above, unless it goes on after another, and a thin one below."""

    def __init__(self, block: Block, *, goes_on: bool = False) -> None:
        super().__init__()
        self._block, self._above, self._below = block, 6.0, 7.5
        self._goes_on = goes_on
        self._wide = self._high = 0.0

    def height_for(self, width: float) -> float:
        """With the room within the rules."""
        self._wide = width
        self._high = self._block.height_for(width) + self._above + self._below
        return self._high

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the rules around the block."""
        with paper.artifact():
            for y, color, thickness in ((top, INK, RULE), (top - self._high, HAIRLINE, 0.75))[int(self._goes_on) :]:
                paper.setStrokeColor(color)
                paper.setLineWidth(thickness)
                paper.line(x, y, x + self._wide, y)
        self._block.draw_on(paper, x, top - self._above, element)

    def cut_at(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The block within is cut, and goes on without the strong rule."""
        parts = self._block.cut_at(width, room - self._above - self._below)
        return (Ruled(parts[0], goes_on=self._goes_on), Ruled(parts[1], goes_on=True)) if parts else None
