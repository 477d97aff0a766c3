"""The stage: one widget painted at any size from a model that holds no names and no notes.

All sizes are those of a picture 900 high; forty of its pixels can be read from ten meters on a picture 1.5 m high.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.models.minutes_content import PromiseState
from desktop.models.stage import Stage, StagePoint, StagePromise
from desktop.views.meetings.session.note_row import clock
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

HIGH = 900
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
MOST_POINTS, MOST_PROMISES = 7, 3
PAGE_SECONDS = 12
STATES: dict[PromiseState, tuple[str, str]] = {
    PromiseState.DONE: ("circle-check", "pine"),
    PromiseState.DONE_IN_PART: ("circle-check", "pine"),
    PromiseState.UNDER_WAY: ("st-prog", "ochre"),
    PromiseState.LATE: ("st-prog", "ochre"),
    PromiseState.NOT_KEPT: ("circle-x", "clay"),
}
SAID = {PromiseState.LATE: N_("Under way"), PromiseState.NOT_KEPT: N_("Not done")}


class StageWidget(QWidget):
    """Paints a `Stage`; blanked, it shows nothing but its ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, bars: tuple[int, int] = (196, 132)) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage: Stage | None = None
        self._now: datetime | None = None
        self._blank = False
        self._top, self._foot = bars
        self.setAccessibleName(say("Room view"))
        theme.changed.connect(self.update)

    def show_stage(self, stage: Stage, now: datetime) -> None:
        """Show this stage at this moment."""
        self._stage, self._now = stage, now
        self.setAccessibleDescription(self._spoken())
        self.update()

    @Slot(object)
    def tick(self, now: datetime) -> None:
        """The clock goes on."""
        self._now = now
        self.update()

    def set_blank(self, blank: bool) -> None:
        """Show nothing, or show again."""
        self._blank = blank
        self.update()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is shown."""
        return self._blank

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("nav" if self._blank else "sheet"))
        if self._blank or self._stage is None or self._now is None:
            return
        scale = self.height() / HIGH
        painter.scale(scale, scale)
        wide = self.width() / scale
        middle = QRectF(0, self._top, wide, HIGH - self._top - self._foot)
        self._paint_top(painter, self._stage, QRectF(0, 0, wide, self._top))
        if self._stage.break_since is not None:
            self._paint_break(painter, middle)
        else:
            edge = max(wide * 0.54, wide - 660)
            self._paint_agenda(painter, self._stage, QRectF(0, middle.top(), edge, middle.height()))
            right = QRectF(edge + 3, middle.top(), wide - edge - 3, middle.height())
            self._paint_promises(painter, self._stage, right)
            painter.fillRect(QRectF(edge, middle.top(), 3, middle.height()), self._theme.color("margin"))
        self._line(painter, QPointF(0, middle.top()), wide, "line-2")
        self._paint_rules(painter, self._stage, QRectF(0, HIGH - self._foot, wide, self._foot))

    def _font(self, size: float, weight: int = 400, spacing: float = -1.2) -> QFont:
        font = self._theme.font(Type.BODY)
        font.setPixelSize(round(size))
        font.setWeight(QFont.Weight(weight))
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + spacing)
        return font

    def _words(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, token: str, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align | Qt.TextFlag.TextSingleLine), shown)

    def _line(self, painter: QPainter, at: QPointF, wide: float, token: str) -> None:
        """A hairline, one pixel of the screen at any size of the picture: a scaled one may fall between two pixels."""
        painter.setPen(QPen(self._theme.color(token), 0))
        painter.drawLine(at, at + QPointF(wide, 0))

    def _icon(self, painter: QPainter, at: QPointF, icon: str, token: str, size: float) -> None:
        ratio = painter.device().devicePixelRatioF() * self.height() / HIGH
        picture = self._theme.pixmap(icon, token, size * 100 / self._theme.text_size, ratio)
        painter.drawPixmap(QRectF(at.x(), at.y(), size, size), picture, QRectF(picture.rect()))

    def _paint_top(self, painter: QPainter, stage: Stage, box: QRectF) -> None:
        assert self._now is not None
        time_size = 112 if box.height() > 180 else 100
        clock_box = QRectF(box.right() - 64 - 420, box.top() + 20, 420, time_size)
        now = clock(self._now, ZoneInfo(stage.zone))
        self._words(painter, clock_box, now, self._font(time_size, 600, -4.5), "ink", RIGHT)
        if stage.until is not None:
            until = say("until {time}", time=f"{stage.until.hour % 12 or 12}:{stage.until.minute:02}")
            under = QRectF(clock_box.left(), clock_box.bottom() + 2, 420, 44)
            self._words(painter, under, until, self._font(40, 500), "ink-2", RIGHT)
        title = QRectF(64, box.top() + 30, clock_box.left() - 64 - 24, box.height() - 44)
        painter.setFont(self._font(58, 600, -2.8))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(title, WRAPPED, stage.title)

    def _paint_break(self, painter: QPainter, box: QRectF) -> None:
        center = Qt.AlignmentFlag.AlignCenter
        self._words(painter, box, say("Break"), self._font(112, 600, -4.5), "ink", center)

    def _paint_agenda(self, painter: QPainter, stage: Stage, box: QRectF) -> None:
        top = box.top() + 18
        for point in shown_points(stage.points):
            if point.is_now:
                band = QRectF(box.left(), top + 4, box.width(), 132)
                painter.fillRect(band, self._theme.color("accent-soft"))
                painter.fillRect(QRectF(band.left(), band.top(), 10, band.height()), self._theme.color("accent"))
                title = QRectF(64, band.top() + 12, box.width() - 64 - 30, 62)
                self._words(painter, title, point.title, self._font(56, 600, -2.8), "ink")
                left = QRectF(64, band.top() + 74, box.width() - 94, 48)
                words, token = self._left(point)
                self._words(painter, left, words, self._font(40, 500), token)
                top = band.bottom() + 6
                continue
            row = QRectF(64, top, box.width() - 64 - 50, 60)
            if point.is_over:
                self._icon(painter, QPointF(row.left() + 2, row.center().y() - 18), "check", "pine", 36)
            else:
                number = QRectF(row.left(), row.top(), 40, row.height())
                center = Qt.AlignmentFlag.AlignCenter
                self._words(painter, number, str(point.place), self._font(40), "ink-2", center)
                if point.begins is not None:
                    begins = f"{point.begins.hour % 12 or 12}:{point.begins.minute:02}"
                    self._words(painter, row, begins, self._font(40), "ink-2", RIGHT)
            words_box = QRectF(
                row.left() + 62, row.top(), row.width() - 62 - (0 if point.is_over else 110), row.height()
            )
            self._words(painter, words_box, point.title, self._font(40), "ink-2")
            top += 62

    def _left(self, point: StagePoint) -> tuple[str, str]:
        """What is left of the point that runs, in whole minutes: the room needs no seconds."""
        assert self._now is not None
        ran = timedelta(seconds=point.ran_seconds)
        if point.runs_since is not None:
            ran += max(self._now - point.runs_since, timedelta())
        if point.minutes is None:
            return "", "accent"
        left = timedelta(minutes=point.minutes) - ran
        minutes = -(-int(left.total_seconds()) // 60)
        if minutes < 0 or left < timedelta():
            over = max(1, int(-left.total_seconds()) // 60)
            return say("{over} minutes over", over=over) if over != 1 else say("1 minute over"), "clay"
        return (say("{minutes} minutes left", minutes=minutes) if minutes != 1 else say("1 minute left")), "accent"

    def _paint_promises(self, painter: QPainter, stage: Stage, box: QRectF) -> None:
        if not stage.promises:
            return
        left, wide = box.left() + 52, box.width() - 52 - 64
        head = QRectF(left, box.top() + 24, wide, 48)
        self._words(painter, head, say("Last time we promised"), self._font(40, 600), "ink")
        top = head.bottom() + 10
        some_long = any(self._is_long(promise, wide - 62) for promise in stage.promises)
        for promise in self._page_of(stage.promises, MOST_PROMISES - some_long):
            self._line(painter, QPointF(left, top), wide, "line")
            icon, token = STATES[promise.state]
            self._icon(painter, QPointF(left + 2, top + 18), icon, token, 40)
            state = say(SAID.get(promise.state, promise.state.value))
            self._words(painter, QRectF(left + 62, top + 12, wide - 62, 48), state, self._font(40, 600), token)
            words = QRectF(left + 62, top + 60, wide - 62, 48)
            if self._is_long(promise, words.width()):
                words.setHeight(96)
                first, second = in_two_lines(promise.words, QFontMetricsF(self._font(40)), words.width())
                line = QRectF(words.left(), words.top(), words.width(), 48)
                self._words(painter, line, first, self._font(40), "ink")
                self._words(painter, line.translated(0, 48), second, self._font(40), "ink")
            else:
                self._words(painter, words, promise.words, self._font(40), "ink")
            top += 76 + words.height()

    def _is_long(self, promise: StagePromise, width: float) -> bool:
        """Whether it needs a second line."""
        return QFontMetricsF(self._font(40)).horizontalAdvance(promise.words) > width

    def _page_of(self, promises: tuple[StagePromise, ...], most: int) -> tuple[StagePromise, ...]:
        """Three at a time, two where one needs two lines; the next ones every few seconds."""
        assert self._now is not None
        pages = -(-len(promises) // most)
        page = int(self._now.timestamp() // PAGE_SECONDS) % pages
        return promises[page * most : (page + 1) * most]

    def _paint_rules(self, painter: QPainter, stage: Stage, box: QRectF) -> None:
        painter.fillRect(box, self._theme.color("sunken"))
        self._line(painter, box.topLeft(), box.width(), "line-2")
        if not stage.rules:
            return
        font = self._font(40, 500)
        metrics = QFontMetricsF(font)
        widths = [metrics.horizontalAdvance(rule) for rule in stage.rules]
        gaps = max(len(widths) - 1, 1)
        gap = max((box.width() - 128 - sum(widths)) / gaps, 24)
        left = 64.0
        for place, (rule, width) in enumerate(zip(stage.rules, widths, strict=True)):
            self._words(painter, QRectF(left, box.top(), width + 4, box.height()), rule, font, "ink")
            left += width
            if place < len(widths) - 1:
                bar = QRectF(left + gap / 2 - 1.5, box.center().y() - 22, 3, 44)
                painter.fillRect(bar, self._theme.color("margin"))
            left += gap

    def _spoken(self) -> str:
        if self._stage is None:
            return ""
        now = next((point.title for point in self._stage.points if point.is_now), "")
        return f"{self._stage.title}. {now}" if now else self._stage.title


def in_two_lines(words: str, metrics: QFontMetricsF, width: float) -> tuple[str, str]:
    """The words that fit on a first line, and all the others for a second, which is cut with an ellipsis."""
    parts = words.split(" ")
    count = len(parts)
    while count > 1 and metrics.horizontalAdvance(" ".join(parts[:count])) > width:
        count -= 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def shown_points(points: tuple[StagePoint, ...]) -> tuple[StagePoint, ...]:
    """At most seven points: those around the one the meeting is at."""
    if len(points) <= MOST_POINTS:
        return points
    present = next((place for place, point in enumerate(points) if point.is_now), 0)
    first = min(max(present - 2, 0), len(points) - MOST_POINTS)
    return points[first : first + MOST_POINTS]
