"""The Meetings tab: list and pane, and over the whole window the live session and its wrap-up."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import func, select

from desktop.models.meeting import MEETING_FIELDS, Meeting, MeetingStatus
from desktop.models.working_days import next_working_day
from desktop.store.changes import Changes
from desktop.store.writing import WritingSession
from desktop.views.commands import ANYWHERE, LISTS, THIS_RECORD, Command
from desktop.views.desk import Desk
from desktop.views.history.history_pane import HistoryPane
from desktop.views.leaving.leaving import Leaving
from desktop.views.meetings.columns import meeting_columns, meeting_filters, meeting_views
from desktop.views.meetings.meeting_pane import MeetingPane
from desktop.views.meetings.meeting_papers import MeetingPapers
from desktop.views.meetings.session.session_frame import SessionFrame
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say, say_as
from desktop.views.tab import SESSION, Summary, Tab
from desktop.views.tables.beside import Beside, Widths
from desktop.views.tables.record_list import ListWords, RecordList
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button
from desktop.views.widgets.empty_state import Way
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words

WORDS = ListWords(
    name=N_("Meetings"),
    shown_one=N_("1 meeting shown"),
    shown=N_("{n} meetings shown"),
    more=N_("More than {n} meetings shown"),
    selected=N_("{n} selected"),
    none_match=N_("No meeting matches"),
    empty_title=N_("No meetings yet"),
    empty_text=N_(
        "A meeting is where residents speak: a listening session, a coffee hour. Its notes become the minutes."
    ),
)
PANE, HISTORY = Widths(420, 360, 560), Widths(560, 360, 560)
SETTLES_MS = 40
EVENING, TWO_HOURS = time(18, 30), timedelta(hours=2)


class MeetingsTab(Tab):
    """Meetings as a list with one of them beside it."""

    key = "meetings"
    title = N_("Meetings")
    icon = "messages-square"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting = 0
        self._papers = MeetingPapers(self, self._number)
        self._settle = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._build()
        self._connect()
        self._count_waiting()

    # What the window asks

    def summary(self) -> Summary:
        """Count, selection and keys."""
        said = self.list.summary()
        hints = ((say("Move"), "J"), ("", "K"), (say_as("verb", "Open"), "Enter"), (say("Start or return"), "Ctrl L"))
        return Summary(said.count, said.selected, hints)

    def badge(self) -> int:
        """Meetings I lead that wait for their wrap-up."""
        return self._waiting

    def shows(self, kind: str) -> bool:
        """Meetings, and what goes on with one of them."""
        return kind in (Meeting.kind, SESSION)

    def show_record(self, kind: str, record_id: Any) -> None:
        """Show a meeting, or go on with its session; a filter that hides it gives way."""
        if kind == SESSION:
            self.open_act(record_id)
            return
        self.leave_session()
        if not self.list.select_record(record_id):
            self.list.clear_filters()
            self.list.choose_view("all")
            self.list.select_record(record_id)
        self.pane.show_meeting(record_id)
        if self._beside.is_over:
            self._beside.open_over(True)

    def focus_first(self) -> None:
        """The rows, or the line of a session that shows."""
        if self.frame.is_open:
            self.frame.focus_first()
        else:
            self.list.focus_rows()

    def panes(self) -> list[QWidget]:
        """List and pane."""
        if self.frame.is_open:
            return self.frame.panes()
        return [each for each in (self.list, self._side) if each.isVisibleTo(self)]

    def focus_filter(self) -> None:
        """The filter box."""
        self.list.focus_filter()

    def what_leaves(self) -> Leaving | None:
        """The minutes of the meeting that is shown, else the list."""
        ids = list(self.list.model.ids)
        if not ids or self.frame.is_open:
            return None
        count = say("1 meeting") if len(ids) == 1 else say("{n} meetings", n=f"{len(ids):,}")
        view = self.list.view.label
        return Leaving(
            "meetings", say("{count}, view “{view}”", count=count, view=view), ids, filter_text=view, name="meetings"
        )

    def minutes_leaving(self) -> Leaving | None:
        """The minutes of the meeting beside the list."""
        meeting = self.pane.meeting
        if meeting is None or meeting.number is None:
            return None
        final = self.pane.minutes.is_final
        return Leaving(
            "minutes",
            say("Minutes of {number}", number=meeting.number),
            name="minutes",
            meeting=meeting.number,
            approved=final,
        )

    def _number(self) -> str:
        return (self.pane.meeting.number or "") if self.pane.meeting is not None else ""

    def commands(self) -> list[Command]:
        """What works while the tab shows."""
        if self.frame.is_open:
            return self.frame.commands()
        shown = self._shows_one
        return [
            Command(
                "meeting.minutes", say("Print the minutes"), (), "printer", THIS_RECORD,
                run=self._print, enabled=shown,
            ),
            *self._papers.commands(shown),
            Command(
                "meeting.history", say("History of this meeting"), ("Ctrl+H",), "history", THIS_RECORD,
                run=self._show_history, enabled=shown,
            ),
            Command("meeting.bin", say("Move to the Bin"), (), "trash-2", LISTS, run=self._move_to_bin, enabled=shown),
        ]  # fmt: skip

    def commands_anywhere(self) -> list[Command]:
        """A new meeting, and the session from every tab."""
        return [
            Command(
                "meeting.new",
                say("New meeting"),
                (),
                self.icon,
                ANYWHERE,
                "M",
                run=self.new_meeting,
                enabled=self._may_write,
            ),
            Command("session", say("Start or return to the session"), ("Ctrl+L",), "play", ANYWHERE, run=self.go_on),
        ]

    def lock_in_place(self) -> bool:
        """A live session covers its notes and runs on."""
        return self.frame.lock_in_place()

    def follow(self, other: Self) -> None:
        """The same meeting, and its session where one is open, seen by the same people."""
        self.list.follow(other.list)
        if other.pane.meeting is not None:
            self.show_record(Meeting.kind, other.pane.meeting.id)
        self.frame.follow(other.frame)
        other.leave_session()

    def set_undo(self, what: str | None) -> None:
        """A session and its wrap-up name it in their heads."""
        self.frame.set_undo(what)

    def save_everything(self) -> None:
        """What is typed in the pane and in a session."""
        self.pane.save_everything()
        self.frame.save_everything()

    # What can be done

    @Slot()
    def new_meeting(self) -> None:
        """A meeting on the evening of the next working day, to be changed at once."""
        store = self.desk.store
        office = store.office
        day = next_working_day(office.today(store.clock()), office.closed)

        def write(session: WritingSession) -> int:
            begins = datetime.combine(day, EVENING)
            meeting = Meeting(title=say("Listening session"), starts_at=begins, ends_at=begins + TWO_HOURS)
            session.add(meeting)
            session.flush()
            return meeting.id

        when_done(store.write("New meeting", write), self, self._on_made, self._on_refused)

    @Slot()
    def go_on(self) -> None:
        """Ctrl L: to the session that runs, else into the meeting that is selected or next."""
        self.requested_here.emit()
        live = self._live_id()
        chosen = live or (self.pane.meeting.id if self.pane.meeting is not None else None) or self._next_id()
        if chosen is None:
            self.desk.toasts.show(say("There is no meeting to start. Make one with Ctrl N, then M."))
            return
        self.open_act(chosen)

    @Slot(object)
    def open_act(self, meeting_id: int) -> None:
        """Go on with a meeting as its status asks for."""
        with self.desk.store.reading() as session:
            status = session.get_one(Meeting, meeting_id).status
        if status is MeetingStatus.WRAP_UP:
            self.frame.open_wrap_up(meeting_id)
        else:
            self.frame.open_session(meeting_id)

    def leave_session(self) -> None:
        """Back to the list; a session goes on by itself."""
        if self.frame.is_open:
            self.frame.leave()

    # Building

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        day = desk.store.office.today(desk.store.clock())
        filters = meeting_filters(day)
        way = Way(
            "messages-square",
            say("Plan a meeting"),
            say("Set its time, place and agenda"),
            "Ctrl N, M",
            self.new_meeting,
        )
        self.list = RecordList(
            desk,
            WORDS,
            MEETING_FIELDS,
            meeting_columns(),
            views=meeting_views(filters),
            filters=filters,
            ways=(way,),
            clipboard=QGuiApplication.clipboard(),
        )
        self.pane = MeetingPane(desk)
        self.history = HistoryPane(desk)
        self._side = QStackedWidget()
        self._side.addWidget(self.pane)
        self._side.addWidget(self.history)
        self._new = Button(theme, say("New meeting"), "plus")
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 16, 6)
        head.addWidget(Words(theme, say(self.title), Type.TAB_TITLE))
        head.addStretch(1)
        head.addWidget(self._new)
        column.addLayout(head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(20, 0, 16, 0)
        tabs.addWidget(self.list.view_tabs, 1)
        column.addLayout(tabs)
        column.addWidget(Rule(theme, "line-2"))
        column.addWidget(self.list, 1)
        self._beside = Beside(desk, self.list, self._side, "meetings", self.pane.set_over_table, self)
        self._beside.set_widths(PANE)
        self.frame = SessionFrame(desk, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._on_current)
        self.list.record_opened.connect(self._on_opened)
        self.list.summary_changed.connect(self.summary_changed)
        self._settle.timeout.connect(self._show_current)
        pane = self.pane
        pane.act_requested.connect(self.open_act)
        pane.notes_requested.connect(self.frame.open_session)
        pane.minutes_requested.connect(self._print)
        pane.open_requested.connect(self.open_requested)
        pane.close_requested.connect(self._on_close_pane)
        pane.history_requested.connect(self._on_history)
        pane.save_state_changed.connect(self.save_state_changed)
        self.history.back_requested.connect(self._on_history_left)
        self.frame.opened.connect(self._on_frame)
        self.frame.left.connect(self._on_frame_left)
        self.frame.open_requested.connect(self.open_requested)
        self.frame.undo_requested.connect(self.undo_requested)
        self.frame.commands_changed.connect(self.commands_changed)
        self.frame.fold_requested.connect(self.fold_requested)
        self.frame.sign_in_requested.connect(self._papers.print_sign_in)
        self._new.clicked.connect(self.new_meeting)
        self.desk.store.changed.connect(self._on_store_changed)

    # Slots

    @Slot(object)
    def _on_current(self, record_id: int | None) -> None:
        self._settle.start()

    @Slot()
    def _show_current(self) -> None:
        if (current := self.list.table.current_id) is not None:
            self.pane.show_meeting(current)

    @Slot(object)
    def _on_opened(self, record_id: int) -> None:
        self._settle.stop()
        self.pane.show_meeting(record_id)
        if self._beside.is_over:
            self._beside.open_over(True)
        self.pane.focus_first()

    @Slot()
    def _on_close_pane(self) -> None:
        if self._beside.is_over:
            self._beside.open_over(False)
        self.list.focus_rows()

    @Slot(object)
    def _on_made(self, meeting_id: int) -> None:
        self.requested_here.emit()
        self.show_record(Meeting.kind, meeting_id)
        self.pane.focus_first()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self.desk.toasts.show(retold(str(error)))

    @Slot(object)
    def _on_history(self, meeting_id: int) -> None:
        self.history.show_record(Meeting.kind, meeting_id)
        self._side.setCurrentWidget(self.history)
        self._beside.set_widths(HISTORY)
        self.history.focus_first()

    @Slot()
    def _show_history(self) -> None:
        if self.pane.meeting is not None:
            self._on_history(self.pane.meeting.id)

    @Slot()
    def _on_history_left(self) -> None:
        self._side.setCurrentWidget(self.pane)
        self._beside.set_widths(PANE)
        self.list.focus_rows()

    @Slot()
    def _print(self) -> None:
        if (leaving := self.minutes_leaving()) is not None:
            self.leaving_requested.emit(leaving)

    @Slot()
    def _move_to_bin(self) -> None:
        if (meeting := self.pane.meeting) is not None:

            def write(session: WritingSession) -> None:
                session.get_one(Meeting, meeting.id).deleted_at = session.now

            label = f"Move {meeting.number} to the Bin"
            when_done(self.desk.store.write(label, write), self, None, self._on_refused)
            self.desk.toasts.show(
                say("{number} is in the Bin.", number=meeting.number),
                say("Undo this"),
                "Ctrl Z",
                self.undo_requested.emit,
            )

    @Slot()
    def _on_frame(self) -> None:
        self._stack.setCurrentWidget(self.frame)
        self.whole_window_requested.emit(True)

    @Slot()
    def _on_frame_left(self) -> None:
        self._stack.setCurrentWidget(self._page)
        self.whole_window_requested.emit(False)
        self.list.focus_rows()

    @Slot(object)
    def _on_store_changed(self, changes: Changes) -> None:
        if changes.ids(Meeting.kind):  # lines of a live session come by the dozen and change no meeting
            self._count_waiting()

    # Inside

    def _count_waiting(self) -> None:
        with self.desk.store.reading() as session:
            mine = (
                Meeting.deleted_at.is_(None),
                Meeting.lead_id == self.desk.store.member.person_id,
                Meeting.status == MeetingStatus.WRAP_UP,
            )
            self._waiting = session.scalar(select(func.count()).select_from(Meeting).where(*mine)) or 0
        self.summary_changed.emit()

    def _live_id(self) -> int | None:
        with self.desk.store.reading() as session:
            live = select(Meeting.id).where(Meeting.deleted_at.is_(None), Meeting.status == MeetingStatus.LIVE)
            return session.scalar(live.order_by(Meeting.began_at.desc()).limit(1))

    def _next_id(self) -> int | None:
        today: date = self.desk.store.office.today(self.desk.store.clock())
        with self.desk.store.reading() as session:
            planned = select(Meeting.id).where(
                Meeting.deleted_at.is_(None),
                Meeting.status == MeetingStatus.PLANNED,
                Meeting.starts_at >= datetime.combine(today, time.min),
            )
            return session.scalar(planned.order_by(Meeting.starts_at).limit(1))

    def _shows_one(self) -> bool:
        return self.pane.meeting is not None

    def _may_write(self) -> bool:
        return self.desk.store.can_write

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._beside.fit()
        if self.list.table.current_id is None and self.list.model.rowCount() and not self._beside.is_over:
            self.list.table.go_to(0)
