"""The Today tab: what needs somebody, tonight, the last session, what comes up, and three numbers."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.concern import Concern
from desktop.models.meeting import Meeting
from desktop.models.today import Section, Whose
from desktop.views import dates
from desktop.views.asking.question import Question
from desktop.views.background import Job
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.forms.office_days import OfficeDays
from desktop.views.saying import N_, retold, say
from desktop.views.tab import SESSION, Summary, Tab
from desktop.views.theme.type import Type
from desktop.views.today.asking_below import AskingBelow
from desktop.views.today.cards import ComingUp, LastSession, NextMeeting
from desktop.views.today.lines import DayLine, DayList
from desktop.views.today.numbers import NumbersFoot
from desktop.views.today.printing_day import PrintingDay
from desktop.views.today.reading import DayShown, Numbers, ReadDay, ReadNumbers
from desktop.views.today.wording import day_sentence
from desktop.views.widgets.button import Button
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

MINE, OFFICE = "mine", "office"
SIDE, GAP = 384, 32
TIGHT_UP_TO = 620
ONE_COLUMN_UP_TO = 1000
QUIET_MS = 40
LOOKS_EVERY_MS = 30_000
NOTHING = N_("Nothing waits.")
NOTHING_MINE = N_("Nothing waits for you. Office shows what waits for your colleagues.")
NOTHING_AT_ALL = N_("Everybody who asked was told. A new concern is written down with Ctrl Shift C.")


class TodayTab(Tab):
    """The day."""

    key = "today"
    title = N_("Today")
    icon = "sun"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days = OfficeDays(desk.store, self)
        self.asking = AskingBelow(desk, self)
        self._printing = PrintingDay(self)
        self._open_lists: frozenset[Section] = frozenset()
        self._shown: DayShown | None = None
        self._job: Job | None = None
        self._numbers_job: Job | None = None
        self._is_narrow: bool | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._in_sight = QTimer(self, singleShot=True, interval=0)  # once it has its place
        self._clock = QTimer(self, interval=LOOKS_EVERY_MS)
        self._build()
        self._lay_out()
        self._connect()
        self._whose.choose(str(desk.store.preference("today.whose") or OFFICE))
        self._fit()
        self.read()

    # What the window asks

    def summary(self) -> Summary:
        """Nothing to count that is not said above."""
        return Summary()

    def commands_anywhere(self) -> list[Command]:
        """The day on paper."""
        return self._printing.commands()

    def focus_first(self) -> None:
        """The first line, or whose day it is."""
        lines = self.lines()
        (lines[0].body if lines else self._whose).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> DayShown | None:
        """What is shown."""
        return self._shown

    @property
    def question(self) -> Question | None:
        """What is asked below a line now."""
        return self.asking.question

    def lines(self) -> list[DayLine]:
        """All lines from top to bottom."""
        return [line for each in self.lists.values() if not each.isHidden() for line in each.lines]

    # Reading

    @Slot()
    def read(self) -> None:
        """Read the day again, beside the window."""
        if self._job is not None:
            self._job.cancel()
        store = self.desk.store
        mine = self._whose.key == MINE
        whose = Whose(store.member.role, store.member.person_id if mine else None)
        question = ReadDay(store.clock(), whose, self._open_lists)
        self._job = self.desk.background.read(question, self._on_read, self._on_failed)

    def _read_numbers(self) -> None:
        if self._numbers_job is not None:
            self._numbers_job.cancel()
        question = ReadNumbers(self._days.today())
        self._numbers_job = self.desk.background.read(question, self._on_numbers, self._on_failed)

    def _on_read(self, shown: DayShown) -> None:
        self._job = None
        self._shown = shown
        self._render()
        self._read_numbers()

    def _on_numbers(self, numbers: Numbers) -> None:
        self._numbers_job = None
        self.foot.show_numbers(numbers)

    def _on_failed(self, problem: object) -> None:
        self._job = self._numbers_job = None
        self._sentence.set_words(retold(str(problem)))

    @Slot()
    def _render(self) -> None:
        shown = self._shown
        if shown is None:
            return
        day = shown.day.today
        named = dates.named_day(day)
        self._date.set_words(f"{named[:1].upper()}{named[1:]}")
        self._sentence.set_words(day_sentence(shown))
        for listed in shown.lists:
            self.lists[listed.section].show_listed(listed, shown)
        is_empty = not any(listed.count for listed in shown.lists)
        self._nothing.setVisible(is_empty)
        self._nothing.set_words(say(NOTHING_MINE) if self._whose.key == MINE else say(NOTHING_AT_ALL))
        self.next_meeting.setVisible(bool(shown.coming))
        if shown.coming:
            self.next_meeting.show_meeting(shown.coming[0], shown, may_act=self.desk.store.can_write)
        self._no_meeting.setVisible(not shown.coming)
        if shown.last is not None:
            self.last_session.show_meeting(shown.last, may_act=self.desk.store.can_write)
        self.coming.show_meetings(shown.coming[1:])
        self._hide_by_width()

    # Building

    def _build(self) -> None:
        theme, may_act = self.desk.theme, self.desk.store.can_write
        self._date = Words(theme, "", Type.PAGE_DATE)
        self._sentence = Words(theme, "", Type.LARGE, "ink-2", wraps=True)
        choices = (Choice(MINE, say("Mine"), "user"), Choice(OFFICE, say("Office"), "users"))
        self._whose = Switch(theme, choices, say("Whose day"))
        self._print = Button(theme, say("Print my day"), "printer")
        self.lists = {section: DayList(theme, self.desk.privacy, section, may_act=may_act) for section in Section}
        self._nothing = Words(theme, say(NOTHING), Type.LARGE, "ink-2", wraps=True)
        self._nothing.hide()
        self.next_meeting = NextMeeting(theme)
        self._no_meeting = Words(theme, say("No meeting is planned."), Type.BODY, "ink-3")
        self.last_session = LastSession(theme)
        self.coming = ComingUp(theme)
        self.foot = NumbersFoot(theme)
        for part in (*self.lists.values(), self.next_meeting, self.last_session, self.coming, self._no_meeting):
            part.hide()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._scroll = ScrolledColumn(say("Today"), self)
        page = self._scroll.column
        page.setContentsMargins(28, 16, 24, 16)
        self._head = head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._date)
        words.addWidget(self._sentence)
        head.addLayout(words, 1)
        head.setSpacing(12)
        head.addWidget(self._whose, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._print, 0, Qt.AlignmentFlag.AlignVCenter)
        page.addLayout(head)
        page.addSpacing(12)
        self._columns = QHBoxLayout()
        self._left, self._side = QWidget(), QWidget()
        left, side = QVBoxLayout(self._left), QVBoxLayout(self._side)
        for column in (left, side):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        left.addWidget(self._nothing)
        for each in self.lists.values():
            left.addWidget(each)
        left.addStretch(1)
        side.addWidget(self.next_meeting)
        side.addWidget(self._no_meeting)
        side.addSpacing(12)
        side.addWidget(self.last_session)
        side.addSpacing(14)
        side.addWidget(self.coming)
        side.addStretch(1)
        self._columns.addWidget(self._left, 1)
        self._columns.addWidget(self._side)
        page.addLayout(self._columns)
        page.addStretch(1)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        for each in self.lists.values():
            each.open_requested.connect(self.open_requested)
            each.action_requested.connect(self.asking.ask)
            each.whole_requested.connect(self._on_whole)
        self._print.clicked.connect(self._printing.print_mine)
        for part in (self.last_session, self.foot):
            part.concerns_requested.connect(self._on_concerns)
        for card in (self.next_meeting, self.last_session):
            card.session_requested.connect(self._on_session)
            card.meeting_requested.connect(self._on_meeting)
        self._whose.chosen.connect(self._on_whose)
        self._quiet.timeout.connect(self.read)
        self._clock.timeout.connect(self.read)
        self.asking.opened.connect(self._in_sight.start)
        self._in_sight.timeout.connect(self._show_question)
        self._clock.start()
        self.desk.store.changed.connect(self._on_changed)
        self.desk.privacy.changed.connect(self._render)
        self.desk.theme.changed.connect(self._fit)

    # Slots

    @Slot(object)
    def _on_changed(self, changes: object) -> None:
        self._quiet.start()

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        if self.desk.store.can_write:
            self.desk.store.set_preference("today.whose", whose)
        self.asking.end()
        self.read()

    @Slot(object)
    def _on_whole(self, section: Section) -> None:
        self._open_lists |= {section}
        self.read()

    @Slot(object)
    def _on_concerns(self, conditions: object) -> None:
        self.open_requested.emit(Concern.kinds, conditions)

    @Slot(object)
    def _on_session(self, meeting_id: int) -> None:
        self.open_requested.emit(SESSION, meeting_id)

    @Slot(object)
    def _on_meeting(self, meeting_id: int) -> None:
        self.open_requested.emit(Meeting.kind, meeting_id)

    @Slot()
    def _show_question(self) -> None:
        if self.question is not None:
            self._scroll.ensureWidgetVisible(self.question, 0, 16)

    # Width

    @Slot()
    def _fit(self) -> None:
        """Two columns where there is room; else one, tonight first."""
        theme = self.desk.theme
        is_narrow = self.window().width() * 100 / theme.text_size <= ONE_COLUMN_UP_TO
        self._columns.setDirection(
            QHBoxLayout.Direction.BottomToTop if is_narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._columns.setSpacing(8 if is_narrow else GAP)
        above = QHBoxLayout.Direction.TopToBottom  # large text in a small window: the date needs the whole line
        is_tight = self.window().width() * 100 / theme.text_size <= TIGHT_UP_TO
        self._head.setDirection(above if is_tight else QHBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if is_narrow else theme.px(SIDE))
        self._side.setMaximumWidth(16777215 if is_narrow else theme.px(SIDE))
        self._is_narrow = is_narrow
        self._hide_by_width()

    def _hide_by_width(self) -> None:
        self._print.setVisible(not self._is_narrow)
        has_last = self._shown is not None and self._shown.last is not None
        self.last_session.setVisible(has_last and not self._is_narrow)
        self.coming.setVisible(self._shown is not None and len(self._shown.coming) > 1 and not self._is_narrow)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
