"""Note: a tinted panel that says something in place, with its icon, and room for what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words


class Note(Panel):
    """A strong first sentence and plain text below it, on the soft ground of a tone, and room for `buttons`."""

    def __init__(
        self, theme: Theme, tone: str, title: str, text: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"{tone}-soft", f"{tone}-line", 8, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        if icon:
            row.addWidget(Icon(theme, icon, tone, 16, self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        row.addLayout(column, 1)
        self._title = Words(theme, title, Type.BODY_STRONG, wraps=True, parent=self)
        self._text = Words(theme, text, Type.BODY, "ink-2", wraps=True, parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, 4, 0, 0)
        self.buttons.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        # The stretch beside them: an empty row of buttons would keep the whole column as narrow as itself.
        held = QHBoxLayout()
        held.addLayout(self.buttons)
        held.addStretch(1)
        column.addLayout(held)
        self._text.setVisible(bool(text))

    def say(self, title: str, text: str = "") -> None:
        """Say something else."""
        self._title.set_words(title)
        self._text.set_words(text)
        self._text.setVisible(bool(text))
