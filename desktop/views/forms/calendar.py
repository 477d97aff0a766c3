"""A small calendar: one month, reached by mouse and arrows; days on which the office is closed stay quiet."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.models.values import YEARS
from desktop.views import dates
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.painting import paint_box, paint_focus_ring, paint_words
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

CELL, HEAD = 32, 22
COLUMNS, ROWS = 7, 6
LETTERS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
CENTER = Qt.AlignmentFlag.AlignCenter
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
IsOpen = Callable[[date], bool]


class CalendarPopover(Popover):
    """One month to choose a day from. Arrows move by days, Page Up and Page Down by months, Enter takes.

    Signals:
        picked(object): the day that was taken.
    """

    picked = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, name: str, shown: date, today: date, is_open: IsOpen | None = None
    ) -> None:
        super().__init__(theme, parent, say("Calendar: {name}", name=name))
        self.month = MonthView(theme, shown, today, is_open, self)
        self._title = Words(theme, "", Type.BODY_STRONG, parent=self)
        before = Button(theme, "", "arrow-left", look=Look.GHOST, size=Size.SMALL, tip=say("Month before"), parent=self)
        after = Button(theme, "", "arrow-right", look=Look.GHOST, size=Size.SMALL, tip=say("Month after"), parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(8, 2, 2, 2)
        head.addWidget(self._title, 1)
        head.addWidget(before)
        head.addWidget(after)
        self.body.addLayout(head)
        self.body.addWidget(self.month)
        before.clicked.connect(self.month.show_month_before)
        after.clicked.connect(self.month.show_month_after)
        self.month.taken.connect(self._on_taken)
        self.month.moved.connect(self._on_moved)
        self.setTabOrder(self.month, before)
        self._on_moved()

    @Slot(object)
    def _on_taken(self, day: date) -> None:
        self.close()
        self.picked.emit(day)

    @Slot()
    def _on_moved(self) -> None:
        day = self.month.day
        self._title.set_words(f"{dates.month(day.month)} {day.year}")

    # Qt

    def showEvent(self, event: object) -> None:
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)


class MonthView(QWidget):
    """The days of a month, one of them chosen.

    Signals:
        moved(): another day is chosen.
        taken(object): the chosen day is taken.
    """

    moved = Signal()
    taken = Signal(object)

    def __init__(self, theme: Theme, day: date, today: date, is_open: IsOpen | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.day = day
        self._today = today
        self._is_open = is_open
        self._over: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._name()

    def choose(self, day: date) -> None:
        """Choose another day, in whatever month it is."""
        if day.year in YEARS and day != self.day:
            self.day = day
            self._name()
            self.update()
            self.moved.emit()

    @Slot()
    def show_month_before(self) -> None:
        """The same day a month earlier."""
        self._show_month(-1)

    @Slot()
    def show_month_after(self) -> None:
        """The same day a month later."""
        self._show_month(1)

    def _show_month(self, step: int) -> None:
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + step, 12)
        if year in YEARS:
            self.choose(date(year, month + 1, min(self.day.day, calendar.monthrange(year, month + 1)[1])))

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(dates.full_day(self.day))
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, dates.full_day(self.day)))

    def _first(self) -> date:
        start = self.day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def _box(self, place: int) -> QRectF:
        cell, head = self._theme.px(CELL), self._theme.px(HEAD)
        row, column = divmod(place, COLUMNS)
        return QRectF(column * cell, head + row * cell, cell, cell)

    def _day_at(self, event: QMouseEvent) -> date | None:
        cell, head = self._theme.px(CELL), self._theme.px(HEAD)
        column, row = int(event.position().x() // cell), int((event.position().y() - head) // cell)
        inside = 0 <= column < COLUMNS and 0 <= row < ROWS and event.position().y() >= head
        return self._first() + timedelta(days=row * COLUMNS + column) if inside else None

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(CELL) * COLUMNS, self._theme.px(HEAD) + self._theme.px(CELL) * ROWS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.choose(self.day + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._show_month(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._day_at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and (day := self._day_at(event)) is not None and day.year in YEARS:
            self.taken.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        cell = theme.px(CELL)
        for column, letters in enumerate(map(say, LETTERS)):
            box = QRectF(column * cell, 0, cell, theme.px(HEAD))
            paint_words(painter, theme, box, letters, Type.SMALL_MEDIUM, "ink-3", CENTER)
        for place in range(COLUMNS * ROWS):
            self._paint_day(painter, self._box(place), self._first() + timedelta(days=place))

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        theme, inner = self._theme, box.adjusted(2, 2, -2, -2)
        chosen, is_open = day == self.day, self._is_open is None or self._is_open(day)
        if chosen:
            paint_box(painter, inner, 6, theme.color("accent-soft"), theme.color("accent-line"))
            if self.hasFocus():
                paint_focus_ring(painter, theme, inner, 6)
        elif day == self._over:
            paint_box(painter, inner, 6, theme.color("hover"), None)
        elif not is_open:
            paint_box(painter, inner, 6, theme.color("sunken"), None)
        quiet = day.month != self.day.month or not is_open
        type_ = Type.BODY_STRONG if chosen or day == self._today else Type.BODY
        token = "accent" if chosen or day == self._today else "ink-3" if quiet else "ink"
        paint_words(painter, theme, box, str(day.day), type_, token, CENTER)
        if day == self._today:
            line = QRectF(box.center().x() - theme.px(5), box.bottom() - theme.px(6), theme.px(10), 2)
            painter.fillRect(line, theme.color("accent"))
