"""The band above the capture bar that says that the session is in a break; notes can be written all the same."""

from datetime import datetime, tzinfo

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.meetings.session.note_row import clock
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.words import Words


class BreakBand(QWidget):
    """Ochre, and there only in a break."""

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "coffee", "ochre", 16, self))
        self._words = Words(theme, "", Type.BODY_MEDIUM, "ochre", elides=True, parent=self)
        row.addWidget(self._words, 1)
        self.hide()

    def show_break(self, since: datetime | None) -> None:
        """The break that began at an instant; None when there is none."""
        self.setVisible(since is not None)
        since_then = say("Break since {clock}. The clocks rest.", clock=clock(since, self._zone))
        self._words.set_words(since_then if since is not None else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("ochre-soft"))
        painter.fillRect(self.rect().adjusted(0, 0, 0, 1 - self.height()), self._theme.color("ochre-line"))
