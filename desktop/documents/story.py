"""Story: what runs down the pages of one document, from plain text, and the characters that could not be drawn."""

from collections.abc import Callable, Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from desktop.documents.blocks import GAP, Block, Columns, Gap, Ruled
from desktop.documents.items import Item
from desktop.documents.lines import Missing
from desktop.documents.structure import Element
from desktop.documents.styles import (
    BODY,
    COLUMN_HEAD,
    HEADLINE,
    LONG_HEADLINE,
    SECTION,
    Part,
    Sheet,
    Style,
    runs_from_right,
)
from desktop.documents.table import Cell, Look, Rows
from desktop.documents.text import Text
from desktop.documents.words import Words

# A section begins on the next page unless its heading, column heads and a row of two lines find room.
LEAST_ROOM = 100
LONGEST_HEADLINE = 160
NO_ROOM = 1e6  # points: reportlab then asks for the parts


class Later(Flowable):
    """What is told only when the pages have come to it, such as what was counted in the rows before."""

    def __init__(self, tell: Callable[[], list[Flowable]]) -> None:
        super().__init__()
        self._tell = tell

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: D102  # reportlab's own
        return width, NO_ROOM

    def split(self, width: float, height: float) -> list[Flowable]:
        """Give what it tells, after something that has room anywhere."""
        return [Gap(0), *self._tell()]


class Story:
    """Collects what runs down the pages. Text goes in as it is: fonts, directions and missing glyphs are seen to here.

    All sizes are those of normal type; the sheet scales them.
    """

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words
        self.width = sheet.width
        self.missing = Missing()
        self.flowables: list[Flowable] = []

    def text(
        self, parts: str | Sequence[Part], style: Style = BODY, *, language: str | None = None, align: str | None = None
    ) -> Text:
        """A paragraph that is not added yet: for cells. `language` where it is not the document's."""
        rtl = runs_from_right(language) if language else self.words.rtl
        return Text(parts, style.scaled(self.sheet.scale), self.missing, rtl=rtl, language=language, align=align)

    def add(self, *flowables: Flowable) -> None:
        """Append what was made before."""
        self.flowables += flowables

    def beside(self) -> "Story":
        """Another story for the same pages, which counts its missing characters with these."""
        other = Story(self.sheet, self.words)
        other.width, other.missing = self.width, self.missing
        return other

    def space(self, points: float) -> None:
        """Append empty room."""
        self.flowables.append(Gap(points * self.sheet.scale))

    def headline(self, text: str) -> None:
        """Append the title of the document; a very long one in the size of a section."""
        self.add(self.text(text, LONG_HEADLINE if len(text) > LONGEST_HEADLINE else HEADLINE))

    def heading(self, title: str) -> Text:
        """A heading that is not added yet: for columns."""
        return self.text(title, SECTION)

    def section(self, title: str) -> None:
        """Append a heading that does not stand alone at the foot of a page."""
        self.add(CondPageBreak(LEAST_ROOM * self.sheet.scale), self.heading(title))

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[float],
        *,
        look: Look = Look(),  # noqa: B008  # a value
    ) -> None:
        """Append a table over the whole width; a width of 0 takes what the others leave."""
        scale = self.sheet.scale
        rest = self.width - sum(widths) * scale
        self.add(
            Rows(
                [width * scale or rest for width in widths],
                [self.text(head, COLUMN_HEAD) for head in heads],
                rows,
                look=look.scaled(scale),
                rtl=self.words.rtl,
            )
        )

    def columns(
        self,
        columns: Sequence[Sequence[Block]],
        *,
        shares: Sequence[float] = (),
        gap: float = GAP,
        boxed: bool = False,
        ruled: bool = False,
    ) -> None:
        """Append stacks side by side, in a rounded box or between rules if wanted."""
        beside = Columns(columns, shares=shares, gap=gap, boxed=boxed, rtl=self.words.rtl)
        self.add(Ruled(beside) if ruled else beside)

    def items(self, texts: Sequence[str], style: Style = BODY, *, numbered: bool = False) -> list[Item]:
        """A list that is not added yet; each entry flows on its own."""
        whole: list[Element] = []
        return [
            Item(
                self.text(f"{number}." if numbered else "•", style),
                self.text(text, style),
                whole,
                indent=18 * self.sheet.scale,
                rtl=self.words.rtl,
                last=number == len(texts),
            )
            for number, text in enumerate(texts, 1)
        ]
