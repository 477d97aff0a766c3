"""The recovery sheet: the code that opens the office when no passphrase does, and the label of its envelope."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reportlab.lib.pagesizes import letter

from desktop.documents.blocks import Block, Columns
from desktop.documents.faces import Family
from desktop.documents.lines import Missing
from desktop.documents.mark import draw_mark
from desktop.documents.pages import Pages, Place
from desktop.documents.paper import Paper
from desktop.documents.story import Story
from desktop.documents.structure import Element
from desktop.documents.styles import BODY, INK, INK_2, MARGIN, ROSTER, RULE, SMALL, STRONG, Sheet, Style
from desktop.documents.text import Text
from desktop.documents.words import ENGLISH, N_, Words

TITLE = N_("Recovery sheet")
GROUPS_IN_A_ROW = 4
GROUP_HEIGHT = 42
MARK = 30
TOP = 78
FOLD = 222
WIDE = letter[0] - 2 * MARGIN
HOLDERS = (N_("Station commander"), N_("Records clerk outside this office"), N_("City clerk or legal office"))
KEPT_BY = (
    N_("Kept by the station commander"),
    N_("Kept by the records clerk outside this office"),
    N_("Kept by the city clerk or legal office"),
)
WHAT = N_("This code opens everything this office keeps in Common Ground, without a passphrase.")
READING = N_(
    "Eight groups of five. There is no letter O, I, L or U: what looks like one is 0, 1, 1 or V. Capital or small "
    "makes no difference. The last sign of each group proves the group, so a slip is named when you type it."
)
TO_OPEN, MAY_KEEP, HONESTLY = N_("To open the office with it"), N_("Who may keep it"), N_("What it can do, honestly")
STEPS = (
    N_("Start Common Ground with the folder of the office, or with a backup of it."),
    N_("On the lock screen choose the recovery sheet, and type the eight groups."),
    N_("Give a new passphrase to whoever forgot theirs."),
    N_("Print a new sheet. The code on this one then no longer opens the office."),
    N_("Seal the new sheet and hand it over again. Shred this one."),
)
NOBODY = N_("Nobody who signs in to this program: they would hold the key and the door")
LIMITS = (
    N_("Whoever holds this sheet and the folder can open everything, the closed drawers too. Keep them apart."),
    N_("A copy or photograph of it opens as much. Make none, and type the code only into Common Ground."),
    N_("Backups made before a new sheet was printed still open with the old code."),
    N_("Without a passphrase and without this sheet nobody can open the office. There is no other way in."),
)
CUT_HERE = N_("Cut here. Fold the upper part twice, the code inside; glue this label on the envelope.")
ASKED = N_("Open only when nobody can sign in. Opening the seal is noted in the journal, and every user sees it.")
TO_FILL_IN = (N_("Name"), N_("Sealed on"), N_("Signed across the flap"))
PART = Style(13, 17, bold=True, before=9, after=3, tag="H2")
QUIET = replace(SMALL, color=INK_2)
SIGN = Style(20, 24, bold=True, tracking=4)
SEALED = Style(17, 20, Family.DISPLAY, tag="H2")


def write_recovery_sheet(
    office_name: str, code: str, made_at: datetime, path: Place, *, language: str = ENGLISH
) -> None:
    """Print the one page. `code` is groups with hyphens between, `made_at` aware and as it shall read.

    Refusal when `path` cannot be written.
    """
    words = Words(language)
    sheet = _Sheet(office_name, made_at, words)
    story = Story(Sheet(), words)
    story.headline(words(TITLE))
    story.space(6)
    story.add(story.text(words(WHAT)))
    story.space(9)
    story.add(_Code(code.split("-"), rtl=words.rtl))
    story.space(6)
    story.add(story.text(words(READING), QUIET))
    story.space(7)
    left: list[Block] = [
        story.text(words(TO_OPEN), PART),
        *story.items([*map(words, STEPS)], ROSTER, numbered=True),
        story.text(words(MAY_KEEP), PART),
        *story.items([*map(words, (*HOLDERS, NOBODY))], ROSTER),
    ]
    right: list[Block] = [
        story.text(words(HONESTLY), PART), *story.items([*map(words, LIMITS)], ROSTER)
    ]  # fmt: skip
    if note := words.unreviewed():
        right.append(story.text(note, QUIET))
    story.add(Columns([left, right], rtl=words.rtl))
    pages = Pages(
        Sheet(), words, words(TITLE), office_name,
        tops=(TOP, TOP), bottoms=(FOLD, FOLD), begin=sheet.begin, end=sheet.end,
    )  # fmt: skip
    pages.write(story.flowables, path)


class _Code(Block):
    """The numbered groups in boxes, their symbols apart, so that none is overlooked."""

    def __init__(self, groups: Sequence[str], *, rtl: bool) -> None:
        super().__init__()
        self._groups, self._rtl = groups, rtl
        self._wide = 0.0

    def height_for(self, width: float) -> float:
        """Four groups in a row."""
        self._wide = width
        rows = -(-len(self._groups) // GROUPS_IN_A_ROW)
        return rows * GROUP_HEIGHT + (rows - 1) * 6

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the groups from where lines begin; each reads as its number and its signs."""
        wide = (self._wide - 6 * (GROUPS_IN_A_ROW - 1)) / GROUPS_IN_A_ROW
        for place, group in enumerate(self._groups):
            row, column = divmod(place, GROUPS_IN_A_ROW)
            if self._rtl:
                column = GROUPS_IN_A_ROW - 1 - column
            left, upper = x + column * (wide + 6), top - row * (GROUP_HEIGHT + 6)
            own = paper.structure.open("P")
            with paper.artifact():
                paper.setStrokeColor(INK)
                paper.setLineWidth(RULE)
                paper.roundRect(left, upper - GROUP_HEIGHT, wide, GROUP_HEIGHT, 4.5)
            number = Text(f"{place + 1} ", QUIET, Missing())
            number.height_for(30)
            number.draw_on(paper, left + 6, upper - 3, own)
            signs = Text(group, SIGN, Missing(), align="center")
            signs.height_for(wide)
            signs.draw_on(paper, left + 4, upper - 13, own)
            paper.structure.close(own)


