"""The short history in the pane of a record: the last two changes, how many there are, and the way to all of them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.store.history_lines import HistoryLine
from desktop.views.desk import Desk
from desktop.views.history.asking import HistoryAsking, Told
from desktop.views.history.runs import Runs
from desktop.views.history.wording import Wording
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.words import Words

LAST = 2


class HistorySection(QWidget):
    """A heading, and the last changes on a line of time.

    Signals:
        open_requested(): the whole history is wished for.
    """

    open_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: Told | None = None
        self._asking = HistoryAsking(desk, self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self._asking.told.connect(self._on_told)
        self._asking.failed.connect(self._on_failed)
        self._open.clicked.connect(self.open_requested)
        desk.privacy.changed.connect(self._show_again)

    def show_record(self, kind: str, record_id: int | None) -> None:
        """Show the last changes of a record; hidden from whoever may not see a history."""
        self.setVisible(self._asking.may_see)
        self._asking.follow(kind, record_id)

    @property
    def sentences(self) -> list[str]:
        """The changes as they are said."""
        return [event.text for event in self._events]

    def _build(self) -> None:
        theme = self._desk.theme
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(theme, say("History"), Type.BODY_STRONG, parent=self))
        self._count = Words(theme, "", Type.SMALL_MEDIUM, "ink-3", parent=self)
        head.addWidget(self._count)
        head.addStretch(1)
        self._open = Button(theme, say("Open, undo"), "history", look=Look.LINK, parent=self)
        self._open.set_tip(say("The whole history of this record (Ctrl H)"))
        self._open.setAccessibleName(say("Open the history, to undo one change"))
        head.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        self._line = QVBoxLayout()
        self._line.setSpacing(0)
        column.addLayout(self._line)
        self._events: list[_Event] = []

    @Slot(object)
    def _on_told(self, told: Told | None) -> None:
        self._told = told
        self._show_again()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._on_told(None)
        self._count.set_words(say("cannot be read now"))

    @Slot()
    def _show_again(self) -> None:
        for event in self._events:
            event.hide()
            event.deleteLater()
        self._events.clear()
        if self._told is None:
            self._count.set_words("")
            return
        count = len(self._told.lines)
        self._count.set_words(say("1 change") if count == 1 else say("{count} changes", count=count))
        wording = Wording(self._desk.privacy, self._told.today, self._told.zone)
        shown = self._told.lines[:LAST]
        for place, line in enumerate(shown):
            event = _Event(self._desk.theme, line, wording, is_last=place == len(shown) - 1, parent=self)
            self._events.append(event)
            self._line.addWidget(event)


class _Event(QWidget):
    """One change: a ring on the line of time, the sentence, the day."""

    def __init__(self, theme: Theme, line: HistoryLine, wording: Wording, *, is_last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_last = is_last
        self._runs = Runs(
            theme, wording.in_short(line), Type.SMALL, token="ink-2", strong_weight=500, wraps=False, parent=self
        )
        self._day = Words(theme, wording.short_day(line), Type.SMALL, "ink-3", parent=self)
        self.setAccessibleName(f"{self._runs.text}, {self._day.text()}")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._runs, 1, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._day, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._runs.text

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(22), 0, 0, 0 if self._is_last else px(8))
        self._row.setSpacing(px(8))
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(200), px(16) + (0 if self._is_last else px(8)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, theme = QPainter(self), self._theme.px, self._theme
        middle = px(8)
        if not self._is_last:
            line = QRectF(px(4) + (px(9) - 1) / 2 + 0.5, middle + px(4), 1, self.height() - middle)
            painter.fillRect(line, theme.color("line-2"))
        size = px(9)
        ring = QRectF(px(4) + 0.5, middle - size / 2, size, size)
        paint_box(painter, ring, size / 2, theme.color("sheet"), theme.color("ink-3"), 1.5)
