"""Adding somebody to the queue: where they sit, in a few words or by pressing places."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models.waiting import LONGEST_PLACE
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

SIDES = (N_("Left side"), N_("Middle"), N_("Right side"))
ROWS = (N_("front"), N_("second row"), N_("third row"), N_("back"), N_("by the door"))


class QueuePopover(Popover):
    """A place in the room, never what somebody looks like.

    Signals:
        place_given(str): where they sit.
    """

    place_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, say("Where do they sit?"))
        self._typed = QLineEdit(self)
        self._typed.setTextMargins(theme.px(6), 0, theme.px(6), 0)
        self._typed.setMinimumHeight(theme.px(32))
        self._typed.setMaxLength(LONGEST_PLACE)
        self._typed.setPlaceholderText(say("Where do they sit?"))
        self._typed.setAccessibleName(say("Where do they sit?"))
        self.body.addWidget(self._typed)
        self._sides = self._row(theme, SIDES)
        self._rows = self._row(theme, ROWS)
        self.body.addWidget(
            Words(theme, say("Enter adds them. Only the place, no names or looks."), Type.SMALL, "ink-3")
        )

    def _row(self, theme: Theme, places: tuple[str, ...]) -> list[Button]:
        row = QHBoxLayout()
        row.setSpacing(4)
        buttons = []
        for place in places:
            button = Button(theme, say(place), look=Look.CHIP, parent=self)
            button.clicked.connect(self._on_place)
            row.addWidget(button)
            buttons.append(button)
        row.addStretch(1)
        self.body.addLayout(row)
        return buttons

    @Slot()
    def _on_place(self) -> None:
        pressed = self.sender()
        if not isinstance(pressed, Button):
            return
        before = self._typed.text()
        if pressed in self._rows:
            self._typed.setText(f"{before}, {pressed.words}" if before else pressed.words.capitalize())
            self._give()
        else:
            self._typed.setText(pressed.words)

    def _give(self) -> None:
        place = self._typed.text().strip()
        if place:
            self.place_given.emit(place)
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._typed.hasFocus():
            self._give()
            return
        super().keyPressEvent(event)
