"""The three numbers at the foot, each with its period, its count, and the weeks it is made of."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.models.listing import Between, Condition
from desktop.models.rates import Period
from desktop.views import dates
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.today.reading import Numbers
from desktop.views.widgets.painting import paint_words
from desktop.views.widgets.pressable import Pressable

HEIGHT, LINE = 58, 16
SPARK_WIDTH, SPARK_HEIGHT = 88, 28
NARROW = 340


class NumbersFoot(QWidget):
    """Answered on time, days to the first answer, promises kept.

    Signals:
        concerns_requested(conditions): a wish to see the concerns behind a number.
    """

    concerns_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._period: Period | None = None
        self.setAccessibleName(say("Three numbers of the last quarter"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        self.on_time = NumberCell(theme, 28, self)
        self.days = NumberCell(theme, 20, self)
        self.kept = NumberCell(theme, 20, self)
        for cell in (self.on_time, self.days, self.kept):
            row.addWidget(cell, 1)
        self.on_time.clicked.connect(self._on_concerns)
        self.days.clicked.connect(self._on_concerns)
        self.kept.setEnabled(False)  # their own list comes with the promises

    def show_numbers(self, numbers: Numbers) -> None:
        """Show these."""
        self._period = numbers.period
        said = period_words(numbers.period)
        answers, kept = numbers.answers, numbers.kept
        if answers.heard:
            share = f"{100 * answers.on_time / answers.heard:.0f}%"
            count = say("{on_time} of {heard}", on_time=f"{answers.on_time:,}", heard=f"{answers.heard:,}")
            self.on_time.show_number(say("Answered on time, {said}", said=said), share, count, answers.on_time_by_week)
        else:
            self.on_time.show_number(say("Answered on time, {said}", said=said), "–", say("No concern was heard"), ())
        before = say(", was {days}", days=f"{numbers.days_before:g}") if numbers.days_before is not None else ""
        if answers.days is not None:
            count = (
                say("1 concern")
                if answers.answered == 1
                else say("{answered} concerns", answered=f"{answers.answered:,}")
            )
            days = f"{answers.days:g}"
            self.days.show_number(
                say("Days to first answer, half within"), days, f"{count}{before}", answers.days_by_week
            )
        else:
            self.days.show_number(say("Days to first answer, half within"), "–", say("Nothing was answered"), ())
        if kept.promised:
            parts = [(kept.not_kept, say("not kept")), (kept.in_part, say("in part")), (kept.still_open, say("open"))]
            rest = ", ".join(f"{count} {words}" for count, words in parts if count)
            value = say("{kept} of {promised}", kept=kept.kept, promised=kept.promised)
            self.kept.show_number(say("Promises kept, {said}", said=said), value, rest, kept.kept_by_week)
        else:
            self.kept.show_number(say("Promises kept, {said}", said=said), "–", say("None was due"), ())

    @Slot()
    def _on_concerns(self) -> None:
        if self._period is not None:
            conditions: tuple[Condition, ...] = (Between("heard_on", self._period.first, self._period.last),)
            self.concerns_requested.emit(conditions)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.color("line-2"))


class NumberCell(Pressable):
    """One number: what it is, its value, its count, and a line of its weeks."""

    def __init__(self, theme: Theme, inset: int, parent: QWidget) -> None:
        super().__init__(theme, 4, parent)
        self._inset = inset
        self._label = self._value = self._count = ""
        self._points: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, label: str, value: str, count: str, points: Sequence[float]) -> None:
        """Show this."""
        self._label, self._value, self._count, self._points = label, value, count, tuple(points)
        self.set_words(label)
        self.setAccessibleName(f"{label}: {value}, {count}" if count else f"{label}: {value}")
        self.setToolTip(self.accessibleName())
        self.restyle()

    @property
    def said(self) -> str:
        """Value and count."""
        return f"{self._value} {self._count}".strip()

    def _room(self) -> float:
        """How wide the words may be; without its line of weeks a cell also stands closer to its borders."""
        inset, right = (self._inset, 16) if self.width() >= self.theme.px(NARROW) else (12, 8)
        return self.width() - self.theme.px(inset + right)

    def _needed(self) -> float:
        """How wide the words are in two lines."""
        count = self.theme.width(self._count, Type.SMALL_MEDIUM)
        value = self.theme.width(self._value, Type.RECORD_TITLE) + self.theme.px(5)
        return max(self.theme.width(self._label, Type.SMALL_MEDIUM), value + count) + 2

    @property
    def _is_tall(self) -> bool:
        """Whether the count needs a line of its own."""
        return self._needed() > self._room()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(220), self.theme.px(HEIGHT + (LINE if self._is_tall else 0)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(QRectF(box.right() - 1, 0, 1, box.height()), theme.color("line-2"))
        left = px(self._inset if self.width() >= px(NARROW) else 12)
        room = QRectF(left, px(9), self._room(), box.height() - px(9))
        beside = px(SPARK_WIDTH + 14)
        if len(self._points) > 1 and box.width() >= px(NARROW) and self._needed() + beside <= room.width():
            spark = QRectF(room.right() - px(SPARK_WIDTH), box.center().y() - px(14), px(SPARK_WIDTH), px(SPARK_HEIGHT))
            self._paint_spark(painter, spark)
            room.setRight(room.right() - beside)
        top = QRectF(room.left(), room.top(), room.width(), px(16))
        paint_words(painter, theme, top, self._label, Type.SMALL_MEDIUM, "ink-2")
        under = QRectF(room.left(), room.top() + px(16), room.width(), px(24))
        paint_words(painter, theme, under, self._value, Type.RECORD_TITLE, "ink")
        value = theme.width(self._value, Type.RECORD_TITLE) + px(5)
        count = under.adjusted(value, px(2), 0, 0)
        if self._is_tall:
            count = QRectF(under.left(), under.bottom(), under.width(), px(LINE))
        paint_words(painter, theme, count, self._count, Type.SMALL_MEDIUM, "ink-3")

    def _paint_spark(self, painter: QPainter, box: QRectF) -> None:
        least, most = min(self._points), max(self._points)
        span, step = (most - least) or 1.0, box.width() / (len(self._points) - 1)
        inside = box.adjusted(0, 4, -4, -4)
        line = QPolygonF(
            [
                QPointF(inside.left() + place * step * inside.width() / box.width(),
                        inside.bottom() - (point - least) / span * inside.height())
                for place, point in enumerate(self._points)
            ]
        )  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("spark"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        painter.drawEllipse(line.last(), 3, 3)


def period_words(period: Period) -> str:
    """Jul to Sep; with the year where it is not the one that follows."""
    first, last = (dates.short_month(day.month) for day in (period.first, period.last))
    return say("{first} to {last}", first=first, last=last)
