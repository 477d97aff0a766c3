"""Who speaks: the closed list of roles, with letters to tell several in one role apart. No names are asked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.views.saying import say
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
        no_role(str): opened by an @, what was typed behind it is no role; empty when the @ is taken back.
    """

    label_chosen = Signal(str)
    no_role = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, roles: Sequence[str], present: str) -> None:
        super().__init__(theme, parent, say("Who speaks"))
        self._roles = roles
        self.typed_behind = False
        self._role = next((role for role in roles if present == role or present.startswith(f"{role} ")), "")
        self._sought = QLineEdit(self)
        self._sought.setTextMargins(theme.px(6), 0, theme.px(6), 0)
        self._sought.setMinimumHeight(theme.px(32))
        self._sought.setPlaceholderText(say("Role"))
        self._sought.setAccessibleName(say("Role that begins with"))
        self._sought.textEdited.connect(self._on_typed)
        self._sought.installEventFilter(self)
        self.body.addWidget(self._sought)
        self._buttons: dict[Button, str] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        self.body.addLayout(self._grid)
        for role in roles:
            button = Button(theme, role, look=Look.GHOST, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(theme.px(150))
            button.clicked.connect(self._on_role)
            self._buttons[button] = role
        self._lay_out(roles)
        self.body.addWidget(Words(theme, say("Another one in the same role"), Type.SMALL, "ink-3", parent=self))
        row = QHBoxLayout()
        row.setSpacing(2)
        for letter in LETTERS:
            button = Button(
                theme, letter, look=Look.GHOST, tip=say("The one called {letter}", letter=letter), parent=self
            )
            button.clicked.connect(self._on_letter)
            self._buttons[button] = letter
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        named = self._named(typed)
        if not named and self.typed_behind:
            self.no_role.emit(typed)
            self.close()
            return
        self._lay_out([role for role in self._roles if any(f"{each} ".startswith(f"{role} ") for each in named)])
        self.fit()

    def _lay_out(self, roles: Sequence[str]) -> None:
        """The roles that are left, in two columns: all of them fit on the screen of a laptop, also in large type."""
        buttons = {role: button for button, role in self._buttons.items() if role in self._roles}
        for button in buttons.values():
            self._grid.removeWidget(button)
            button.hide()
        rows = -(-len(roles) // 2)
        for place, role in enumerate(roles):
            self._grid.addWidget(buttons[role], place % rows, place // rows)
            buttons[role].show()

    def _named(self, typed: str) -> list[str]:
        """The labels that are meant: roles that begin so, or one role with a letter behind it."""
        sought = typed.casefold()
        begun = [role for role in self._roles if role.casefold().startswith(sought)]
        if begun or not typed:
            return begun
        role, _, letter = typed.rpartition(" ")
        lettered = [each for each in self._roles if each.casefold() == role.casefold()]
        if not letter or (letter.upper() in LETTERS and len(letter) == 1):
            return [f"{each} {letter.upper()}".strip() for each in lettered]
        return []

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
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sought.hasFocus():
            if named := self._named(self._sought.text()):
                self._choose(named[0])
            return
        if key in UP_DOWN:
            self.focusNextPrevChild(UP_DOWN[key] > 0)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self.typed_behind
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and not self._sought.text()
        ):
            self.no_role.emit("")
            self.close()
            return True
        return super().eventFilter(watched, event)
