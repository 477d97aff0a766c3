"""The office's calendar as forms ask it: what day it is, and on which days the office works."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot

from desktop.models.working_days import is_working_day, working_day_on_or_after
from desktop.store.changes import Changes
from desktop.store.store import Store


class OfficeDays(QObject):
    """Follows the office's record, so that a closed day typed in settings counts at once."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._read()
        store.changed.connect(self._on_changed)

    def today(self) -> date:
        """The office's date."""
        return self.on_the_wall(self._store.clock()).date()

    def on_the_wall(self, moment: datetime) -> datetime:
        """A moment on the office's clock."""
        return moment.astimezone(self.zone)

    def is_open(self, day: date) -> bool:
        """Whether the office works on a day."""
        return is_working_day(day, self._closed)

    def around(self, day: date) -> tuple[date, date]:
        """The working days before and after a day on which the office does not work."""
        before = day
        while not self.is_open(before):
            before -= timedelta(days=1)
        return before, working_day_on_or_after(day, self._closed)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.ids("office"):
            self._read()

    def _read(self) -> None:
        office = self._store.office
        self.zone: ZoneInfo = office.time_zone
        self._closed = office.closed
