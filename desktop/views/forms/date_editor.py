"""Editors for days and wall times: typed as people say them, or taken from a small calendar."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.models.refusal import Refusal
from desktop.views import dates
from desktop.views.forms.calendar import CalendarPopover
from desktop.views.forms.text_editors import LineEditor
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.typed_days import read_date, read_wall_time
from desktop.views.widgets.button import Button, Look, Size

Today = Callable[[], date]
IsOpen = Callable[[date], bool]


def shown_day(day: date, today: date) -> str:
    """Mon, Oct 19; with its year when that is another one."""
    return dates.weekday(day) if day.year == today.year else f"{dates.weekday(day)}, {day.year}"


class DateEditor(LineEditor):
    """A day. `today` is the office's; `looks_back` is for days on which something already happened."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        today: Today,
        *,
        is_open: IsOpen | None = None,
        looks_back: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._name = name
        self._today = today
        self._is_open = is_open
        self._looks_back = looks_back
        self._calendar: CalendarPopover | None = None
        self._chevron = Button(
            theme,
            "",
            "chevron-down",
            look=Look.GHOST,
            size=Size.SMALL,
            tip=say("Calendar: {name}", name=name),
            parent=self,
        )
        self._chevron.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Down does the same from the field
        self._chevron.clicked.connect(self.open_calendar)

    def show_value(self, value: Any, text: str = "") -> None:
        """Show an ISO day as people read it."""
        self._show("" if value is None else shown_day(date.fromisoformat(value), self._today()))
        self.hinted.emit("")

    def value(self) -> Any:
        """The ISO day, None when empty."""
        day = self.day()
        return None if day is None else day.isoformat()

    def day(self) -> date | None:
        """The day that was typed; Refusal with an example when it is none."""
        typed = self.line.text().strip()
        return read_date(typed, self._today(), looks_back=self._looks_back) if typed else None

    def set_locked(self, locked: bool) -> None:
        """Read only, without the calendar."""
        super().set_locked(locked)
        self._chevron.setVisible(not locked)

    def trailing(self) -> list[QWidget]:
        """The chevron."""
        return [self._chevron]

    def take_day(self, day: date) -> None:
        """The person chose a day from the calendar, or one that was offered."""
        self._show(shown_day(day, self._today()))
        self.hinted.emit("")
        self.edited.emit()
        self.left.emit()

    @Slot()
    def open_calendar(self) -> None:
        """Show the month of the day, or of today."""
        if self.line.isReadOnly():
            return
        try:
            shown = self.day()
        except Refusal:
            shown = None
        today = self._today()
        self._calendar = CalendarPopover(self.theme, self, self._name, shown or today, today, self._is_open)
        self._calendar.picked.connect(self._on_picked)
        self._calendar.open_below(self.parentWidget() or self)

    @Slot(object)
    def _on_picked(self, day: date) -> None:
        self.take_day(day)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        super()._on_edited()
        try:
            day = self.day()
        except Refusal:
            day = None
        said = "" if day is None else shown_day(day, self._today())
        self.hinted.emit("" if said.casefold() == self.line.text().strip().casefold() else said)

    def _on_focus_out(self) -> None:
        try:
            day = self.day()
        except Refusal:
            day = None
        if day is not None:
            self._show(shown_day(day, self._today()))
        self.hinted.emit("")
        super()._on_focus_out()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = watched is self.line and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)


class WallTimeEditor(LineEditor):
    """A day and a time on the wall where it happens: "fri 6:30 pm"."""

    def __init__(self, theme: Theme, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._today = today

    def show_value(self, value: Any, text: str = "") -> None:
        """Show an ISO wall time as people read it."""
        self._show("" if value is None else self._in_words(datetime.fromisoformat(value)))

    def value(self) -> Any:
        """The ISO wall time, None when empty."""
        typed = self.line.text().strip()
        return read_wall_time(typed, self._today()).isoformat() if typed else None

    def _in_words(self, wall: datetime) -> str:
        return f"{shown_day(wall.date(), self._today())}, {dates.clock(wall)}"

    def _on_focus_out(self) -> None:
        try:
            value = self.value()
        except Refusal:
            value = None
        if value is not None:
            self.show_value(value)
        super()._on_focus_out()
