"""Cards with their chips: what is known of each, and what the words suggest until somebody accepts it."""

from concurrent.futures import Future
from datetime import date
from typing import Any

from desktop.models.area import Area
from desktop.models.concern import Category, Concern
from desktop.models.guessing import Guesser, guess_due
from desktop.models.line import Mark
from desktop.models.link import Link, Relation
from desktop.models.person import Person
from desktop.models.records import BY_KIND
from desktop.models.session_view import Card, SessionView
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.session.noted_panel import Chip, ShownCard

OWED = (Mark.PROMISE, Mark.QUESTION, Mark.ACTION)


def guessed_card(card: Card, view: SessionView, guesser: Guesser | None, today: date) -> ShownCard:
    """The card with what is known and what is guessed."""
    chips = [*_known(card)]
    if not card.is_sorted and guesser is not None:
        chips += _guesses(card, view, guesser, today)
    return ShownCard(card, tuple(chips))


def _known(card: Card) -> list[Chip]:
    known = [
        Chip("area", card.area, "map-pin"),
        Chip("category", card.category, "tag"),
        Chip("owner", card.owner, "user"),
        Chip("due", _day(card.due), "calendar-clock"),
    ]
    wanted = ("owner", "due") if card.mark in OWED else ("area", "category")
    return [chip for chip in known if chip.label and chip.what in wanted]


def _guesses(card: Card, view: SessionView, guesser: Guesser, today: date) -> list[Chip]:
    if card.mark in OWED:
        return _guesses_of_owed(card, view, today)
    guesses = []
    if not card.area and (area := guesser.area(card.words)):
        guesses.append(Chip("area", area.label, "map-pin", area.record_id, is_guess=True))
    if not card.category and (category := guesser.category(card.words, card.themes)):
        guesses.append(Chip("category", category.label, "tag", category.record_id, is_guess=True))
    if card.kind == Concern.kind and (same := guesser.same_as(card.words, card.area_id, besides=card.id)):
        guesses.append(Chip("same as", f"Same as {same.label}", "link-2", same.record_id, is_guess=True))
    return guesses


def _guesses_of_owed(card: Card, view: SessionView, today: date) -> list[Chip]:
    guesses = []
    if not card.owner and view.lead_id is not None and card.mark is Mark.PROMISE:
        guesses.append(Chip("owner", view.lead, "user", view.lead_id, is_guess=True))
    if card.due is None and (due := guess_due(card.words, today)):
        guesses.append(Chip("due", _day(due), "calendar-clock", due, is_guess=True))
    return guesses


def accept_guess(store: Store, card: Card, chip: Chip) -> "Future[None]":
    """Make a guess a fact."""
    kind, record_id = BY_KIND[card.kind], card.id

    def write(session: WritingSession) -> None:
        record: Any = session.get_one(kind, record_id)
        if chip.what == "area":
            record.area = session.get_one(Area, chip.value)
        elif chip.what == "category":
            record.category = session.get_one(Category, chip.value)
        elif chip.what == "owner":
            record.owner = session.get_one(Person, chip.value)
        elif chip.what == "due":
            record.due = chip.value
        else:
            older = session.get_one(Concern, chip.value)
            raised = {"from_kind": kind.kind, "from_id": record_id, "to_kind": Concern.kind, "to_id": older.id}
            session.add(Link(**raised, relation=Relation.RAISED_AGAIN))

    return store.write(f"Accept a guess about {card.number}", write)


def _day(day: date | None) -> str:
    return f"{day:%a, %b} {day.day}" if day else ""