class _Sheet:
    """What stands around: the office above, and below the part that is glued on the envelope, without the code."""

    def __init__(self, office_name: str, made_at: datetime, words: Words) -> None:
        self._office_name, self._made_at, self._words = office_name, made_at, words

    def begin(self, paper: Paper) -> None:
        """The office and the moment."""
        top = letter[1] - 36
        with paper.artifact():
            draw_mark(paper, self._from_start(0, MARK), top - MARK, MARK)
        self._draw(paper, (MARK + 9, top - 6), self._office_name, STRONG, WIDE - 240)
        self._draw_at_end(paper, (0, top - 8), self._words(N_("Made {moment}"), moment=self._moment))

    @property
    def _moment(self) -> str:
        return self._words.long_moment(self._made_at)

    def end(self, paper: Paper) -> None:
        """The line to cut along, and the label."""
        words = self._words
        with paper.artifact():
            paper.setStrokeColor(INK_2)
            paper.setLineWidth(0.75)
            paper.setDash(4, 3)
            paper.line(0, FOLD - 8, letter[0], FOLD - 8)
            paper.setDash()
            paper.setStrokeColor(INK)
            paper.setLineWidth(RULE)
            paper.roundRect(MARGIN, 33, WIDE, FOLD - 64, 6)
        self._draw(paper, (0, FOLD - 11), words(CUT_HERE), QUIET, WIDE)
        inner, top = 15, FOLD - 54
        self._draw(paper, (inner, top + 10.5), words(N_("Recovery sheet, sealed")), SEALED, 300)
        self._draw(paper, (inner, top - 11.5), self._office_name, STRONG, WIDE - 2 * inner - 190)
        day = words.long_day(self._made_at)
        self._draw_at_end(paper, (inner, top - 14), words(N_("Made {moment}"), moment=day))
        for place, holder in enumerate(KEPT_BY):
            y = top - 52 - 21 * place
            with paper.artifact():
                paper.setLineWidth(RULE)
                paper.roundRect(self._from_start(inner, 11), y - 1, 11, 11, 1.5)
            self._draw(paper, (inner + 19, y + 12.5), words(holder), BODY, 260)
        for place, what in enumerate(TO_FILL_IN):
            y = top - 52 - 21 * place
            start = inner + 282
            width = self._draw(paper, (start, y + 10), words(what), SMALL, 110) + 6
            with paper.artifact():
                paper.setLineWidth(0.75)
                long = WIDE - inner - start - width
                left = self._from_start(start + width, long)
                paper.line(left, y - 2, left + long, y - 2)
        self._draw(paper, (inner, 55), words(ASKED), SMALL, WIDE - 2 * inner)

    def _from_start(self, distance: float, width: float) -> float:
        """Where something begins from the left that stands so far from the side where lines begin."""
        return MARGIN + WIDE - distance - width if self._words.rtl else MARGIN + distance

    def _draw(self, paper: Paper, at: tuple[float, float], said: str, style: Style, room: float) -> float:
        """One line that far from where lines begin, its top there, cut short where it has no room; gives its width."""
        said = " ".join(said.split())
        text = self._text(said, style)
        while text.natural_width() > room and said:
            said = said[:-2].rstrip()
            text = self._text(f"{said}…", style)
        width = text.natural_width()
        text.height_for(width + 0.01)
        text.draw_on(paper, self._from_start(at[0], width + 0.01), at[1])
        return width

    def _draw_at_end(self, paper: Paper, at: tuple[float, float], said: str) -> None:
        """The same, measured from where lines end."""
        width = self._text(said, SMALL).natural_width()
        self._draw(paper, (WIDE - at[0] - width, at[1]), said, SMALL, WIDE)

    def _text(self, said: str, style: Style) -> Text:
        return Text(said, style, Missing(), rtl=self._words.rtl)
