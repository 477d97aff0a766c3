"""Pages: flowables onto sheets, into a file or into memory, whatever stands around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.documents.paper import DrawPage, Paper
from desktop.documents.styles import MARGIN, Sheet
from desktop.documents.whole_file import whole_file
from desktop.documents.words import Words

Place = Path | BytesIO
"""Where a document goes: a file, or memory for what is printed, so that no readable copy stays on the disk."""

Around = Callable[[Paper], None]


def nothing(*_: Any) -> None:
    """Draws nothing around a page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How the pages of one document are made: `tops` and `bottoms` are kept free on the first and the later ones.

    `begin` and `end` draw on the first page before and after its flowables, in reading order; `draw` draws on every
    page when all are counted.
    """

    sheet: Sheet
    words: Words
    title: str
    author: str
    tops: tuple[float, float]
    bottoms: tuple[float, float]
    sides: float = MARGIN
    begin: Around = nothing
    end: Around = nothing
    draw: DrawPage = nothing

    def write(self, story: Sequence[Flowable], place: Place) -> None:
        """Set the flowables on as many pages as they need; Refusal when the file cannot be written."""
        if isinstance(place, BytesIO):
            self._build(story, place)
            return
        with whole_file(place) as made, made.open("wb") as file:
            self._build(story, file)

    def _build(self, story: Sequence[Flowable], file: BinaryIO) -> None:
        document = BaseDocTemplate("", pagesize=self.sheet.size)
        first = PageTemplate(
            "first", [self._frame(0)], onPage=self._begin, onPageEnd=self._end, pagesize=self.sheet.size,
            autoNextPageTemplate="later",
        )  # fmt: skip
        later = PageTemplate("later", [self._frame(1)], pagesize=self.sheet.size)
        document.addPageTemplates([first, later])
        document.build(list(story), canvasmaker=partial(self._paper, file))

    def _paper(self, file: BinaryIO, *_: Any, **__: Any) -> Paper:
        """The canvas that reportlab asks for by a name, over a file that is open already."""
        return Paper(
            file, size=self.sheet.size, title=self.title, author=self.author, language=self.words.tag,
            draw=self.draw,
        )  # fmt: skip

    def _begin(self, paper: Any, _: Any) -> None:
        self.begin(paper)

    def _end(self, paper: Any, _: Any) -> None:
        self.end(paper)

    def _frame(self, page: int) -> Frame:
        width, height = self.sheet.size
        bottom = self.bottoms[page]
        return Frame(
            self.sides, bottom, width - 2 * self.sides, height - self.tops[page] - bottom,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
