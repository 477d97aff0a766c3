"""One field's changes on their way to the disk: one at a time, tried again, and kept when the form goes on."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models.base import Record
from desktop.models.field import Field
from desktop.models.refusal import Refusal
from desktop.store.faults import is_disk_trouble
from desktop.store.store import Store
from desktop.views.forms.field_draft import FieldDraft
from desktop.views.forms.field_saving import FieldChange, Sending
from desktop.views.saying import N_, say

TRYING_AGAIN = N_("Not saved, trying again")
NOT_SAVED = N_("Not saved yet, see the field")
_NOTHING = object()


class FieldSender(QObject):
    """Sends changes of one field. Edits of one visit are one step of undo.

    Signals:
        saved(object): the change of the record that is shown is on disk; the value as it is saved.
        refused(object): it is not, and why; nothing was changed.
        set_aside(): what was typed is in the history, or was not allowed, and what came from elsewhere stands again.
        state_changed(str): "saving", "saved" or a sentence why not.
    """

    saved = Signal(object)
    refused = Signal(object)
    set_aside = Signal()
    state_changed = Signal(str)

    def __init__(self, store: Store, kind: type[Record], field: Field, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._kind, self._field = store, kind, field
        self._record_id: int | None = None
        self._reference = ""
        self._visit = 0
        self._sending: Sending | None = None
        self._theirs: Any = _NOTHING

    @property
    def is_busy(self) -> bool:
        """Whether a change of the record that is shown is on its way."""
        return self._sending is not None

    def show_record(self, record_id: int, reference: str) -> None:
        """What is sent from now on belongs to another record; what is on its way is still seen to."""
        self._record_id, self._reference = record_id, reference
        self._sending = None
        self._theirs = _NOTHING
        self.end_visit()

    def end_visit(self) -> None:
        """What is typed from now on is a step of its own to undo."""
        self._visit += 1

    def send(self, change: FieldChange) -> None:
        """Queue a change."""
        self._sending = self._new(change)
        self.state_changed.emit("saving")
        try:
            self._sending.send()
        except Refusal as refusal:  # the office is open for reading only, or is closing
            self._on_refused(change, refusal)

    def send_and_set_aside(self, change: FieldChange) -> None:
        """Queue what was typed and then what it was typed over, so that both are in the history."""
        self._theirs = change.seen
        self.end_visit()
        self.send(change)

    def _new(self, change: FieldChange) -> Sending:
        edit = f"{change.record_id}:{self._field.key}:{self._visit}"
        sending = Sending(change, self._store, self._reference, edit, self)
        sending.saved.connect(self._on_saved)
        sending.refused.connect(self._on_refused)
        return sending

    @Slot(object, object)
    def _on_saved(self, change: FieldChange, stored: Any) -> None:
        if change.has_draft and self._store.can_write:
            self._store.drop_draft(change.place)
        if change.record_id != self._record_id:
            self.state_changed.emit("saved")
            return
        self._sending = None
        if self._theirs is not _NOTHING:
            theirs, self._theirs = self._theirs, _NOTHING
            self.end_visit()
            self.send(FieldChange(self._kind, change.record_id, self._field, stored, theirs))
            return
        self.state_changed.emit("saved")
        self.saved.emit(stored)

    @Slot(object, object)
    def _on_refused(self, change: FieldChange, error: BaseException) -> None:
        if change.record_id != self._record_id:
            self._keep_for_later(change, error)
            return
        self._sending = None
        if self._theirs is not _NOTHING:  # what was set aside was not allowed anyhow
            self._theirs = _NOTHING
            self.set_aside.emit()
            return
        self.refused.emit(error)

    def _keep_for_later(self, change: FieldChange, error: BaseException) -> None:
        """The form shows another record by now: a disk in trouble is tried again, all else waits there as a draft."""
        if is_disk_trouble(error):
            self.state_changed.emit(say(TRYING_AGAIN))
            self._new(change).send_later()
        else:
            self.state_changed.emit(say(NOT_SAVED))
            FieldDraft(self._store, self._kind, self._field).keep(change.record_id, change.seen, change.typed)
