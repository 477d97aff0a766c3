"""Who speaks: the closed list of roles, with letters to tell several in one role apart. No names are asked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

LETTERS = "BCDEFGH"
UP_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SpeakerPopover(Popover):
    """A role is chosen with the mouse, with arrows and Enter, or by its first letters.

    Signals:
        label_chosen(str): "Resident" or "Resident B".
    """

    label_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, roles: Sequence[str], present: str) -> None:
        super().__init__(theme, parent, "Who speaks")
        self._roles = roles
        self._role = next((role for role in roles if present == role or present.startswith(f"{role} ")), "")
        self._sought = QLineEdit(self)
        self._sought.setPlaceholderText("Role")
        self._sought.setAccessibleName("Role that begins with")
        self._sought.textEdited.connect(self._on_typed)
        self.body.addWidget(self._sought)
        self._buttons: dict[Button, str] = {}
        for role in roles:
            button = Button(theme, role, look=Look.GHOST, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(theme.px(200))
            button.clicked.connect(self._on_role)
            self._buttons[button] = role
            self.body.addWidget(button)
        self.body.addWidget(Words(theme, "Another one in the same role", Type.SMALL, "ink-3", parent=self))
        row = QHBoxLayout()
        row.setSpacing(2)
        for letter in LETTERS:
            button = Button(theme, letter, look=Look.GHOST, tip=f"The one called {letter}", parent=self)
            button.clicked.connect(self._on_letter)
            self._buttons[button] = letter
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        for button, role in self._buttons.items():
            if role in self._roles:
                button.setVisible(role.casefold().startswith(typed.casefold()))
        self.adjustSize()

    @Slot()
    def _on_role(self) -> None:
        self._choose(self._buttons[self.sender()])  # type: ignore[index]  # only these buttons are connected

    @Slot()
    def _on_letter(self) -> None:
        letter = self._buttons[self.sender()]  # type: ignore[index]  # only these buttons are connected
        self._choose(f"{self._role or self._roles[0]} {letter}")

    def _choose(self, label: str) -> None:
        self.label_chosen.emit(label)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sought.hasFocus():
            shown = [role for button, role in self._buttons.items() if role in self._roles and button.isVisible()]
            if shown:
                self._choose(shown[0])
            return
        if event.key() in UP_DOWN:
            self.focusNextPrevChild(UP_DOWN[Qt.Key(event.key())] > 0)
            return
        super().keyPressEvent(event)
