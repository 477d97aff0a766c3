"""Slips to write on by hand, in two languages of equal weight: a concern (P7), and one person who signs in (P3b).

They lie on a table where people take them, so they say what happens with them, and ask for no name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.documents.blocks import Block, Columns, Gap, Stack, Ticked, WritingLine
from desktop.documents.code_to_scan import CodeToScan
from desktop.documents.extract import About
from desktop.documents.faces import Family
from desktop.documents.lines import Missing
from desktop.documents.mark import draw_mark
from desktop.documents.pages import Pages, Place
from desktop.documents.paper import Paper
from desktop.documents.slip_pages import PlainSlip, SlipPage, rows_on, set_on
from desktop.documents.story import Story
from desktop.documents.structure import Element
from desktop.documents.styles import BODY, INK, QUIET_SMALL, RULE, SMALL, Sheet, Style
from desktop.documents.text import Text
from desktop.documents.words import N_, Words
from desktop.models.passed_on import Exit

STUB = 184.5
GAP = 12
MARK = 22
NUMBER_ROOM = 84
ASK = Style(15, 19, bold=True, tag="H1")
NUMBER = Style(22, 26, Family.DISPLAY, tracking=-0.22)
CLOSE = replace(BODY, leading=15)
STRONG = replace(CLOSE, bold=True)
WHO = replace(STRONG, tag="H1")
OFFICE = replace(SMALL, bold=True)
BOTH = ("en", "es")


def write_concern_slips(
    about: About, numbers: Sequence[str], place: Place, *, sheet: Sheet | None = None, languages: Sequence[str] = BOTH
) -> Missing:
    """Print slips that residents fill in, two to a page; a number stands on the slip and on the part they keep.

    Refusal when `place` cannot be written.
    """
    maker = _Slips(about, sheet or Sheet(), languages)
    return maker.write(N_("Concern slips"), [maker.concern(number) for number in numbers], place)


def write_sign_in_slips(
    about: About, pages: int, place: Place, *, sheet: Sheet | None = None, languages: Sequence[str] = BOTH
) -> Missing:
    """Print slips for one person each, four to a page, for those who do not want to be read by the next in line."""
    maker = _Slips(about, sheet or Sheet(), languages)
    slips = [maker.one_person() for _ in range(pages * maker.on_a_page(columns=2))]
    return maker.write(N_("One-person sign-in slips"), slips, place, columns=2)


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody can go with what is not this office's to keep."""

    name: str
    phone: str
    address: str


# What the slip of each exit says first.
NOT_HERE = {
    Exit.CRIME: N_("You have something to tell about a crime. This office does not take tips. These people do:"),
    Exit.COMPLAINT: N_("You want to complain about an officer. This office does not take complaints. These people do:"),
    Exit.DANGER: N_("A child or another person may be in danger. Call now. These people help:"),
}


def write_how_to(
    about: About,
    exit_: Exit,
    ways: Sequence[Way],
    place: Place,
    *,
    sheet: Sheet | None = None,
    languages: Sequence[str] = BOTH,
) -> Missing:
    """Print the slip of an exit, two to a page: where to go, and what the office kept."""
    maker = _Slips(about, sheet or Sheet(), languages)
    return maker.write(N_("Where this goes"), [maker.how_to(exit_, ways) for _ in range(maker.on_a_page())], place)


