"""The sign-in sheet (P3): two languages of equal weight, rows high enough to write in, empty boxes that mean no."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from reportlab.platypus import PageBreak

from desktop.documents.blocks import Block, Gap, TickBox
from desktop.documents.extract import About
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.pages import Place
from desktop.documents.story import Story
from desktop.documents.styles import COLUMN_HEAD, HEADLINE, INK_2, SMALL, Part, Sheet
from desktop.documents.table import Look, Rows
from desktop.documents.words import N_, Words

ROW = 37.5  # 0.52 in
BOX = 14.25
SIDES = {False: 1, True: 2}  # of one sheet: in large type people go on signing on its back
WELCOME = replace(HEADLINE, size=22, leading=26, tracking=-0.022 * 22)
NUMBER = replace(SMALL, color=INK_2)
WIDTHS = (22, 112, 0, 62, 54, 60, 51, 51)
HEADS = ("", N_("Name you go by"), N_("Phone or email"), N_("Language"))
TICKS = (N_("News"), N_("Call me"), N_("Photo ok"), N_("I’ll help"))
YOU_CAN_STAY = N_("You can stay without signing. We use this to reach you as you tick. Shredded after 90 days.")
BY_LAW = N_("Some records can be public by law. Ask us.")
MORE_PRIVACY = N_("For more privacy, take a one-person slip.")
WELCOMES = N_("Welcome. Signing in is your choice.")
TITLE = N_("Sign-in sheet")
EMPTY_BOX = N_("An empty box means no.")
COUNTED = N_("Sheet")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where and when people sign in; `sheets` is how many are printed."""

    area: str
    held_on: date
    sheets: int = 1


def write_sign_in(
    content: SignIn, about: About, place: Place, *, sheet: Sheet | None = None, languages: Sequence[str] = ("en", "es")
) -> Missing:
    """Print the sheets; gives the characters that no font of ours has. Refusal when `place` cannot be written."""
    sheet = (sheet or Sheet()).for_forms
    each = [Words(language) for language in languages]
    words = each[0]
    foot = " ".join(said(EMPTY_BOX) for said in each)
    name = ", ".join(said(TITLE) for said in each)
    letterhead = Letterhead(
        about=about,
        name=name,
        title=name,
        sentences=(foot, foot),
        sheet=sheet,
        words=words,
        others=each[1:],
        below=words.listed([words.kept(content.area), words.long_day(content.held_on)]),
        place=f"{', '.join(said(COUNTED) for said in each)} ___ / ___",
    )
    story = Story(sheet, words)
    for number in range(content.sheets):
        if number:
            story.add(PageBreak())
        _add_sheet(story, each)
    letterhead.write(story.flowables, place)
    return story.missing + letterhead.missing


def _add_sheet(story: Story, each: Sequence[Words]) -> None:
    """Append one sheet, its rows down to the foot."""
    rtl, scale = story.words.rtl, story.sheet.scale
    welcomes = [[story.text(words(WELCOMES), WELCOME, language=words.language)] for words in each]
    story.columns(welcomes)
    story.space(7)
    told = [
        [Part(words(YOU_CAN_STAY)), Part(f" {words(BY_LAW)} ", bold=True), Part(words(MORE_PRIVACY))] for words in each
    ]
    texts = [story.text(parts, language=words.language) for parts, words in zip(told, each, strict=True)]
    story.columns([[text] for text in texts])
    story.space(6)
    rest = story.width - sum(WIDTHS) * scale
    heads: list[Block] = [_head(story, head, each, "start") for head in HEADS]
    heads += [_head(story, head, each, "center") for head in TICKS]
    boxes = [TickBox(size=BOX * scale) for _ in TICKS]
    rows = ([story.text(str(n), NUMBER), *_empty(3), *boxes] for n in count(1))
    look = Look(above=4, below=4, beside=6, least=ROW, form=True).scaled(scale)
    story.add(
        Rows(
            [width * scale or rest for width in WIDTHS],
            heads,
            rows,
            look=look,
            rtl=rtl,
            pages=SIDES[story.sheet.is_large],
        )
    )


def _head(story: Story, head: str, each: Sequence[Words], align: str) -> Block:
    """The head in all languages, one below the other."""
    if not head:
        return story.text("№", COLUMN_HEAD)
    parts = [
        Part(f"{chr(10) if place else ''}{words(head)}", language=words.language if place else None)
        for place, words in enumerate(each)
    ]
    return story.text(parts, COLUMN_HEAD, align=align)


def _empty(count: int) -> list[Block]:
    return [Gap(0) for _ in range(count)]
