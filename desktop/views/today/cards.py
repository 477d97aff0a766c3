"""Beside the lists: the next meeting, the last session, and what comes up."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.listing import Condition, OneOf
from desktop.models.minutes import MinutesState
from desktop.models.today import Gathering
from desktop.views import dates
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.today.lines import SectionHead
from desktop.views.today.reading import DayShown
from desktop.views.today.wording import meeting_time, meeting_title
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.tips import plain_tip
from desktop.views.widgets.words import Words

ROW = 47
CENTER = Qt.AlignmentFlag.AlignCenter
MINUTES_WORDS = {
    MinutesState.DRAFT: N_("Minutes are a draft"),
    MinutesState.READ_BACK: N_("Minutes were read back"),
    MinutesState.CORRECTED: N_("Minutes were corrected"),
}
KIND_ICONS = {"coffee": "coffee", "walk": "footprints", "youth": "users", "hall": "building"}


class NextMeeting(Panel):
    """Tonight's meeting, or the next one.

    Signals:
        session_requested(object): a wish to start its session or go on with it.
        meeting_requested(object): a wish to see it, while it is not today.
    """

    session_requested = Signal(object)
    meeting_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "accent-soft", "accent-line", 10, parent=parent)
        self._meeting: Gathering | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 13, 16, 14)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Icon(theme, "messages-square", "accent", 14, self))
        self._when = Words(theme, "", Type.SMALL_STRONG, "accent", parent=self)
        row.addWidget(self._when)
        row.addStretch(1)
        column.addLayout(row)
        self._title = Words(theme, "", Type.PANEL_TITLE, wraps=True, parent=self)
        self._where = Words(theme, "", Type.BODY, "ink-2", wraps=True, parent=self)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addSpacing(8)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        self.start = Button(theme, say("Start session"), "play", look=Look.PRIMARY, keys="Ctrl L", parent=self)
        self.see = Button(theme, say("Prepare"), "list", parent=self)
        self.start.clicked.connect(self._on_start)
        self.see.clicked.connect(self._on_see)
        acts.addWidget(self.start)
        acts.addWidget(self.see)
        acts.addStretch(1)
        column.addLayout(acts)

    def show_meeting(self, meeting: Gathering, shown: DayShown, *, may_act: bool) -> None:
        """Show this meeting; its session is started on its day, by somebody who may write."""
        self._meeting = meeting
        is_today = meeting.starts_at.date() == shown.day.today
        self.start.setVisible(may_act and (is_today or meeting.is_live))
        self.start.set_words(say("Return to session") if meeting.is_live else say("Start session"))
        self.see.setVisible(not meeting.is_live)
        self._when.set_words(meeting_time(meeting, shown.wall))
        self._title.set_words(meeting_title(meeting))
        place = f"{meeting.place}." if meeting.place else ""
        count = meeting.open_promises
        promises = (
            ""
            if not count
            else say("Report back on 1 promise.")
            if count == 1
            else say("Report back on {count} promises.", count=count)
        )
        said = " ".join(part for part in (place, promises) if part)
        self._where.set_words(said)
        self._where.setVisible(bool(said))
        self.setAccessibleName(f"{self._when.text()}: {self._title.text()}. {said}")

    @Slot()
    def _on_start(self) -> None:
        if self._meeting is not None:
            self.session_requested.emit(self._meeting.id)

    @Slot()
    def _on_see(self) -> None:
        if self._meeting is not None:
            self.meeting_requested.emit(self._meeting.id)


class LastSession(Panel):
    """What the last session left to be sorted.

    Signals:
        concerns_requested(conditions): a wish to see the concerns of it that nobody answers.
        session_requested(object): a wish to wrap it up.
        meeting_requested(object): a wish to see its minutes.
    """

    concerns_requested = Signal(object)
    session_requested = Signal(object)
    meeting_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sheet", "line-2", 10, parent=parent)
        self._meeting: Gathering | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 11, 16, 12)
        column.setSpacing(8)
        self._title = Words(theme, "", Type.BODY_STRONG, wraps=True, parent=self)
        column.addWidget(self._title)
        held = QWidget(self)
        flow = Flow(held, 6)
        self.wrap_up = Button(theme, say("Wrap up"), "arrow-right", size=Size.SMALL, parent=held)
        self._loose = Button(theme, say("To assign"), "wand-sparkles", size=Size.SMALL, parent=held)
        self._minutes = Button(theme, say("Minutes"), "file-text", size=Size.SMALL, parent=held)
        self._sorted = Words(theme, say("Everything of it is sorted."), Type.SMALL, "ink-3", parent=held)
        for widget in (self.wrap_up, self._loose, self._minutes, self._sorted):
            flow.addWidget(widget)
        column.addWidget(held)
        self._loose.clicked.connect(self._on_loose)
        self.wrap_up.clicked.connect(self._on_wrap_up)
        self._minutes.clicked.connect(self._on_minutes)

    def show_meeting(self, meeting: Gathering, *, may_act: bool) -> None:
        """Show this meeting."""
        self._meeting = meeting
        self.wrap_up.setVisible(meeting.waits_for_wrap_up and may_act)
        self._title.set_words(
            say(
                "Last session: {meeting_title}, {day}",
                meeting_title=meeting_title(meeting),
                day=dates.month_day(meeting.starts_at),
            )
        )
        self.setAccessibleName(self._title.text())
        count = meeting.without_owner
        self._loose.set_words(
            say("1 concern to assign") if count == 1 else say("{count} concerns to assign", count=count)
        )
        self._loose.setVisible(bool(count))
        state = MINUTES_WORDS.get(meeting.minutes) if meeting.minutes else None
        self._minutes.set_words(say(state) if state else say("Minutes"))
        self._minutes.setVisible(state is not None)
        self._sorted.setVisible(not count and state is None and not meeting.waits_for_wrap_up)

    @Slot()
    def _on_wrap_up(self) -> None:
        if self._meeting is not None:
            self.session_requested.emit(self._meeting.id)

    @Slot()
    def _on_minutes(self) -> None:
        if self._meeting is not None:
            self.meeting_requested.emit(self._meeting.id)

    @Slot()
    def _on_loose(self) -> None:
        if self._meeting is not None:
            conditions: tuple[Condition, ...] = (OneOf("meeting", (self._meeting.id,)), OneOf("owner", (None,)))
            self.concerns_requested.emit(conditions)


class ComingUp(QWidget):
    """The next meetings after the first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[ComingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 12)
        self._column.setSpacing(0)
        self.setAccessibleName(say("Coming up"))
        self._column.addWidget(SectionHead(theme, say("Coming up"), "calendar-days", "ink-2", self))

    def show_meetings(self, meetings: tuple[Gathering, ...]) -> None:
        """Show these."""
        while len(self._rows) < len(meetings):
            row = ComingRow(self._theme, self)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(meetings))
            if place < len(meetings):
                row.show_meeting(meetings[place], is_last=place == len(meetings) - 1)
        self.setVisible(bool(meetings))


