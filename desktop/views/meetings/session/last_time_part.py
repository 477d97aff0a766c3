"""From last time: what was promised at the meeting before, first in the agenda, with what became of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.minutes_content import LastTime, PromiseState
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words

MOST, LONGEST = 3, 80
TOKENS = {
    PromiseState.LATE: "clay",
    PromiseState.NOT_KEPT: "clay",
    PromiseState.UNDER_WAY: "ochre",
    PromiseState.DONE_IN_PART: "pine",
    PromiseState.DONE: "pine",
}
# What the room waits for comes first.
ORDER = list(TOKENS)


class LastTimePart(QWidget):
    """Away when nothing was promised."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Sequence[LastTime] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(4)
        self._column.addWidget(Words(theme, say("From last time"), Type.BODY_STRONG, parent=self))
        self._rows: list[QWidget] = []
        self.hide()

    @property
    def said(self) -> list[str]:
        """Each promise as it stands there."""
        return [row.accessibleName() for row in self._rows if row.accessibleName()]

    def show_promises(self, promises: Sequence[LastTime]) -> None:
        """Show these, the open ones first."""
        if list(promises) == list(self._shown):
            return
        self._shown = promises
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        first = sorted(
            (each for each in promises if each.said.struck_at is None), key=lambda each: ORDER.index(each.state)
        )
        self._rows = [self._row(each) for each in first[:MOST]]
        if (more := len(first) - MOST) > 0:
            self._rows.append(Words(self._theme, say("and {more} more", more=more), Type.SMALL, "ink-3", parent=self))
        for row in self._rows:
            self._column.addWidget(row)
        if self._rows:
            self._rows.append(Rule(self._theme, "line-2", parent=self))
            self._column.addWidget(self._rows[-1])
        self.setVisible(bool(self._rows))

    def _row(self, promise: LastTime) -> QWidget:
        words = promise.said.text
        shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
        row = QWidget(self)
        row.setAccessibleName(f"{say(promise.state)}: {words}")
        row.setToolTip(words)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        column.addWidget(
            Words(self._theme, say(promise.state.value), Type.SMALL_STRONG, TOKENS[promise.state], parent=row)
        )
        column.addWidget(Words(self._theme, shown, Type.BODY, "ink", wraps=True, parent=row))
        return row
