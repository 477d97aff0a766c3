"""Saving one field: what is sent to the store, and how its end is told."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.models.base import Record
from desktop.models.field import Field
from desktop.models.refusal import Refusal
from desktop.models.setting import ChangedMeanwhile, json_value, set_field, set_label
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.pending import when_done
from desktop.views.saying import N_, say

TRY_AGAIN_MS = 3000
MEANWHILE = N_("This was changed elsewhere while you were typing.")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, from what the person saw to what they typed; run by the store's writer."""

    kind: type[Record]
    record_id: int
    field: Field
    seen: Any
    value: Any
    typed: str = ""
    has_draft: bool = False

    @property
    def place(self) -> str:
        """Where the draft of it is kept."""
        return draft_place(self.kind, self.record_id, self.field)

    def __call__(self, session: WritingSession) -> Any:
        """Set it and give what is saved now; ChangedMeanwhile when it is no longer what the person saw."""
        record = session.get(self.kind, self.record_id)
        if record is None:
            raise Refusal(f"This {self.kind.kind} is gone. Nothing was changed.")
        if json_value(record, self.field) != self.seen:
            raise ChangedMeanwhile(say(MEANWHILE))
        set_field(session, record, self.field.key, self.value)
        return json_value(record, self.field)


def draft_place(kind: type[Record], record_id: int, field: Field) -> str:
    """One draft per field of a record."""
    return f"{kind.kind}:{record_id}:{field.key}"


class Sending(QObject):
    """One change on its way.

    Signals:
        saved(object, object): the change is on disk, and the value as it is saved.
        refused(object, object): the change, and the error; nothing was changed.
    """

    saved = Signal(object, object)
    refused = Signal(object, object)

    def __init__(self, change: FieldChange, store: Store, reference: str, edit: str, parent: QObject) -> None:
        super().__init__(parent)
        self._change = change
        self._store = store
        self._edit = edit
        # It names field and record, never the value.
        self._label = set_label(change.kind.fields, change.field.key, reference)

    @Slot()
    def send(self) -> None:
        """Queue the change."""
        future = self._store.write(self._label, self._change, edit=self._edit)
        when_done(future, self, self._on_done, self._on_failed)

    def send_later(self) -> None:
        """Queue it after a while: the disk may have room by then."""
        QTimer.singleShot(TRY_AGAIN_MS, self, self._send_if_open)

    @Slot()
    def _send_if_open(self) -> None:
        if self._store.can_write:
            self.send()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self.saved.emit(self._change, result)
        self.deleteLater()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.refused.emit(self._change, error)
        self.deleteLater()
