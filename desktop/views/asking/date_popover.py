"""DatePopover: another date, typed as people say it or taken from a few."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.refusal import Refusal
from desktop.models.working_days import add_working_days, working_day_on_or_after
from desktop.views.forms.date_editor import DateEditor, shown_day
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.office_days import OfficeDays
from desktop.views.saying import N_, retold, say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.popover import Popover

# In so many working days.
OFFERED = ((1, N_("Tomorrow")), (5, N_("In a week")), (10, N_("In two weeks")), (20, N_("In four weeks")))


class DatePopover(Popover):
    """Asks for a working day.

    Signals:
        chosen(date | None): this day, None for no date.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, days: OfficeDays, closed: frozenset[date], now: date | None
    ) -> None:
        super().__init__(theme, parent, title)
        self._days = days
        self._closed = closed
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(8)
        self._editor = DateEditor(theme, title, days.today, is_open=days.is_open)
        self._editor.show_value(now.isoformat() if now else None)
        self._frame = FieldFrame(theme, title, self._editor, icon="calendar-clock", parent=self)
        self._frame.setMinimumWidth(theme.px(260))
        self.body.addWidget(self._frame)
        self._offered: dict[Button, date] = {}
        for count, words in OFFERED:
            day = add_working_days(days.today(), count, closed)
            said = f"{words}, {shown_day(day, days.today())}"
            button = Button(theme, said, "calendar-days", look=Look.GHOST, size=Size.SMALL, parent=self)
            button.clicked.connect(self._on_offered)
            self._offered[button] = day
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        self._set = Button(theme, say("Set date"), "check", look=Look.PRIMARY, size=Size.SMALL, parent=self)
        none = Button(theme, say("No date"), look=Look.GHOST, size=Size.SMALL, parent=self)
        row.addWidget(self._set)
        row.addWidget(none)
        row.addStretch(1)
        self.body.addLayout(row)
        self._set.clicked.connect(self._on_set)
        none.clicked.connect(self._on_none)
        self._editor.line.returnPressed.connect(self._on_set)
        self._editor.line.selectAll()

    @property
    def editor(self) -> DateEditor:
        """Where the day is typed."""
        return self._editor

    @Slot()
    def _on_set(self) -> None:
        try:
            day = self._editor.day()
        except Refusal as refusal:
            self._frame.set_error(retold(str(refusal)))
            return
        if day is None:
            self._frame.set_error(say("Type a day such as fri, +3 or oct 17."))
            return
        self._take(working_day_on_or_after(day, self._closed))

    @Slot()
    def _on_offered(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._take(self._offered[button])

    @Slot()
    def _on_none(self) -> None:
        self._take(None)

    def _take(self, day: date | None) -> None:
        self.chosen.emit(day)
        self.close()
