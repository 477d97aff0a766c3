"""The wrap-up of a session on one page: sorted, read back, counted, and then the minutes."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.guessing import Guesser
from desktop.models.meeting import Meeting
from desktop.models.promise import Promise
from desktop.models.sorting import Unsorted
from desktop.models.wrap_up import WrapUp, wrap_up_of
from desktop.views import dates
from desktop.views.asking.choice_popover import ChoicePopover, Offer
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.meetings.session.note_row import clock
from desktop.views.meetings.session.wrap_up_acts import WrapUpActs, organizations
from desktop.views.meetings.session.wrap_up_ends import WrapUpFoot, WrapUpHead
from desktop.views.meetings.session.wrap_up_list import WrapUpList
from desktop.views.meetings.session.wrap_up_side import WrapUpSide
from desktop.views.saying import retold, say
from desktop.views.widgets.panel import Panel, Rule
from desktop.views.widgets.view_tabs import ViewTab, ViewTabs

SIDE_WIDTH, WIDEST = 420, 16777215
ONE_AT_A_TIME = 1000
SORTING, READING = "sorting", "reading"
READ_AFTER_MS = 40


class WrapUpPage(QWidget):
    """Everything a session left, decided one by one.

    Signals:
        back_requested(object): a wish to see the notes of the meeting again.
        finished(object): the meeting is done, its minutes may be made.
        open_requested(kind, id): a wish to see a record.
        undo_requested(): a wish to take back the last act.
        sign_in_requested(str): a wish to print a sign-in sheet of the meeting with this number.
    """

    back_requested = Signal(object)
    finished = Signal(object)
    open_requested = Signal(object, object)
    undo_requested = Signal()
    sign_in_requested = Signal(str)

    def __init__(self, desk: Desk, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting_id = meeting_id
        self.page: WrapUp | None = None
        self._guesser: Guesser | None = None
        self._part = SORTING
        with desk.store.reading() as session:
            meeting = session.get_one(Meeting, meeting_id)
            self._zone, self._number = ZoneInfo(meeting.zone), meeting.number or ""
        self._read = QTimer(self, interval=READ_AFTER_MS, singleShot=True)
        self.acts = WrapUpActs(desk.store, meeting_id, self)
        self._build()
        self._connect()
        self._on_privacy()
        desk.background.read(Guesser.of_office, self._on_guesser, self._on_not_read)

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
        self.head = WrapUpHead(theme, self)
        column.addWidget(self.head)
        sheet = Panel(theme, "sheet", "line-2", 10, parent=self)
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
        self.foot = WrapUpFoot(theme, sheet)
        inside.addWidget(self.foot)
        column.addWidget(sheet, 1)

    def _connect(self) -> None:
        acts, head = self.acts, self.head
        head.back_requested.connect(self.back)
        head.undo_requested.connect(self.undo_requested)
        head.privacy_requested.connect(self.desk.privacy.toggle)
        self.foot.finish_requested.connect(self.finish)
        self.foot.sign_in_requested.connect(self._on_sign_in)
        acts.save_state_changed.connect(head.saved.set_state)
        acts.refused.connect(self.desk.toasts.show)
        acts.finished.connect(self._on_finished)
        self.list.accepted.connect(acts.accept)
        self.list.dropped.connect(acts.drop)
        self.list.change_requested.connect(self._on_change)
        self.side.read_back.connect(acts.read_back)
        self.side.promise_requested.connect(self._on_promise)
        self.side.counted.connect(acts.count)
        self.side.organization_wanted.connect(self._ask_organization)
        self.side.organization_dropped.connect(acts.drop_organization)
        self._read.timeout.connect(self._read_page)
        self.desk.theme.changed.connect(self._fit)
        self.desk.store.changed.connect(self._on_changed)
        self.desk.privacy.changed.connect(self._on_privacy)

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
        self.head.show_about(page.title, self._said_when(page))
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
        self.foot.show_left(count)

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
        self.head.set_narrow(is_narrow)
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
        self.acts.finish()

    @Slot()
    def _on_finished(self) -> None:
        self.finished.emit(self.meeting_id)

    @Slot(object)
    def _on_change(self, each: Unsorted) -> None:
        if each.card is not None:
            self.open_requested.emit(each.card.kind, each.card.id)
        elif each.line is not None:
            self.open_requested.emit("line", each.line.id)

    @Slot(object)
    def _on_promise(self, promise_id: int) -> None:
        self.open_requested.emit(Promise.kind, promise_id)

    @Slot()
    def _ask_organization(self) -> None:
        known = organizations(self.desk.store)
        offers = [Offer(organization_id, name, "building") for organization_id, name in known]
        popover = ChoicePopover(self.desk.theme, self, say("Which organization was here?"), offers)
        popover.chosen.connect(self._on_organization)
        popover.open_below(self.side.organization_button)

    @Slot(object)
    def _on_organization(self, offer: Offer) -> None:
        self.acts.add_organization(offer.key)

    @Slot(object)
    def _on_not_read(self, problem: object) -> None:
        self.desk.toasts.show(retold(str(problem)))

    @Slot()
    def _on_sign_in(self) -> None:
        self.sign_in_requested.emit(self._number)

    @Slot()
    def _on_privacy(self) -> None:
        self.head.privacy.set_on(self.desk.privacy.is_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
            return
        super().keyPressEvent(event)
