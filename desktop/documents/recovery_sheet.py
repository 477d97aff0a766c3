"""The recovery sheet: the code that opens the office when no passphrase does, and the label of its envelope."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reportlab.lib.pagesizes import letter

from desktop.documents import dates
from desktop.documents.blocks import Block, Columns
from desktop.documents.faces import Family
from desktop.documents.lines import Missing
from desktop.documents.mark import draw_mark
from desktop.documents.pages import Pages
from desktop.documents.paper import Paper
from desktop.documents.story import Story
from desktop.documents.structure import Element
from desktop.documents.styles import BODY, INK, INK_2, MARGIN, ROSTER, RULE, SMALL, STRONG, Sheet, Style
from desktop.documents.text import Text
from desktop.documents.words import Words

TITLE = "Recovery sheet"
GROUPS_IN_A_ROW = 4
GROUP_HEIGHT = 42
MARK = 30
TOP = 78
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
CUT_HERE = "Cut here. Fold the upper part twice, the code inside; glue this label on the envelope."
ASKED = "Open only when nobody can sign in. Opening the seal is noted in the journal, and every user sees it."
PART = Style(13, 17, bold=True, before=9, after=3, tag="H2")
QUIET = replace(SMALL, color=INK_2)
SIGN = Style(20, 24, bold=True, tracking=4)
SEALED = Style(17, 20, Family.DISPLAY, tag="H2")


def write_recovery_sheet(office_name: str, code: str, made_at: datetime, path: Path) -> None:
    """Print the one page. `code` is groups with hyphens between, `made_at` aware and as it shall read.

    Refusal when `path` cannot be written.
    """
    words = Words()
    sheet = _Sheet(office_name, made_at)
    story = Story(Sheet(), words)
    story.headline(TITLE)
    story.space(6)
    story.add(story.text(WHAT))
    story.space(9)
    story.add(_Code(code.split("-")))
    story.space(6)
    story.add(story.text(READING, QUIET))
    story.space(7)
    left: list[Block] = [story.text("To open the office with it", PART), *story.items(STEPS, ROSTER, numbered=True)]
    left += [story.text("Who may keep it", PART), *story.items((*HOLDERS, NOBODY), ROSTER)]
    right: list[Block] = [story.text("What it can do, honestly", PART), *story.items(LIMITS, ROSTER)]
    story.add(Columns([left, right]))
    pages = Pages(
        Sheet(), words, TITLE, office_name, tops=(TOP, TOP), bottoms=(FOLD, FOLD), begin=sheet.begin, end=sheet.end
    )
    pages.write(story.flowables, path)


class _Code(Block):
    """The numbered groups in boxes, their symbols apart, so that none is overlooked."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self._groups = groups
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """Four groups in a row."""
        self._wide = width
        rows = -(-len(self._groups) // GROUPS_IN_A_ROW)
        return rows * GROUP_HEIGHT + (rows - 1) * 6

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the groups from the upper left; each reads as its number and its signs."""
        wide = (self._wide - 6 * (GROUPS_IN_A_ROW - 1)) / GROUPS_IN_A_ROW
        for place, group in enumerate(self._groups):
            row, column = divmod(place, GROUPS_IN_A_ROW)
            left, upper = x + column * (wide + 6), top - row * (GROUP_HEIGHT + 6)
            own = paper.structure.open("P")
            with paper.artifact():
                paper.setStrokeColor(INK)
                paper.setLineWidth(RULE)
                paper.roundRect(left, upper - GROUP_HEIGHT, wide, GROUP_HEIGHT, 4.5)
            _draw(paper, (left + 6, upper - 3), f"{place + 1} ", QUIET, 30, own)
            signs = Text(group, SIGN, Missing(), align="center")
            signs.height_for(wide)
            signs.draw_on(paper, left + 4, upper - 13, own)
            paper.structure.close(own)


class _Sheet:
    """What stands around: the office above, and below the part that is glued on the envelope, without the code."""

    def __init__(self, office_name: str, made_at: datetime) -> None:
        self._office_name = office_name
        self._made_at = made_at

    def begin(self, paper: Paper) -> None:
        """The office and the moment."""
        top, right = letter[1] - 36, letter[0] - MARGIN
        with paper.artifact():
            draw_mark(paper, MARGIN, top - MARK, MARK)
        _draw(paper, (MARGIN + MARK + 9, top - 6), self._office_name, STRONG, right - MARGIN - 240)
        _draw_at_end(paper, (right, top - 8), f"Made {dates.long_moment(self._made_at)}")

    def end(self, paper: Paper) -> None:
        """The line to cut along, and the label."""
        with paper.artifact():
            paper.setStrokeColor(INK_2)
            paper.setLineWidth(0.75)
            paper.setDash(4, 3)
            paper.line(0, FOLD - 8, letter[0], FOLD - 8)
            paper.setDash()
            paper.setStrokeColor(INK)
            paper.setLineWidth(RULE)
            paper.roundRect(MARGIN, 33, letter[0] - 2 * MARGIN, FOLD - 64, 6)
        _draw(paper, (MARGIN, FOLD - 11), CUT_HERE, QUIET)
        left, right, top = MARGIN + 15, letter[0] - MARGIN - 15, FOLD - 54
        _draw(paper, (left, top + 10.5), f"{TITLE}, sealed", SEALED, 300)
        _draw(paper, (left, top - 11.5), self._office_name, STRONG, right - left - 190)
        _draw_at_end(paper, (right, top - 14), f"Made {dates.long_day(self._made_at)}")
        for place, holder in enumerate(HOLDERS):
            y = top - 52 - 21 * place
            with paper.artifact():
                paper.setLineWidth(RULE)
                paper.roundRect(left, y - 1, 11, 11, 1.5)
            _draw(paper, (left + 19, y + 12.5), f"Kept by the {holder[0].lower()}{holder[1:]}", BODY, 260)
        for place, what in enumerate(("Name", "Sealed on", "Signed across the flap")):
            y = top - 52 - 21 * place
            start = left + 282
            width = _draw(paper, (start, y + 10), what, SMALL, 110)
            with paper.artifact():
                paper.setLineWidth(0.75)
                paper.line(start + width + 6, y - 2, right, y - 2)
        _draw(paper, (left, 55), ASKED, SMALL, right - left)


def _draw(
    paper: Paper, at: tuple[float, float], said: str, style: Style, room: float = 1e6, element: Element | None = None
) -> float:
    """One line with its upper left corner there, cut short where it has no room; gives its width."""
    said = said if element else " ".join(said.split())
    text = Text(said, style, Missing())
    while text.natural_width() > room and said:
        said = said[:-2].rstrip()
        text = Text(f"{said}…", style, Missing())
    width = text.natural_width()
    text.height_for(width + 0.01)
    text.draw_on(paper, *at, element)
    return width


def _draw_at_end(paper: Paper, at: tuple[float, float], said: str) -> None:
    text = Text(said, SMALL, Missing())
    text.height_for(text.natural_width() + 0.01)
    text.draw_on(paper, at[0] - text.natural_width(), at[1])
