"""The lock screen: who, passphrase, Unlock; what went wrong is said in its place."""

import math
import time
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from desktop.store.slot_info import SlotInfo
from desktop.views import dates
from desktop.views.saying import N_, say
from desktop.views.start.card import CENTER, Card
from desktop.views.start.entry import SecretField
from desktop.views.start.glance import Glance, Holding
from desktop.views.start.person_choice import QUESTION, PersonChoice
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.note import Note
from desktop.views.widgets.words import Words

UNLOCK = N_("Unlock")
DEMO_TITLE = N_("This is the demo office")


class Attempt(NamedTuple):
    """One try to open the office; `repr` keeps the passphrase to itself."""

    person: SlotInfo
    passphrase: str
    write: bool = True

    def __repr__(self) -> str:
        return f"Attempt({self.person.name})"


class LockPage(Card):
    """Asks who and for the passphrase.

    Signals:
        unlock_requested(Attempt): somebody wants in.
        recovery_requested: the passphrase is forgotten.
    """

    unlock_requested = Signal(object)
    recovery_requested = Signal()

    def __init__(
        self, theme: Theme, seen: Glance, *, why: str = "", person_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, seen.name, why or say("Locked"), parent=parent)
        self.seen = seen
        self._until = 0.0  # no try before, on the clock that nobody can set
        self._is_busy = False
        self._reads_only = False
        self._second = QTimer(self, interval=200)
        self._second.timeout.connect(self._on_second)
        self._build()
        self._connect()
        if person_id:
            self.who.choose(person_id)
        if seen.demo_passphrase:
            self._say(
                "lake",
                say(DEMO_TITLE),
                say(
                    "Its people are invented. The passphrase is: {demo_passphrase}",
                    demo_passphrase=seen.demo_passphrase,
                ),
            )
        if seen.held is not None:
            self.show_held(seen.held)

    def focus_first(self) -> None:
        """Put the keyboard into the passphrase."""
        self.passphrase.line.setFocus()

    # How it stands

    def show_busy(self, sentence: str = N_("Opening…")) -> None:
        """The passphrase is being tried."""
        self._is_busy = True
        self.passphrase.tell(say(sentence))
        self._fit_state()

    def refuse(self, sentence: str) -> None:
        """This try did not open it; the passphrase is asked again."""
        self._is_busy = False
        self.passphrase.clear()
        self.passphrase.refuse(sentence)
        self._fit_state()
        self.focus_first()

    def wait(self, seconds: int) -> None:
        """No try for some seconds, counted down."""
        self._is_busy = False
        self._until = time.monotonic() + seconds
        self.passphrase.clear()
        self._second.start()
        self._tell_wait()
        self._fit_state()

    def offer_reading(self, held: Holding | None) -> None:
        """Somebody took the office meanwhile: what is typed stays, to open it to read only."""
        self._is_busy = False
        self.passphrase.tell("")
        self.show_held(held)
        self.unlock.setFocus()

    def show_held(self, held: Holding | None) -> None:
        """Say who has the office open for writing; reading works meanwhile. None when nobody has."""
        self._reads_only = held is not None
        if held is not None:
            self._say(
                "ochre",
                say("Open for writing elsewhere"),
                say("{held_words} You can open it to read only.", held_words=held_words(held)),
            )
        else:
            self._note.hide()
            self._gap.changeSize(0, 0)
        self._fit_state()

    # Building

    def _build(self) -> None:
        self._note = Note(self.theme, "ochre", "", parent=self)
        self._note.hide()
        self.who = PersonChoice(self.theme, self.seen.people, self)
        self._question = Words(self.theme, say(QUESTION), Type.SMALL_MEDIUM, "ink-3", parent=self)
        self.passphrase = SecretField(self.theme, say("Passphrase"), icon="key-round", parent=self)
        self.unlock = Button(self.theme, say(UNLOCK), look=Look.PRIMARY, size=Size.LARGE, keys="Enter", parent=self)
        self.unlock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.recovery = Button(
            self.theme, say("Use the recovery sheet"), "file-lock", look=Look.GHOST, size=Size.SMALL, parent=self
        )
        self.recovery.setVisible(self.seen.has_recovery)
        self.body.addWidget(self._note)
        self._gap = QSpacerItem(0, 0)
        self.body.addItem(self._gap)
        self.body.addWidget(self._question)
        self.body.addSpacing(4)
        self.body.addWidget(self.who)
        self.body.addSpacing(14)
        self.body.addWidget(self.passphrase)
        self.body.addSpacing(16)
        self.body.addWidget(self.unlock)
        self.body.addSpacing(13)
        self.body.addWidget(self.recovery, 0, CENTER)

    def _connect(self) -> None:
        self.passphrase.entered.connect(self._try)
        self.unlock.clicked.connect(self._try)
        self.who.chosen.connect(self._on_chosen)
        self.recovery.clicked.connect(self.recovery_requested)

    def _say(self, tone: str, title: str, text: str) -> None:
        self._note.set_tokens(f"{tone}-soft", f"{tone}-line")
        self._note.say(title, text)
        self._note.show()
        self._gap.changeSize(0, 16)
        self.body.invalidate()

    def _fit_state(self) -> None:
        free = not self._is_busy and not self._seconds_left
        self.unlock.setEnabled(free)
        self.unlock.set_words(say("Open to read only") if self._reads_only else say(UNLOCK))
        self.who.setEnabled(not self._is_busy)
        self.passphrase.line.setReadOnly(not free)
        self.recovery.setEnabled(not self._is_busy)

    @property
    def _seconds_left(self) -> int:
        return max(0, math.ceil(self._until - time.monotonic()))

    def _tell_wait(self) -> None:
        seconds = self._seconds_left
        left = say("1 second") if seconds == 1 else say("{seconds} seconds", seconds=seconds)
        self.passphrase.refuse(say("Several tries were wrong. You can try again in {left}.", left=left))

    # Slots

    @Slot()
    def _try(self) -> None:
        if self._is_busy or self._seconds_left:
            return
        if not self.passphrase.text:
            self.passphrase.refuse(say("Type your passphrase first."))
            self.focus_first()
            return
        attempt = Attempt(self.who.person, self.passphrase.text, write=not self._reads_only)
        self.show_busy()
        self.unlock_requested.emit(attempt)

    @Slot()
    def _on_chosen(self) -> None:
        self._until = 0.0
        self._second.stop()
        self.passphrase.clear()
        self.passphrase.tell("")
        self._fit_state()

    @Slot()
    def _on_second(self) -> None:
        if self._seconds_left:
            self._tell_wait()
            return
        self._second.stop()
        self.passphrase.tell(say("You can try again now."))
        self._fit_state()
        self.focus_first()


def held_words(held: Holding) -> str:
    """Who has the office open: account, computer, process and since when."""
    who = (
        say("{account} on {computer}", account=held.account, computer=held.computer) if held.account else held.computer
    )
    since = say(" since {clock}", clock=dates.clock(held.since.astimezone())) if held.since else ""
    return say("{who} has it open{since} (process {process}).", who=who, since=since, process=held.process)
