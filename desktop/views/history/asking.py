"""Asking for the history of a record beside the window; the newest question wins."""

from dataclasses import dataclass
from datetime import date, tzinfo

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.link import Link
from desktop.models.office import the_office
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store.changes import Changes
from desktop.store.history_lines import HistoryLine, lines_of
from desktop.views.background import Job
from desktop.views.desk import Desk
from desktop.views.saying import N_, retold, say

NOT_READ = N_(
    "This history cannot be read now. Nothing of it is lost; go back to the record and open its history again."
)


@dataclass(frozen=True, slots=True)
class Told:
    """The history of one record. `title` is what its heading calls it, `number` its spoken number."""

    kind: str
    record_id: int
    number: str
    title: str
    lines: tuple[HistoryLine, ...]
    today: date
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class _Question:
    kind: str
    record_id: int
    copy: int
    now: object

    def __call__(self, session: Session) -> Told | None:
        record = session.get(BY_KIND[self.kind], self.record_id)
        if record is None:
            return None
        office = the_office(session)
        lines = tuple(lines_of(session, record, self.copy))
        today = office.today(self.now)  # type: ignore[arg-type]
        number = str(getattr(record, "number", None) or "")
        return Told(self.kind, self.record_id, number, title_of(record), lines, today, office.time_zone)


def title_of(record: Record) -> str:
    """What a heading calls a record: its title or words, else its label."""
    for key in ("title", "words", "name"):
        if words := getattr(record, key, None):
            return str(words).strip().split("\n")[0]
    return record.label


class HistoryAsking(QObject):
    """Follows one record's history.

    Signals:
        told(object): the history as it is now, None when there is none to be shown.
        failed(str): it could not be read; one plain sentence.
    """

    told = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: Job | None = None
        self._record: tuple[str, int] | None = None
        desk.store.changed.connect(self._on_changed)

    @property
    def may_see(self) -> bool:
        """History is for staff."""
        return self._desk.store.member.role is not Role.READER

    def follow(self, kind: str, record_id: int | None) -> None:
        """Tell the history of another record."""
        self._record = None if record_id is None or not self.may_see else (kind, record_id)
        self._ask()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if self._record is None:
            self.told.emit(None)
            return
        question = _Question(*self._record, self._desk.store.copy.number, self._desk.store.clock())
        self._asked = self._desk.background.read(question, self._on_read, self._on_failed)

    def _on_read(self, told: Told | None) -> None:
        self._asked = None
        self.told.emit(told)

    def _on_failed(self, problem: object) -> None:
        self._asked = None
        self.failed.emit(retold(str(problem)) if isinstance(problem, Refusal) else say(NOT_READ))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._record is None:
            return
        kind, record_id = self._record
        if record_id in changes.ids(kind) or changes.ids(Link.kind) or changes.ids(Attachment.kind):
            self._ask()
