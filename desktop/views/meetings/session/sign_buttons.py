"""A button for every sign of the capture bar: few type signs at speed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Size
from desktop.views.widgets.flow import Flow


class SignButtons(QWidget):
    """A row that breaks where it is narrow.

    Signals:
        pressed(str): the sign of a button.
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        flow = Flow(self, 5)
        self._signs: dict[Button, str] = {}
        named = [(look.word, look.sign) for look in MARK_LOOKS.values()]
        for word, sign in (*named, (say("Their words"), '"'), (say("Theme"), "#"), (say("Speaker"), "@")):
            button = Button(theme, word, size=Size.SMALL, keys=sign, parent=self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._on_clicked)
            self._signs[button] = sign
            flow.addWidget(button)

    def press(self, sign: str) -> None:
        """Press the button of a sign."""
        next(button for button, each in self._signs.items() if each == sign).click()

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed.emit(self._signs[self.sender()])  # type: ignore[index]  # only these buttons are connected
