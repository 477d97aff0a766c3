"""A meeting before it begins: the run sheet on top of the packet (P11), for us, and the agenda, for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from desktop.documents.blocks import Block, Ticked
from desktop.documents.extract import About
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.minutes import PROMISES
from desktop.documents.pages import Place
from desktop.documents.story import Story
from desktop.documents.styles import HEADLINE, LEAD, STRONG, Part, Sheet
from desktop.documents.words import ENGLISH, N_, Words, begins
from desktop.models.minutes_content import LastTime

TITLE = replace(HEADLINE, size=30, leading=34, tracking=-0.022 * 30)
PUBLIC = replace(HEADLINE, size=34, leading=38, tracking=-0.022 * 34)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One point: when it is to begin, who leads it, how long it takes said once; `twice` is with an interpreter.

    `clock` is None after a point whose length nobody planned.
    """

    clock: time | None
    title: str
    lead: str = ""
    minutes: int | None = None
    twice: bool = False


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A planned meeting, as far as its reader may know it. Times are on the wall of the meeting."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    items: Sequence[PlannedItem]
    opens_at: time | None = None
    closes_at: time | None = None
    hall_until: time | None = None
    promised_on: date | None = None
    promises: Sequence[LastTime] = ()
    rules: Sequence[str] = ()
    roles: Sequence[tuple[str, str]] = ()
    checks: Sequence[str] = ()
    in_packet: Sequence[str] = ()
    hall_keys: str = ""
    languages: Sequence[str] = field(default_factory=tuple)

    @property
    def minutes_of_talk(self) -> int:
        """What all points take, said once."""
        return sum(item.minutes or 0 for item in self.items)


