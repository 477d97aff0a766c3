"""One concern on paper: what was said, where it stands, what we answered, and what happened, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.blocks import Columns, Ruled
from desktop.documents.extract import About
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.pages import Place
from desktop.documents.story import Story
from desktop.documents.styles import COLUMN_HEAD, LEAD, QUIET_SMALL, SAID, STRONG, Sheet
from desktop.documents.words import ENGLISH, N_, Words
from desktop.models.minutes_content import Said

FACT = replace(COLUMN_HEAD, leading=13.5)
WORDS = replace(SAID, size=15, leading=21)


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of a concern: the day, and what was done in plain words."""

    on: date
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """A concern as its reader may know it, values in the language of the page. `facts` are (label, value) as the pane
    shows them, their labels in English; `withheld` are sentences.
    """

    number: str
    title: str
    area: str
    status: str
    said: Said
    heard: str
    facts: Sequence[tuple[str, str]]
    answer: str = ""
    told: str = ""
    raised: Sequence[tuple[str, str]] = ()
    history: Sequence[Happened] = ()
    withheld: Sequence[str] = ()


def write_concern_page(
    content: ConcernPage, about: About, place: Place, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> Missing:
    """Print the page; gives the characters that no font of ours has. Refusal when `place` cannot be written."""
    words = Words(language)
    name = words(N_("Concern {number}"), number=content.number)
    foot = words(N_("{name}, printed {moment}"), name=name, moment=words.long_moment(about.made_at))
    letterhead = Letterhead(
        about=about,
        name=name,
        title=f"{name}: {content.title}",
        sentences=(foot, foot),
        sheet=sheet or Sheet(),
        words=words,
        state=N_("Draft") if about.draft else "",
    )
    story = Story(letterhead.sheet, words)
    story.headline(content.title)
    story.add(story.text(words.listed([content.area, content.status]), LEAD))
    story.space(9.75)
    _facts(story, content.facts)
    _words(story, content)
    _answer(story, content)
    _tables(story, content)
    story.space(12)
    said = [words(N_("This copy is for {audience}."), audience=words(about.audience.words))]
    if content.withheld:
        said.append(words(N_("Left out: {what}."), what="; ".join(content.withheld)))
    story.add(story.text(" ".join(said), QUIET_SMALL))
    letterhead.write(story.flowables, place)
    return story.missing + letterhead.missing


def _facts(story: Story, facts: Sequence[tuple[str, str]]) -> None:
    """Three in a row."""
    for start in range(0, len(facts), 3):
        row = [[story.text(story.words(label), FACT), story.text(value)] for label, value in facts[start : start + 3]]
        row += [[story.text("")] for _ in range(3 - len(row))]
        story.add(Ruled(Columns(row, gap=13.5, rtl=story.words.rtl), goes_on=start > 0))


def _words(story: Story, content: ConcernPage) -> None:
    words = story.words
    story.section(words(N_("In residents’ words")) if content.said.verbatim else words(N_("As noted")))
    if content.said.struck_at is not None:
        struck = words(N_("Struck at the speaker’s wish, {time}"), time=words.clock(content.said.struck_at))
        story.add(story.text(struck, QUIET_SMALL))
    elif content.said.verbatim:
        story.add(story.text(f"“{content.said.text}”", WORDS))
    else:
        story.add(story.text(content.said.text or words(N_("Withheld"))))
    if content.heard:
        story.add(story.text(content.heard, QUIET_SMALL))


def _answer(story: Story, content: ConcernPage) -> None:
    words = story.words
    story.section(words(N_("Our answer")))
    story.add(story.text(content.answer or words(N_("No answer yet."))))
    if content.told:
        story.add(story.text(content.told, QUIET_SMALL))


def _tables(story: Story, content: ConcernPage) -> None:
    words = story.words
    if content.raised:
        story.section(words.count("Raised {n} time", "Raised {n} times", len(content.raised)))
        rows = ([story.text(when), story.text(where)] for when, where in content.raised)
        story.table((words(N_("When")), words(N_("Heard at"))), rows, [120, 0])
    if content.history:
        story.section(words(N_("What happened")))
        steps = (
            [story.text(words.day(step.on), STRONG), story.text(step.what), story.text(step.who)]
            for step in content.history
        )
        story.table((words(N_("When")), words(N_("What")), words(N_("Who"))), steps, [108, 0, 123])
