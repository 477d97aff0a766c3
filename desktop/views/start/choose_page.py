"""Choosing an office: the recent ones, any folder, or a new one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.start.card import Card
from desktop.views.start.glance import glance
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.note import Note
from desktop.views.widgets.words import Words


class ChoosePage(Card):
    """Offers what was open here before, a folder, and a new office.

    Signals:
        office_chosen(Path): the folder of an office.
        new_requested: set up a new one.
    """

    office_chosen = Signal(object)
    new_requested = Signal()

    def __init__(self, theme: Theme, recent: Sequence[Path], note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            theme, say("Which office?"), say("An office is a folder on this computer."), width=520, parent=parent
        )
        self.recent: dict[str, Button] = {}
        if note:
            self.body.addWidget(Note(theme, "ochre", note, icon="circle-alert", parent=self))
            self.body.addSpacing(16)
        for path in recent:
            self._add_recent(path)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.open_folder = Button(theme, say("Open a folder…"), "building", size=Size.LARGE, parent=self)
        self.set_up = Button(theme, say("Set up a new office"), "plus", look=Look.PRIMARY, size=Size.LARGE, parent=self)
        for button in (self.open_folder, self.set_up):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        self.body.addSpacing(8)
        self.body.addLayout(row)
        self.open_folder.clicked.connect(self._on_open_folder)
        self.set_up.clicked.connect(self.new_requested)

    def focus_first(self) -> None:
        """Put the keyboard on the first office, or on what begins."""
        next(iter([*self.recent.values(), self.set_up])).setFocus()

    def _add_recent(self, path: Path) -> None:
        button = Button(self.theme, office_name(path), "building", size=Size.LARGE, parent=self)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setObjectName(str(path))
        button.setAccessibleDescription(str(path))
        button.clicked.connect(self._on_recent)
        where = Words(self.theme, str(path), Type.SMALL, "ink-3", elides=True, parent=self)
        self.body.addWidget(button)
        self.body.addSpacing(7)  # the ring around the button ends before the path
        self.body.addWidget(where)
        self.body.addSpacing(12)
        self.recent[str(path)] = button

    @Slot()
    def _on_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.office_chosen.emit(Path(sender.objectName()))

    @Slot()
    def _on_open_folder(self) -> None:
        dialog = QFileDialog(self, say("The folder of an office"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_folder(self, folder: str) -> None:
        self.office_chosen.emit(Path(folder))


def office_name(path: Path) -> str:
    """The name of the office in a folder; the folder's own where the office cannot tell."""
    return glance(path).name
