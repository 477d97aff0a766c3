"""Cards with their chips: what is known of each, and what the words suggest until somebody accepts it."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date

from desktop.models.guessing import Guesser
from desktop.models.session_view import Card
from desktop.models.sorting import AREA, CATEGORY, DUE, OWED, OWNER, SAME, Suggestion, Told, accept_one, suggestions
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views import dates
from desktop.views.meetings.session.noted_panel import Chip, ShownCard
from desktop.views.saying import say

ICONS = {AREA: "map-pin", CATEGORY: "tag", OWNER: "user", DUE: "calendar-clock", SAME: "link-2"}


class GuessedCards:
    """Cards as they are shown. What was guessed of a card stands until the card, or what is known, is different."""

    def __init__(self) -> None:
        self._guesser: Guesser | None = None
        self._told: Told | None = None
        self._known: dict[Card, ShownCard] = {}

    def learn(self, guesser: Guesser) -> None:
        """From now on guess with what this one knows."""
        self._guesser = guesser
        self._known = {}

    @property
    def can_guess(self) -> bool:
        """Whether it knows anything yet."""
        return self._guesser is not None

    def shown(self, cards: Sequence[Card], told: Told) -> list[ShownCard]:
        """The cards with what is known and guessed of each."""
        if told != self._told:
            self._told, self._known = told, {}
        self._known = {card: self._known.get(card) or guessed_card(card, told, self._guesser) for card in cards}
        return list(self._known.values())


def guessed_card(card: Card, told: Told, guesser: Guesser | None) -> ShownCard:
    """The card with what is known and, once there is a guesser, what is guessed."""
    chips = known_chips(card)
    if guesser is not None:
        chips += [suggested_chip(suggestion) for suggestion in suggestions(card, told, guesser)]
    return ShownCard(card, tuple(chips))


def known_chips(card: Card) -> list[Chip]:
    """What is known of a card, as far as its mark asks for it."""
    known = ((AREA, card.area), (CATEGORY, say(card.category or "")), (OWNER, card.owner), (DUE, day_words(card.due)))
    wanted = (OWNER, DUE) if card.mark in OWED else (AREA, CATEGORY)
    return [Chip(what, label, ICONS[what]) for what, label in known if label and what in wanted]


def suggested_chip(suggestion: Suggestion) -> Chip:
    """A suggestion as a dashed chip."""
    label = suggestion.label
    if suggestion.what == DUE:
        label = day_words(suggestion.value)
    elif suggestion.what == SAME:
        label = say("Same as {label}", label=label)
    return Chip(suggestion.what, label, ICONS[suggestion.what], suggestion, is_guess=True)


def accept_guess(store: Store, card: Card, chip: Chip) -> "Future[None]":
    """Make a guess a fact."""
    suggestion = chip.value
    assert isinstance(suggestion, Suggestion)

    def write(session: WritingSession) -> None:
        accept_one(session, card, suggestion)

    return store.write(f"Accept a guess about {card.number}", write)


def day_words(day: date | None) -> str:
    """A day as rows show it: Mon, Oct 19."""
    return dates.weekday(day) if day else ""
