"""Story: what runs down the pages of one document, from plain text, and the characters that could not be drawn."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from desktop.documents.fonts import Missing, markup, register
from desktop.documents.letterhead import BODY, COLUMN_HEAD, HAIRLINE, HEADLINE, INK, RULE, SECTION, THIN

# A section begins on the next page unless its heading, column heads and a row of two lines find room.
LEAST_ROOM = 100
LONGEST_HEADLINE = 160
MUCH_ROOM = 250  # less than any page has when it begins

Cell = Paragraph | list[Flowable]


class Story:
    """Collects flowables. Text goes in as it is: escaping, missing glyphs and fonts are seen to here."""

    def __init__(self, width: float) -> None:
        register()
        self.width = width
        self.missing = Missing()
        self.flowables: list[Flowable] = []

    def paragraph(self, text: str, style: ParagraphStyle = BODY) -> Paragraph:
        """A paragraph that is not added yet: for cells."""
        return Paragraph(markup(text, style.fontName, self.missing), style)

    def joined(self, *parts: tuple[str, ParagraphStyle]) -> Paragraph:
        """One paragraph of parts in the fonts of several styles, set like the last."""
        runs = [
            f'<font name="{style.fontName}">{markup(text, style.fontName, self.missing)}</font>'
            for text, style in parts
        ]
        return Paragraph(" ".join(runs), parts[-1][1])

    def add(self, *flowables: Flowable) -> None:
        """Append flowables."""
        self.flowables += flowables

    def space(self, points: float) -> None:
        """Append empty room."""
        self.flowables.append(Spacer(0, points))

    def headline(self, text: str) -> None:
        """Append the title of the document; a very long one in the size of a section."""
        if len(text) > LONGEST_HEADLINE:
            self.add(self.paragraph(text, SECTION))
        else:
            self.add(_Tight(markup(text, HEADLINE.fontName, self.missing), HEADLINE))

    def section(self, title: str) -> None:
        """Append a heading that does not stand alone at the foot of a page."""
        self.add(CondPageBreak(LEAST_ROOM), self.paragraph(title, SECTION))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
        """Append a table over the whole width, see `made_table`."""
        self.add(self.made_table(heads, rows, widths))

    def made_table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, ruled: bool = True
    ) -> Table:
        """A table over the whole width, not added yet; a width of 0 takes what the others leave.

        Its heads come again on each page, and a row taller than the page goes on over it. `ruled` draws the line
        under the heads, or above a table that has none.
        """
        data: list[list[Any]] = [[self.paragraph(head, COLUMN_HEAD) for head in heads]] if heads else []
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 4.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (0, 0), (-1, -1), THIN, HAIRLINE),
        ]
        if ruled:
            style.append(("LINEBELOW" if heads else "LINEABOVE", (0, 0), (-1, 0), RULE, INK))
        if heads:
            style += [("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("TOPPADDING", (0, 0), (-1, 0), 4)]
            style.append(("BOTTOMPADDING", (0, 0), (-1, 0), 4))
        rest = self.width - sum(widths)
        return _Rows(
            [*data, *map(list, rows)],
            colWidths=[width or rest for width in widths],
            repeatRows=1 if heads else 0,
            style=style,
        )

    def columns(self, cells: Sequence[Cell], *, gap: float = 22.5, boxed: bool = False) -> None:
        """Append columns of equal width side by side, in a rounded box if wanted."""
        inner = 12 if boxed else 0
        share = (self.width - 2 * inner - gap * (len(cells) - 1)) / len(cells)
        last = len(cells) - 1
        widths = [share + (gap if i < last else inner) + (inner if i == 0 else 0) for i in range(len(cells))]
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (0, 0), (0, -1), inner),
            ("RIGHTPADDING", (0, 0), (-1, -1), gap),
            ("RIGHTPADDING", (-1, 0), (-1, -1), inner),
            ("TOPPADDING", (0, 0), (-1, -1), 9 if boxed else 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 9 if boxed else 0),
        ]
        if boxed:
            style += [("BOX", (0, 0), (-1, -1), RULE, INK), ("ROUNDEDCORNERS", [4.5] * 4)]
        self.add(Table([list(cells)], colWidths=widths, style=style))


class _Rows(Table):
    """A table that goes on inside a row only when that row does not fit on a page of its own."""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803  # reportlab's names
        """Between rows if it can be; a row with much room that still does not fit is split, else it moves on."""
        self.splitInRow = int(availHeight > MUCH_ROOM)
        return list(super().split(availWidth, availHeight))


class _Tight(Paragraph):
    """A headline, its letters a little closer together."""

    def draw(self) -> None:
        """Set the space between letters for this paragraph only."""
        self.canv.saveState()
        closer = self.canv.beginText()
        closer.setCharSpace(-0.022 * HEADLINE.fontSize)
        self.canv.drawText(closer)
        super().draw()
        self.canv.restoreState()
