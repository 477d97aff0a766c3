"""The letterhead: margins, mark, office, document name and footer of every printed page.

The first page says them to a screen reader too; on the others, and wherever pages are counted, they are artifacts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from desktop.documents.extract import About
from desktop.documents.lines import Missing, Setting
from desktop.documents.mark import draw_mark
from desktop.documents.pages import Pages, Place
from desktop.documents.paper import Paper
from desktop.documents.structure import alternative
from desktop.documents.styles import BODY, INK, INK_2, MARGIN, RULE, Part, Sheet, Style, runs_from_right
from desktop.documents.text import Text
from desktop.documents.words import N_, Words, begins

HEAD_TOP = 40.5
MARK = 30
BODY_TOP = 84
FOOT_BASE = 27
FOOT_TOP = 59  # the rule above the two lines of the foot
BODY_BOTTOM = FOOT_TOP + 12
NOTICE_AROUND, NOTICE_GAP = 13, 11  # with two lines of type the notice is 46 high
LINE = 13

PLAIN = Style(10, 13)
STRONG = Style(10, 13, bold=True)
QUIET = Style(10, 13, color=INK_2)
DRAFT = Style(10, 13, bold=True, tracking=0.6)


@dataclass(slots=True)
class Letterhead:
    """One document's pages: `name` is "Minutes M26-0031", `state` "Draft" or empty, `sentences` the foot of the first
    and of the later pages, `notice` what stands above the foot of the first page.

    A state is marked as a draft, unless `is_draft` says that it is none. `below` stands under the name and `place` in
    the foot of what is counted by hand. `others` are further languages on the page. `logo` is a picture of the office's
    own, PNG or JPEG, in the place of our mark. `missing` counts what was boxed.
    """

    about: About
    name: str
    title: str
    sentences: tuple[str, str]
    sheet: Sheet
    words: Words
    state: str = ""
    notice: tuple[Part, ...] = ()
    below: str = ""
    place: str = ""
    is_draft: bool = True
    others: Sequence[Words] = ()
    logo: bytes = b""
    missing: Missing = field(default_factory=Missing)

    def write(self, story: Sequence[Flowable], place: Place) -> None:
        """Set the flowables on as many pages as they need; Refusal when the file cannot be written."""
        scale = self.sheet.scale
        bottom = BODY_BOTTOM * scale
        pages = Pages(
            self.sheet,
            self.words,
            self.title,
            self.about.office_name,
            tops=(BODY_TOP * scale, BODY_TOP * scale),
            bottoms=(bottom + (self._notice_height + NOTICE_AROUND * scale if self.notice else 0), bottom),
            begin=self._begin,
            end=self._end,
            draw=self._draw,
        )
        pages.write(story, place)

    def _begin(self, paper: Paper) -> None:
        """The head of the first page, as something to read."""
        self._draw_head(paper, reads=True)

    def _end(self, paper: Paper) -> None:
        """The notice of the first page, which is read after what stands on it."""
        top = (FOOT_TOP + NOTICE_GAP) * self.sheet.scale + self._notice_height
        width = self._notice_width
        for column, part in enumerate(self.notice):
            text = self._text(part.text, BODY, language=part.language)
            text.height_for(width)
            text.draw_on(paper, self._from_start(column * (width + 21), width), top)

    @property
    def _notice_width(self) -> float:
        return (self.sheet.width - 21) / 2

    @property
    def _notice_height(self) -> float:
        """Of the longest of its languages, and never less than two lines."""
        heights = (
            self._text(part.text, BODY, language=part.language).height_for(self._notice_width) for part in self.notice
        )
        return max([2 * BODY.leading * self.sheet.scale, *heights])

    def _draw(self, paper: Paper, page: int, pages: int) -> None:
        """What is known only at the end, or is not read again."""
        with paper.artifact("Pagination"):
            if page > 1:
                self._draw_head(paper, reads=False)
            place = self.words(N_("page {page} of {pages}"), page=page, pages=pages)
            below = f"{self.words(self.state)}, {place}" if self.state else begins(place)
            below = self.below or below
            self._line(paper, below, PLAIN, self._top - 14.4 * self.sheet.scale, at_end=True)
            self._draw_foot(paper, page, pages)

    @property
    def _top(self) -> float:
        return self.sheet.size[1] - HEAD_TOP * self.sheet.scale

    def _draw_head(self, paper: Paper, *, reads: bool) -> None:
        scale, top = self.sheet.scale, self._top
        self._draw_mark(paper, reads=reads)
        taken = max(self._width(self.name, STRONG), self._width(self.below, PLAIN))
        if self.state:
            taken = max(taken, self._width(f"{self.words(self.state)}, page 00 of 00", PLAIN))
        if self.state and self.is_draft:
            taken += self._draw_draft(paper, taken + 14 * scale, reads=reads)
        start = (MARK + 9) * scale
        room = self.sheet.width - start - taken - 18 * scale
        office = self.about
        desk = self.words(N_("desk {phone}"), phone=office.phone) if office.phone else ""
        address = self.words.listed([self.words.kept(office.address or ""), desk])
        if self._width(address, PLAIN) > room and desk:
            address = desk  # who calls needs no street
        down = 1.4
        for line in self._on_two_lines(office.office_name, STRONG, room):
            self._line(paper, line, STRONG, top - down * scale, start=start, room=room, reads=reads)
            down += LINE
        self._line(paper, address, PLAIN, top - down * scale, start=start, room=room, reads=reads)
        self._line(paper, self.name, STRONG, top - 1.4 * scale, at_end=True, reads=reads)

    def _draw_mark(self, paper: Paper, *, reads: bool) -> None:
        """The logo of the office, or our mark, which says nothing."""
        size = MARK * self.sheet.scale
        x, y = self._from_start(0, size), self._top - size
        if not reads:
            self._paint_mark(paper, x, y, size)
        elif not self.logo:
            with paper.artifact():
                self._paint_mark(paper, x, y, size)
        else:
            shows = alternative(self.words(N_("Logo of {office}"), office=self.about.office_name))
            box = f"{x:.2f} {y:.2f} {x + size:.2f} {y + size:.2f}"
            figure = paper.structure.open("Figure", f"{shows}/A<</O/Layout/BBox[{box}]>>")
            with paper.content(figure):
                self._paint_mark(paper, x, y, size)
            paper.structure.close(figure)

    def _paint_mark(self, paper: Paper, x: float, y: float, size: float) -> None:
        if self.logo:
            picture = ImageReader(BytesIO(self.logo))
            paper.drawImage(picture, x, y, size, size, mask="auto", preserveAspectRatio=True)
        else:
            draw_mark(paper, x, y, size)

    def _draw_draft(self, paper: Paper, from_end: float, *, reads: bool) -> float:
        """The DRAFT mark beside the name of the document; its width with the gap."""
        scale = self.sheet.scale
        said = self.words(N_("DRAFT"))
        wide = self._width(said, DRAFT) + 12 * scale
        x = self._from_start(self.sheet.width - from_end - wide, wide)
        text = self._text(said, DRAFT, align="center")
        text.height_for(wide)
        if reads:
            with paper.artifact():
                self._draft_box(paper, x, wide)
            text.draw_on(paper, x, self._top - 8.2 * scale)
        else:
            self._draft_box(paper, x, wide)
            text.paint(paper, x, self._top - 8.2 * scale)
        return wide + 14 * scale

    def _draft_box(self, paper: Paper, x: float, wide: float) -> None:
        scale = self.sheet.scale
        paper.setStrokeColor(INK)
        paper.setLineWidth(RULE)
        paper.roundRect(x, self._top - 23.5 * scale, wide, 17 * scale, 3)

    def _draw_foot(self, paper: Paper, page: int, pages: int) -> None:
        scale = self.sheet.scale
        paper.setStrokeColor(INK)
        paper.setLineWidth(RULE)
        paper.line(MARGIN, FOOT_TOP * scale, self.sheet.size[0] - MARGIN, FOOT_TOP * scale)
        first, second = (FOOT_BASE + 26.6) * scale, (FOOT_BASE + 13.6) * scale
        place = self.place or self.words(N_("Page {page} of {pages}"), page=page, pages=pages)
        room = self.sheet.width - self._width(place, PLAIN) - 18 * scale
        self._line(paper, self.sentences[page > 1], PLAIN, first, room=room)
        self._line(paper, place, PLAIN, first, at_end=True)
        self._line(paper, self.words(N_("Journal anchor {anchor}"), anchor=self.about.anchor), QUIET, second)
        self._line(paper, self.words.unreviewed(self.others), QUIET, second, at_end=True)

    def _line(
        self,
        paper: Paper,
        said: str,
        style: Style,
        top: float,
        *,
        start: float = 0,
        room: float = 1e6,
        at_end: bool = False,
        reads: bool = False,
    ) -> None:
        """One line at the side where lines begin, or end; what has no room is cut short."""
        said = self._cut_short(" ".join(said.split()), style, room)
        if not said:
            return
        width = self._width(said, style) + 0.01
        text = self._text(said, style)
        text.height_for(width)
        x = self._from_start(self.sheet.width - width if at_end else start, width)
        (text.draw_on if reads else text.paint)(paper, x, top)

    def _on_two_lines(self, said: str, style: Style, room: float) -> list[str]:
        """A long name broken between its words; what has no room on the second line is cut short there."""
        words = said.split()
        if len(words) < 2 or self._width(" ".join(words), style) <= room:
            return [said]
        fits = next((n for n in range(len(words) - 1, 0, -1) if self._width(" ".join(words[:n]), style) <= room), 0)
        return [" ".join(words[:fits]), " ".join(words[fits:])] if fits else [said]

    def _cut_short(self, said: str, style: Style, room: float) -> str:
        if self._width(said, style) <= room:
            return said
        while said and self._width(said + "…", style) > room:
            said = said[: -max(1, len(said) // 20)]
        return said.rstrip(" ,") + "…"

    def _from_start(self, distance: float, width: float) -> float:
        """Where something begins from the left that stands so far from the side where lines begin."""
        return self.sheet.size[0] - MARGIN - distance - width if self.words.rtl else MARGIN + distance

    def _text(self, said: str, style: Style, language: str | None = None, align: str | None = None) -> Text:
        counted = Missing()
        rtl = runs_from_right(language) if language else self.words.rtl
        text = Text(said, style.scaled(self.sheet.scale), counted, rtl=rtl, language=language, align=align)
        text.height_for(1e6)
        for character in counted.keys() - self.missing.keys():
            self.missing[character] += 1
        return text

    def _width(self, said: str, style: Style) -> float:
        return Setting(style.scaled(self.sheet.scale), Missing(), rtl=self.words.rtl).width(said)
