"""The day on paper: what comes up, and what is due, late or waiting, for whoever goes out without a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.documents.blocks import Block, TickBox
from desktop.documents.extract import About
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.pages import Place
from desktop.documents.story import Story
from desktop.documents.styles import BODY, LEAD, STRONG, Sheet
from desktop.documents.words import ENGLISH, N_, Words, begins

LATE, CALL_BACK, DUE, NOT_TOLD = N_("Late"), N_("Call back"), N_("Due"), N_("Done, not told yet")
"""What the lists of a day are called."""


@dataclass(frozen=True, slots=True)
class ComingUp:
    """Something with a time and a place today."""

    when: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line of a list of the day, already disclosed; `said` is what its date means, as "Answer 3 days late"."""

    number: str
    what: str
    where: str
    said: str


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A person's day, or the office's when `person` is empty. `lists` are (title, lines) in their order."""

    day: date
    person: str
    coming_up: Sequence[ComingUp]
    lists: Sequence[tuple[str, Sequence[ToDo]]]


def write_day_sheet(
    content: DaySheet, about: About, place: Place, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> Missing:
    """Print the day; gives the characters that no font of ours has. Refusal when `place` cannot be written."""
    words = Words(language)
    name = words(N_("Day sheet"))
    printed = words(N_("Printed {day}"), day=words.long_moment(about.made_at))
    tonight = words(N_("For our office only. Shred it tonight."))
    foot = f"{tonight} {printed}"
    letterhead = Letterhead(
        about=about,
        name=name,
        title=f"{name}, {words.long_day(content.day)}",
        sentences=(foot, foot),
        sheet=sheet or Sheet(),
        words=words,
    )
    story = Story(letterhead.sheet, words)
    story.headline(begins(words.full_day(content.day)))
    story.add(story.text(content.person or words(N_("The whole office")), LEAD))
    if content.coming_up:
        story.section(words(N_("Coming up")))
        heads = [words(N_("Time")), words(N_("What")), words(N_("Where"))]
        coming = ([story.text(c.when, STRONG), story.text(c.what), story.text(c.where)] for c in content.coming_up)
        story.table(heads, coming, [84, 0, 170])
    for title, todos in content.lists:
        if todos:
            story.section(f"{words(title)} ({words.number(len(todos))})")
            _list(story, todos)
    if not content.coming_up and not any(todos for _, todos in content.lists):
        story.space(9)
        story.add(story.text(words(N_("Nothing is due, late or planned."))))
    letterhead.write(story.flowables, place)
    return story.missing + letterhead.missing


def _list(story: Story, todos: Sequence[ToDo]) -> None:
    words = story.words
    heads = [words(N_("Done")), words(N_("Number")), words(N_("What")), words(N_("Where")), words(N_("When"))]
    rows: list[list[Block]] = [
        [
            TickBox(size=11.25, line=BODY.leading * story.sheet.scale),
            *(story.text(text) for text in (todo.number, todo.what, todo.where, begins(todo.said))),
        ]
        for todo in todos
    ]
    story.table(heads, rows, [42, 76, 0, 104, 112])
