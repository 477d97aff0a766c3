"""A list whose filters hide everything: names the filter that does, and takes it away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.models.listing import Listing
from desktop.store import listing as listings
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words

CENTER = Qt.AlignmentFlag.AlignHCenter
TEXT_WIDTH = 430
TYPED = "typed"
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Hiding:
    """One filter in the way: its key, its words, and how many records show without it."""

    key: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class WhatHides:
    """The question how many records would show without each filter, for a reader's thread."""

    without: tuple[tuple[str, str, Listing], ...]

    def __call__(self, session: Session) -> list[Hiding]:
        found = [Hiding(key, words, listings.count(session, listing)) for key, words, listing in self.without]
        return sorted((each for each in found if each.count), key=lambda each: -each.count)


class NothingMatches(QWidget):
    """Stands in place of the rows.

    Signals:
        clear_requested(str): a wish to take away one filter, by its key.
        clear_all_requested(): a wish to take away all.
    """

    clear_requested = Signal(str)
    clear_all_requested = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scrolled = ScrolledColumn(title, self)  # in large text on a small screen it is higher than its place
        whole.addWidget(scrolled)
        column = scrolled.column
        column.setContentsMargins(20, 20, 20, 40)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Icon(theme, "filter", "ink-3", 24), 0, CENTER)
        column.addWidget(Words(theme, title, Type.RECORD_TITLE), 0, CENTER)
        self._text = Words(theme, "", Type.BODY, "ink-2", wraps=True)
        self._text.setAlignment(CENTER)
        column.addWidget(self._text, 0, CENTER)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self._places = [Button(theme, say("Clear"), "x", parent=self) for _ in range(MOST_NAMED)]
        for button in self._places:
            button.clicked.connect(self._on_clear)
            row.addWidget(button)
        self.clear_all = Button(theme, say("Clear all filters"), parent=self)
        self.clear_all.clicked.connect(self.clear_all_requested)
        row.addWidget(self.clear_all)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_hiding((), 0)

    def show_hiding(self, hiding: Sequence[Hiding], filters: int) -> None:
        """Name the filters that hide records, the one that hides most first; `filters` are on in all."""
        if not hiding:
            self._text.set_words(
                say("The filters together hide every record.") if filters > 1 else say("No record fits it.")
            )
        else:
            most = hiding[0]
            several = say("The filter “{words}” hides {count} records.", words=most.words, count=f"{most.count:,}")
            self._text.set_words(
                several if most.count > 1 else say("The filter “{words}” hides 1 record.", words=most.words)
            )
        for place, button in enumerate(self._places):
            button.setVisible(place < len(hiding))
            if place < len(hiding):
                button.setText(say("Clear “{words}”", words=hiding[place].words))
                button.setObjectName(hiding[place].key)
        self.clear_all.setVisible(filters > 1 or not hiding)

    @Slot()
    def _on_clear(self) -> None:
        self.clear_requested.emit(self.sender().objectName())

    @Slot()
    def _fit(self) -> None:
        room = max(self.width() - 40, 0) or self._theme.px(TEXT_WIDTH)
        self._text.setFixedWidth(min(self._theme.px(TEXT_WIDTH), room))

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
