"""Saving the filters of a list as a view of one's own, and removing such views."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.saying import say
from desktop.views.tables.text_box import TextBox
from desktop.views.tables.views import LONGEST_NAME, View
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

WIDTH = 300


class SaveViewPopover(Popover):
    """Asks for a name; below stand the views saved before, to remove.

    Signals:
        saved(str): a wish to save the list as it is under this name.
        removed(str): a wish to forget the view with this key.
    """

    saved = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, own: Sequence[View], suggestion: str) -> None:
        super().__init__(theme, parent, say("Save this view"))
        self._look = theme
        self.setMinimumWidth(theme.px(WIDTH))
        self.body.setContentsMargins(10, 10, 10, 8)
        self.body.addWidget(Words(theme, say("Name of the view"), Type.SMALL_MEDIUM, "ink-3"))
        row = QHBoxLayout()
        self._name = TextBox(theme, say("Name of the view"), say("Late in Orchard Flats"))
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setText(suggestion)
        self._name.selectAll()
        self._name.returnPressed.connect(self._on_save)
        self._name.escaped.connect(self.close)
        save = Button(theme, say("Save view"), look=Look.PRIMARY)
        save.clicked.connect(self._on_save)
        row.addWidget(self._name, 1)
        row.addWidget(save)
        self.body.addLayout(row)
        self.body.addWidget(Words(theme, say("Only you see the views you save."), Type.SMALL, "ink-3"))
        for view in own:
            self._add_own(view)

    def _add_own(self, view: View) -> None:
        row = QHBoxLayout()
        row.addWidget(Words(self._look, view.label, elides=True), 1)
        remove = Button(
            self._look,
            "",
            "x",
            look=Look.GHOST,
            size=Size.SMALL,
            tip=say("Remove the view {label}", label=view.label),
            parent=self,
        )
        remove.setObjectName(view.key)
        remove.clicked.connect(self._on_remove)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(row)

    @Slot()
    def _on_save(self) -> None:
        if name := self._name.text().strip():
            self.close()
            self.saved.emit(name)

    @Slot()
    def _on_remove(self) -> None:
        key = self.sender().objectName()
        self.close()
        self.removed.emit(key)