def write_run_sheet(
    plan: MeetingPlan, about: About, place: Place, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> Missing:
    """Print the run sheet for whoever leads; gives the characters that no font of ours has.

    Refusal when `place` cannot be written.
    """
    words = Words(language)
    keys = words(N_("Hall keys: {phone}."), phone=plan.hall_keys) if plan.hall_keys else ""
    printed = words(N_("Printed {day}"), day=words.long_day(about.made_at))
    foot = " ".join(filter(None, [keys, words(N_("In danger: 911.")), printed]))
    letterhead = Letterhead(
        about=about,
        name=words(N_("Meeting packet")),
        title=words(N_("Run sheet: {title}"), title=plan.title),
        sentences=(foot, foot),
        sheet=sheet or Sheet(),
        words=words,
        state=N_("Run sheet"),
        is_draft=False,
    )
    story = Story(letterhead.sheet, words)
    story.add(story.text(plan.title, TITLE))
    story.add(_when_and_where(story, plan))
    story.space(9)
    _run(story, plan)
    _promises(story, plan, words(N_("Read out first: what we promised on {day}")))
    _roles_and_checks(story, plan)
    if plan.in_packet:
        story.space(10.5)
        contents = f" {words.listed(plan.in_packet)}."
        story.add(story.text([Part(words(N_("In this packet:")), bold=True), Part(contents)]))
    letterhead.write(story.flowables, place)
    return story.missing + letterhead.missing


def write_agenda(
    plan: MeetingPlan, about: About, place: Place, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> Missing:
    """Print the agenda that lies on the chairs: when, what, what we promised last time, and how we talk here."""
    words = Words(language)
    help_line = words(N_("Interpreter or access help: call {phone}."), phone=about.phone) if about.phone else ""
    printed = words(N_("Printed {day}"), day=words.long_day(about.made_at))
    foot = " ".join(filter(None, [help_line, printed]))
    letterhead = Letterhead(
        about=about,
        name=words(N_("Agenda")),
        title=words(N_("Agenda: {title}"), title=plan.title),
        sentences=(foot, foot),
        sheet=sheet or Sheet(),
        words=words,
    )
    story = Story(letterhead.sheet, words)
    story.add(story.text(plan.title, PUBLIC))
    story.add(_when_and_where(story, plan))
    story.space(9)
    heads = (words(N_("Clock")), words(N_("Item")), words(N_("Minutes")))
    rows = ([_clock(story, i), story.text(i.title), _minutes(story, i)] for i in plan.items)
    story.table(heads, rows, [72, 0, 66])
    _promises(story, plan, words(N_("What we promised on {day}")))
    if plan.rules:
        story.section(words(N_("How we talk here")))
        story.add(*story.items([*map(words, plan.rules)]))
    letterhead.write(story.flowables, place)
    return story.missing + letterhead.missing


def _when_and_where(story: Story, plan: MeetingPlan) -> Block:
    words = story.words
    opens = words(N_("open from {time}"), time=words.clock(plan.opens_at)) if plan.opens_at else ""
    where = words.listed([words.kept(plan.place), opens])
    when = begins(words.span(plan.starts_at, plan.ends_at))
    return story.text([Part(when if when.endswith(".") else f"{when}.", bold=True), Part(f" {where}")], LEAD)


def _run(story: Story, plan: MeetingPlan) -> None:
    words = story.words
    heads = [N_("Clock"), N_("Item"), N_("Leads"), N_("Minutes"), N_("Twice"), N_("Real start")]

    def rows() -> Iterator[list[Block]]:
        for item in plan.items:
            twice = "×2" if item.twice else ""
            clock = _clock(story, item)
            lead, real = story.text(item.lead), story.text("")
            yield [clock, story.text(item.title), lead, _minutes(story, item), story.text(twice), real]
        if plan.closes_at:
            yield [story.text(words.short_clock(plan.closes_at), STRONG), story.text(_close(words, plan))]

    story.table([words(head) for head in heads], rows(), [57, 0, 93, 54, 48, 66])


def _close(words: Words, plan: MeetingPlan) -> list[Part]:
    talk = words.count("{n} minute of talk.", "{n} minutes of talk.", plan.minutes_of_talk)
    if any(item.twice for item in plan.items):
        talk = words.count("{n} minute of talk, said twice.", "{n} minutes of talk, said twice.", plan.minutes_of_talk)
    until = words(N_("Hall until {time}."), time=words.clock(plan.hall_until)) if plan.hall_until else ""
    until = until.replace("..", ".")  # a time may end in a period of its own
    return [Part(words(N_("Close.")), bold=True), Part(f" {talk} {until}".rstrip())]


def _clock(story: Story, item: PlannedItem) -> Block:
    return story.text(story.words.short_clock(item.clock) if item.clock else "", STRONG)


def _minutes(story: Story, item: PlannedItem) -> Block:
    return story.text("" if item.minutes is None else story.words.number(item.minutes))


def _promises(story: Story, plan: MeetingPlan, title: str) -> None:
    words = story.words
    if not plan.promises or plan.promised_on is None:
        return
    story.section(title.format(day=words.month_day(plan.promised_on)))
    rows: list[list[Block]] = []
    for promise in plan.promises:
        happened = promise.what_happened
        if not happened and promise.due:
            happened = words(N_("due {day}"), day=words.month_day(promise.due))
        said = words.listed([words.kept(promise.said.text), words.kept(happened)])
        rows.append([story.text(words(PROMISES[promise.state]), STRONG), story.text(said)])
    story.table((), rows, [90, 0])


def _roles_and_checks(story: Story, plan: MeetingPlan) -> None:
    words = story.words
    left: list[Block] = [story.text(f"{words(role)}: {who}") for role, who in plan.roles]
    right: list[Block] = [Ticked(story.text(check), rtl=words.rtl) for check in plan.checks]
    columns = []
    if left:
        columns.append([story.heading(words(N_("Roles"))), *left])
    if right:
        columns.append([story.heading(words(N_("Before the doors open"))), *right])
    if columns:
        story.space(15)
        story.columns(columns)
