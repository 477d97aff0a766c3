"""Cards with their chips: what is known of each, and what the words suggest until somebody accepts it."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot

from desktop.models.guessing import Guesser
from desktop.models.line import Mark
from desktop.models.session_view import Card, SessionView
from desktop.models.sorting import AREA, CATEGORY, DUE, OWED, OWNER, SAME, Suggestion, Told, accept_one, suggestions
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views import dates
from desktop.views.desk import Desk
from desktop.views.meetings.session.noted_panel import Chip, NotedPanel, ShownCard
from desktop.views.pending import when_done
from desktop.views.saying import retold, say

ICONS = {AREA: "map-pin", CATEGORY: "tag", OWNER: "user", DUE: "calendar-clock", SAME: "link-2"}


class GuessedCards(QObject):
    """Shows the cards of a session in its panel, and accepts their guesses.

    What was guessed of a card stands until the card, or what is known, is different.
    """

    def __init__(self, desk: Desk, panel: NotedPanel, closed: frozenset[date], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel = panel
        self._closed = closed
        self._view: SessionView | None = None
        self._counts: Mapping[Mark, int] = {}
        self._guesser: Guesser | None = None
        self._told: Told | None = None
        self._known: dict[Card, ShownCard] = {}
        panel.accepted.connect(self._on_accepted)
        desk.background.read(Guesser.of_office, done=self._on_guesser, failed=self._on_no_guesser)

    @property
    def can_guess(self) -> bool:
        """Whether it knows what the office sorted before."""
        return self._guesser is not None

    def show_view(self, view: SessionView, counts: Mapping[Mark, int]) -> None:
        """Show the cards of this view with what is known and guessed of each, and how many lines have each mark."""
        self._view, self._counts = view, counts
        today = self._desk.store.clock().astimezone(ZoneInfo(view.zone)).date()
        told = Told(view.lead_id, view.lead, today, self._closed)
        if told != self._told:
            self._told, self._known = told, {}
        self._known = {card: self._known.get(card) or guessed_card(card, told, self._guesser) for card in view.cards}
        self._panel.show_cards(list(self._known.values()), counts)

    @Slot(object)
    def _on_guesser(self, guesser: Guesser) -> None:
        self._guesser, self._known = guesser, {}
        if self._view is not None:
            self.show_view(self._view, self._counts)

    @Slot(object)
    def _on_no_guesser(self, error: object) -> None:
        """Without guesses everything works; nobody in a full room needs to hear of it."""

    @Slot(object, object)
    def _on_accepted(self, card: Card, chip: Chip) -> None:
        when_done(accept_guess(self._desk.store, card, chip), self, None, self._on_not_accepted)

    @Slot(object)
    def _on_not_accepted(self, error: Exception) -> None:
        self._desk.toasts.show(retold(str(error)))


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
