"""A row of small choices below a field: the working days around a closed one, or keeping what was brought back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look


class ChipOffer(QWidget):
    """Some things to choose from, each with its words.

    Signals:
        chosen(object): what was pressed.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[Button, Any] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for choice, words in choices:
            button = Button(theme, words, look=Look.GUESS, parent=self)
            button.clicked.connect(self._on_clicked)
            self._choices[button] = choice
            row.addWidget(button)
        row.addStretch(1)

    @property
    def buttons(self) -> list[Button]:
        """The choices as buttons, in order."""
        return list(self._choices)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, Button)
        self.chosen.emit(self._choices[button])
