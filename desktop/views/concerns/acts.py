"""What can be done with one or many concerns: one change set each, said in a toast that can take it back."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models.concern import Concern, StatusType
from desktop.models.refusal import Refusal
from desktop.views import dates
from desktop.views.concerns.changing import BinMove, ConcernChange, counted
from desktop.views.desk import Desk
from desktop.views.pending import Pending, when_done
from desktop.views.saying import N_, retold, say

Write = ConcernChange | BinMove
UNDO, UNDO_KEYS = N_("Undo this move"), "Ctrl Z"
# What a toast says of one concern and of many, by what their status means now.
_SAID = {
    StatusType.NEW: (N_("{number} is new again."), N_("{n} concerns are new again.")),
    StatusType.ACKNOWLEDGED: (N_("{number} acknowledged."), N_("{n} concerns acknowledged.")),
    StatusType.IN_PROGRESS: (N_("{number} is in progress."), N_("{n} concerns are in progress.")),
    StatusType.REFERRED: (N_("{number} referred."), N_("{n} concerns referred.")),
    StatusType.RESOLVED: (
        N_("{number} resolved. Nobody is told yet."),
        N_("{n} concerns resolved. Nobody is told yet."),
    ),
    StatusType.CLOSED: (N_("{number} closed."), N_("{n} concerns closed.")),
}


class ConcernActs(QObject):
    """Sends changes to the store and says how they ended.

    Signals:
        done(): the change that was asked for last is saved.
        refused(str): it was not done; the sentence says why.
    """

    done = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said: dict[Pending, tuple[str, str]] = {}

    # What can be done

    def set_status(self, ids: Sequence[int], meaning: StatusType, values: dict[str, Any] | None = None) -> None:
        """Go to a step, together with what it asks for."""
        step = meaning.value.capitalize()
        change = ConcernChange(tuple(ids), values or {}, meaning)
        self._write(change, f"{{what}} to {step}", *map(say, _SAID[meaning]))

    def assign(self, ids: Sequence[int], person_id: int | None, name: str) -> None:
        """Say who answers."""
        one, many = say("{number} goes to {name}."), say("{n} concerns go to {name}.")
        if person_id is None:
            one, many = (
                say("{number} has nobody to answer it now."),
                say("{n} concerns have nobody to answer them now."),
            )
        self._write(ConcernChange(tuple(ids), {"owner": person_id}), "{what} assigned", one, many, name=name)

    def fix_by(self, ids: Sequence[int], day: Any) -> None:
        """Give another date to fix it by."""
        one, many = say("{number} is to be fixed by {day}."), say("{n} concerns are to be fixed by {day}.")
        if day is None:
            one, many = (
                say("{number} has no date to be fixed by now."),
                say("{n} concerns have no date to be fixed by now."),
            )
        said = dates.weekday(day) if day is not None else ""
        value = day.isoformat() if day is not None else None
        self._write(ConcernChange(tuple(ids), {"resolve_by": value}), "{what}: new date", one, many, day=said)

    def categorize(self, ids: Sequence[int], category_id: int | None, name: str) -> None:
        """Say what they are about."""
        one, many = say("{number} is about {name}."), say("{n} concerns are about {name}.")
        if category_id is None:
            one, many = say("{number} has no category now."), say("{n} concerns have no category now.")
        self._write(ConcernChange(tuple(ids), {"category": category_id}), "{what}: category", one, many, name=name)

    def refer(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        """Pass it on to another office, which we call back."""
        self.set_status(ids, StatusType.REFERRED, values)

    def record_told(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        """Record who was told, how and when."""
        said = (say("{number}: recorded who was told."), say("{n} concerns: recorded who was told."))
        self._write(ConcernChange(tuple(ids), values), "{what}: who was told", *said)

    def move_to_bin(self, ids: Sequence[int]) -> None:
        """Take out of sight."""
        said = (say("{number} is in the Bin."), say("{n} concerns are in the Bin."))
        self._write(BinMove(tuple(ids), is_into=True), "{what} to the Bin", *said)

    def take_out(self, ids: Sequence[int]) -> None:
        """Bring back from the Bin."""
        said = (say("{number} is back."), say("{n} concerns are back."))
        self._write(BinMove(tuple(ids), is_into=False), "{what} out of the Bin", *said)

    def strike(self, concern_id: int, reason: str) -> None:
        """Take the words away for good; no undo brings them back."""
        pending = self._follow(self._desk.store.strike(Concern, concern_id, reason))
        self._said[pending] = (say("The words are struck. Older backups still hold them."), "")

    # Inside

    def _write(self, work: Write, label: str, one: str, many: str, **more: str) -> None:
        if not work.ids:
            return
        if not self._desk.store.can_write:
            self._on_refused(say("This office is open for reading only. Open it for writing to change something."))
            return
        what = self._named(work.ids)
        said = counted(one, many, len(work.ids), number=retold(what), **more)
        pending = self._follow(self._desk.store.write(label.format(what=what), work))
        self._said[pending] = (said, say(UNDO))

    def _follow(self, future: "Future[Any]") -> Pending:
        return when_done(future, self, self._on_done, self._on_failed)

    def _named(self, ids: Sequence[int]) -> str:
        if len(ids) > 1:
            return f"{len(ids):,} concerns"
        with self._desk.store.reading() as session:
            concern = session.get(Concern, ids[0])
            return concern.number or "The concern" if concern else "The concern"

    @Slot(object)
    def _on_done(self, result: object) -> None:
        said, action = self._said.pop(self._sender(), ("", ""))
        if said:
            undo = self.undo if action else None
            self._desk.toasts.show(said, action, UNDO_KEYS if action else "", undo)
        self.done.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._said.pop(self._sender(), None)
        if not isinstance(error, Refusal):
            raise error
        self._on_refused(retold(str(error)))

    def _on_refused(self, sentence: str) -> None:
        self._desk.toasts.show(sentence)
        self.refused.emit(sentence)

    def _sender(self) -> Any:
        return self.sender()

    @Slot()
    def undo(self) -> None:
        """Take back the newest change of this person."""
        when_done(self._desk.store.undo(), self, self._on_undone, self._on_failed)

    @Slot(object)
    def _on_undone(self, label: str) -> None:
        self._desk.toasts.show(say("Taken back: {what}", what=retold(self._desk.privacy.shown_words(label))))
        self.done.emit()
