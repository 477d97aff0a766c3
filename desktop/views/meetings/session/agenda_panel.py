"""The left side of a session: the agenda with its clocks, who waits to speak, who was not heard, what was agreed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.models.session_view import SessionView
from desktop.views.meetings.session.agenda_rows import PointRow, QueuedRow
from desktop.views.meetings.session.last_time_part import LastTimePart
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words

MOST_NAMES = 6


class AgendaPanel(QWidget):
    """Shows a `SessionView`; `tick` lets its clocks go on.

    Signals:
        next_requested(), item_requested(object): a wish to turn to the next point, or to one by its id.
        queue_requested(), call_requested(object): a wish to queue somebody, or to give somebody the word.
    """

    next_requested = Signal()
    item_requested = Signal(object)
    queue_requested = Signal()
    call_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[PointRow] = []
        self._queue: list[QueuedRow] = []
        self._build()

    def _build(self) -> None:
        theme = self._theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        held = QWidget(self._scroll)
        held.setAutoFillBackground(False)
        self._scroll.setWidget(held)
        held.setAutoFillBackground(False)
        whole.addWidget(self._scroll)
        column = QVBoxLayout(held)
        column.setContentsMargins(8, 14, 8, 12)
        column.setSpacing(2)
        self.last_time = LastTimePart(theme, self)
        column.addWidget(self.last_time)
        self._next = _Headed(theme, say("Agenda"), say("Next item"), "F8", self)
        self._next.button.clicked.connect(self.next_requested)
        column.addWidget(self._next)
        self._points = QVBoxLayout()
        self._points.setSpacing(2)
        column.addLayout(self._points)
        column.addSpacing(10)
        column.addWidget(Rule(theme, "line-2", parent=self))
        column.addSpacing(8)
        self._wait = _Headed(theme, say("Waiting to speak"), say("Add"), "F7", self)
        self._wait.button.clicked.connect(self.queue_requested)
        column.addWidget(self._wait)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(0)
        column.addLayout(self._waiting)
        column.addStretch(1)
        self._not_heard = _Said(theme, say("Not heard yet"), self)
        self._rules = _Said(theme, say("Agreed at the start"), self)
        column.addWidget(self._not_heard)
        column.addWidget(self._rules)

    @property
    def queue_button(self) -> Button:
        """The button that adds to the queue."""
        return self._wait.button

    def show_view(self, view: SessionView) -> None:
        """Show agenda, queue, groups and rules."""
        _fit(self._rows, self._points, len(view.points), self._make_row)
        for row, point in zip(self._rows, view.points, strict=True):
            row.show_point(point)
        _fit(self._queue, self._waiting, len(view.waiting), self._make_queued)
        for place, (queued, waiting) in enumerate(zip(self._queue, view.waiting, strict=True), 1):
            queued.show_queued(place, waiting)
        self._not_heard.say(_some(view.not_heard))
        self._not_heard.setToolTip(", ".join(view.not_heard))
        self._rules.say(". ".join(rule.rstrip(".") for rule in view.rules) + "." if view.rules else "")

    def tick(self, now: datetime) -> None:
        """The clocks go on."""
        for row in self._rows:
            row.tick(now)

    def _make_row(self) -> "PointRow":
        row = PointRow(self._theme, self)
        row.clicked.connect(self._on_point)
        return row

    def _make_queued(self) -> "QueuedRow":
        row = QueuedRow(self._theme, self)
        row.clicked.connect(self._on_queued)
        return row

    @Slot()
    def _on_point(self) -> None:
        row = self.sender()
        if isinstance(row, PointRow) and row.point is not None:
            self.item_requested.emit(row.point.id)

    @Slot()
    def _on_queued(self) -> None:
        row = self.sender()
        if isinstance(row, QueuedRow) and row.queued is not None:
            self.call_requested.emit(row.queued.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("sunken"))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST_NAMES + 1:
        return ", ".join(names)
    return say("{listed} and {n} more", listed=", ".join(names[:MOST_NAMES]), n=len(names) - MOST_NAMES)


Row = TypeVar("Row", bound=QWidget)


def _fit(rows: list[Row], layout: QVBoxLayout, count: int, make: Callable[[], Row]) -> None:
    """As many rows as there are things to show; those that stay keep their focus."""
    while len(rows) > count:
        gone = rows.pop()
        layout.removeWidget(gone)
        gone.deleteLater()
    while len(rows) < count:
        rows.append(make())
        layout.addWidget(rows[-1])


class _Headed(QWidget):
    """A heading with one small act at its right."""

    def __init__(self, theme: Theme, title: str, act: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.addWidget(Words(theme, title, Type.BODY_STRONG, parent=self))
        row.addStretch(1)
        self.button = Button(theme, act, look=Look.GHOST, size=Size.SMALL, keys=keys, parent=self)
        row.addWidget(self.button)


class _Said(QWidget):
    """A small heading and what is said under it; away when there is nothing."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(2)
        column.addWidget(Rule(theme, "line-2", parent=self))
        column.addSpacing(6)
        column.addWidget(Words(theme, title, Type.BODY_STRONG, parent=self))
        self._words = Words(theme, "", Type.BODY, "ink-2", wraps=True, parent=self)
        column.addWidget(self._words)
        self.hide()

    def say(self, text: str) -> None:
        """Show this text."""
        self._words.set_words(text)
        self.setVisible(bool(text))
