"""The column chooser: which columns a table shows and in which order, by mouse and by keyboard."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.models.field import Fields
from desktop.views.saying import say
from desktop.views.tables.check_list import CheckList, Tick
from desktop.views.tables.column_layout import ColumnLayout
from desktop.views.tables.columns import Column
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MovableList(CheckList):
    """A check list whose rows move with Alt Up and Alt Down.

    Signals:
        move_requested(value, by): a wish to move a row.
    """

    move_requested = Signal(object, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_requested.emit(self.value_at(self.currentIndex().row()), by)
            return
        super().keyPressEvent(event)


class ColumnChooser(Popover):
    """Ticks columns on and off; takes effect at once."""

    def __init__(
        self, theme: Theme, parent: QWidget, layout: ColumnLayout, columns: tuple[Column, ...], fields: Fields
    ) -> None:
        super().__init__(theme, parent, say("Choose columns"))
        self._layout = layout
        self._heads = {column.field: column.head_of(fields) for column in columns}
        self._list = MovableList(theme, say("Columns"), parent=self)
        self._list.ticked.connect(self._on_ticked)
        self._list.move_requested.connect(self._on_move)
        self.body.addWidget(self._list)
        hint = Words(theme, "Alt Up and Alt Down move a column", Type.SMALL, "ink-3")
        hint.setContentsMargins(8, 4, 8, 2)
        self.body.addWidget(hint)
        reset = Button(theme, say("As it was at first"), "rotate-ccw", look=Look.LINK)
        reset.clicked.connect(self._on_reset)
        self.body.addWidget(reset)
        self._show()

    def _show(self, at: int | None = None) -> None:
        ticks = [Tick(choice.key, self._heads[choice.key], choice.is_shown) for choice in self._layout.choices]
        self._list.set_ticks(ticks)
        self._list.go_to(at or 0)

    @Slot(object)
    def _on_ticked(self, keys: list[str]) -> None:
        for choice in self._layout.choices:
            if choice.is_shown != (choice.key in keys):
                self._layout.set_shown(choice.key, not choice.is_shown)
        if not keys:  # the last column stays
            self._show(self._list.currentIndex().row())

    @Slot(object, int)
    def _on_move(self, key: str, by: int) -> None:
        self._layout.move(key, by)
        keys = [choice.key for choice in self._layout.choices]
        self._show(keys.index(key))

    @Slot()
    def _on_reset(self) -> None:
        self._layout.reset()
        self._show()
