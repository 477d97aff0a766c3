"""The parts of the settings about locking and covering, and the dialog that asks for a PIN."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.refusal import Refusal
from desktop.views.cover.pin import PREFERENCE, digest, expect_pin
from desktop.views.desk import Desk
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.settings_page.setting_row import SettingRow
from desktop.views.start.aside import Aside
from desktop.views.start.entry import SecretField
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.note import Note
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.switch import Choice
from desktop.views.widgets.words import Words

MINUTES = (2, 5, 10, 15, 30)
IDLE_HELP = N_(
    "Without a key or the mouse, after sleep, and where the system tells of its own lock. "
    "Locking ends the part of the program that knows the key."
)
SYSTEM_HELP = N_("On macOS the system's lock is not heard; there only these minutes count.")
COVER_HELP = N_(
    "For a minute away from the desk: Ctrl Shift K covers every window until you type your PIN. "
    "Three wrong PINs lock the office."
)
WEAKER = N_("Weaker than the lock")
WEAKER_TEXT = N_(
    "While it is only covered, the office stays open and its key stays in the memory of this computer. Whoever takes "
    "the computer along, or knows how to read its memory, can get at it. Lock it when you leave the room."
)


class LockSection(QWidget):
    """After how many minutes the office locks by itself."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = desk.settings
        choices = tuple(Choice(str(minutes), say("{minutes} min", minutes=minutes)) for minutes in MINUTES)
        now = str(desk.settings.value("idle_minutes"))
        column = _column(self, desk, say("Lock"))
        self.row = SettingRow(desk.theme, say("Lock by itself after"), say(IDLE_HELP), choices, now=now, parent=self)
        column.addWidget(self.row)
        column.addWidget(Words(desk.theme, say(SYSTEM_HELP), Type.SMALL, "ink-3", wraps=True, parent=self))
        self.row.chosen.connect(self._on_chosen)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._settings.set_value("idle_minutes", int(key))


class PinEntry(QWidget):
    """A new PIN, typed twice, kept in the office.

    Signals:
        kept: the office has it.
    """

    kept = Signal()

    def __init__(self, desk: Desk, aside: Aside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._aside = aside
        self.first = SecretField(desk.theme, say("PIN, six digits or more"), icon="lock", parent=self)
        self.again = SecretField(desk.theme, say("The same once more"), icon="lock", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field in (self.first, self.again):
            field.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.keep)

    @Slot()
    def keep(self) -> None:
        """Keep the PIN, or say what is wrong with it."""
        try:
            expect_pin(self.first.text)
        except Refusal as refusal:
            self.first.refuse(retold(str(refusal)))
            self.first.setFocus()
            return
        if self.first.text != self.again.text:
            self.again.refuse(say("Not the same as the first one."))
            self.again.setFocus()
            return
        self._aside.run(_Digesting(self.first.text), self._on_digest, self._on_failed)

    def _on_digest(self, made: dict[str, Any]) -> None:
        when_done(self._desk.store.set_preference(PREFERENCE, made), self, self._on_kept, self._on_failed)

    def _on_kept(self, result: None) -> None:
        self.first.clear()
        self.again.clear()
        self.kept.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.first.refuse(retold(str(error)))


class CoverSection(QWidget):
    """The PIN of whoever is signed in, and what the cover weakens."""

    def __init__(self, desk: Desk, aside: Aside, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        column = _column(self, desk, say("Cover for short absences"))
        column.addWidget(Words(desk.theme, say(COVER_HELP), Type.SMALL, "ink-2", wraps=True, parent=self))
        column.addWidget(Note(desk.theme, "ochre", say(WEAKER), say(WEAKER_TEXT), "circle-alert", self))
        self.entry = PinEntry(desk, aside, self)
        self.state = Words(desk.theme, "", Type.SMALL_MEDIUM, "pine", parent=self)
        self.keep = Button(desk.theme, say("Keep this PIN"), parent=self)
        self.forget = Button(desk.theme, say("Do without a cover"), look=Look.GHOST, parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.forget)
        row.addWidget(self.keep)
        column.addWidget(self.entry)
        column.addLayout(row)
        self.keep.clicked.connect(self.entry.keep)
        self.forget.clicked.connect(self._on_forget)
        self.entry.kept.connect(self._tell)
        self.setEnabled(desk.store.can_write)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        has_pin = self._desk.store.preference(PREFERENCE) is not None
        self.state.set_words(say("You have a PIN") if has_pin else say("You have no PIN yet"))
        self.state.set_token("pine" if has_pin else "ink-3")
        self.forget.setVisible(has_pin)

    @Slot()
    def _on_forget(self) -> None:
        when_done(self._desk.store.set_preference(PREFERENCE, None), self, self._on_forgotten)

    def _on_forgotten(self, result: None) -> None:
        self._tell()


class CoverDialog(Dialog):
    """Asked the first time somebody wants to cover the screen.

    Signals:
        pin_set: there is a PIN now.
    """

    pin_set = Signal()

    def __init__(self, desk: Desk, window: QWidget, aside: Aside) -> None:
        super().__init__(desk.theme, window, say("Choose a PIN for the cover"), width=560)
        self.body.addWidget(Words(desk.theme, say(COVER_HELP), Type.BODY, "ink-2", wraps=True, parent=self))
        self.body.addWidget(Note(desk.theme, "ochre", say(WEAKER), say(WEAKER_TEXT), "circle-alert", self))
        self.entry = PinEntry(desk, aside, self)
        self.body.addWidget(self.entry)
        cancel = Button(desk.theme, say("Cancel"), look=Look.GHOST, keys="Esc", parent=self)
        self.keep = Button(desk.theme, say("Keep the PIN and cover"), look=Look.PRIMARY, keys="Enter", parent=self)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.keep)
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.entry.keep)
        self.entry.kept.connect(self._on_kept)
        self.entry.first.setFocus()

    @Slot()
    def _on_kept(self) -> None:
        self.accept()
        self.pin_set.emit()


class _Digesting:
    """Makes the digest of a PIN, on a worker."""

    def __init__(self, pin: str) -> None:
        self._pin = pin

    def __call__(self) -> dict[str, Any]:
        return digest(self._pin)


def _column(section: QWidget, desk: Desk, title: str) -> QVBoxLayout:
    """The head of a section, as the other parts of the settings have it."""
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 6, 0, 6)
    column.setSpacing(8)
    column.addWidget(Rule(desk.theme, "line", parent=section))
    column.addWidget(Words(desk.theme, title, Type.BODY_STRONG, parent=section))
    return column


class LockSections:
    """Makes both sections for the settings page, each in the widget it is given."""

    def __init__(self, desk: Desk, aside: Aside) -> None:
        self._desk = desk
        self._aside = aside

    def lock(self, parent: QWidget) -> QWidget:
        """About locking."""
        return LockSection(self._desk, parent)

    def cover(self, parent: QWidget) -> QWidget:
        """About the cover."""
        return CoverSection(self._desk, self._aside, parent)
