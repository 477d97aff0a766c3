"""How a PDF is set: language, paper, size of type, and the passphrase that locks it."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.documents.words import LANGUAGES
from desktop.jobs.order import A4, ENGLISH, LETTER
from desktop.views.leaving.pick import Pick
from desktop.views.saying import N_, say
from desktop.views.tables.text_box import TextBox
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.tick import Tick
from desktop.views.widgets.words import Words

PAPERS = ((LETTER, N_("Letter")), (A4, "A4"))
NORMAL, LARGE = "normal", "large"
TYPES = ((NORMAL, N_("Normal type")), (LARGE, N_("Large type")))
PASSPHRASE = N_("Passphrase of the file")


@dataclass(frozen=True, slots=True)
class PageSet:
    """What was chosen."""

    language: str = ENGLISH
    paper: str = LETTER
    large: bool = False
    passphrase: str = field(default="", repr=False)


class PageOptions(QWidget):
    """Three picks in a row; below them the lock, where a file for few people is saved.

    Signals:
        changed(): language, paper or type is another one.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = Pick(theme, say("Language"), tuple(LANGUAGES.items()), parent=self)
        self._paper = Pick(theme, say("Paper"), PAPERS, parent=self)
        self._type = Pick(theme, say("Size of type"), TYPES, parent=self)
        held = QWidget(self)
        row = Flow(held)
        for pick in (self._language, self._paper, self._type):
            row.addWidget(pick)
            pick.picked.connect(self.changed)
        self._lock = Tick(theme, say("Lock with a passphrase"), say("told apart from the file"), parent=self)
        self._typed = TextBox(theme, say(PASSPHRASE), say("At least 8 characters, as you will say it"), parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(Words(theme, say("Language, paper, type"), Type.SMALL, "ink-2", parent=self))
        column.addWidget(held)
        column.addWidget(self._lock)
        column.addWidget(self._typed)
        self._typed.hide()
        self._lock.clicked.connect(self._on_lock)

    @property
    def chosen(self) -> PageSet:
        """What is chosen now; no passphrase where the lock is not offered or not ticked."""
        passphrase = self._typed.text() if self.is_locked else ""
        return PageSet(self._language.key, self._paper.key, self._type.key == LARGE, passphrase)

    @property
    def is_locked(self) -> bool:
        """Whether the file is to be locked."""
        return not self._lock.isHidden() and self._lock.isChecked()

    def pick(self, *, language: str = "", paper: str = "", large: bool | None = None) -> None:
        """Show these as chosen, and leave the others."""
        self._language.pick(language)
        self._paper.pick(paper)
        if large is not None:
            self._type.pick(LARGE if large else NORMAL)

    def offer_lock(self, offered: bool) -> None:
        """Offer the lock, or not: what anybody may read is not locked, and a printer cannot be."""
        self._lock.setVisible(offered)
        self._typed.setVisible(self.is_locked)

    def lock_with(self, passphrase: str) -> None:
        """Tick the lock and type its passphrase, as a person would."""
        self._lock.setChecked(True)
        self._typed.setVisible(self.is_locked)
        self._typed.setText(passphrase)

    def hide_typed(self, hidden: bool) -> None:
        """Show the passphrase as dots while somebody may be looking; else it is shown, since it is to be passed on."""
        self._typed.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)

    def focus_passphrase(self) -> None:
        """Put the keyboard where the passphrase is typed."""
        self._typed.setFocus()

    @Slot()
    def _on_lock(self) -> None:
        self._typed.setVisible(self.is_locked)
        if self.is_locked:
            self._typed.setFocus()
