"""RecordForm: the one binder between a record and its editors. Every field saves itself; there is no Save button."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.models.access import Role
from desktop.models.base import Record
from desktop.models.field import Field, FieldKind
from desktop.store.changes import Changes
from desktop.views.desk import Desk
from desktop.views.forms.bound_field import BoundField
from desktop.views.forms.conflict_note import ConflictNote, read_conflict
from desktop.views.forms.editors import EditorMaker, FormField, icon_for
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.field_saving import draft_place
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.snapshot import SEALED_WORDS, Shown, Snapshot, read_snapshot
from desktop.views.saying import N_, say

ONE_COLUMN_BELOW = 360
COLUMN_GAP, ROW_GAP = 12, 6
NEVER_TYPED = (FieldKind.ID, FieldKind.NUMBER, FieldKind.MOMENT)
SET_BY_OFFICE = N_("Set by the office")


class RecordForm(QWidget):
    """Some fields of one record. `show_record` binds it; another record may follow, nothing typed is lost.

    Signals:
        save_state_changed(str): "saving", "saved" or a sentence why not, for the status strip.
        record_shown(): another record, or none, is shown now.
        values_changed(): what is saved of this record is different now.
        undo_requested(), redo_requested(): Ctrl+Z in a field with no typing left to take back.
    """

    save_state_changed = Signal(str)
    record_shown = Signal()
    values_changed = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(
        self,
        desk: Desk,
        kind: type[Record],
        fields: Sequence[FormField | str],
        parent: QWidget | None = None,
        *,
        columns: int = 2,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._columns = columns
        self._specs = [FormField(each) if isinstance(each, str) else each for each in fields]
        self._days = OfficeDays(desk.store, self)
        self._snapshot: Snapshot | None = None
        self._conflicts: dict[str, ConflictNote] = {}
        self._bound: dict[str, BoundField] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(COLUMN_GAP)
        self._grid.setVerticalSpacing(ROW_GAP)
        maker = EditorMaker(self._desk.theme, self._desk.store, self._days)
        for spec in self._specs:
            field = self._kind.fields[spec.key]
            frame = FieldFrame(
                self._desk.theme,
                say(spec.label or field.label),
                maker.editor(field, spec),
                icon=icon_for(field, spec),
                needed=field.needed,
                large=spec.large,
                keys=spec.keys,
                hides_label=spec.hides_label,
                parent=self,
            )
            frame.setToolTip("")
            self._bound[spec.key] = BoundField(self._desk.store, self._kind, field, spec, frame, self._days)
        self._shown_columns = 0
        self._lay_out()

    def _connect(self) -> None:
        for bound in self._bound.values():
            bound.state_changed.connect(self.save_state_changed)
            bound.saved.connect(self._on_saved)
            bound.met_conflict.connect(self._on_conflict)
            bound.frame.editor.undo_requested.connect(self.undo_requested)
            bound.frame.editor.redo_requested.connect(self.redo_requested)
        self._desk.store.changed.connect(self._on_changed)
        self._desk.privacy.changed.connect(self._on_privacy_changed)
        self._desk.theme.changed.connect(self._lay_out)

    # What a view says

    @property
    def record_id(self) -> int | None:
        """The record that is shown."""
        return self._snapshot.record_id if self._snapshot else None

    @property
    def snapshot(self) -> Snapshot | None:
        """Its values as they are saved."""
        return self._snapshot

    def show_record(self, record_id: int | None) -> None:
        """Show a record of the form's kind; what was typed on the one before is saved first."""
        self.save_everything()
        for key in list(self._conflicts):
            self._end_conflict(key)
        self._snapshot = None if record_id is None else self._read(record_id)
        if self._snapshot is not None:
            self._load(self._snapshot)
        self.setEnabled(self._snapshot is not None)
        self.record_shown.emit()

    def save_everything(self) -> None:
        """Send what is typed and not yet saved; what is no value yet becomes a draft."""
        for bound in self._bound.values():
            bound.save()

    def frame(self, key: str) -> FieldFrame:
        """The frame of a field."""
        return self._bound[key].frame

    def bound(self, key: str) -> BoundField:
        """The binding of a field, to accept or guess a value."""
        return self._bound[key]

    def focus_first(self) -> None:
        """Put the keyboard into the first field that can be changed."""
        for bound in self._bound.values():
            if not bound.frame.is_locked:
                bound.frame.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # Loading

    def _read(self, record_id: int) -> Snapshot | None:
        return read_snapshot(self._desk.store, self._kind, record_id, self._fields())

    def _fields(self) -> list[Field]:
        needed = {bound.field.within for bound in self._bound.values() if bound.field.within}
        extra = [self._kind.fields[key] for key in sorted(needed - self._bound.keys())]
        return [*(bound.field for bound in self._bound.values()), *extra]

    def _load(self, snapshot: Snapshot) -> None:
        drafts = {draft.place: draft for draft in self._desk.store.drafts()} if self._may_write else {}
        for key, bound in self._bound.items():
            draft = drafts.get(draft_place(self._kind, snapshot.record_id, bound.field))
            shown = snapshot.values[key]
            bound.show_record(snapshot.record_id, snapshot.reference, shown, None if shown.is_withheld else draft)
            self._guard(bound, shown)
            self._narrow(bound, snapshot)

    def _narrow(self, bound: BoundField, snapshot: Snapshot) -> None:
        """A speaker is looked for in the meeting of the line."""
        if bound.field.within and isinstance(bound.frame.editor, PickEditor):
            bound.frame.editor.narrow_to(snapshot.values[bound.field.within].value)

    @property
    def _may_write(self) -> bool:
        member, store = self._desk.store.member, self._desk.store
        return store.can_write and member.role is not Role.READER and member.role.includes(self._kind.written_by)

    def _is_masked(self, bound: BoundField, shown: Shown) -> bool:
        privacy = self._desk.privacy
        return privacy.is_on and bool(shown.text) and privacy.shown(bound.field, shown.text) != shown.text

    def _guard(self, bound: BoundField, shown: Shown) -> None:
        """What of a field may be seen and changed now."""
        frame, field = bound.frame, bound.field
        is_masked = self._is_masked(bound, shown)
        frame.set_masked(is_masked)
        if is_masked:
            bound.hide(self._desk.privacy.shown(field, shown.text))
        elif shown.is_withheld:
            frame.editor.show_typed(shown.text or "(withheld)")
        else:
            bound.reveal(shown)
        in_bin = self._snapshot is not None and self._snapshot.is_deleted
        office_sets = field.locked or field.kind in NEVER_TYPED or bool(bound.spec.locked_because)
        frame.set_locked((say(bound.spec.locked_because) or say(SET_BY_OFFICE)) if office_sets else "")
        sealed = shown.is_withheld and shown.text == SEALED_WORDS
        frame.set_read_only(not office_sets and (not self._may_write or in_bin or shown.is_withheld) and not sealed)
        if sealed and not office_sets:
            frame.set_locked(say("In a closed drawer"))

    def _reload(self) -> None:
        if self._snapshot is None:
            return
        before, self._snapshot = self._snapshot, self._read(self._snapshot.record_id)
        if self._snapshot is None:
            self.setEnabled(False)
            self.record_shown.emit()
            return
        for key, bound in self._bound.items():
            shown = self._snapshot.values[key]
            if not shown.is_withheld:
                bound.hear(shown)
            if shown != before.values[key] or before.is_deleted != self._snapshot.is_deleted:
                self._guard(bound, shown)
            self._narrow(bound, self._snapshot)
        if self._snapshot != before:
            self.values_changed.emit()

    # Layout

    @Slot()
    def _lay_out(self) -> None:
        wide_enough = self.width() * 100 / self._desk.theme.text_size >= ONE_COLUMN_BELOW - 40
        columns = self._columns if wide_enough else 1
        if columns != self._shown_columns:
            self._shown_columns = columns
            self._arrange()

    def _is_wide(self, spec: FormField) -> bool:
        """Long text takes the whole width, and so does a field while it asks which of two values stays."""
        is_long = self._kind.fields[spec.key].kind is FieldKind.LONG_TEXT
        return spec.wide or is_long or spec.key in self._conflicts

    def _arrange(self) -> None:
        columns, place = self._shown_columns, 0
        for spec in self._specs:
            frame = self._bound[spec.key].frame
            self._grid.removeWidget(frame)
            is_wide = self._is_wide(spec)
            if is_wide and place % columns:
                place += columns - place % columns
            span = columns if is_wide else 1
            self._grid.addWidget(frame, place // columns, place % columns, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

    # Slots

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        targets = {bound.field.target.kind for bound in self._bound.values() if bound.field.target is not None}
        mine = self.record_id is not None and self.record_id in changes.ids(self._kind.kind)
        if mine or any(changes.ids(kind) for kind in targets):
            self._reload()

    @Slot(str)
    def _on_saved(self, key: str) -> None:
        self._reload()

    @Slot()
    def _on_privacy_changed(self) -> None:
        if self._snapshot is None:
            return
        for key, bound in self._bound.items():
            self._guard(bound, self._snapshot.values[key])
        for note in self._conflicts.values():
            note.setVisible(not self._desk.privacy.is_on)

    # Conflicts

    @Slot(object)
    def _on_conflict(self, bound: BoundField) -> None:
        key = bound.field.key
        self._end_conflict(key)
        fresh = None if self.record_id is None else self._read(self.record_id)
        if fresh is None:
            return
        bound.saved_value = fresh.values[key].value
        frame, store = bound.frame, self._desk.store
        conflict = read_conflict(store, self._days, fresh, bound.field, frame.label, frame.editor.typed())
        note = ConflictNote(self._desk.theme, conflict, frame)
        note.mine_chosen.connect(self._on_mine_chosen)
        note.theirs_chosen.connect(self._on_theirs_chosen)
        note.setVisible(not self._desk.privacy.is_on)
        frame.above.addWidget(note)
        self._conflicts[key] = note
        self._arrange()

    def _conflict_of(self, note: object) -> str:
        return next(key for key, known in self._conflicts.items() if known is note)

    @Slot()
    def _on_mine_chosen(self) -> None:
        key = self._conflict_of(self.sender())
        self._end_conflict(key)
        self._bound[key].keep_mine()

    @Slot()
    def _on_theirs_chosen(self) -> None:
        key = self._conflict_of(self.sender())
        self._end_conflict(key)
        fresh = None if self.record_id is None else self._read(self.record_id)
        if fresh is not None:
            self._bound[key].use_theirs(fresh.values[key])

    def _end_conflict(self, key: str) -> None:
        if (note := self._conflicts.pop(key, None)) is not None:
            note.hide()
            note.deleteLater()
            self._arrange()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._desk.theme.px(340), self._grid.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
