"""The letterhead: margins, mark, office, document name and footer of every printed page, and its type sizes.

The total of pages is known only at the end, so pages are kept until then and their heads and feet drawn last.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.bundled import bundled
from desktop.documents.extract import About
from desktop.documents.fonts import BOLD, DISPLAY, REGULAR, SERIF, Missing, covered, register
from desktop.documents.whole_file import whole_file

INK = HexColor("#20251F")
INK_2 = HexColor("#4D534A")
HAIRLINE = HexColor("#B9B5A7")
RULE = 1.125
THIN = 0.5625
MARGIN = 43.5  # 0.604 in
HEAD_TOP = 40.5
MARK = 30
BODY_TOP = 84
FOOT_BASE = 27
FOOT_TOP = 59  # the rule above the two lines of the foot
BODY_BOTTOM = FOOT_TOP + 12
NOTICE_HEIGHT = 46

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=12, leading=16.5, textColor=INK)
STRONG = ParagraphStyle("strong", BODY, fontName=BOLD)
SAID = ParagraphStyle("as spoken", BODY, fontName=SERIF)
LEAD = ParagraphStyle("lead", BODY, fontSize=14, leading=19)
HEADLINE = ParagraphStyle("headline", BODY, fontName=DISPLAY, fontSize=26, leading=30)
SECTION = ParagraphStyle("section", STRONG, fontSize=13, leading=17, spaceBefore=15, spaceAfter=4)
COLUMN_HEAD = ParagraphStyle("column head", STRONG, fontSize=10, leading=12.5)
SMALL = ParagraphStyle("small", BODY, fontSize=10, leading=13)
ROSTER = ParagraphStyle("roster", BODY, fontSize=11, leading=14.5)

Place = Path | BytesIO
"""Where a document goes: a file, or memory for what is printed, so that no readable copy stays on the disk."""


@dataclass(slots=True)
class Letterhead:
    """One document's pages: `name` is "Minutes M26-0031", `state` "Draft" or empty, `sentences` the foot of the first
    and of the later pages. `under_head` draws in the `head_room` below the letterhead of the later pages, at the
    height it is given; `missing` counts what was boxed.
    """

    about: About
    name: str
    title: str
    sentences: tuple[str, str]
    state: str = ""
    notice: tuple[str, str] | None = None
    size: tuple[float, float] = letter
    head_room: float = 0
    under_head: Callable[[Canvas, float], None] | None = None
    missing: Missing = field(default_factory=Missing)

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self.size[0] - 2 * MARGIN

    def write(self, story: Sequence[Flowable], place: Place) -> None:
        """Set the flowables on as many pages as they need; Refusal when the file cannot be written."""
        register()
        if isinstance(place, BytesIO):
            self._build(story, place)
            return
        with whole_file(place) as made:
            self._build(story, str(made))

    def _build(self, story: Sequence[Flowable], into: str | BytesIO) -> None:
        document = BaseDocTemplate(
            into, pagesize=self.size, title=self.title, author=self.about.office_name, lang="en-US"
        )
        later = PageTemplate("later", [self._frame(self.head_room, 0)], pagesize=self.size)
        own = self._frame(0, NOTICE_HEIGHT if self.notice else 0)
        first = PageTemplate("first", [own], pagesize=self.size, autoNextPageTemplate="later")
        document.addPageTemplates([first, later])
        document.build(list(story), canvasmaker=partial(KeptPages, draw=self._draw))

    def _frame(self, above: float, notice: float) -> Frame:
        height = self.size[1] - BODY_TOP - above - BODY_BOTTOM - notice
        bottom = BODY_BOTTOM + notice
        return Frame(MARGIN, bottom, self.width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def _draw(self, canvas: Canvas, page: int, pages: int) -> None:
        self._draw_head(canvas, page, pages)
        self._draw_foot(canvas, page, pages)
        if page == 1 and self.notice:
            for column, text in enumerate(self.notice):
                x = MARGIN + column * (self.width / 2 + 10.5)
                self._wrapped(canvas, text, x, FOOT_TOP + 32.5, self.width / 2 - 10.5)
        if page > 1 and self.under_head:
            self.under_head(canvas, self.size[1] - BODY_TOP)

    def _draw_head(self, canvas: Canvas, page: int, pages: int) -> None:
        top = self.size[1] - HEAD_TOP
        right = self.size[0] - MARGIN
        draw_mark(canvas, MARGIN, top - MARK, MARK)
        place = f"page {page} of {pages}"
        below = f"{self.state}, {place}" if self.state else place.capitalize()
        wide = max(self._width(self.name, BOLD), self._width(below, REGULAR))
        self._text(canvas, right, top - 11.5, self.name, BOLD, anchor="right")
        self._text(canvas, right, top - 24.5, below, anchor="right")
        if self.state:
            wide += self._draw_draft(canvas, right - wide - 14, top)
        left = MARGIN + MARK + 9
        room = right - left - wide - 18
        self._text(canvas, left, top - 11.5, self.about.office_name, BOLD, room=room)
        desk = f"desk {self.about.phone}" if self.about.phone else ""
        self._text(canvas, left, top - 24.5, ", ".join(filter(None, [self.about.address, desk])), room=room)

    def _draw_draft(self, canvas: Canvas, right: float, top: float) -> float:
        """The DRAFT mark beside the name of the document; its width with the gap."""
        wide = stringWidth("DRAFT", BOLD, 10) + 4 * 0.6 + 12
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(RULE)
        canvas.roundRect(right - wide, top - 23.5, wide, 17, 3)
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 10)
        canvas.drawString(right - wide + 6, top - 18.5, "DRAFT", charSpace=0.6)
        return wide + 14

    def _draw_foot(self, canvas: Canvas, page: int, pages: int) -> None:
        right = self.size[0] - MARGIN
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(RULE)
        canvas.line(MARGIN, FOOT_TOP, right, FOOT_TOP)
        self._text(canvas, MARGIN, FOOT_BASE + 16.5, self.sentences[page > 1], room=self.width - 90)
        self._text(canvas, right, FOOT_BASE + 16.5, f"Page {page} of {pages}", anchor="right")
        self._text(canvas, MARGIN, FOOT_BASE + 3.5, f"Journal anchor {self.about.anchor}", color=INK_2)

    def _text(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        text: str,
        font: str = REGULAR,
        *,
        anchor: str = "left",
        room: float = 10**6,
        color: Any = INK,
    ) -> None:
        drawn = self._drawable(text, font)
        if stringWidth(drawn, font, 10) > room:
            while drawn and stringWidth(drawn + "…", font, 10) > room:
                drawn = drawn[:-1]
            drawn = drawn.rstrip(" ,") + "…"
        canvas.setFillColor(color)
        canvas.setFont(font, 10)
        (canvas.drawRightString if anchor == "right" else canvas.drawString)(x, y, drawn)

    def _drawable(self, text: str, font: str) -> str:
        drawn, missing = covered(" ".join(text.split()), font)
        for character in missing - self.missing.keys():
            self.missing[character] += 1
        return drawn

    def _width(self, text: str, font: str) -> float:
        return stringWidth(self._drawable(text, font), font, 10)

    def _wrapped(self, canvas: Canvas, text: str, x: float, y: float, width: float) -> None:
        from reportlab.lib.utils import simpleSplit

        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 12)
        for number, line in enumerate(simpleSplit(text, REGULAR, 12, width)):
            canvas.drawString(x, y - number * BODY.leading, line)


class KeptPages(Canvas):
    """A canvas that draws head and foot of each page at the end, when their number is known.

    The file says title, author and language of the document, and nothing of this program or computer.
    """

    def __init__(self, *args: Any, draw: Callable[[Canvas, int, int], None], **options: Any) -> None:
        super().__init__(*args, **{**options, "invariant": 1})
        self._kept: list[dict[str, Any]] = []
        self._draw_page = draw
        self._doc: Any
        self._doc.info = _Info()
        self.setViewerPreference("DisplayDocTitle", "true")

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Keep the page for later."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # of Canvas, not in its types

    def save(self) -> None:
        """Finish the kept pages and write the file."""
        kept = self._kept
        for number, page in enumerate(kept, 1):
            self.__dict__.update(page)
            self._draw_page(self, number, len(kept))
            super().showPage()
        super().save()


class _Info(PDFInfo):
    """Title and author only: no program, no user, no clock of this computer."""

    def format(self, document: Any) -> Any:
        """As reportlab writes it into the file."""
        return PDFDictionary({"Title": PDFString(self.title), "Author": PDFString(self.author)}).format(document)


def draw_mark(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the shapes of `resources/logo/mark-light.svg` in a square of `size` points, (x, y) at its lower left."""
    svg = bundled("logo", "mark-light.svg").read_text(encoding="utf-8")
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / 64, -size / 64)
    for color, shape in re.findall(r'<path fill="(#\w+)" d="([^"]+)"', svg):
        canvas.setFillColor(HexColor(color))
        path = canvas.beginPath()
        _follow(path, shape)
        canvas.drawPath(path, stroke=0, fill=1)
    bar = r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="([\d.]+)"'
    for color, *numbers in re.findall(bar, svg):
        left, top, width, height, radius = map(float, numbers)
        canvas.setFillColor(HexColor(color))
        canvas.roundRect(left, top, width, height, radius, stroke=0, fill=1)
    canvas.restoreState()


