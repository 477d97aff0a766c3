"""The sheet a session lies on: agenda left, stream over capture bar in the middle, what was noted at the right."""

from datetime import tzinfo

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.meetings.session.agenda_panel import AgendaPanel
from desktop.views.meetings.session.break_band import BreakBand
from desktop.views.meetings.session.capture_bar import CaptureBar
from desktop.views.meetings.session.consents import ConsentTips
from desktop.views.meetings.session.note_stream import NoteStream
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.noted_panel import NotedPanel
from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.panel import Rule

AGENDA_WIDTH, NOTED_WIDTH = 248, 336
NARROW, SMALL = 1240 - 56, 1000 - 56
RADIUS = 10


class SessionSheet(QWidget):
    """Places the parts of a session, and folds the sides where there is little room."""

    def __init__(self, theme: Theme, notes: NoteStreamModel, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shows_agenda = True
        self._shows_agenda_narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.agenda = AgendaPanel(theme, self)
        self.stream = NoteStream(theme, notes, zone, self)
        self.capture = CaptureBar(theme, self)
        self.break_band = BreakBand(theme, zone, self)
        ConsentTips(self.stream, notes)
        self.noted = NotedPanel(theme, zone, self)
        middle = self._middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stream, 1)
        middle.addWidget(self.break_band)
        middle.addWidget(Rule(theme, "line-2", parent=self))
        middle.addWidget(self.capture)
        row.addWidget(self.agenda)
        row.addWidget(Rule(theme, "line-2", upright=True, parent=self))
        row.addLayout(middle, 1)
        row.addWidget(Rule(theme, "line-2", upright=True, parent=self))
        row.addWidget(self.noted)
        theme.changed.connect(self.update)

    def toggle_agenda(self, width: float) -> None:
        """Show or fold the agenda; where there is little room it comes in place of what was noted."""
        if width <= NARROW:
            self._shows_agenda_narrow = not self._shows_agenda_narrow
        else:
            self._shows_agenda = not self._shows_agenda

    def fit(self, width: float) -> None:
        """Show what there is room for in `width`, in pixels at 100 % text."""
        self.agenda.setFixedWidth(self._theme.px(AGENDA_WIDTH))
        self.noted.setFixedWidth(self._theme.px(NOTED_WIDTH))
        narrow = width <= NARROW
        shows_agenda = self._shows_agenda_narrow if narrow else self._shows_agenda
        self.agenda.setVisible(shows_agenda)
        self.noted.setVisible(width > SMALL and not (narrow and shows_agenda))

    def take_capture_back(self) -> None:
        """The line to type in stands under the notes again."""
        self.capture.set_compact(False)
        self._middle.addWidget(self.capture)
        self.capture.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, dirty = QPainter(self), self.rect(), event.rect()
        if QRect.adjusted(box, RADIUS, RADIUS, -RADIUS, -RADIUS).contains(dirty):  # no corner to round
            painter.fillRect(dirty, self._theme.color("sheet"))
        else:
            paint_box(painter, QRectF(box), RADIUS, self._theme.color("sheet"), self._theme.color("line-2"))
