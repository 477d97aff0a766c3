"""The passphrase is forgotten: the code of the recovery sheet, then a new passphrase."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.store.slot_info import SlotInfo
from desktop.views.saying import N_, say
from desktop.views.start.aside import Aside
from desktop.views.start.card import Card
from desktop.views.start.code_entry import CodeEntry
from desktop.views.start.entering import Blocked, Obstacle
from desktop.views.start.glance import Glance
from desktop.views.start.lock_page import Attempt
from desktop.views.start.passphrase_pair import PassphrasePair
from desktop.views.start.person_choice import PersonChoice
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.note import Note
from desktop.views.widgets.words import Words

SENTENCE = N_("Break the seal and type the eight groups. Then choose a new passphrase.")
NOTED = N_("That the sheet was used is noted in the journal, and everybody sees it at the next unlock.")


class RecoveryPage(Card):
    """Asks for the code, for whom, and for a new passphrase.

    Signals:
        reset_done(Attempt): the new passphrase opens the office.
    """

    reset_done = Signal(object)

    def __init__(self, theme: Theme, seen: Glance, aside: Aside, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, say("Use the recovery sheet"), say(SENTENCE), width=560, parent=parent)
        self._seen = seen
        self._aside = aside
        self._tried: Attempt | None = None
        self.code = CodeEntry(theme, self)
        self._for = Words(theme, say("Who forgot their passphrase?"), Type.SMALL_MEDIUM, "ink-3", parent=self)
        self.who = PersonChoice(theme, seen.people, self)
        self.who.choose(person_id)
        self.pair = PassphrasePair(theme, say("New passphrase"), self)
        self.note = Note(theme, "ochre", say(NOTED), parent=self)
        self.back = Button(theme, say("Back"), look=Look.GHOST, keys="Alt ←", parent=self)
        self.set_new = Button(theme, say("Set the new passphrase"), look=Look.PRIMARY, keys="Enter", parent=self)
        self._lay_out()
        self.code.completed.connect(self.pair.first.setFocus)
        self.code.edited.connect(self._on_edited)
        self.pair.edited.connect(self._on_edited)
        self.pair.entered.connect(self._on_set)
        self.set_new.clicked.connect(self._on_set)
        self.back.clicked.connect(self.back_requested)

    def focus_first(self) -> None:
        """Put the keyboard into the first group."""
        self.code.focus_first()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.set_new)
        for widget, space in (
            (self.code, 18),
            (self._for, 4),
            (self.who, 14),
            (self.pair, 18),
            (self.note, 18),
        ):
            self.body.addWidget(widget)
            self.body.addSpacing(space)
        self.body.addLayout(row)

    @Slot()
    def _on_edited(self) -> None:
        self.note.set_tokens("ochre-soft", "ochre-line")
        self.note.say(say(NOTED))

    @Slot()
    def _on_set(self) -> None:
        if not self.set_new.isEnabled():
            return
        if not self.code.is_complete:
            self._refuse(say("The code is not complete: eight groups of five signs each."))
            self.code.focus_first()
            return
        if not self.pair.is_complete:
            self.pair.say_what_lacks()
            return
        self._tried = Attempt(self.who.person, self.pair.passphrase)
        self.set_new.setEnabled(False)
        self.set_new.set_words(say("Setting…"))
        job = _Resetting(self._seen.root, self.code.code, self.who.person, self.pair.passphrase)
        self._aside.run(job, self._on_reset, self._on_failed)

    def _on_reset(self, result: None) -> None:
        assert self._tried is not None
        self.reset_done.emit(self._tried)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Blocked):
            raise error
        self.set_new.setEnabled(True)
        self.set_new.set_words(say("Set the new passphrase"))
        self._refuse(error.words)
        self.code.groups[0].line.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.note.set_tokens("error-soft", "error-line")
        self.note.say(sentence)


@dataclass(frozen=True, slots=True)
class _Resetting:
    """Sets the new passphrase, on a worker."""

    root: Path
    code: str = field(repr=False)
    person: SlotInfo
    new: str = field(repr=False)

    def __call__(self) -> None:
        from desktop.models.refusal import Refusal
        from desktop.store.members import reset_passphrase

        try:
            reset_passphrase(self.root, self.code, self.person.name, self.new)
        except Refusal as refusal:
            raise Blocked(Obstacle.OTHER, str(refusal)) from None
