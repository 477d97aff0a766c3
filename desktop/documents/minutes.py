"""Minutes on paper: one meeting, its records as lists, in quotation marks only what was said word for word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.documents.extract import About
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.minutes_table import Told, tell_table
from desktop.documents.pages import Place
from desktop.documents.story import Story
from desktop.documents.styles import (
    COLUMN_HEAD,
    LEAD,
    QUIET,
    QUIET_SMALL,
    SAID,
    Part,
    Sheet,
)
from desktop.documents.telling import Telling
from desktop.documents.words import ENGLISH, N_, Words, begins
from desktop.models.disclosure import Audience
from desktop.models.minutes import MinutesState
from desktop.models.minutes_content import MinutesContent, OwedItem, PromiseState, Raised, Said

WHO = 123
BY = 84
FACT = replace(COLUMN_HEAD, leading=13.5)
NOTICE = N_("Notes taken by hand, no recording. No residents are named.")
LARGE_TYPE = N_("To read these minutes in another language or in large type, ask the desk.")
PASSED_ON = N_("Passed on to where it belongs, not kept here: {n}")
AS_NOTED = N_("As noted. In quotation marks: as spoken")
STATES = {
    MinutesState.DRAFT: N_("Draft"),
    MinutesState.READ_BACK: N_("Draft, read back"),
    MinutesState.CORRECTED: N_("Draft, corrected"),
    MinutesState.FINAL: "",
}
PROMISES = {
    PromiseState.DONE: N_("Done"),
    PromiseState.DONE_IN_PART: N_("Done in part"),
    PromiseState.UNDER_WAY: N_("Under way"),
    PromiseState.LATE: N_("Late"),
    PromiseState.NOT_KEPT: N_("Not kept"),
}


def write_minutes(
    content: MinutesContent, about: About, path: Place, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> Missing:
    """Print the minutes to a PDF; gives the characters that no font of ours has, with how often.

    Refusal when `path` cannot be written.
    """
    sheet = sheet or Sheet()
    words = Words(language)
    second = beside(words)
    letterhead = Letterhead(
        about=about,
        name=name_of(words, content),
        title=f"{name_of(words, content)}: {content.title}",
        sentences=sentences(words, content, about),
        sheet=sheet,
        words=words,
        state=STATES[content.state],
        others=[second],
        notice=(Part(words(NOTICE)), Part(second(NOTICE), language=second.language)),
    )
    story = Story(sheet, words)
    tell_minutes(story, content, about, second)
    letterhead.write(story.flowables, path)
    return story.missing + letterhead.missing


def beside(words: Words) -> Words:
    """The other language in which everybody is asked whether we got it right."""
    return Words("es" if words.language == ENGLISH else ENGLISH)


def name_of(words: Words, content: MinutesContent) -> str:
    """Minutes M26-0031."""
    return words(N_("Minutes {number}"), number=content.number).strip()


def sentences(words: Words, content: MinutesContent, about: About) -> tuple[str, str]:
    """What stands at the foot of the first page and of the later ones."""
    printed = words(
        N_("{name}, printed {moment}"), name=name_of(words, content), moment=words.long_moment(about.made_at)
    )
    return _read_back(words, content), printed


def tell_minutes(story: Telling, content: MinutesContent, about: About, second: Words) -> None:
    """Everything between head and foot, in the order it is read."""
    words = story.words
    _head(story, content)
    _last_time(story, content)
    _concerns(story, content)
    _owed(story, content, words(N_("Promises we made")), words(N_("We will")), content.promises)
    _owed(story, content, words(N_("Questions to answer")), words(N_("Question")), content.questions)
    _owed(story, content, words(N_("Actions for partners")), words(N_("Action")), content.actions)
    if content.praise:
        story.section(words(N_("Praise")))
        told = [_said(story, said) for said in content.praise]
        story.table((), [[story.text(each.parts, each.style)] for each in told], [0])
    _notes(story, content)
    if content.passed_on:
        story.section(words(N_("Passed on")))
        story.add(story.text(words(PASSED_ON, n=content.passed_on)))
    if content.corrections:
        story.section(words(N_("Corrections")))
        story.add(story.text(content.corrections))
    _close(story, content, about, second)


def _head(story: Telling, content: MinutesContent) -> None:
    words = story.words
    story.headline(content.title)
    if kind := words.listed([words.kept(words(content.sort)), words.kept(content.area)]):
        story.space(4.5)
        story.add(story.text(kind, LEAD))
    story.space(9.75)
    facts = (
        (words(N_("When")), begins(words.span(content.starts_at, content.ends_at))),
        (words(N_("Where")), content.place or words(N_("Not noted"))),
        (words(N_("Who was here, unnamed")), _who_was_here(words, content)),
    )
    columns = [[story.text(label, FACT), story.text(text)] for label, text in facts]
    story.columns(columns, shares=(1.05, 1, 1.35), gap=13.5, ruled=True)
    if content.summary:
        story.space(9)
        story.add(story.text(content.summary))


def _last_time(story: Telling, content: MinutesContent) -> None:
    if not content.last_time or content.last_time_on is None:
        return
    words = story.words
    story.section(words(N_("From last time, {day}"), day=words.month_day(content.last_time_on)))
    rows = []
    for item in content.last_time:
        due = words(N_("Due {day}"), day=words.month_day(item.due)) if item.due else ""
        state = Told.plain(words(PROMISES[item.state]), bold=True)
        rows.append([state, _said(story, item.said), Told.plain(item.what_happened or due)])
    heads = (words(N_("State")), words(N_("We promised")), words(N_("What happened")))
    tell_table(story, heads, rows, [78, 0, 160.5])


def _concerns(story: Telling, content: MinutesContent) -> None:
    if not content.concerns:
        return
    words = story.words
    story.section(words(N_("Concerns raised")))
    heads = [words(N_("Number")), words(AS_NOTED), words(N_("Who answers")), words(N_("Answer by"))]
    widths = [73.5, 0, 117, _by(words)]
    rows = [
        [
            Told.plain(item.number),
            _said(story, item.said),
            Told.plain(item.who),
            Told.plain(_answer(words, item)),
        ]
        for item in content.concerns
    ]
    if not content.shows_who:
        _drop(2, heads, widths, *rows)
    tell_table(story, heads, rows, widths)


def _owed(story: Telling, content: MinutesContent, title: str, head: str, items: Sequence[OwedItem]) -> None:
    if not items:
        return
    words = story.words
    story.section(title)
    heads = [head, words(N_("Who")), words(N_("By"))]
    widths: list[float] = [0, WHO, _by(words) - 3]
    rows = [[_said(story, item.said), Told.plain(item.who), Told.plain(_weekday(words, item.by))] for item in items]
    if not content.shows_who:
        _drop(1, heads, widths, *rows)
    tell_table(story, heads, rows, widths)


def _notes(story: Telling, content: MinutesContent) -> None:
    if not content.notes:
        return
    words = story.words
    story.section(words(N_("What was said")))
    rows = (
        [
            Told.plain(words.clock(note.at) if note.at else ""),
            Told.plain(_speaker(words, note.who)),
            _said(story, note.said),
        ]
        for note in content.notes
    )
    tell_table(story, (words(N_("Time")), words(N_("Who")), words(AS_NOTED)), rows, [66, WHO, 0])


def _speaker(words: Words, label: str) -> str:
    """ "Resident B": the role, and the letter that tells two of them apart."""
    role, _, letter = label.rpartition(" ")
    return f"{words(role)} {letter}" if role and len(letter) == 1 else words(label)


def _close(story: Telling, content: MinutesContent, about: About, second: Words) -> None:
    """How to correct us, in two languages side by side; then what this copy is."""
    both = (story.words, second)
    story.space(16.5)
    story.columns([[_asked(story, words, content, about)] for words in both], boxed=True)
    story.space(12)
    story.columns([[story.text(words(LARGE_TYPE), language=words.language)] for words in both])
    words = story.words
    said = [words(N_("This copy is for {audience}."), audience=words(content.audience.words))]
    if content.approved_by and content.is_final:
        said.append(words(N_("Approved by {name}."), name=content.approved_by))
    if withheld := words.withheld(content.withheld):
        said.append(words(N_("Left out: {what}."), what="; ".join(withheld)))
    if len(said) > 1 or content.audience is not Audience.ANYONE:
        story.space(12)
        story.add(story.text(" ".join(said), QUIET_SMALL))


def _asked(story: Telling, words: Words, content: MinutesContent, about: About) -> Any:
    day = words.month_day(content.next_on) if content.next_on else ""
    if about.phone and day:
        how = words(N_("Call {phone} or come on {day}."), phone=about.phone, day=day)
    elif about.phone:
        how = words(N_("Call {phone}."), phone=about.phone)
    elif day:
        how = words(N_("Come on {day}."), day=day)
    else:
        how = words(N_("Tell anyone of this office."))
    asked = words(N_("Did we get it right?"))
    promise = words(N_("We print each correction with its date."))
    return story.text([Part(asked, bold=True), Part(f" {how} {promise}")], language=words.language)


def _said(story: Telling, said: Said) -> Told:
    """Words as noted; the serif and quotation marks only for what was said word for word."""
    if said.struck_at is not None:
        at = story.words.clock(said.struck_at)
        return Told((Part(story.words(N_("Struck at the speaker’s wish, {time}"), time=at)),), QUIET)
    if said.verbatim:
        return Told((Part(f"“{said.text}”"),), SAID)
    return Told.plain(said.text)


def _who_was_here(words: Words, content: MinutesContent) -> str:
    counts: list[str] = []
    if content.adults is not None:
        counts.append(words.count("{n} adult", "{n} adults", content.adults))
    if content.young_people is not None:
        counts.append(words.count("{n} young person", "{n} young people", content.young_people))
    if content.officers is not None:
        counts.append(words.count("{n} officer", "{n} officers", content.officers))
    people = words.listed(counts) or words(N_("Not counted"))
    also = words.kept(content.also_here.rstrip(". "))
    return f"{people}. {also}." if also else f"{people}."


def _answer(words: Words, item: Raised) -> str:
    if item.answered_on:
        return words(N_("Answered {day}"), day=words.weekday(item.answered_on))
    return _weekday(words, item.answer_by)


def _by(words: Words) -> float:
    """Days of the week are longer in most languages."""
    return BY if words.language == ENGLISH else BY + 16


def _weekday(words: Words, day: date | None) -> str:
    return words.weekday(day) if day else ""


def _read_back(words: Words, content: MinutesContent) -> str:
    at = content.read_back_at
    if at is None:
        return words(N_("Lines marked by the note taker, not yet read back to the room"))
    if at.date() == content.starts_at.date():
        said = N_("Lines marked by the note taker, read back to the room at {time}")
        return words(said, time=words.clock(at))
    said = N_("Lines marked by the note taker, read back to the room on {day} at {time}")
    return words(said, day=words.month_day(at), time=words.clock(at))


def _drop(column: int, *rows: list[str] | list[float] | list[Told]) -> None:
    for row in rows:
        del row[column]
