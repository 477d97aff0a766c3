"""What a record is linked with: open it, take it off, or link another record found by a few words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.models.link import Link
from desktop.models.refusal import Refusal
from desktop.store.changes import Changes
from desktop.views.desk import Desk
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.linking import Linked, Linking, Unlinking, linked_with
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.put_on_panel import PutOnPanel
from desktop.views.forms.put_on_row import PutOnRow
from desktop.views.forms.suggestions import Suggestion
from desktop.views.icons_of_records import icon_of
from desktop.views.palette.finding import AT_FIRST, Finding, field_of
from desktop.views.pending import when_done
from desktop.views.saying import retold, say


class LinksPanel(PutOnPanel):
    """ "Linked 2 · Add link" and a row for each.

    Signals:
        open_requested(kind, id): a linked record is to be opened.
    """

    open_requested = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, say("Linked"), say("Add link"), "link-2", parent)
        self._linked: list[Linked] = []
        self._build()
        self._connect()

    def show_record(self, kind: str, record_id: int | None) -> None:
        """Show what this record is linked with."""
        self._record = None if record_id is None else (kind, record_id)
        self._stop_adding()
        self._reload()

    @property
    def finder(self) -> PickEditor:
        """Where the other record is looked for."""
        return self._finder

    # Building

    def _build(self) -> None:
        theme = self._desk.theme
        self._finder = PickEditor(theme, say("Record to link"), self._find, optional=True)
        self._finder.line.setPlaceholderText(say("Words or number of a record"))
        self._frame = FieldFrame(
            theme, say("Record to link"), self._finder, icon="search", hides_label=True, parent=self
        )
        self._frame.hide()
        self._column.addWidget(self._frame)
        self._column.addLayout(self._rows_column)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._finder.picked.connect(self._on_picked)
        self._desk.store.changed.connect(self._on_changed)
        self._desk.privacy.changed.connect(self._reload)

    # Showing

    @Slot()
    def _reload(self) -> None:
        if self._record is None:
            self._linked = []
        else:
            with self._desk.store.reading() as session:
                self._linked = linked_with(session, *self._record, self._desk)
        self._show_rows()
        self._show_count(len(self._linked))

    def _show_rows(self) -> None:
        self._clear_rows()
        for linked in self._linked:
            row = self._add_row(linked, off=say("Take off this link"))
            row.show_put_on(linked.title, linked.note, *icon_of(linked.kind))
            row.clicked.connect(self._on_row)
            row.off_requested.connect(self._on_off)

    def _find(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip() or self._record is None:
            return []
        privacy = self._desk.privacy
        with self._desk.store.reading() as session:
            found = Finding(typed, self._desk.store.member.role, AT_FIRST)(session)
        known = {(linked.kind, linked.record_id) for linked in self._linked} | {self._record}
        return [
            Suggestion(
                (each.kind, each.record_id),
                privacy.shown(field_of(each), each.title),
                each.number or each.kind,
                *icon_of(each.kind),
            )
            for each in found
            if (each.kind, each.record_id) not in known
        ]

    # Acts

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, PutOnRow):
            self.open_requested.emit(row.key.kind, row.key.record_id)

    @Slot()
    def _on_add(self) -> None:
        self._frame.set_error("")
        self._frame.show()
        self._finder.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_picked(self, chosen: Suggestion) -> None:
        if chosen.key is None or self._record is None:
            return
        kind, record_id = chosen.key
        self._write("Link records", Linking(*self._record, kind, record_id))
        self._stop_adding()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_off(self, linked: Linked) -> None:
        self._write("Take off a link", Unlinking(linked.link_id))

    def _write(self, label: str, work: "Linking | Unlinking") -> None:
        try:
            when_done(self._desk.store.write(label, work), self, self._on_written, self._on_refused)
        except Refusal as refusal:
            self._on_refused(refusal)

    @Slot(object)
    def _on_written(self, sentence: str) -> None:
        self._offer_undo(sentence)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._fail(error)

    def _fail(self, error: object) -> None:
        if isinstance(error, BaseException) and not isinstance(error, Refusal):
            raise error
        self._frame.show()
        self._frame.set_error(retold(str(error)))

    def _stop_adding(self) -> None:
        self._finder.show_value(None)
        self._frame.set_error("")
        self._frame.hide()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        shown = {(linked.kind, linked.record_id) for linked in self._linked}
        touched = any((row.kind, row.record_id) in shown for row in changes.rows)
        if self._record is not None and (touched or changes.ids(Link.kind)):
            self._reload()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._frame.isHidden():
            self._stop_adding()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