class ComingRow(QWidget):
    """One meeting with its day in a small box."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._meeting: Gathering | None = None
        self._is_last = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_meeting(self, meeting: Gathering, *, is_last: bool) -> None:
        """Show this meeting."""
        self._meeting, self._is_last = meeting, is_last
        said = f"{dates.weekday(meeting.starts_at)}: {meeting.title}, {self._meta(meeting)}"
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.update()

    @staticmethod
    def _meta(meeting: Gathering) -> str:
        parts = (say(meeting.sort), dates.clock(meeting.starts_at), meeting.area or meeting.place)
        return ", ".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._meeting is None:
            return
        painter, theme, px, box = QPainter(self), self._theme, self._theme.px, QRectF(self.rect())
        middle, starts = box.center().y(), self._meeting.starts_at
        day = QRectF(0, middle - px(20), px(40), px(39))
        paint_box(painter, day, px(6), theme.color("sheet"), theme.color("line-2"))
        upper = QRectF(day.left(), day.top() + px(3), day.width(), px(15))
        name = dates.short_weekday(starts)
        paint_words(painter, theme, upper, name, Type.SMALL_MEDIUM, "ink-3", CENTER)
        paint_words(painter, theme, upper.translated(0, px(17)), str(starts.day), Type.PANEL_TITLE, "ink", CENTER)
        room = box.adjusted(px(52), 0, 0, 0)
        top = QRectF(room.left(), middle - px(19), room.width(), px(20))
        paint_words(painter, theme, top, self._meeting.title, Type.BODY_MEDIUM)
        sort = self._meeting.sort.casefold()
        icon = next((icon for word, icon in KIND_ICONS.items() if word in sort), "messages-square")
        paint_icon(painter, theme, QPointF(room.left(), middle + px(3.5)), icon, "ink-3", 13)
        meta = QRectF(room.left() + px(18), middle + px(2), room.width() - px(18), px(16))
        paint_words(painter, theme, meta, self._meta(self._meeting), Type.SMALL, "ink-3")
        if not self._is_last:
            painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.color("line"))
