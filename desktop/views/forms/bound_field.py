"""One field of a form bound to one record: shows what is saved, saves what is typed, and loses neither."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.models.base import Record
from desktop.models.field import Field
from desktop.models.refusal import Refusal
from desktop.models.setting import ChangedMeanwhile
from desktop.store.drafts import Draft
from desktop.store.faults import is_disk_trouble
from desktop.store.store import Store
from desktop.views import dates
from desktop.views.forms.editors import FormField
from desktop.views.forms.field_check import FieldCheck
from desktop.views.forms.field_draft import FieldDraft
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.field_saving import TRY_AGAIN_MS, FieldChange
from desktop.views.forms.field_sender import NOT_SAVED, TRYING_AGAIN, FieldSender
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.snapshot import Shown
from desktop.views.saying import say

PAUSE_MS = 400


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
        self.field, self.spec, self.frame = field, spec, frame
        self._store, self._kind, self._days = store, kind, days
        self._draft = FieldDraft(store, kind, field)
        self._sender = FieldSender(store, kind, field, self)
        self._check = FieldCheck(frame, kind.fields, field, days, working_day=spec.working_day)
        self._record_id: int | None = None
        self.saved_value: Any = None
        self._seen: Any = None  # what the person saw when they began to type
        self._forget_state()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._again = QTimer(self, interval=TRY_AGAIN_MS, singleShot=True)
        self._connect()

    def _forget_state(self) -> None:
        self._is_edited = self._wants_save = self._is_asking = self._is_brought_back = False
        self._aside: str | None = None  # what is typed behind the privacy screen
        self._is_hidden = False

    def _connect(self) -> None:
        self.frame.editor.edited.connect(self._on_edited)
        self.frame.editor.left.connect(self._on_left)
        self.frame.guess_accepted.connect(self._on_guess_accepted)
        self._check.chosen.connect(self._on_offer_chosen)
        self._sender.state_changed.connect(self.state_changed)
        self._sender.saved.connect(self._on_saved)
        self._sender.refused.connect(self._on_refused)
        self._sender.set_aside.connect(self._on_settled)
        self._pause.timeout.connect(self._on_pause)
        self._again.timeout.connect(self.save)

    # What the form says

    @property
    def is_unsaved(self) -> bool:
        """Whether something typed here is not on disk as part of the record."""
        return self._is_edited or self._sender.is_busy

    def show_record(self, record_id: int, reference: str, shown: Shown, draft: Draft | None) -> None:
        """Show another record's value, or what was typed there before."""
        self._pause.stop()
        self._again.stop()
        self._record_id = record_id
        self._forget_state()
        self._draft.is_kept = False
        self._sender.show_record(record_id, reference)
        self._clear_said()
        self._show(shown)
        if draft is not None:
            self._bring_back(draft)

    def hear(self, shown: Shown) -> None:
        """The record was changed, here or elsewhere: show it, unless the person is typing here."""
        if self._sender.is_busy:
            return  # its end asks again
        if self._is_edited:
            if shown.value != self.saved_value:
                self.saved_value = shown.value
                self._ask()
        elif not self.frame.is_guess or shown.value != self.saved_value:
            self.frame.set_guess(False)
            self.saved_value = self._seen = shown.value
            self._show_unless_same(shown)

    def hide(self, masked: str) -> None:
        """The room may be looking: show this instead. What is typed and no value yet waits as a draft."""
        if not self._is_hidden:
            self.save()
            if self._is_edited:
                self._aside = self.frame.editor.typed()
                self._keep_draft()
            self._is_hidden = True
        self.frame.editor.show_typed(masked)

    def reveal(self, shown: Shown) -> None:
        """Show again what stood there."""
        if not self._is_hidden:
            return
        self._is_hidden = False
        if self._aside is None or not self._is_edited:
            self._show(shown)
        else:
            self.frame.editor.show_typed(self._aside)
            self._aside = None
            self.hear(shown)

    def keep_mine(self) -> None:
        """After a conflict: save what was typed here over what came from elsewhere."""
        self._is_asking = self._is_brought_back = False
        self._seen = self.saved_value
        self._is_edited = True
        self.save()

    def use_theirs(self, shown: Shown) -> None:
        """After a conflict: show what is saved. What was typed goes into the history first, then theirs again."""
        try:
            mine = self._check.value()
        except Refusal:
            mine = shown.value
        self._give_up(shown)
        if mine != shown.value and self._record_id is not None:
            self._sender.send_and_set_aside(FieldChange(self._kind, self._record_id, self.field, shown.value, mine))

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
        if not self._is_edited or self._record_id is None or self._is_hidden or self._is_brought_back:
            return
        if self._sender.is_busy:
            self._wants_save = True
            return
        try:
            value = self._check.value()
        except Refusal:
            self._keep_draft()
            return
        if self._is_asking:
            self._keep_draft()
            return
        self._clear_said()
        if value == self.saved_value == self._seen:
            self._is_edited = False
            self._drop_draft()
            return
        self._send(value)

    # What the person does

    @Slot()
    def _on_edited(self) -> None:
        self._is_edited = True
        self._is_brought_back = False
        self.frame.set_guess(False)
        self.frame.set_brought_back("")
        self.frame.set_error("")
        self._check.withdraw()
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if self.frame.editor.saves_while_typing:
            self.save()
        elif not self._is_hidden:
            self._keep_draft()

    @Slot()
    def _on_left(self) -> None:
        if self._is_edited and not self._is_hidden and not self._is_brought_back:
            self._check.say()
            self.save()
        self._sender.end_visit()

    @Slot()
    def _on_guess_accepted(self) -> None:
        self._is_edited = True
        self.save()

    @Slot(object)
    def _on_offer_chosen(self, keep: bool) -> None:
        """What was brought back is kept, or given up for what is saved."""
        self._is_brought_back = False
        self._check.withdraw()
        self.frame.set_brought_back("")
        if keep:
            self._check.say()
            self.save()
        else:
            self._drop_draft()
            self._is_edited = False
            self.saved.emit(self.field.key)  # the form shows what is saved

    # On its way

    def _send(self, value: Any) -> None:
        assert self._record_id is not None
        typed, has_draft = self.frame.editor.typed(), self._draft.is_kept
        self._is_edited = self._wants_save = False
        self._sender.send(
            FieldChange(self._kind, self._record_id, self.field, self._seen, value, typed=typed, has_draft=has_draft)
        )

    @Slot(object)
    def _on_saved(self, stored: Any) -> None:
        self._again.stop()
        self.frame.set_failed("")
        self.saved_value = self._seen = stored
        self._draft.is_kept = False
        self._on_settled()
        if self._wants_save:
            self.save()

    @Slot()
    def _on_settled(self) -> None:
        self.saved.emit(self.field.key)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._is_edited = True
        if isinstance(error, ChangedMeanwhile):
            self._ask()
        elif is_disk_trouble(error):
            self.frame.set_failed(say(TRYING_AGAIN))
            self.state_changed.emit(say(TRYING_AGAIN))
            self._again.start()
        elif isinstance(error, Refusal):
            self._check.refuse(error)
            self.state_changed.emit(say(NOT_SAVED))
            self._keep_draft()
        else:
            self.state_changed.emit(say(TRYING_AGAIN))
            self._keep_draft()
            raise error

    def _ask(self) -> None:
        self._is_asking = True
        self.met_conflict.emit(self)

    # Drafts

    def _keep_draft(self) -> None:
        if self._record_id is not None:
            typed = self._aside if self._is_hidden and self._aside is not None else self.frame.editor.typed()
            self._draft.keep(self._record_id, self._seen, typed)

    def _drop_draft(self) -> None:
        if self._draft.is_kept and self._record_id is not None:
            self._draft.drop(self._record_id)

    def _bring_back(self, draft: Draft) -> None:
        """Show what was typed before a crash; it is saved only when somebody says so, or goes on typing."""
        typed = draft.content.get("typed")
        if not isinstance(typed, str):
            return
        self.frame.editor.show_typed(typed)
        self._is_edited = self._draft.is_kept = self._is_brought_back = True
        at = dates.clock(self._days.on_the_wall(draft.at))
        self.frame.set_brought_back(say("Brought back what you had typed, {at}", at=at))
        if draft.content.get("seen") != self.saved_value:
            self._seen = draft.content.get("seen")
            self._ask()
        else:
            self._check.offer([(True, say("Keep it")), (False, say("Discard"))])

    # Showing

    def _give_up(self, shown: Shown) -> None:
        self._drop_draft()
        self._is_edited = self._is_asking = self._is_brought_back = False
        self._clear_said()
        self._show(shown)

    def _show(self, shown: Shown) -> None:
        self.saved_value = self._seen = shown.value
        self.frame.editor.show_value(shown.value, shown.text)

    def _show_unless_same(self, shown: Shown) -> None:
        """A space at the end is typed and not saved: do not take it away under somebody's hands."""
        if self._is_hidden:
            return
        try:
            same = self.frame.editor.has_keyboard and self.frame.editor.value() == shown.value
        except Refusal:
            same = False
        if not same:
            self.frame.editor.show_value(shown.value, shown.text)

    def _clear_said(self) -> None:
        self._check.withdraw()
        self.frame.set_error("")
        self.frame.set_failed("")
        self.frame.set_guess(False)
        self.frame.set_brought_back("")
