"""One line of the settings: what it is, what it does, and its choices, all of them visible."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.saying import N_
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

YES, NO = "yes", "no"
ON_OFF = (Choice(YES, N_("On")), Choice(NO, N_("Off")))
BESIDE_UP_TO = 130


class SettingRow(QWidget):
    """A setting with a switch beside it, or below it where text is large.

    Signals:
        chosen(str): the key of another choice.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        help_: str,
        choices: Sequence[Choice] = ON_OFF,
        *,
        now: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(theme, name, Type.BODY_MEDIUM, wraps=True, parent=self))
        words.addWidget(Words(theme, help_, Type.SMALL, "ink-2", wraps=True, parent=self))
        self._switch = Switch(theme, choices, name, parent=self)
        self._switch.setAccessibleDescription(help_)
        self._switch.choose(now)
        self._switch.chosen.connect(self.chosen)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 6, 0, 6)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._switch.key

    def choose(self, key: str) -> None:
        """Show another choice."""
        self._switch.choose(key)

    @Slot()
    def _fit(self) -> None:
        beside = self._theme.text_size <= BESIDE_UP_TO
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        where = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._switch, where)
