"""The recovery sheet: the code that opens the office when no passphrase does, and the label of its envelope."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from desktop.documents import dates
from desktop.documents.fonts import BOLD, DISPLAY, REGULAR, covered
from desktop.documents.letterhead import INK, INK_2, MARGIN, MARK, ROSTER, RULE, STRONG, KeptPages, draw_mark
from desktop.documents.story import Story
from desktop.documents.whole_file import whole_file

TITLE = "Recovery sheet"
GROUPS_IN_A_ROW = 4
APART = 4  # between the symbols of a group
GROUP_HEIGHT = 42
FOLD = 222
HOLDERS = ("Station commander", "Records clerk outside this office", "City clerk or legal office")
WHAT = "This code opens everything this office keeps in Common Ground, without a passphrase."
READING = (
    "Eight groups of five. There is no letter O, I, L or U: what looks like one is 0, 1, 1 or V. Capital or small "
    "makes no difference. The last sign of each group proves the group, so a slip is named when you type it."
)
STEPS = (
    "Start Common Ground with the folder of the office, or with a backup of it.",
    "On the lock screen choose the recovery sheet, and type the eight groups.",
    "Give a new passphrase to whoever forgot theirs.",
    "Print a new sheet. The code on this one then no longer opens the office.",
    "Seal the new sheet and hand it over again. Shred this one.",
)
NOBODY = "Nobody who signs in to this program: they would hold the key and the door"
LIMITS = (
    "Whoever holds this sheet and the folder can open everything, the closed drawers too. Keep them apart.",
    "A copy or photograph of it opens as much. Make none, and type the code only into Common Ground.",
    "Backups made before a new sheet was printed still open with the old code.",
    "Without a passphrase and without this sheet nobody can open the office. There is no other way in.",
)
ITEM = ParagraphStyle("item", ROSTER, leftIndent=18, bulletIndent=0, spaceAfter=2.5, bulletFontName=REGULAR)
ITEM.bulletFontSize = ROSTER.fontSize
PART = ParagraphStyle("part", STRONG, fontSize=13, leading=17, spaceBefore=9, spaceAfter=3)


def write_recovery_sheet(office_name: str, code: str, made_at: datetime, path: Path) -> None:
    """Print the one page. `code` is groups with hyphens between, `made_at` aware and as it shall read.

    Refusal when `path` cannot be written.
    """
    story = Story(letter[0] - 2 * MARGIN)
    story.headline(TITLE)
    story.space(6)
    story.add(story.paragraph(WHAT))
    story.space(9)
    story.add(_Code(code.split("-"), story.width))
    story.space(6)
    story.add(story.paragraph(READING, ParagraphStyle("reading", ROSTER, fontSize=10, leading=13, textColor=INK_2)))
    story.space(7)
    left = [story.paragraph("To open the office with it", PART), *_items(story, STEPS, numbered=True)]
    left += [story.paragraph("Who may keep it", PART), *_items(story, (*HOLDERS, NOBODY))]
    right: list[Flowable] = [story.paragraph("What it can do, honestly", PART), *_items(story, LIMITS)]
    story.columns([left, right])
    with whole_file(path) as made:
        document = BaseDocTemplate(str(made), pagesize=letter, title=TITLE, author=office_name, lang="en-US")
        height = letter[1] - 78 - FOLD
        frame = Frame(MARGIN, FOLD, story.width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        document.addPageTemplates(PageTemplate("sheet", [frame]))
        draw = partial(_draw, office_name=office_name, made_at=made_at)
        document.build(story.flowables, canvasmaker=partial(KeptPages, draw=draw))


def _items(story: Story, texts: Sequence[str], *, numbered: bool = False) -> list[Flowable]:
    made: list[Flowable] = []
    for number, text in enumerate(texts, 1):
        plain = story.paragraph(text, ITEM)
        made.append(Paragraph(plain.text, ITEM, bulletText=f"{number}." if numbered else "•"))
    return [*made, Spacer(0, 2)]


class _Code(Flowable):
    """The numbered groups in boxes, their symbols apart, so that none is overlooked."""

    def __init__(self, groups: Sequence[str], width: float) -> None:
        super().__init__()
        self._groups = groups
        rows = -(-len(groups) // GROUPS_IN_A_ROW)
        self.width, self.height = width, rows * GROUP_HEIGHT + (rows - 1) * 6

    def draw(self) -> None:
        """Draw the groups from the upper left, four in a row."""
        wide = (self.width - 6 * (GROUPS_IN_A_ROW - 1)) / GROUPS_IN_A_ROW
        for place, group in enumerate(self._groups):
            row, column = divmod(place, GROUPS_IN_A_ROW)
            x = column * (wide + 6)
            y = self.height - GROUP_HEIGHT - row * (GROUP_HEIGHT + 6)
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(RULE)
            self.canv.roundRect(x, y, wide, GROUP_HEIGHT, 4.5)
            self.canv.setFillColor(INK_2)
            self.canv.setFont(REGULAR, 10)
            self.canv.drawString(x + 6, y + GROUP_HEIGHT - 14, str(place + 1))
            self.canv.setFillColor(INK)
            self.canv.setFont(BOLD, 20)
            taken = stringWidth(group, BOLD, 20) + APART * (len(group) - 1)
            self.canv.drawString(x + (wide - taken) / 2 + 4, y + 12, group, charSpace=APART)


def _draw(canvas: Canvas, page: int, pages: int, *, office_name: str, made_at: datetime) -> None:
    top = letter[1] - 36
    right = letter[0] - MARGIN
    draw_mark(canvas, MARGIN, top - MARK, MARK)
    _line(canvas, (MARGIN + MARK + 9, top - 18.5), office_name, BOLD, 12, right - MARGIN - 240)
    canvas.setFont(REGULAR, 10)
    canvas.drawRightString(right, top - 18.5, f"Made {dates.long_moment(made_at)}")
    canvas.setStrokeColor(INK_2)
    canvas.setLineWidth(0.75)
    canvas.setDash(4, 3)
    canvas.line(0, FOLD - 8, letter[0], FOLD - 8)
    canvas.setDash()
    canvas.setFillColor(INK_2)
    canvas.setFont(REGULAR, 10)
    canvas.drawString(
        MARGIN, FOLD - 21, "Cut here. Fold the upper part twice, the code inside; glue this label on the envelope."
    )
    _label(canvas, office_name, made_at)


def _label(canvas: Canvas, office_name: str, made_at: datetime) -> None:
    """The part that is glued on the envelope: no part of the code stands on it."""
    left, right, top = MARGIN + 15, letter[0] - MARGIN - 15, FOLD - 54
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(RULE)
    canvas.roundRect(MARGIN, 33, letter[0] - 2 * MARGIN, FOLD - 64, 6)
    _line(canvas, (left, top - 6), f"{TITLE}, sealed", DISPLAY, 17, 300)
    _line(canvas, (left, top - 24), office_name, BOLD, 12, right - left - 190)
    canvas.setFont(REGULAR, 10)
    canvas.drawRightString(right, top - 24, f"Made {dates.long_day(made_at)}")
    for place, holder in enumerate(HOLDERS):
        y = top - 52 - 21 * place
        canvas.roundRect(left, y - 1, 11, 11, 1.5)
        _line(canvas, (left + 19, y), f"Kept by the {holder[0].lower()}{holder[1:]}", REGULAR, 12, 260)
    for place, what in enumerate(("Name", "Sealed on", "Signed across the flap")):
        y = top - 52 - 21 * place
        start = left + 282
        _line(canvas, (start, y), what, REGULAR, 10, 110)
        canvas.setLineWidth(0.75)
        canvas.line(start + stringWidth(what, REGULAR, 10) + 6, y - 2, right, y - 2)
        canvas.setLineWidth(RULE)
    asked = "Open only when nobody can sign in. Opening the seal is noted in the journal, and every user sees it."
    _line(canvas, (left, 45), asked, REGULAR, 10, right - left)


def _line(canvas: Canvas, at: tuple[float, float], text: str, font: str, size: float, room: float) -> None:
    drawn, _ = covered(" ".join(text.split()), font)
    while stringWidth(drawn, font, size) > room and drawn:
        drawn = drawn[:-2].rstrip() + "…"
    canvas.setFillColor(INK)
    canvas.setFont(font, size)
    canvas.drawString(*at, drawn)
