"""What this screen shows while everyone can see it: the stage, and under it one line to type in."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.session_view import SessionView
from desktop.views.meetings.session.capture_bar import CaptureBar
from desktop.views.meetings.session.stage_widget import StageWidget
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words

BAR_HEIGHT = 72
BLANK, MY_NOTES = N_("Blank"), N_("My notes")
NARROW, SMALL = 1240, 900


class MirroredView(QWidget):
    """The stage with its line. What is saved vanishes from view.

    Signals:
        next_requested(), blank_requested(), unfold_requested(): wishes of its buttons.
        counted(int): people came or left.
    """

    next_requested = Signal()
    blank_requested = Signal()
    unfold_requested = Signal()
    counted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stage = StageWidget(theme, self, bars=(176, 112))
        column.addWidget(self.stage, 1)
        column.addWidget(Rule(theme, "line-2", parent=self))
        self._bar = QWidget(self)
        self._row = QHBoxLayout(self._bar)
        self._row.setContentsMargins(24, 10, 24, 10)
        self._row.setSpacing(12)
        self._row.addWidget(Icon(theme, "eye", "ink-2", 16, self._bar))
        self._everyone = Words(theme, say("Everyone can see this screen"), Type.BODY_MEDIUM, "ink-2", parent=self._bar)
        self._row.addWidget(self._everyone)
        self._place = self._row.count()
        self._saved_icon = Icon(theme, "check", "pine", 16, self._bar)
        self._saved = Words(theme, "", Type.BODY_MEDIUM, "pine", parent=self._bar)
        self._people = Counter(theme, say("People here"), self._bar)
        next_ = Button(theme, say("Next item"), "arrow-right", keys="Ctrl ]", parent=self._bar)
        blank = self._blank = Button(theme, say(BLANK), "monitor", look=Look.GHOST, parent=self._bar)
        blank.set_tip(say("Show the room nothing (Ctrl Shift B)"))
        unfold = self._unfold = Button(theme, say(MY_NOTES), "lock", look=Look.GHOST, parent=self._bar)
        unfold.set_tip(say("My notes, asks for your passphrase (Ctrl Shift D)"))
        self._people.stepped.connect(self.counted)
        next_.clicked.connect(self.next_requested)
        blank.clicked.connect(self.blank_requested)
        unfold.clicked.connect(self.unfold_requested)
        for part in (self._saved_icon, self._saved, self._people, next_, blank, unfold):
            self._row.addWidget(part)
        self._bar.setMinimumHeight(theme.px(BAR_HEIGHT))
        column.addWidget(self._bar)

    def take_capture(self, capture: CaptureBar) -> None:
        """The capture bar stands here, as one line."""
        capture.set_compact(True)
        self._row.insertWidget(self._place, capture, 1)
        capture.show()

    def show_view(self, view: SessionView, lines: int) -> None:
        """How many lines are saved, and how many people are here."""
        self._saved.set_words(say("1 line saved") if lines == 1 else say("{lines} lines saved", lines=lines))
        self._people.show_number(view.head_count or 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() > self._theme.px(NARROW)
        self._everyone.setVisible(is_wide)
        self._blank.set_words(say(BLANK) if is_wide else "")
        self._unfold.set_words(say(MY_NOTES) if is_wide else "")
        for part in (self._saved_icon, self._saved):
            part.setVisible(self.width() > self._theme.px(SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(self.rect()), self._theme.color("sunken"))
