"""One step of the first run: a question, what it is for, and whether it is answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.words import Words


class Step(QWidget):
    """Title and sentence on top; what is asked goes into `body`.

    Signals:
        changed: `is_complete` may answer something else.
        entered: Enter was pressed where it goes on.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, title: str, sentence: str, gap: int = 22) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 36, 44, 8)
        column.setSpacing(0)
        self.title = Words(theme, title, Type.PAGE_DATE, wraps=True, parent=self)
        self.sentence = Words(theme, sentence, Type.LARGE, "ink-2", wraps=True, parent=self)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.sentence)
        column.addSpacing(gap)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body)
        column.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether the next step may come."""
        return True

    def say_what_lacks(self) -> None:
        """Point at what is not answered yet, in place."""

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""
