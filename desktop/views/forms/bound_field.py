"""One field of a form bound to one record: shows what is saved, saves what is typed, and loses neither."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.documents import dates
from desktop.models.base import Record
from desktop.models.field import Field
from desktop.models.refusal import Refusal
from desktop.models.setting import ChangedMeanwhile
from desktop.store.drafts import Draft
from desktop.store.faults import is_disk_trouble
from desktop.store.store import Store
from desktop.views.forms.date_editor import DateEditor
from desktop.views.forms.editors import FormField
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.field_saving import FieldChange, Sending, draft_place
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.snapshot import Shown
from desktop.views.forms.wordings import refusal_words
from desktop.views.forms.working_day_offer import WorkingDayOffer

PAUSE_MS = 400
TRY_AGAIN_MS = 3000
TRYING_AGAIN = "Not saved, trying again"
NOTHING = object()
NOT_SAVED = "Not saved yet, see the field"


class BoundField(QObject):
    """Between a frame and the store. Loading never saves; only what the person edits does.

    Signals:
        state_changed(str): "saving", "saved" or a sentence why not.
        saved(str): the key of the field that is on disk now.
        met_conflict(object): this field was changed elsewhere while it was edited here.
    """

    state_changed = Signal(str)
    saved = Signal(str)
    met_conflict = Signal(object)

    def __init__(
        self, store: Store, kind: type[Record], field: Field, spec: FormField, frame: FieldFrame, days: OfficeDays
    ) -> None:
        super().__init__(frame)
        self.field = field
        self.spec = spec
        self.frame = frame
        self._store, self._kind, self._days = store, kind, days
        self._record_id: int | None = None
        self._reference = ""
        self._visit = 0
        self.saved_value: Any = None
        self._seen: Any = None
        self._is_edited = False
        self._wants_save = False
        self._followed: Any = NOTHING
        self._sending: Sending | None = None
        self._has_draft = False
        self._offer: WorkingDayOffer | None = None
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._again = QTimer(self, interval=TRY_AGAIN_MS, singleShot=True)
        self._connect()

    def _connect(self) -> None:
        self.frame.editor.edited.connect(self._on_edited)
        self.frame.editor.left.connect(self._on_left)
        self.frame.guess_accepted.connect(self._on_guess_accepted)
        self._pause.timeout.connect(self._on_pause)
        self._again.timeout.connect(self.save)

    # What the form says

    @property
    def is_unsaved(self) -> bool:
        """Whether something typed here is not on disk as part of the record."""
        return self._is_edited or self._sending is not None

    def show_record(self, record_id: int, reference: str, shown: Shown, draft: Draft | None) -> None:
        """Show another record's value, or what was typed there before."""
        self._pause.stop()
        self._again.stop()
        self._record_id, self._reference = record_id, reference
        self._is_edited = self._has_draft = self._wants_save = False
        self._sending = None
        self._followed = NOTHING
        self._visit += 1
        self._clear_said()
        self._show(shown)
        if draft is not None:
            self._bring_back(draft)

    def hear(self, shown: Shown) -> None:
        """The record was changed, here or elsewhere: show it, unless the person is typing here."""
        if self._sending is not None:
            return  # its end asks again
        if self._is_edited:
            if shown.value != self.saved_value:
                self.saved_value = shown.value
                self.met_conflict.emit(self)
        elif not self.frame.is_guess or shown.value != self.saved_value:
            self.frame.set_guess(False)
            self.saved_value = self._seen = shown.value
            self._show_unless_same(shown)

    def keep_mine(self) -> None:
        """After a conflict: save what was typed here over what came from elsewhere."""
        self._seen = self.saved_value
        self._is_edited = True
        self.save()

    def use_theirs(self, shown: Shown) -> None:
        """After a conflict: show what is saved. What was typed goes into the history first, then theirs again."""
        try:
            mine = self._value()
        except Refusal:
            mine = shown.value
        self._drop_draft()
        self._is_edited = False
        self._clear_said()
        self._show(shown)
        if mine != shown.value and self._record_id is not None:
            self._followed = shown.value
            self._visit += 1
            self._send(FieldChange(self._kind, self._record_id, self.field, shown.value, mine))

    def accept(self, value: Any, text: str = "") -> None:
        """Set a value by a button of the view, as if it had been typed."""
        self.frame.editor.show_value(value, text)
        self._is_edited = True
        self.save()

    def guess(self, value: Any, text: str = "") -> None:
        """Show a guess: nothing is saved until somebody accepts or changes it."""
        if not self.is_unsaved:
            self.frame.editor.show_value(value, text)
            self.frame.set_guess(True)

    @Slot()
    def save(self) -> None:
        """Send what was typed, if it is a value; else keep it as a draft."""
        self._pause.stop()
        if not self._is_edited or self._record_id is None:
            return
        if self._sending is not None:
            self._wants_save = True
            return
        try:
            value = self._value()
        except Refusal:
            self._keep_draft()
            return
        self._clear_said()
        if value == self.saved_value == self._seen:
            self._is_edited = False
            self._drop_draft()
            return
        typed = self.frame.editor.typed()
        change = FieldChange(
            self._kind, self._record_id, self.field, self._seen, value, typed=typed, has_draft=self._has_draft
        )
        self._send(change)

    # What the person does

    @Slot()
    def _on_edited(self) -> None:
        self._is_edited = True
        self.frame.set_guess(False)
        self.frame.set_brought_back("")
        self.frame.set_error("")
        self._drop_offer()
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if self.frame.editor.saves_while_typing:
            self.save()
        else:
            self._keep_draft()

    @Slot()
    def _on_left(self) -> None:
        if self._is_edited:
            self._check()
            self.save()
        self._visit += 1

    @Slot()
    def _on_guess_accepted(self) -> None:
        self._is_edited = True
        self.save()

    def _value(self) -> Any:
        value = self.frame.editor.value()
        if value is None and self.field.needed:
            raise Refusal(f"{self.frame.label} is needed.")
        if self.spec.working_day and isinstance(self.frame.editor, DateEditor):
            day = self.frame.editor.day()
            if day is not None and not self._days.is_open(day):
                raise _ClosedDay("Not a working day. Take one of these")
        return value

    def _check(self) -> None:
        """Validate on leaving the field, and say below what would work."""
        try:
            self._value()
        except _ClosedDay as refusal:
            self.frame.set_error(str(refusal))
            self._offer_working_days()
        except Refusal as refusal:
            self.frame.set_error(refusal_words(str(refusal), self._kind.fields, self.field))

    def _offer_working_days(self) -> None:
        self._drop_offer()
        editor = self.frame.editor
        assert isinstance(editor, DateEditor)
        if (day := editor.day()) is not None:
            self._offer = WorkingDayOffer(editor.theme, self._days.around(day), self.frame)
            self._offer.chosen.connect(editor.take_day)
            self.frame.below.addWidget(self._offer)

    def _drop_offer(self) -> None:
        if self._offer is not None:
            self._offer.hide()
            self._offer.deleteLater()
            self._offer = None

    # On its way

    def _send(self, change: FieldChange) -> None:
        self._sending = Sending(change, self)
        self._sending.saved.connect(self._on_saved)
        self._sending.refused.connect(self._on_refused)
        self._is_edited = self._wants_save = False
        self.state_changed.emit("saving")
        edit = f"{change.record_id}:{self.field.key}:{self._visit}"
        try:
            self._sending.send(self._store, self._reference, edit)
        except Refusal as refusal:  # the office is open for reading only, or is closing
            self._on_refused(change, refusal)

    @Slot(object, object)
    def _on_saved(self, change: FieldChange, stored: Any) -> None:
        if change.has_draft and self._store.can_write:
            self._store.drop_draft(change.place)
        if change.record_id == self._record_id:
            self._sending = None
            self._again.stop()
            self.frame.set_failed("")
            self.saved_value = self._seen = stored
            self._has_draft = False
            if self._followed is not NOTHING:
                self._send_theirs_again(stored)
                return
        self.state_changed.emit("saved")
        self.saved.emit(self.field.key)
        if self._wants_save:
            self.save()

    def _send_theirs_again(self, mine: Any) -> None:
        theirs, self._followed = self._followed, NOTHING
        self._visit += 1
        assert self._record_id is not None
        self._send(FieldChange(self._kind, self._record_id, self.field, mine, theirs))

    @Slot(object, object)
    def _on_refused(self, change: FieldChange, error: BaseException) -> None:
        if change.record_id != self._record_id:
            self._save_draft(change, change.typed)  # the form went on to another record: it waits there
            return
        self._sending = None
        if self._followed is not NOTHING:  # what was set aside was not allowed anyhow
            self._followed = NOTHING
            self.saved.emit(self.field.key)
            return
        self._is_edited = True
        if isinstance(error, ChangedMeanwhile):
            self.met_conflict.emit(self)
        elif is_disk_trouble(error):
            self.frame.set_failed(TRYING_AGAIN)
            self.state_changed.emit(TRYING_AGAIN)
            self._again.start()
        elif isinstance(error, Refusal):
            self.frame.set_error(refusal_words(str(error), self._kind.fields, self.field))
            self.state_changed.emit(NOT_SAVED)
            self._keep_draft()
        else:
            self.state_changed.emit(TRYING_AGAIN)
            self._keep_draft()
            raise error

    # Drafts

    def _keep_draft(self) -> None:
        if self._record_id is not None:
            change = FieldChange(self._kind, self._record_id, self.field, self._seen, None)
            self._save_draft(change, self.frame.editor.typed())
            self._has_draft = True

    def _save_draft(self, change: FieldChange, typed: str) -> None:
        content = {"typed": typed, "seen": change.seen}
        if self._store.can_write:
            self._store.save_draft(change.place, content, change.record_id, drawer=self.field.drawer)

    def _drop_draft(self) -> None:
        if self._has_draft and self._record_id is not None and self._store.can_write:
            self._store.drop_draft(draft_place(self._kind, self._record_id, self.field))
        self._has_draft = False

    def _bring_back(self, draft: Draft) -> None:
        typed = draft.content.get("typed")
        if not isinstance(typed, str):
            return
        self.frame.editor.show_typed(typed)
        self._is_edited = self._has_draft = True
        at = dates.clock(self._days.on_the_wall(draft.at))
        self.frame.set_brought_back(f"Brought back what you had typed, {at}")
        if draft.content.get("seen") != self.saved_value:
            self._seen = draft.content.get("seen")
            self.met_conflict.emit(self)

    # Showing

    def _show(self, shown: Shown) -> None:
        self.saved_value = self._seen = shown.value
        self.frame.editor.show_value(shown.value, shown.text)

    def _show_unless_same(self, shown: Shown) -> None:
        """A space at the end is typed and not saved: do not take it away under somebody's hands."""
        try:
            same = self.frame.editor.has_keyboard and self.frame.editor.value() == shown.value
        except Refusal:
            same = False
        if not same:
            self.frame.editor.show_value(shown.value, shown.text)

    def _clear_said(self) -> None:
        self._drop_offer()
        self.frame.set_error("")
        self.frame.set_failed("")
        self.frame.set_guess(False)
        self.frame.set_brought_back("")


class _ClosedDay(Refusal):
    """A due date on a day on which the office does not work."""
