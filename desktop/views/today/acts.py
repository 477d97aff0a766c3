"""What can be done from a line of Today, in one change set, and taken back from its toast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models.base import Record
from desktop.models.refusal import Refusal
from desktop.models.setting import set_field
from desktop.models.today import Thing
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.pending import when_done
from desktop.views.saying import retold, say


@dataclass(frozen=True, slots=True)
class SetFields:
    """Set some fields of one record; the work of one write."""

    record: type[Record]
    id: int
    values: Mapping[str, Any]

    def __call__(self, session: WritingSession) -> None:
        """Set them."""
        record = session.get_one(self.record, self.id)
        for key, value in self.values.items():
            set_field(session, record, key, value)


class TodayActs(QObject):
    """Sends them, and says how they ended.

    Signals:
        done(): saved.
        refused(str): not done; the sentence says why.
    """

    done = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said = ""

    def record_told(self, thing: Thing, values: Mapping[str, Any]) -> None:
        """Record who was told, how and when."""
        self._write(thing, values, "{what}: who was told", say("{what}: recorded who was told."))

    def call_again(self, thing: Thing, day: date | None) -> None:
        """We called: when again, or not any more."""
        value = day.isoformat() if day is not None else None
        said = say("{what}: we call again.") if day is not None else say("{what}: no further call.")
        self._write(thing, {"call_back_on": value}, "{what}: called back", said)

    @Slot()
    def undo(self) -> None:
        """Take back the newest change of this person."""
        self._said = ""
        when_done(self._desk.store.undo(), self, self._on_undone, self._on_failed)

    def _write(self, thing: Thing, values: Mapping[str, Any], label: str, said: str) -> None:
        what = str(thing.values.get("number") or f"The {thing.record.kind}")
        self._said = said.format(what=retold(what))
        work = SetFields(thing.record, thing.id, values)
        when_done(self._desk.store.write(label.format(what=what), work), self, self._on_done, self._on_failed)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._desk.toasts.show(self._said, say("Undo this move"), "Ctrl Z", self.undo)
        self.done.emit()

    @Slot(object)
    def _on_undone(self, label: str) -> None:
        self._desk.toasts.show(say("Taken back: {what}", what=retold(self._desk.privacy.shown_words(label))))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._desk.toasts.show(retold(str(error)))
        self.refused.emit(retold(str(error)))
