"""The wrap-up of a session on one page: sorted, read back, counted, and then the minutes."""

from concurrent.futures import Future
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import select

from desktop.models import running, sorting
from desktop.models.guessing import Guesser
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting
from desktop.models.organization import Organization
from desktop.models.promise import Promise
from desktop.models.sorting import Unsorted
from desktop.models.wrap_up import WrapUp, wrap_up_of
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views import dates
from desktop.views.asking.choice_popover import ChoicePopover, Offer
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.meetings.session.note_row import clock
from desktop.views.meetings.session.wrap_up_list import WrapUpList
from desktop.views.meetings.session.wrap_up_side import WrapUpSide
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.view_tabs import ViewTab, ViewTabs
from desktop.views.widgets.words import Words

SIDE_WIDTH, WIDEST = 420, 16777215
ONE_AT_A_TIME = 1000
SORTING, READING = "sorting", "reading"
SAVED, SAVING = N_("Saved"), N_("Saving")
READ_AFTER_MS = 40


class WrapUpPage(QWidget):
    """Everything a session left, decided one by one.

    Signals:
        back_requested(object): a wish to see the notes of the meeting again.
        finished(object): the meeting is done, its minutes may be made.
        open_requested(kind, id): a wish to see a record.
        undo_requested(): a wish to take back the last act.
    """

    back_requested = Signal(object)
    finished = Signal(object)
    open_requested = Signal(object, object)
    undo_requested = Signal()

    def __init__(self, desk: Desk, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting_id = meeting_id
        self.page: WrapUp | None = None
        self._guesser: Guesser | None = None
        self._part = SORTING
        with desk.store.reading() as session:
            self._zone = ZoneInfo(session.get_one(Meeting, meeting_id).zone)
        self._read = QTimer(self, interval=READ_AFTER_MS, singleShot=True)
        self._build()
        self._connect()
        desk.background.read(Guesser.of_office, self._on_guesser, self._on_failed)

    def commands(self) -> list[Command]:
        """What works while the wrap-up shows."""
        group = say("Wrap-up")
        return [
            Command(
                "wrap-up-finish", say("Finish and make minutes"), ("Ctrl+Return",), "file-text", group, run=self.finish
            ),
            Command("wrap-up-back", say("Back to the notes"), ("Escape",), "arrow-left", group, run=self.back),
        ]

    def focus_first(self) -> None:
        """The first thing to decide."""
        self.list.focus_first()

    # Building

    def _build(self) -> None:
        theme = self.desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(0)
        column.addLayout(self._head())
        sheet = _Sheet(self.desk, self)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.list = WrapUpList(theme, self._zone, sheet)
        self.side = WrapUpSide(theme, sheet)
        self._between = Rule(theme, "line-2", upright=True, parent=sheet)
        row.addWidget(self.list, 1)
        row.addWidget(self._between)
        row.addWidget(self.side)
        self._tabs = ViewTabs(theme, say("Parts of the wrap-up"), sheet)
        self._tabs.chosen.connect(self._on_part)
        self._tabs.setContentsMargins(24, 0, 16, 0)
        inside.addWidget(self._tabs)
        inside.addLayout(row, 1)
        inside.addWidget(Rule(theme, "line-2", parent=sheet))
        self.foot = self._build_foot(sheet)
        inside.addWidget(self.foot)
        column.addWidget(sheet, 1)

    def _head(self) -> QHBoxLayout:
        theme = self.desk.theme
        row = QHBoxLayout()
        row.setContentsMargins(4, 10, 8, 10)
        row.setSpacing(10)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        self._title = Words(theme, "", Type.PANEL_TITLE, elides=True, parent=self)
        self._when = Words(theme, "", Type.SMALL, "ink-2", elides=True, parent=self)
        titles.addWidget(self._title)
        titles.addWidget(self._when)
        row.addLayout(titles, 1)
        self._saved_icon = Icon(theme, "check", "pine", 16, self)
        self._saved = Words(theme, say(SAVED), Type.BODY_MEDIUM, "pine", parent=self)
        self._undo = Button(theme, say("Undo"), "undo-2", look=Look.GHOST, parent=self)
        self._back = Button(theme, say("Back to notes"), "arrow-left", keys="Esc", parent=self)
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved)
        row.addWidget(self._undo)
        row.addWidget(self._back)
        return row

    def _build_foot(self, sheet: QWidget) -> QWidget:
        theme = self.desk.theme
        foot = QWidget(sheet)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 13, 16, 13)
        row.setSpacing(10)
        self._warn = Icon(theme, "circle-alert", "ochre", 16, sheet)
        self._left = Words(theme, "", Type.BODY, "ink-2", elides=True, parent=sheet)
        row.addWidget(self._warn)
        row.addWidget(self._left, 1)
        self._finish = Button(
            theme, say("Finish and make minutes"), "file-text", look=Look.PRIMARY, keys="Ctrl Enter", parent=sheet
        )
        row.addWidget(self._finish)
        return foot

    def _connect(self) -> None:
        self._back.clicked.connect(self.back)
        self._undo.clicked.connect(self.undo_requested)
        self._finish.clicked.connect(self.finish)
        self.list.accepted.connect(self._on_accepted)
        self.list.dropped.connect(self._on_dropped)
        self.list.change_requested.connect(self._on_change)
        self.side.read_back.connect(self._on_read_back)
        self.side.promise_requested.connect(self._on_promise)
        self.side.counted.connect(self._on_counted)
        self.side.organization_wanted.connect(self._ask_organization)
        self.side.organization_dropped.connect(self._on_organization_dropped)
        self._read.timeout.connect(self._read_page)
        self.desk.theme.changed.connect(self._fit)
        self.desk.store.changed.connect(self._on_changed)

    # Reading

    @Slot(object)
    def _on_guesser(self, guesser: Guesser) -> None:
        self._guesser = guesser
        self._read_page()
        self.focus_first()

    @Slot(object)
    def _on_changed(self, changes: object) -> None:
        self._read.start()

    @Slot()
    def _read_page(self) -> None:
        if self._guesser is None:
            return
        with self.desk.store.reading() as session:
            page = self.page = wrap_up_of(session, self.meeting_id, self._guesser, self.desk.store.clock())
        self._title.set_words(say("Wrap-up: {title}", title=page.title))
        self._when.set_words(self._said_when(page))
        self.list.show_page(page)
        self.side.show_page(page)
        count = len(page.waiting)
        self._tabs.set_tabs(
            [
                ViewTab(SORTING, say("To sort"), count),
                ViewTab(READING, say("Promises, people and exits"), len(page.promises)),
            ]
        )
        self._tabs.choose(self._part)
        self._warn.setVisible(count > 0)
        self._left.set_words(
            say("If you stop now, {count} wait on Today, without their guesses.", count=count) if count else ""
        )

    def _said_when(self, page: WrapUp) -> str:
        day = page.starts_at
        began, ended = clock(page.began_at, self._zone), clock(page.ended_at, self._zone)
        times = say("{began} to {ended}", began=began, ended=ended) if began and ended else began
        lines = say("1 line") if page.lines == 1 else say("{lines} lines", lines=page.lines)
        return ", ".join(part for part in (page.area, dates.month_day(day), times, lines) if part)

    # Width

    @Slot(str)
    def _on_part(self, key: str) -> None:
        self._part = key
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Side by side where there is room; else one after the other, under tabs."""
        theme = self.desk.theme
        is_narrow = self.width() * 100 / theme.text_size <= ONE_AT_A_TIME
        self._tabs.setVisible(is_narrow)
        self._between.setVisible(not is_narrow)
        self.list.setVisible(not is_narrow or self._part == SORTING)
        self.side.setVisible(not is_narrow or self._part == READING)
        self.side.setMinimumWidth(0 if is_narrow else theme.px(SIDE_WIDTH))
        self.side.setMaximumWidth(WIDEST if is_narrow else theme.px(SIDE_WIDTH))

    # Deciding

    @Slot()
    def back(self) -> None:
        """See the notes again."""
        self.back_requested.emit(self.meeting_id)

    @Slot()
    def finish(self) -> None:
        """The meeting is done."""
        meeting_id = self.meeting_id

        def write(session: WritingSession) -> None:
            running.finish(session.get_one(Meeting, meeting_id))

        when_done(self.desk.store.write("Finish the wrap-up", write), self, self._on_finished, self._on_failed)

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self.finished.emit(self.meeting_id)

    @Slot(object)
    def _on_accepted(self, each: Unsorted) -> None:
        self._decide("Accept guesses", sorting.accept, each)

    @Slot(object)
    def _on_dropped(self, each: Unsorted) -> None:
        self._decide("Drop guesses", sorting.drop, each)

    def _decide(self, label: str, act: Any, each: Unsorted) -> None:
        def write(session: WritingSession) -> None:
            act(session, each, now=session.now)

        self._write(self.desk.store.write(label, write))

    @Slot(object)
    def _on_change(self, each: Unsorted) -> None:
        if each.card is not None:
            self.open_requested.emit(each.card.kind, each.card.id)
        elif each.line is not None:
            self.open_requested.emit("line", each.line.id)

    @Slot(object, bool)
    def _on_read_back(self, promise_id: int, read: bool) -> None:
        def write(session: WritingSession) -> None:
            session.get_one(Promise, promise_id).read_back_at = session.now if read else None

        self._write(self.desk.store.write("Read a promise back" if read else "Take back a reading", write))

    @Slot(object)
    def _on_promise(self, promise_id: int) -> None:
        self.open_requested.emit(Promise.kind, promise_id)

    @Slot(str, int)
    def _on_counted(self, group: str, by: int) -> None:
        meeting_id = self.meeting_id

        def write(session: WritingSession) -> None:
            meeting = session.get_one(Meeting, meeting_id)
            setattr(meeting, group, max(0, (getattr(meeting, group) or 0) + by))

        self._write(self.desk.store.write("Count people", write, edit=f"{meeting_id}:{group}"))

    @Slot()
    def _ask_organization(self) -> None:
        known = organizations(self.desk.store)
        offers = [Offer(organization_id, name, "building") for organization_id, name in known]
        popover = ChoicePopover(self.desk.theme, self, say("Which organization was here?"), offers)
        popover.chosen.connect(self._on_organization)
        popover.open_below(self.side.organization_button)

    @Slot(object)
    def _on_organization(self, offer: Offer) -> None:
        meeting_id, organization_id = self.meeting_id, offer.key

        def write(session: WritingSession) -> None:
            session.add(
                Link(
                    from_kind=Meeting.kind,
                    from_id=meeting_id,
                    to_kind=Organization.kind,
                    to_id=organization_id,
                    relation=Relation.WAS_HERE,
                )
            )

        self._write(self.desk.store.write("Say who was here", write))

    @Slot(object)
    def _on_organization_dropped(self, link_id: int) -> None:
        def write(session: WritingSession) -> None:
            session.get_one(Link, link_id).deleted_at = session.now

        self._write(self.desk.store.write("Take an organization off", write))

    def _write(self, future: "Future[Any]") -> None:
        self._say_saved(say(SAVING))
        when_done(future, self, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, result: object) -> None:
        self._say_saved(say(SAVED))

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._say_saved(say(SAVED))
        self.desk.toasts.show(retold(str(error)))

    def _say_saved(self, words: str) -> None:
        self._saved.set_words(words)
        self._saved_icon.setVisible(words == say(SAVED))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
            return
        super().keyPressEvent(event)


def organizations(store: Store) -> list[tuple[int, str]]:
    """(id, name) of the organizations of this office."""
    with store.reading() as session:
        live = select(Organization.id, Organization.name).where(Organization.deleted_at.is_(None))
        return [(row.id, row.name) for row in session.execute(live.order_by(Organization.name))]


class _Sheet(QWidget):
    """The page the wrap-up lies on."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        paint_box(QPainter(self), box, 10, self._theme.color("sheet"), self._theme.color("line-2"))
