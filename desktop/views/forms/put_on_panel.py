"""What the panels of links and of attachments have in common: a head with a count and a way to add, and rows."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.access import Role
from desktop.views.desk import Desk
from desktop.views.forms.put_on_row import PutOnRow
from desktop.views.pending import when_done
from desktop.views.saying import say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.words import Words


class PutOnPanel(QWidget):
    """ "Linked 2 · Add link" and a row for each thing put on a record. What a row is and does is up to the subclass.

    Signals:
        count_changed(int): so many things are put on the record.
    """

    count_changed = Signal(int)

    def __init__(self, desk: Desk, title: str, adding: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record: tuple[str, int] | None = None
        self._rows: list[PutOnRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(desk.theme, title, Type.BODY_STRONG, parent=self))
        self._count = Words(desk.theme, "", Type.SMALL_MEDIUM, "ink-3", parent=self)
        head.addWidget(self._count)
        head.addStretch(1)
        self._add = Button(desk.theme, adding, icon, look=Look.LINK, parent=self)
        head.addWidget(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._rows_column = QVBoxLayout()
        self._rows_column.setSpacing(6)

    @property
    def rows(self) -> list[PutOnRow]:
        """The rows that are shown."""
        return list(self._rows)

    @property
    def _may_write(self) -> bool:
        store = self._desk.store
        return store.can_write and store.member.role is not Role.READER

    def _show_count(self, count: int) -> None:
        self._add.setVisible(self._may_write and self._record is not None)
        self._count.set_words(str(count) if count else "")
        self.count_changed.emit(count)

    def _clear_rows(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows.clear()

    def _add_row(self, key: Any, *, off: str, also: tuple[str, str] | None = None) -> PutOnRow:
        """A row for `key`; `off` names the act of its cross, which only those see who may change something."""
        row = PutOnRow(self._desk.theme, key, off=off if self._may_write else "", also=also, parent=self)
        self._rows.append(row)
        self._rows_column.addWidget(row)
        return row

    def _offer_undo(self, said: str) -> None:
        self._desk.toasts.show(said, say("Undo this"), "Ctrl Z", self._undo)

    @Slot()
    def _undo(self) -> None:
        when_done(self._desk.store.undo(), self, None, self._on_not_undone)

    @Slot(object)
    def _on_not_undone(self, problem: object) -> None:
        self._fail(problem)

    def _fail(self, problem: object) -> None:
        """Say why something did not work."""
        raise NotImplementedError