class _Slips:
    """Makes slips in the languages of one table."""

    def __init__(self, about: About, sheet: Sheet, languages: Sequence[str]) -> None:
        self._about, self._sheet = about, sheet
        self._languages = [Words(language) for language in languages]
        self._story = Story(set_on(sheet), self._languages[0])
        self._high = set_on(sheet).size[1] / rows_on(sheet)

    def on_a_page(self, *, columns: int = 1) -> int:
        """How many slips one page holds."""
        return columns * rows_on(self._sheet)

    def write(self, title: str, slips: Sequence[Block], place: Place, *, columns: int = 1) -> Missing:
        """The slips on as many pages as they need."""
        on_a_page = self.on_a_page(columns=columns)
        for start in range(0, len(slips), on_a_page):
            self._story.add(SlipPage(slips[start : start + on_a_page], columns=columns, sheet=self._sheet))
        words = self._languages[0]
        pages = Pages(self._sheet.for_forms, words, words(title), self._about.office_name, (0, 0), (0, 0), sides=0)
        pages.write(self._story.flowables, place)
        return self._story.missing

    def concern(self, number: str) -> Block:
        phone = self._about.phone or ""
        main: list[Block] = [self._both(N_("Tell us a concern"), ASK), Gap(7)]
        main += [self._both(N_("In your words")), WritingLine(18), *(WritingLine(21.75) for _ in range(3)), Gap(7)]
        main += [self._both(N_("Where, a street or corner")), WritingLine(18), Gap(8)]
        main += [self._ticked(N_("Please contact me at:")), WritingLine(18), Gap(7)]
        main += [
            self._both(
                N_(
                    "No name needed. A crime, an officer, or someone in danger? Do not write it here. Ask us where, "
                    "or call 911."
                ),
                CLOSE,
            )
        ]
        stub: list[Block] = [
            self._story.text(number, NUMBER),
            Gap(4),
            *self._each(N_("Keep this part"), STRONG),
            Gap(7),
        ]
        if phone:
            said = N_(
                "First answer within three working days. Ask with this number at {phone} or at the desk. "
                "No name needed."
            )
        else:
            said = N_("First answer within three working days. Ask with this number at the desk. No name needed.")
        for words in self._languages:
            stub += [self._story.text(words(said, phone=phone), CLOSE, language=words.language), Gap(6)]
        if note := self._note():
            main += [Gap(5), note]
        received = [*self._each(N_("Received"), SMALL), self._story.text("____ / ____", SMALL)]
        return _ConcernSlip(self._story, self._about, number, main, stub, received, high=self._high)

    def one_person(self) -> Block:
        blocks: list[Block] = [self._both(N_("One person, one slip"), WHO)]
        for asked in (N_("Name, if you like"), N_("Phone or email"), N_("Language")):
            blocks += [Gap(10), self._both(asked, CLOSE), WritingLine(22)]
        blocks.append(Gap(8))
        for wish in (N_("Send me news"), N_("Call me"), N_("Photos of me: ok"), N_("I want to help")):
            blocks += [Gap(3), self._ticked(wish, once=True), Gap(3)]
        law = N_("Fold it, put it in the box. Some records can be public by law, ask us.")
        blocks += [Gap(7), self._both(law, CLOSE)]
        if note := self._note():
            blocks += [Gap(5), note]
        return PlainSlip(blocks, (27, 31.5), self._high)

    def how_to(self, exit_: Exit, ways: Sequence[Way]) -> Block:
        blocks: list[Block] = [self._both(N_("Where this goes"), WHO), Gap(6), self._both(NOT_HERE[exit_], CLOSE)]
        for way in ways:
            blocks += [Gap(8), self._named(way.name)]
            blocks += [self._story.text(way.phone, NUMBER)] if way.phone else [WritingLine(22)]
            blocks += [self._story.text(way.address, CLOSE)] if way.address else []
        kept = N_("We keep none of your words. We note only to whom we sent you, when, and how.")
        blocks += [Gap(9), self._both(N_("In danger now? Call 911."), STRONG), Gap(5), self._both(kept, CLOSE)]
        if note := self._note():
            blocks += [Gap(5), note]
        return PlainSlip(blocks, (27, 24), self._high)

    def _note(self) -> Block | None:
        note = self._languages[0].unreviewed(self._languages[1:])
        return self._story.text(note, QUIET_SMALL) if note else None

    def _both(self, phrase: str, style: Style = BODY) -> Block:
        return Columns([[text] for text in self._each(phrase, style)], gap=GAP, rtl=self._story.words.rtl)

    def _each(self, phrase: str, style: Style) -> list[Block]:
        return [self._story.text(words(phrase), style, language=words.language) for words in self._languages]

    def _named(self, name: str) -> Block:
        """A name, also in the other language where it is one of ours and reads otherwise there."""
        said = [words(name) for words in self._languages]
        return self._both(name, STRONG) if len(set(said)) > 1 else self._story.text(said[0], STRONG)

    def _ticked(self, phrase: str, *, once: bool = False) -> Block:
        texts, rtl = self._each(phrase, CLOSE), self._story.words.rtl
        if once:
            return Ticked(Columns([[text] for text in texts], gap=GAP, rtl=rtl), size=12.75, rtl=rtl)
        ticked = [[Ticked(text, rtl=words.rtl)] for text, words in zip(texts, self._languages, strict=True)]
        return Columns(ticked, gap=GAP, rtl=rtl)


