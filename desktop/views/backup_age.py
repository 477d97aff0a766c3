"""When the last backup was made, as the side bar says it; looked up beside the window, now and every few minutes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.store.backup import backups
from desktop.store.store import Store
from desktop.views import dates
from desktop.views.desk import Desk
from desktop.views.saying import say

LOOK_EVERY_MS = 5 * 60 * 1000
RECENT = timedelta(days=1)


def backed_up_words(made_at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """The last backup in words: "Backed up 12:30 PM" today, "Backed up October 14" before."""
    if made_at is None:
        return say("No backup yet")
    local, today = made_at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return say("Backed up {time}", time=dates.clock(local))
    return say("Backed up {day}", day=dates.month_day(local))


class BackupAge(QObject):
    """Follows the newest backup.

    Signals:
        told(str, bool): the sentence, and whether that is recent.
    """

    told = Signal(str, bool)

    def __init__(self, desk: Desk, zone: tzinfo, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._zone = zone
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look it up now."""
        self._desk.background.run(newest_backup, self._on_found, self._on_failed)

    def _on_found(self, made_at: datetime | None) -> None:
        now = self._desk.store.clock()
        is_recent = made_at is not None and now - made_at < RECENT
        self.told.emit(backed_up_words(made_at, now, self._zone), is_recent)

    def _on_failed(self, problem: object) -> None:
        self.told.emit(say("Backups cannot be read"), False)


def newest_backup(store: Store, tell: Callable[..., None]) -> datetime | None:
    """When the newest usable backup of the office was made."""
    usable = (info.made_at for info in backups(store.folder.backups) if info.is_usable)
    return max(usable, default=None, key=_utc)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
