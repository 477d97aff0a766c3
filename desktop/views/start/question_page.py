"""A card that asks one question, or says one thing, with an answer on each button."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.start.card import Card
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Answer:
    """One button: its key in code, its words, and what choosing it means."""

    key: str
    words: str
    meaning: str = ""
    is_primary: bool = False


class QuestionPage(Card):
    """Title, sentence and answers, one below the other.

    Signals:
        answered(str): the key of the answer.
    """

    answered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        answers: Sequence[Answer],
        *,
        width: float = 520,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, sentence, width=width, parent=parent)
        self.buttons: dict[str, Button] = {}
        for answer in answers:
            look = Look.PRIMARY if answer.is_primary else Look.PLAIN
            button = Button(theme, answer.words, look=look, size=Size.LARGE, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(answer.meaning)
            button.setObjectName(answer.key)
            button.clicked.connect(self._on_clicked)
            if self.buttons:
                self.body.addSpacing(14)
            self.body.addWidget(button)
            if answer.meaning:
                self.body.addSpacing(4)
                self.body.addWidget(Words(theme, answer.meaning, Type.SMALL, "ink-2", wraps=True, parent=self))
            self.buttons[answer.key] = button

    def focus_first(self) -> None:
        """Put the keyboard on the first answer."""
        next(iter(self.buttons.values())).setFocus()

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.answered.emit(sender.objectName())
