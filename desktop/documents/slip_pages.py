"""The pages that slips are cut from: equal parts of a page, with the lines to cut along.

Slips are set in normal type. In large type they are the same slips, drawn larger on a page on its side, which holds
half as many.
"""

from collections.abc import Sequence

from desktop.documents.blocks import Block, Gap, Stack
from desktop.documents.paper import Paper
from desktop.documents.structure import Element
from desktop.documents.styles import Sheet

FIELD_GRAY = 0.53
FREE_BELOW = 12
LEAST_GAPS = 0.3  # of what they are


def set_on(sheet: Sheet) -> Sheet:
    """What slips are set on before they are drawn: their page in normal type."""
    wide, high = sheet.for_forms.size
    return Sheet((wide / sheet.scale, high / sheet.scale))


def rows_on(sheet: Sheet) -> int:
    """How many slips lie one below the other."""
    return 1 if sheet.is_large else 2


class PlainSlip(Block):
    """One slip of stacked blocks within margins: from its left and right, and from its top.

    Where a language takes more lines than the slip is `high`, the gaps between the blocks give way.
    """

    def __init__(self, blocks: Sequence[Block], margins: tuple[float, float], high: float) -> None:
        super().__init__()
        self._blocks, self._stack, self._margins, self._high = blocks, Stack(blocks), margins, high
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """With the margin above."""
        self._wide = width
        inner, room = width - 2 * self._margins[0], self._high - self._margins[1] - FREE_BELOW
        over = Stack(self._blocks).height_for(inner) - room
        gaps = sum(block.height_for(inner) for block in self._blocks if isinstance(block, Gap))
        left = min(max(1 - over / gaps, LEAST_GAPS), 1)
        self._stack = Stack([block.shrunk(left) if isinstance(block, Gap) else block for block in self._blocks])
        return self._stack.height_for(inner) + self._margins[1]

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw within the margins."""
        self._stack.draw_on(paper, x + self._margins[0], top - self._margins[1], self._wide - 2 * self._margins[0])


class SlipPage(Block):
    """Slips side by side in so many columns and one below the other, with the lines to cut along."""

    def __init__(self, slips: Sequence[Block], *, columns: int, sheet: Sheet) -> None:
        super().__init__()
        self._slips, self._columns, self._rows, self._scale = slips, columns, rows_on(sheet), sheet.scale
        self._wide, self._high = set_on(sheet).size

    def height_for(self, width: float) -> float:
        """All of the page."""
        return self._high * self._scale

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the slips from the upper left, each a section of its own."""
        paper.saveState()
        paper.translate(x, top)
        paper.scale(self._scale, self._scale)
        wide, high = self._wide / self._columns, self._high / self._rows
        for place, slip in enumerate(self._slips):
            row, column = divmod(place, self._columns)
            section = paper.structure.open("Sect")
            with paper.structure.inside(section):
                slip.height_for(wide)
                slip.draw_on(paper, column * wide, -row * high)
            paper.structure.close(section)
        with paper.artifact():
            paper.setStrokeGray(FIELD_GRAY)
            paper.setLineWidth(0.75)
            paper.setDash(2, 2)
            for row in range(1, self._rows):
                paper.line(0, -row * high, self._wide, -row * high)
            for column in range(1, self._columns):
                paper.line(column * wide, 0, column * wide, -self._high)
            paper.setDash()
        paper.restoreState()