def _follow(path: Any, shape: str) -> None:
    """Draw a path made of M, H, Z and circular A, all absolute, as in our marks."""
    x = y = 0.0
    for command, given in re.findall(r"([MAHZ])([^MAHZ]*)", shape):
        numbers = [float(number) for number in given.split()] if command != "M" else []
        match command:
            case "M":
                x, y = (float(number) for number in given.split())
                path.moveTo(x, y)
            case "H":
                x = numbers[0]
                path.lineTo(x, y)
            case "A":
                radius, _, _, large, sweep, to_x, to_y = numbers
                _arc(path, (x, y), (to_x, to_y), radius, large == 1, sweep == 1)
                x, y = to_x, to_y
            case "Z":
                path.close()


def _arc(
    path: Any, start: tuple[float, float], end: tuple[float, float], radius: float, large: bool, sweep: bool
) -> None:
    """A circular arc from end points, as SVG gives it (SVG 1.1, appendix F.6.5)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    apart = math.hypot(dx, dy)
    high = math.sqrt(max(radius**2 - apart**2 / 4, 0)) * (1 if large != sweep else -1)
    x = (start[0] + end[0]) / 2 - high * dy / apart
    y = (start[1] + end[1]) / 2 + high * dx / apart
    first = math.degrees(math.atan2(start[1] - y, start[0] - x))
    turn = (math.degrees(math.atan2(end[1] - y, end[0] - x)) - first) % 360
    path.arcTo(x - radius, y - radius, x + radius, y + radius, first, turn if sweep else turn - 360)
