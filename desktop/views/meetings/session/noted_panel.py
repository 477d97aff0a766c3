"""The right side of a session: what was noted so far, as cards; what is only guessed is dashed until accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.line import Mark
from desktop.models.session_view import Card
from desktop.views.meetings.session.marks import MARK_LOOKS, guessed
from desktop.views.meetings.session.note_row import clock
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing known or guessed of a card. `what` is the field; a guess carries the value that accepting it sets."""

    what: str
    label: str
    icon: str
    value: object = None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card and its chips."""

    card: Card
    chips: tuple[Chip, ...]


class NotedPanel(QWidget):
    """Counts by mark above, cards below, the newest first.

    Signals:
        accepted(object, object): a card and the guess of it that is right.
        card_chosen(object): the line of a card is wanted.
    """

    accepted = Signal(object, object)
    card_chosen = Signal(object)

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._shown: list[ShownCard] = []
        self._widgets: list[_CardWidget] = []
        self._build()

    def _build(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 8)
        head.setSpacing(10)
        head.addWidget(Words(theme, say("Noted so far"), Type.BODY_STRONG, parent=self))
        head.addStretch(1)
        self._counts: dict[Mark, Words] = {}
        for mark, look in MARK_LOOKS.items():
            pair = QHBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(Icon(theme, look.icon, look.tone, 14, self))
            self._counts[mark] = Words(theme, "0", Type.BODY_STRONG, look.tone, parent=self)
            pair.addWidget(self._counts[mark])
            head.addLayout(pair)
        column.addLayout(head)
        self._scroll = ScrolledColumn(say("What was noted"), self)
        self._cards = self._scroll.column
        self._cards.setContentsMargins(12, 0, 12, 8)
        self._cards.setSpacing(8)
        self._cards.addStretch(1)
        column.addWidget(self._scroll, 1)
        foot = Words(
            theme,
            say("Dashed is a guess. Accept with Ctrl Enter or sort it at wrap-up."),
            Type.SMALL,
            "ink-3",
            wraps=True,
        )
        foot.setContentsMargins(16, 8, 16, 12)
        column.addWidget(foot)

    def show_cards(self, cards: Sequence[ShownCard], counts: Mapping[Mark, int]) -> None:
        """Show the newest of these cards, and how many of each mark there are."""
        for mark, words in self._counts.items():
            words.set_words(str(counts.get(mark, 0)))
            words.setAccessibleName(f"{counts.get(mark, 0)} {MARK_LOOKS[mark].word}")
        shown = list(cards)
        if shown == self._shown:
            return
        self._shown = shown
        # A card keeps its widget while it moves down; the widget of one that is gone shows a new one.
        wanted = {_key(card) for card in shown}
        kept = {_key(widget.shown): widget for widget in self._widgets if _key(widget.shown) in wanted}
        free = [widget for widget in self._widgets if widget not in kept.values()]
        for place, card in enumerate(shown):
            widget = kept.get(_key(card)) or (free.pop() if free else _CardWidget(self._theme, self._zone, self))
            widget.show_card(card)
            item = self._cards.itemAt(place)
            if item is None or item.widget() is not widget:
                self._cards.removeWidget(widget)
                self._cards.insertWidget(place, widget)
            kept[_key(card)] = widget
        self._widgets = [kept[_key(card)] for card in shown]
        for gone in free:
            self._cards.removeWidget(gone)
            gone.deleteLater()

    @property
    def shown(self) -> list[ShownCard]:
        """The cards that are shown."""
        return self._shown

    def accept_newest(self) -> bool:
        """Accept the first guess of the newest card that has one; False when there is none."""
        for shown in self._shown:
            for chip in shown.chips:
                if chip.is_guess:
                    self.accepted.emit(shown.card, chip)
                    return True
        return False

    def accept(self, card: Card, chip: Chip) -> None:
        """A guess was pressed."""
        self.accepted.emit(card, chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("sunken"))


def _key(shown: ShownCard | None) -> tuple[str, int] | None:
    """What tells a card from all others."""
    return (shown.card.kind, shown.card.id) if shown is not None else None


class _CardWidget(Panel):
    """One card."""

    def __init__(self, theme: Theme, zone: tzinfo, panel: NotedPanel) -> None:
        super().__init__(theme, "sheet", "line-2", 8, parent=panel)
        self._look = theme
        self._zone = zone
        self._panel = panel
        self.shown: ShownCard | None = None
        self._buttons: dict[Button, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._icon = Icon(theme, "message-circle-warning", "clay", 14, self)
        self._mark = Words(theme, "", Type.BODY_STRONG, parent=self)
        self._time = Words(theme, "", Type.BODY, "ink-3", parent=self)
        head.addWidget(self._icon)
        head.addWidget(self._mark)
        head.addStretch(1)
        head.addWidget(self._time)
        column.addLayout(head)
        self._words = Words(theme, "", Type.LARGE, wraps=True, parent=self)
        column.addWidget(self._words)
        column.addSpacing(4)
        self._chips = QWidget(self)
        self._flow = Flow(self._chips, 6)
        column.addWidget(self._chips)

    def show_card(self, shown: ShownCard) -> None:
        """Show this card."""
        if shown == self.shown:
            return
        self.shown = shown
        mark = MARK_LOOKS[shown.card.mark]
        self._icon.set_icon(mark.icon, mark.tone)
        self._mark.set_words(mark.word)
        self._mark.set_token(mark.tone)
        self._time.set_words(clock(shown.card.said_at, self._zone))
        self._words.set_words(shown.card.words)
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for chip in shown.chips:
            label = guessed(chip.label) if chip.is_guess else chip.label
            look = Look.GUESS if chip.is_guess else Look.KNOWN
            button = Button(self._look, label, chip.icon, look=look, parent=self._chips)
            button.set_tip(say("A guess. Press to accept it.") if chip.is_guess else "")
            button.clicked.connect(self._on_chip)
            self._buttons[button] = chip
            self._flow.addWidget(button)
        self._chips.setVisible(bool(shown.chips))

    @Slot()
    def _on_chip(self) -> None:
        chip = self._buttons.get(self.sender())  # type: ignore[call-overload]  # only these buttons are connected
        if chip is not None and self.shown is not None and chip.is_guess:
            self._panel.accept(self.shown.card, chip)
        elif self.shown is not None:
            self._panel.card_chosen.emit(self.shown.card.line_id)
