"""Sorting what a session left: what is known of each thing noted, what the words suggest, and what was decided.

A suggestion changes nothing until somebody accepts it. Accepting or dropping says that the thing is sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.amending import mark_as
from desktop.models.area import Area
from desktop.models.concern import Category, Concern, Status, StatusType
from desktop.models.guessing import Guesser, guess_due, sounds_like
from desktop.models.line import Line, Mark
from desktop.models.link import Link, Relation
from desktop.models.person import Person
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.models.session_view import Card, cards_of
from desktop.models.stream import Shown, lines_of

OWED = (Mark.PROMISE, Mark.QUESTION, Mark.ACTION)
AREA, CATEGORY, OWNER, DUE, SAME, MARK = "area", "category", "owner", "due", "same as", "mark"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the words suggest for one field: its value, how it is said, and the words that say so."""

    what: str
    label: str
    value: Any
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the guesses may lean on: who leads the meeting, today, and the days the office is closed."""

    lead_id: int | None
    lead: str
    today: date
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Unsorted:
    """One thing to decide: a card, or a line without a mark that sounds like more. Duplicates come first."""

    suggestions: tuple[Suggestion, ...]
    card: Card | None = None
    line: Shown | None = None

    @property
    def is_duplicate(self) -> bool:
        """Whether it may be an open concern raised again."""
        return any(suggestion.what == SAME for suggestion in self.suggestions)


def suggestions(card: Card, told: Told, guesser: Guesser) -> list[Suggestion]:
    """What the words of a card suggest for what is not known of it; nothing once it is sorted."""
    if card.is_sorted:
        return []
    return _of_owed(card, told) if card.mark in OWED else _of_concern(card, guesser)


def _of_concern(card: Card, guesser: Guesser) -> list[Suggestion]:
    found = []
    if same := guesser.same_as(card.words, card.area_id, besides=card.id):
        found.append(Suggestion(SAME, same.label, same.record_id, same.because))
    if not card.area and (area := guesser.area(card.words)):
        found.append(Suggestion(AREA, area.label, area.record_id, area.because))
    if not card.category and (category := guesser.category(card.words, card.themes)):
        found.append(Suggestion(CATEGORY, category.label, category.record_id, category.because))
    return found


def _of_owed(card: Card, told: Told) -> list[Suggestion]:
    found = []
    if not card.owner and told.lead_id is not None and card.mark is not Mark.ACTION:
        found.append(Suggestion(OWNER, told.lead, told.lead_id))
    if card.due is None and (due := guess_due(card.words, told.today, told.closed)):
        found.append(Suggestion(DUE, due.isoformat(), due))
    return found


def to_sort(session: Session, meeting_id: int, told: Told, guesser: Guesser) -> list[Unsorted]:
    """What waits to be decided, duplicates first, then in the order it was said."""
    waiting = [
        Unsorted(tuple(found), card=card)
        for card in reversed(cards_of(session, meeting_id, None))
        if not card.is_sorted and (found := suggestions(card, told, guesser))
    ]
    waiting += [
        Unsorted((Suggestion(MARK, mark.value, mark),), line=line)
        for line in unmarked(session, meeting_id)
        if (mark := sounds_like(line.words, speaks_for_office=line.speaks_for_office))
    ]
    return sorted(waiting, key=lambda each: not each.is_duplicate)


def unmarked(session: Session, meeting_id: int) -> list[Shown]:
    """The notes of a meeting that are nothing else yet and were not looked at in a wrap-up."""
    notes = select(Line.id).where(
        Line.meeting_id == meeting_id,
        Line.mark == Mark.NOTE,
        Line.deleted_at.is_(None),
        Line.struck_at.is_(None),
        Line.sorted_at.is_(None),
    )
    ids = session.scalars(notes).all()
    return lines_of(session, meeting_id, ids) if ids else []


def already_clear(session: Session, meeting_id: int, waiting: Sequence[Unsorted]) -> list[Card]:
    """The cards that need no decision, in the order they were said."""
    open_ids = {each.card.id for each in waiting if each.card is not None}
    return [card for card in reversed(cards_of(session, meeting_id, None)) if card.id not in open_ids]


# What somebody decides


def accept(session: Session, each: Unsorted, *, now: Any) -> None:
    """Make every suggestion of a thing a fact; a line that sounds like more gets its mark."""
    if each.line is not None:
        for suggestion in each.suggestions:
            mark_as(session, session.get_one(Line, each.line.id), suggestion.value, now)
        return
    assert each.card is not None
    for suggestion in each.suggestions:
        accept_one(session, each.card, suggestion)
    _record(session, each.card).sorted_at = now


def accept_one(session: Session, card: Card, suggestion: Suggestion) -> None:
    """Make one suggestion a fact."""
    record = _record(session, card)
    match suggestion.what:
        case "area":
            record.area = session.get_one(Area, suggestion.value)
        case "category":
            record.category = session.get_one(Category, suggestion.value)
        case "owner":
            record.owner = session.get_one(Person, suggestion.value)
        case "due":
            record.due = suggestion.value
        case "same as":
            raise_again(session, record, session.get_one(Concern, suggestion.value))
        case _:
            raise ValueError(suggestion.what)


def drop(session: Session, each: Unsorted, *, now: Any) -> None:
    """The guesses were wrong, or nobody needs them: the words stay as they are."""
    if each.line is not None:
        session.get_one(Line, each.line.id).sorted_at = now
    elif each.card is not None:
        _record(session, each.card).sorted_at = now


def raise_again(session: Session, newer: Concern, older: Concern) -> None:
    """The same concern was raised again: both wordings stay, and the work goes on at the older one."""
    if newer.id == older.id:
        raise Refusal("A concern cannot be raised again by itself. Choose another one.")
    session.add(
        Link(
            from_kind=Concern.kind,
            from_id=newer.id,
            to_kind=Concern.kind,
            to_id=older.id,
            relation=Relation.RAISED_AGAIN,
        )
    )
    closed = select(Status).where(Status.type == StatusType.CLOSED, Status.deleted_at.is_(None))
    newer.status = session.scalars(closed.order_by(Status.position).limit(1)).one()
    newer.closed_because = f"Raised before, see {older.number}"


def _record(session: Session, card: Card) -> Any:
    return session.get_one(BY_KIND[card.kind], card.id)
