"""The left side of a session: the agenda with its clocks, who waits to speak, who was not heard, what was agreed."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.session_view import Point, Queued, SessionView
from desktop.views.meetings.session.last_time_part import LastTimePart
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.painting import paint_bar, paint_box, paint_icon, paint_words
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.words import Words

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
MINUTES_WIDTH = 56
MOST_NAMES = 6


def length_words(length: timedelta) -> str:
    """A length as a clock shows it: 14:18, or 1:02:09 from an hour on."""
    seconds = round(length.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


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
        self._rows: list[_PointRow] = []
        self._queue: list[_QueuedRow] = []
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

    def _make_row(self) -> "_PointRow":
        row = _PointRow(self._theme, self)
        row.clicked.connect(self._on_point)
        return row

    def _make_queued(self) -> "_QueuedRow":
        row = _QueuedRow(self._theme, self)
        row.clicked.connect(self._on_queued)
        return row

    @Slot()
    def _on_point(self) -> None:
        row = self.sender()
        if isinstance(row, _PointRow) and row.point is not None:
            self.item_requested.emit(row.point.id)

    @Slot()
    def _on_queued(self) -> None:
        row = self.sender()
        if isinstance(row, _QueuedRow) and row.queued is not None:
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


class _PointRow(Pressable):
    """One point of the agenda; pressed, the meeting turns to it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 8, parent)
        self.point: Point | None = None
        self._ran = timedelta()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_point(self, point: Point) -> None:
        """Show this point."""
        before, self.point, self._ran = self.point, point, point.ran
        self._name()
        if before is None or (before.title, before.is_now) != (point.title, point.is_now):
            self.restyle()
        elif before != point:
            self.update()

    def tick(self, now: datetime) -> None:
        """Its clock goes on, when it is the one that runs."""
        point = self.point
        if point is not None and point.is_now and point.runs_since is not None:
            self._ran = point.ran_before + max(now - point.runs_since, timedelta())
            self._name()
            self.update()

    def _name(self) -> None:
        assert self.point is not None
        state = say("over") if self.point.is_over else self._left() if self.point.is_now else say("to come")
        self.setAccessibleName(f"{self.point.place}. {self.point.title}, {state}")

    def _left(self) -> str:
        assert self.point is not None
        if self.point.minutes is None:
            return say("{length} used", length=length_words(self._ran))
        left = timedelta(minutes=self.point.minutes) - self._ran
        return (
            say("{length} left", length=length_words(left))
            if left >= timedelta()
            else say("{length} over", length=length_words(-left))
        )

    def _title_box(self, width: int) -> QRectF:
        px = self.theme.px
        return QRectF(px(36), px(9), width - px(36) - px(MINUTES_WIDTH) - px(10), 1000)

    def _title_height(self, width: int) -> float:
        type_ = Type.BODY_STRONG if self.point and self.point.is_now else Type.BODY_MEDIUM
        title = self.point.title if self.point else ""
        box = self.theme.metrics(type_).boundingRect(self._title_box(width), WRAPPED, title)
        lines = max(1, round(box.height() / self.theme.metrics(type_).lineSpacing()))
        return lines * self.theme.line_height(type_)

    def heightForWidth(self, width: int) -> int:
        extra = self.theme.px(34) if self.point and self.point.is_now else 0
        return round(self._title_height(width)) + self.theme.px(18) + extra

    def sizeHint(self) -> QSize:
        width = self.width() or self.theme.px(230)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        if (point := self.point) is None:
            return
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        if point.is_now:
            paint_box(painter, QRectF(self.rect()), 8, theme.color("sheet"), theme.color("accent-line"))
        elif self.underMouse():
            paint_box(painter, QRectF(self.rect()), 8, theme.color("hover"), None)
        line = theme.line_height(Type.BODY)
        mark = QRectF(px(10), px(9), px(16), line)
        if point.is_over or point.is_now:
            token = "pine" if point.is_over else "accent"
            at = QPointF(mark.left(), mark.center().y() - px(8))
            paint_icon(painter, theme, at, "check" if point.is_over else "play", token, 16)
        else:
            paint_words(painter, theme, mark, str(point.place), Type.BODY_STRONG, "ink-3", CENTER)
        type_ = Type.BODY_STRONG if point.is_now else Type.BODY_MEDIUM
        painter.setFont(theme.font(type_))
        painter.setPen(theme.color("ink-2" if point.is_over else "ink"))
        painter.drawText(self._title_box(self.width()), WRAPPED, point.title)
        if point.minutes is not None:
            minutes = QRectF(self.width() - px(MINUTES_WIDTH) - px(10), px(9), px(MINUTES_WIDTH), line)
            paint_words(
                painter, theme, minutes, say("{minutes} min", minutes=point.minutes), Type.SMALL, "ink-3", RIGHT
            )
        if point.is_now:
            self._paint_clock(painter, point)

    def _paint_clock(self, painter: QPainter, point: Point) -> None:
        theme, px = self.theme, self.theme.px
        top = px(9) + self._title_height(self.width()) + px(8)
        track = QRectF(px(36), top, self.width() - px(46), px(4))
        late = point.minutes is not None and self._ran > timedelta(minutes=point.minutes)
        share = self._ran / timedelta(minutes=point.minutes) if point.minutes else 0.0
        paint_bar(painter, theme, track, share, "clay" if late else "accent")
        line = QRectF(track.left(), track.bottom() + px(4), track.width(), px(16))
        paint_words(painter, theme, line, say("{length} used", length=length_words(self._ran)), Type.SMALL, "ink-2")
        if point.minutes is not None:
            paint_words(painter, theme, line, self._left(), Type.SMALL_STRONG, "clay" if late else "ink", RIGHT)


class _QueuedRow(Pressable):
    """Somebody who waits; pressed, they have the word."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 6, parent)
        self.queued: Queued | None = None
        self._place = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_queued(self, place: int, queued: Queued) -> None:
        """Show this one."""
        if (queued, place) == (self.queued, self._place):
            return
        self.queued, self._place = queued, place
        self.setAccessibleName(say("{number}. {place}, give the word", number=place, place=queued.place))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        box = QRectF(self.rect())
        if self.underMouse():
            paint_box(painter, box, 6, theme.color("hover"), None)
        number = QRectF(px(8), 0, px(20), box.height())
        paint_words(painter, theme, number, str(self._place), Type.BODY_MEDIUM, "ink-3")
        words = QRectF(px(30), 0, box.width() - px(34), box.height())
        paint_words(painter, theme, words, self.queued.place if self.queued else "", Type.BODY, "ink")
