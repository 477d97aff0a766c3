"""The steps that ask for names: of the office, and of whoever sets it up."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.models.refusal import Refusal
from desktop.store.place import expect_own_disk
from desktop.store.slot_words import shown_name
from desktop.views.saying import retold, say
from desktop.views.start.entry import EntryField
from desktop.views.start.first_run.answers import folder_name, offices_folder
from desktop.views.start.first_run.step import Step
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.words import Words


class OfficeStep(Step):
    """What the office is called, and in which folder it is kept."""

    def __init__(self, theme: Theme, place: Path | None) -> None:
        super().__init__(
            theme,
            say("What is your office called?"),
            say("The name stands on the lock screen and on everything you print."),
        )
        self._given = place
        self._parent = offices_folder()
        self.name = EntryField(theme, say("Office name"), placeholder=say("Fernhill office"), parent=self)
        self._label = Words(theme, say("Kept in"), Type.SMALL_MEDIUM, "ink-3", parent=self)
        self._where = Words(theme, "", Type.BODY, "ink-2", elides=True, parent=self)
        self.elsewhere = Button(theme, say("Another place…"), look=Look.LINK, parent=self)
        self.wrong = Words(theme, "", Type.SMALL, "error", wraps=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._where, 1)
        row.addWidget(self.elsewhere)
        self.body.addWidget(self.name)
        self.body.addSpacing(18)
        self.body.addWidget(self._label)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self.body.addWidget(self.wrong)
        self.name.edited.connect(self._tell)
        self.name.entered.connect(self.entered)
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self._tell()

    @property
    def place(self) -> Path:
        """The folder the office gets."""
        return self._given or self._parent / folder_name(self.name.text)

    @property
    def is_complete(self) -> bool:
        """Whether there is a name, and room where it is to lie."""
        return not self._lacks()

    def say_what_lacks(self) -> None:
        """Say it below the name or the place."""
        lacks = self._lacks()
        if not self.name.text.strip():
            self.name.refuse(lacks)
            self.name.setFocus()
        else:
            self.wrong.set_words(lacks)

    def focus_first(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus()

    def set_parent_folder(self, folder: str) -> None:
        """Keep the office in a folder of its name in there."""
        self._given = None
        self._parent = Path(folder)
        self._tell()

    def _lacks(self) -> str:
        try:
            shown_name(self.name.text, "office")
            expect_own_disk(self.place)
        except Refusal as refusal:
            return retold(str(refusal)) if self.name.text.strip() else say("Give your office a name.")
        if self.place.exists() and (not self.place.is_dir() or any(self.place.iterdir())):
            return say("There is something in that folder already. Choose another name or another place.")
        return ""

    @Slot()
    def _tell(self) -> None:
        self.wrong.set_words("")
        self._where.set_words(str(self.place))
        self.changed.emit()

    @Slot()
    def _on_elsewhere(self) -> None:
        dialog = QFileDialog(self, say("Where the office is kept"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_parent_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class PersonStep(Step):
    """Who sets the office up: its first supervisor."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            say("What is your name?"),
            say(
                "You sign in with it, and the journal says what you did. "
                "You are the first supervisor: you let others in."
            ),
        )
        self.name = EntryField(theme, say("Your name"), placeholder=say("R. Alvarez"), parent=self)
        self.title_of = EntryField(theme, say("Title or rank, if you like"), placeholder=say("Sergeant"), parent=self)
        self.body.addWidget(self.name)
        self.body.addSpacing(18)
        self.body.addWidget(self.title_of)
        self.name.edited.connect(self.changed)
        self.name.entered.connect(self.title_of.setFocus)
        self.title_of.entered.connect(self.entered)

    @property
    def is_complete(self) -> bool:
        """Whether there is a name."""
        return not self._lacks()

    def say_what_lacks(self) -> None:
        """Say it below the name."""
        self.name.refuse(self._lacks())
        self.name.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus()

    def _lacks(self) -> str:
        try:
            shown_name(self.name.text, "person")
        except Refusal as refusal:
            return retold(str(refusal)) if self.name.text.strip() else say("Type your name.")
        return ""
