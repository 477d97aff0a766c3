"""Locked while live: notes are covered until the passphrase is given; the clock and the room's view run on."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs.progress import Progress
from desktop.store.store import Store
from desktop.store.unlocking import LockedSlots
from desktop.views.desk import Desk
from desktop.views.saying import N_, retold, say
from desktop.views.start.entry import EntryField, SecretField
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words

CARD_WIDTH = 400
TITLE = N_("Your notes are locked")
GOES_ON = N_("The session goes on: the clock runs, and the room sees its view. What you typed is kept.")


class FoldedNotes(QWidget):
    """Stands over the notes.

    Signals:
        unfolded(): the passphrase was right.
    """

    unfolded = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.setAccessibleName(say(TITLE))
        card = Panel(theme, "sheet", "line-2", 14, parent=self)
        card.setFixedWidth(theme.px(CARD_WIDTH))
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 32, 36, 32)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Icon(theme, "lock", "accent", 20, card))
        head.addWidget(Words(theme, say(TITLE), Type.TAB_TITLE, parent=card), 1)
        column.addLayout(head)
        column.addWidget(Words(theme, say(GOES_ON), Type.BODY, "ink-2", wraps=True, parent=card))
        self.passphrase: EntryField = SecretField(
            theme, say("Passphrase of {name}", name=desk.store.member.name), parent=card
        )
        column.addWidget(self.passphrase)
        self._unlock = Button(
            theme, say("Unlock my notes"), look=Look.PRIMARY, size=Size.LARGE, keys="Enter", parent=card
        )
        column.addWidget(self._unlock)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        row.addStretch(1)
        self.setFocusProxy(self.passphrase)
        self.passphrase.entered.connect(self.unlock)
        self._unlock.clicked.connect(self.unlock)

    @Slot()
    def unlock(self) -> None:
        """Try what is typed, beside the window: deriving a key takes a moment."""
        typed = self.passphrase.text
        if not typed:
            return
        self._unlock.setEnabled(False)
        self._desk.background.run(_Trying(typed), self._on_right, self._on_wrong)

    @Slot(object)
    def _on_right(self, result: object) -> None:
        self.passphrase.set_text("")
        self.unfolded.emit()

    @Slot(object)
    def _on_wrong(self, problem: object) -> None:
        self._unlock.setEnabled(True)
        self.passphrase.set_text("")
        self.passphrase.refuse(retold(str(problem)))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(self.rect()), self._desk.theme.color("nav"))


class _Trying:
    """Whether a passphrase opens the slot of whoever is signed in."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def __call__(self, store: Store, progress: Progress) -> None:
        """Refusal when it does not."""
        LockedSlots.read(store.folder.root).unlock(str(store.member.person_id), self._passphrase)
