"""A card with one record, for kinds that have no tab of their own yet: what was found can be seen and changed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.base import Record
from desktop.models.field import Field, FieldKind
from desktop.models.records import BY_KIND
from desktop.views.desk import Desk
from desktop.views.forms.record_form import RecordForm
from desktop.views.saying import say
from desktop.views.theme.type import Type
from desktop.views.value_words import name_words
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.undo_button import cut
from desktop.views.widgets.words import Words

WIDTH = 560
LONGEST = 30
NOT_SHOWN = (FieldKind.ID, FieldKind.NUMBER, FieldKind.REFERENCES, FieldKind.SEALED)


def shown_fields(kind: type[Record]) -> list[str]:
    """The fields a card shows: what a person may read, in reading order."""
    return [field.key for field in kind.fields if _is_shown(field)]


def _is_shown(field: Field) -> bool:
    return not field.hidden and field.kind not in NOT_SHOWN


class RecordCard(Dialog):
    """The record's fields; each saves itself, as everywhere.

    Signals:
        save_state_changed(str): for the status strip.
    """

    save_state_changed = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, kind: str, record_id: int) -> None:
        record = BY_KIND[kind]
        super().__init__(desk.theme, window, say(kind.capitalize()), width=WIDTH)
        self.setObjectName("record-card")
        self._desk = desk
        self._record = record
        self._record_id = record_id
        self._said = Words(desk.theme, "", Type.BODY, "ink-2", wraps=True, parent=self)
        scroll = TallScroll(desk.theme, say("The record"), WIDTH - 48, self)
        column = QVBoxLayout(scroll.inside)
        column.setContentsMargins(2, 2, 14, 2)
        self._form = RecordForm(desk, record, shown_fields(record), scroll.inside)
        column.addWidget(self._form)
        # As wide as it will be, so that it is measured in two columns.
        self._form.resize(desk.theme.px(WIDTH - 64), desk.theme.px(200))
        column.addStretch()
        self.body.addWidget(self._said)
        self.body.addWidget(scroll, 1)
        close = Button(desk.theme, say("Close"), look=Look.PLAIN, keys="Esc", parent=self)
        self.foot.addStretch()
        self.foot.addWidget(close)
        close.clicked.connect(self.reject)
        self._form.save_state_changed.connect(self.save_state_changed)
        self._form.values_changed.connect(self._name)
        desk.privacy.changed.connect(self._name)
        self.finished.connect(self._on_finished)
        self._form.show_record(record_id)
        self._name()
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _name(self) -> None:
        """The title: what a person calls this record, as it may be shown now."""
        with self._desk.store.reading() as session:
            record = session.get(self._record, self._record_id)
            label = name_words(record, record.label) if record is not None else ""
            gone = record is None or record.is_deleted
        kind = say(self._record.kind.capitalize())
        named = self._record.fields.find(self._record.label_key)
        shown = self._desk.privacy.shown(named, label) if named is not None else ""
        self.set_title(f"{kind}: {cut(shown, LONGEST)}" if shown and self._record.label_key != "id" else kind)
        self._said.set_words(say("This record is in the Bin.") if gone else "")
        self._said.setVisible(gone)

    @Slot()
    def _on_finished(self) -> None:
        self._form.save_everything()
