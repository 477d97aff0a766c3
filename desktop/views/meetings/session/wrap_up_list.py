"""The left side of a wrap-up: what waits to be decided, each with its guesses, then what is clear already."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.models.session_view import Card
from desktop.models.sorting import Unsorted
from desktop.models.wrap_up import WrapUp
from desktop.views.meetings.session.wrap_up_rows import ClearRow, Decision, DuplicateCard, GuessedRow
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.marks import KeyHint
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words

# What is clear already must not push away what waits to be decided.
CLEAR_AT_FIRST = 5
NOTHING_LEFT = N_("Everything is sorted")
KEYS = (("Y", N_("accept")), ("E", N_("change")), ("D", N_("drop")))
SHOW_ALL, SHOW_FEWER = N_("Show all lines"), N_("Show fewer lines")
EXPLAINED = N_("A dashed label is a guess. Dropping a guess keeps the line and its words.")


class WrapUpList(ScrolledColumn):
    """Shows what waits; Y accepts, E changes and D drops the one that has the keyboard, or the first.

    Signals:
        accepted(object), dropped(object): an `Unsorted` was decided.
        change_requested(object): a wish to see the record behind it and decide by hand.
    """

    accepted = Signal(object)
    dropped = Signal(object)
    change_requested = Signal(object)

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(say("To sort"), parent)
        self._theme = theme
        self._zone = zone
        self._rows: list[Decision] = []
        self._shown: tuple[Sequence[Unsorted], Sequence[Card]] = ((), ())
        self._shows_all = False
        self.column.setContentsMargins(24, 14, 20, 14)
        self.column.addLayout(self._head())
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(0)
        self.column.addLayout(self._waiting)
        self._clear_head = Words(theme, "", Type.BODY_STRONG, parent=self.inside)
        self.all_lines = Button(theme, say(SHOW_ALL), look=Look.LINK, parent=self.inside)
        self.all_lines.clicked.connect(self._on_all_lines)
        row = QHBoxLayout()
        row.addWidget(self._clear_head)
        row.addStretch(1)
        row.addWidget(self.all_lines)
        self.column.addSpacing(12)
        self.column.addLayout(row)
        self._clear = QVBoxLayout()
        self._clear.setSpacing(2)
        self.column.addLayout(self._clear)
        self.column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(10)
        self._title = Words(theme, say(NOTHING_LEFT), Type.TAB_TITLE, parent=self.inside)
        row.addWidget(self._title)
        row.addWidget(Words(theme, say(EXPLAINED), Type.BODY, "ink-2", elides=True, parent=self.inside), 1)
        for keys, words in KEYS:
            row.addWidget(KeyHint(theme, keys, self.inside))
            row.addWidget(Words(theme, say(words), Type.SMALL, "ink-3", parent=self.inside))
        return row

    def show_page(self, page: WrapUp) -> None:
        """Show what waits and what is clear; the next one gets the keyboard when the one that had it is decided."""
        if self._shown == (page.waiting, page.clear):
            return
        focused = self._focused()
        had_keyboard = focused is not None and any(row.isAncestorOf(focused) for row in self._rows)
        self._shown = (page.waiting, page.clear)
        _empty(self._waiting)
        count = len(page.waiting)
        self._title.set_words(say("{count} to sort", count=count) if count else say(NOTHING_LEFT))
        self._rows = []
        for place, each in enumerate(page.waiting, 1):
            older = page.older.get(each.suggestions[0].value) if each.is_duplicate else None
            row = DuplicateCard(self, each, older, place, count) if older else GuessedRow(self, each)
            self._rows.append(row)
            self._waiting.addWidget(row)
        self._clear_head.set_words(say("Already clear  {n}", n=len(page.clear)) if page.clear else "")
        self._show_clear()
        if had_keyboard and self._rows:
            self._rows[0].accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_clear(self) -> None:
        """The first of what needs no decision; all of it on request."""
        _empty(self._clear)
        clear = self._shown[1]
        for card in clear if self._shows_all else clear[:CLEAR_AT_FIRST]:
            self._clear.addWidget(ClearRow(self._theme, card, self.inside))
        self.all_lines.setVisible(len(clear) > CLEAR_AT_FIRST)
        self.all_lines.set_words(say(SHOW_FEWER) if self._shows_all else say(SHOW_ALL))

    @Slot()
    def _on_all_lines(self) -> None:
        self._shows_all = not self._shows_all
        self._show_clear()

    def focus_first(self) -> None:
        """The keyboard goes to the first thing to decide."""
        if self._rows:
            self._rows[0].accept.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def theme(self) -> Theme:
        """The look."""
        return self._theme

    @property
    def zone(self) -> tzinfo:
        """The zone of the meeting."""
        return self._zone

    def _focused(self) -> QWidget | None:
        return self.window().focusWidget()

    def _current(self) -> Decision | None:
        focused = self._focused()
        found = (row for row in self._rows if focused is not None and row.isAncestorOf(focused))
        return next(found, self._rows[0] if self._rows else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._current()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        acts = {Qt.Key.Key_Y: self.accepted, Qt.Key.Key_E: self.change_requested, Qt.Key.Key_D: self.dropped}
        if row is not None and plain and (wish := acts.get(Qt.Key(event.key()))) is not None:
            wish.emit(row.each)
            return
        super().keyPressEvent(event)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