class _ConcernSlip(Block):
    """One concern slip: what is written and handed in, and to the right the part to keep."""

    def __init__(
        self,
        story: Story,
        about: About,
        number: str,
        main: Sequence[Block],
        stub: Sequence[Block],
        received: Sequence[Block],
        *,
        high: float,
    ) -> None:
        super().__init__()
        self._main, self._stub, self._received = Stack(main), Stack(stub), Stack(received)
        self._code = CodeToScan(number, 50, story.words(N_("The number {number}, to scan"), number=number))
        desk = story.words(N_("desk {phone}"), phone=about.phone) if about.phone else ""
        address = story.words.listed([story.words.kept(about.address or ""), desk])
        room = story.sheet.size[0] - STUB - 54 - MARK - 12 - NUMBER_ROOM
        said = [_cut_short(story, about.office_name, OFFICE, room), _cut_short(story, address, SMALL, room)]
        self._office = Stack(said)
        self._number = story.text(number, OFFICE, align="end")
        self._rtl = story.words.rtl
        self._wide = 0.0
        self._high = high

    def height_for(self, width: float) -> float:
        """What the page has for it."""
        self._wide = width
        return self._high

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw both parts and the line between them."""
        edge = x + self._wide - STUB
        left, width = x + 34.5, self._wide - STUB - 54
        with paper.artifact():
            draw_mark(paper, left + width - MARK if self._rtl else left, top - 20 - MARK, MARK)
            paper.setStrokeColor(INK)
            paper.setLineWidth(RULE)
            paper.setDash(4, 3)
            paper.line(edge, top, edge, top - self._high)
            paper.setDash()
        room = width - MARK - 12 - NUMBER_ROOM
        office = left + width - MARK - 12 - room if self._rtl else left + MARK + 12
        for stack, at, wide in ((self._office, office, room), (Stack([self._number]), left, width)):
            stack.height_for(wide)
            stack.draw_on(paper, at, top - 19.5, wide)
        head = 19.5 + self._office.height_for(room) + 6
        for stack, at, wide, down in (
            (self._main, left, width, max(55, head)),
            (self._stub, edge + 18, STUB - 40.5, 25.5),
        ):
            stack.height_for(wide)
            stack.draw_on(paper, at, top - down, wide)
        self._code.height_for(STUB)
        self._code.draw_on(paper, edge + 18, top - self._high + 22.5 + 50)
        self._received.height_for(80)
        self._received.draw_on(paper, edge + 76.5, top - self._high + 22.5 + 42, 80)


def _cut_short(story: Story, said: str, style: Style, room: float) -> Text:
    """Words on two lines at most, the end of longer ones left out: what is below has its place."""
    most = 2 * style.leading + 0.5
    text = story.text(said, style)
    while said and text.height_for(room) > most:
        said = said[: -max(1, len(said) // 20)].rstrip(" ,")
        text = story.text(f"{said}…", style)
    return text
