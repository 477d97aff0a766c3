"""Rows of the agenda panel: a point with its clock, and somebody who waits to speak."""

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.session_view import Point, Queued
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_bar, paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
MINUTES_WIDTH = 56


def length_words(length: timedelta) -> str:
    """A length as a clock shows it: 14:18, or 1:02:09 from an hour on."""
    seconds = round(length.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


class PointRow(Pressable):
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


class QueuedRow(Pressable):
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
