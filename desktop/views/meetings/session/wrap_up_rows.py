"""The rows of a wrap-up: a guess to decide, a concern beside the open one it may be, and what is clear already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.session_view import Card
from desktop.models.sorting import MARK, Suggestion, Unsorted
from desktop.models.wrap_up import Older
from desktop.views import dates
from desktop.views.meetings.session.guessed_cards import known_chips, suggested_chip
from desktop.views.meetings.session.marks import MARK_LOOKS, guessed
from desktop.views.meetings.session.note_row import clock
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel, Rule
from desktop.views.widgets.words import Words

if TYPE_CHECKING:
    from desktop.views.meetings.session.wrap_up_list import WrapUpList

NARROW = 620
CHIP_HEIGHT = 26


class Decision(QWidget):
    """One thing to decide, with its three buttons."""

    def __init__(self, held: WrapUpList, each: Unsorted) -> None:
        super().__init__(held.inside)
        self.each = each
        self._held = held
        theme = held.theme
        same = each.is_duplicate
        self.accept = Button(theme, say("Yes, same concern") if same else say("Accept"), "check", parent=self)
        self.change = Button(
            theme, say("Not sure yet") if same else say("Change"), "" if same else "pencil", parent=self
        )
        self.drop = Button(
            theme, say("No, a new concern") if same else say("Drop guess"), "plus" if same else "x", parent=self
        )
        for button in (self.change, self.drop) if not same else (self.change,):
            button.set_look(Look.GHOST if button is self.drop or same else Look.PLAIN)
        self.accept.clicked.connect(self._on_accept)
        self.change.clicked.connect(self._on_change)
        self.drop.clicked.connect(self._on_drop)

    @Slot()
    def _on_accept(self) -> None:
        self._held.accepted.emit(self.each)

    @Slot()
    def _on_change(self) -> None:
        self._held.change_requested.emit(self.each)

    @Slot()
    def _on_drop(self) -> None:
        self._held.dropped.emit(self.each)


class GuessedRow(Decision):
    """A card or an unmarked line with its guesses."""

    def __init__(self, held: WrapUpList, each: Unsorted) -> None:
        super().__init__(held, each)
        theme = held.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 0)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(8)
        column.addLayout(self._sides)
        column.addSpacing(6)
        column.addWidget(Rule(theme, parent=self))
        row = QHBoxLayout()
        row.setSpacing(12)
        self._sides.addLayout(row, 1)
        card, line = each.card, each.line
        mark = card.mark if card else each.suggestions[0].value
        look = MARK_LOOKS[mark]
        row.addWidget(Icon(theme, look.icon, look.tone, 18, self))
        inside = QVBoxLayout()
        inside.setSpacing(4)
        words = card.words if card else f"“{line.words}”" if line and line.verbatim else line.words if line else ""
        inside.addWidget(Words(theme, words, Type.BODY_MEDIUM, wraps=True, parent=self))
        inside.addWidget(self._chips(theme))
        row.addLayout(inside, 1)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        for button in (self.accept, self.change, self.drop):
            acts.addWidget(button)
        acts.addStretch(1)
        self._sides.addLayout(acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Words need their room: where it is narrow, the buttons stand below them.
        super().resizeEvent(event)
        is_narrow = self.width() < self._held.theme.px(NARROW)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def _chips(self, theme: Theme) -> QWidget:
        held = QWidget(self)
        flow = Flow(held, 6)
        for suggestion in self.each.suggestions:
            label = suggested_label(suggestion)
            flow.addWidget(Button(theme, guessed(label), suggested_icon(suggestion), look=Look.GUESS, parent=held))
        card, line = self.each.card, self.each.line
        for chip in known_chips(card) if card else []:
            flow.addWidget(Button(theme, chip.label, chip.icon, look=Look.KNOWN, parent=held))
        said_at = card.said_at if card else line.said_at if line else None
        who = from_whom(card.speaker) if card else say("Unmarked line, {speaker}", speaker=line.speaker) if line else ""
        said = ", ".join(part for part in (who, clock(said_at, self._held.zone)) if part)
        foot = Words(theme, said, Type.SMALL, "ink-3", parent=held)
        foot.setFixedHeight(theme.px(CHIP_HEIGHT))
        flow.addWidget(foot)
        return held


class DuplicateCard(Decision):
    """A new concern beside the open one it may be."""

    def __init__(self, held: WrapUpList, each: Unsorted, older: Older, place: int, count: int) -> None:
        super().__init__(held, each)
        theme = held.theme
        assert each.card is not None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 6)
        box = Panel(theme, "sheet", "accent", 9, parent=self)
        outer.addWidget(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Icon(theme, "link-2", "accent", 16, box))
        title = say("Same concern, raised again at this meeting?")
        head.addWidget(Words(theme, title, Type.LARGE_STRONG, wraps=True, parent=box), 3)
        because = say(" and ").join(f"“{word}”" for word in each.suggestions[0].because[:2])
        guess = say("{place} of {count}, a guess from {because}", place=place, count=count, because=because)
        told = Words(theme, guess, Type.SMALL, "ink-3", wraps=True, parent=box)
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(told, 2)
        column.addLayout(head)
        two = QHBoxLayout()
        two.setSpacing(12)
        who = from_whom(each.card.speaker)
        tonight = say("Tonight, {time}", time=clock(each.card.said_at, held.zone))
        tonight = f"{tonight}, {who[:1].lower()}{who[1:]}" if who else tonight
        two.addWidget(_voice(theme, tonight, each.card.words, "", False, box), 1)
        heard = say("{number}, heard {day}", number=older.number, day=dates.month_day(older.heard_on))
        times = (
            say("Raised {times} times, {status}", times=older.times, status=say(older.status).lower())
            if older.times > 1
            else say(older.status)
        )
        two.addWidget(_voice(theme, heard, older.words, times, older.is_verbatim, box), 1)
        column.addLayout(two)
        self.accept.set_keys("Y")
        acts = QWidget(box)
        flow = Flow(acts)
        for button in (self.accept, self.drop, self.change):
            flow.addWidget(button)
        column.addWidget(acts)
        after = say("Yes makes it “raised {times} times”. Both wordings stay.", times=older.times + 1)
        column.addWidget(Words(theme, after, Type.SMALL, "ink-3", wraps=True, parent=box))


def _voice(theme: Theme, head: str, words: str, foot: str, verbatim: bool, parent: QWidget) -> Panel:
    """One of the two wordings, side by side."""
    is_new = not foot
    panel = Panel(theme, "" if is_new else "sunken", "field" if is_new else "line-2", 8, dashed=is_new, parent=parent)
    column = QVBoxLayout(panel)
    column.setContentsMargins(14, 9, 12, 10)
    column.setSpacing(4)
    column.addWidget(Words(theme, head, Type.SMALL_STRONG, "ink-2", parent=panel))
    said, type_ = (f"“{words}”", Type.QUOTE) if verbatim else (words, Type.BODY_MEDIUM)
    column.addWidget(Words(theme, said, type_, wraps=True, parent=panel))
    if foot:
        column.addWidget(Words(theme, foot, Type.SMALL, "ink-3", parent=panel))
    column.addStretch(1)
    return panel


class ClearRow(QWidget):
    """One thing that needs no decision."""

    def __init__(self, theme: Theme, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        # However many there are, each keeps its height, and the list scrolls.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        look = MARK_LOOKS[card.mark]
        row.addWidget(Icon(theme, look.icon, look.tone, 16, self))
        row.addWidget(Words(theme, card.words, Type.BODY, "ink-2", elides=True, parent=self), 1)
        for chip in known_chips(card):
            row.addWidget(Button(theme, chip.label, chip.icon, look=Look.KNOWN, parent=self))


def from_whom(speaker: str) -> str:
    """Who said it, as a part of a sentence: "From a young person", "From library staff", "From Resident B"."""
    if not speaker or speaker[-2:-1] == " ":
        return say("From {speaker}", speaker=speaker) if speaker else ""
    role = f"{speaker[:1].lower()}{speaker[1:]}"
    if role.endswith("staff"):
        return say("From {role}", role=role)
    return say("From an {role}", role=role) if role[:1] in "aeiou" else say("From a {role}", role=role)


def suggested_label(suggestion: Suggestion) -> str:
    """A suggestion in words."""
    if suggestion.what == MARK:
        return say("Sounds like a {label}", label=suggestion.label)
    return suggested_chip(suggestion).label


def suggested_icon(suggestion: Suggestion) -> str:
    """The icon of what is suggested."""
    return MARK_LOOKS[suggestion.value].icon if suggestion.what == MARK else suggested_chip(suggestion).icon
