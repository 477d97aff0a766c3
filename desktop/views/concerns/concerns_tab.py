"""The Concerns tab: list and pane, Mine or Office, views, and what the keys do."""

from dataclasses import replace
from functools import partial
from typing import Any, Self

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.models import today
from desktop.models.concern import CONCERN_FIELDS, Concern
from desktop.models.listing import OneOf
from desktop.models.refusal import Refusal
from desktop.store.changes import Changes
from desktop.views.commands import THIS_RECORD, Command
from desktop.views.concerns.acts import ConcernActs
from desktop.views.concerns.chart_dialog import ChartDialog
from desktop.views.concerns.columns import WORDS, ConcernCells, concern_columns, concern_filters, concern_views
from desktop.views.concerns.commands import concern_commands, new_concern_command
from desktop.views.concerns.new_concerns import NewConcerns
from desktop.views.concerns.on_selection import OnSelection
from desktop.views.concerns.pane import ConcernPane
from desktop.views.concerns.side import Side
from desktop.views.desk import Desk
from desktop.views.forms.office_days import OfficeDays
from desktop.views.history.history_pane import HistoryPane
from desktop.views.leaving.leaving import Leaving
from desktop.views.saying import N_, retold, say, say_as
from desktop.views.tab import Summary, Tab
from desktop.views.tables.record_list import RecordList
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button
from desktop.views.widgets.empty_state import Way
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

MINE, OFFICE = "mine", "office"
# How long a row must be current before its record is read: holding J down reads nothing in between.
SETTLES_MS = 40


class ConcernsTab(Tab):
    """Concerns as a list with one of them beside it."""

    key = "concerns"
    title = N_("Concerns")
    icon = "message-circle-warning"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._badge = 0
        self._settle = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._recount = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._build()
        self._lay_out()
        self._connect()
        self._choose_whose(str(desk.store.preference("concerns.whose") or OFFICE))
        self._count_mine()

    # What the window asks

    def summary(self) -> Summary:
        """Count, selection and keys."""
        said = self.list.summary()
        go = ((say("Move"), "J"), ("", "K"), (say_as("verb", "Open"), "Enter"))
        hints = (*go, (say("Status"), "S"), (say("Assign"), "A"))
        return Summary(said.count, said.selected, hints)

    def badge(self) -> int:
        """Those that are late or due today and mine."""
        return self._badge

    def shows(self, kind: str) -> bool:
        """Concerns, and lists of them that Today names."""
        return kind in (Concern.kind, Concern.kinds)

    def show_record(self, kind: str, record_id: Any) -> None:
        """Show a concern; a filter that hides it gives way. A list is named by its view, or by conditions."""
        if kind == Concern.kinds:
            self._choose_whose(OFFICE)
            self._side.open_over(False)
            self.list.choose_view(record_id) if isinstance(record_id, str) else self.list.set_conditions(record_id)
            return
        if not self.list.select_record(record_id):
            self._choose_whose(OFFICE)
            self.list.clear_filters()
            self.list.select_record(record_id)
        self.pane.show_concern(record_id)
        self._side.open_over(True)

    def focus_first(self) -> None:
        """The rows."""
        self.list.focus_rows()

    def panes(self) -> list[QWidget]:
        """List and pane."""
        return [each for each in (self.list, self._side.stack) if each.isVisibleTo(self)]

    def focus_filter(self) -> None:
        """The filter box."""
        self.list.focus_filter()

    def what_leaves(self) -> Leaving | None:
        """The selected concerns, or all that are shown."""
        ids = self.list.selected_ids()
        if len(ids) < 2:
            ids = list(self.list.model.ids)
        return self.leaving_of(ids)

    def leaving_of(self, ids: list[int]) -> Leaving | None:
        """These concerns on their way out; None without any."""
        if not ids:
            return None
        view = self.list.view.label
        count = say("1 concern") if len(ids) == 1 else say("{n} concerns", n=f"{len(ids):,}")
        return Leaving(
            "concerns", say("{count}, view “{view}”", count=count, view=view), ids, filter_text=view, name="concerns"
        )

    def commands(self) -> list[Command]:
        """What can be done with the selected concerns."""
        return concern_commands(self)

    def commands_anywhere(self) -> list[Command]:
        """A new concern, from every tab."""
        return [new_concern_command(self)]

    def follow(self, other: Self) -> None:
        """The same list with the same concern, and the quick concern where one is being written."""
        self.list.follow(other.list)
        if other.pane.shown is not None:
            self.show_record(Concern.kind, other.pane.shown.id)

    def save_everything(self) -> None:
        """What is typed in the pane and in a quick concern."""
        self.pane.save_everything()
        self.new.keep()

    # What can be done

    @Slot()
    def show_chart(self) -> None:
        """How many of the listed concerns there are of each category, area or status."""
        dialog = ChartDialog(self.desk, self.window(), self.list.listing(), self.list.view.label)
        dialog.list_requested.connect(self._on_charted)
        dialog.print_requested.connect(self._on_chart_print)
        dialog.open()

    @Slot()
    def copy_number(self) -> None:
        """The number of the concern, for a letter or a call."""
        if self.pane.shown is not None:
            QGuiApplication.clipboard().setText(self.pane.shown.number)
            self.desk.toasts.show(say("{number} copied.", number=self.pane.shown.number))

    @Slot()
    def print_one(self) -> None:
        """The page of the concern, on paper or as a file."""
        self.pane.save_everything()
        if (shown := self.pane.shown) is not None:
            self.leaving_requested.emit(
                Leaving("concern", say("Concern {number}", number=shown.number), [shown.id], name=shown.number)
            )

    @Slot()
    def show_history(self) -> None:
        """All that happened to the concern."""
        if self.pane.shown is not None:
            self.pane.history_requested.emit(self.pane.shown.id)

    @Slot()
    def strike(self) -> None:
        """Ask before the words go for good."""
        if self.pane.shown is not None:
            self.pane.ask_strike()

    # Building

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self.new = NewConcerns(desk, self)
        office = desk.store.office
        filters = concern_filters(OfficeDays(desk.store, self).today)
        ways = (
            Way(
                "message-circle-warning", say("Write down a concern"),
                say("Somebody calls or comes to the desk"), "Ctrl Shift C", self.new.open,
            ),
        )  # fmt: skip
        self.list = RecordList(
            desk,
            WORDS,
            CONCERN_FIELDS,
            concern_columns(ConcernCells(office.closed)),
            views=concern_views(filters),
            filters=filters,
            ways=ways,
            clipboard=QGuiApplication.clipboard(),
        )
        self.acts = ConcernActs(desk, self)
        self._menu = QMenu(self)
        self.pane = ConcernPane(desk, self.acts, self._menu)
        self.history = HistoryPane(desk)
        self._side = Side(desk, self.list, self.pane, self.history)
        self.on_selection = OnSelection(desk, self.acts, self, self._selected, self._anchor)
        choices = (Choice(MINE, say("Mine"), "user"), Choice(OFFICE, say("Office"), "users"))
        self._whose = Switch(theme, choices, say("Whose concerns"))
        self._new = Button(theme, say("New concern"), "plus", tip=say("New concern (Ctrl Shift C)"))

    def _lay_out(self) -> None:
        theme = self.desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 16, 6)
        head.setSpacing(10)
        head.addWidget(Words(theme, say(self.title), Type.TAB_TITLE))
        head.addStretch(1)
        head.addWidget(self._whose)
        head.addWidget(self._new)
        column.addLayout(head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(20, 0, 16, 0)
        tabs.addWidget(self.list.view_tabs, 1)
        column.addLayout(tabs)
        column.addWidget(Rule(theme, "line-2"))
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._on_current)
        self.list.record_opened.connect(self._on_opened)
        self.list.summary_changed.connect(self.summary_changed)
        self.list.failed.connect(self._on_failed)
        self.list.table.set_commands(self.commands())
        self.pane.open_requested.connect(self.open_requested)
        self.pane.close_requested.connect(self._on_close_pane)
        self.pane.history_requested.connect(self._on_history)
        self.pane.print_requested.connect(self.print_one)
        self.history.back_requested.connect(self._on_history_left)
        self.pane.save_state_changed.connect(self.save_state_changed)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._whose.chosen.connect(self._on_whose)
        self._new.clicked.connect(self.new.open)
        self.new.saved.connect(self._on_new_saved)
        self._settle.timeout.connect(self._show_current)
        self._recount.timeout.connect(self._count_mine)
        self.desk.store.changed.connect(self._on_store_changed)

    # Slots

    @Slot(object)
    def _on_current(self, record_id: int | None) -> None:
        self._settle.start()

    @Slot()
    def _show_current(self) -> None:
        current = self.list.table.current_id
        if current is not None:
            self.pane.show_concern(current)
            if self._side.shows_wide:
                self.history.show_record(Concern.kind, current)

    @Slot(object)
    def _on_opened(self, record_id: int) -> None:
        self._settle.stop()
        self.pane.show_concern(record_id)
        self._side.open_over(True)
        self.pane.focus_first()

    @Slot()
    def _on_close_pane(self) -> None:
        self._side.open_over(False)
        self.list.focus_rows()

    @Slot(object)
    def _on_history(self, concern_id: int) -> None:
        self.history.show_record(Concern.kind, concern_id)
        self._side.turn_to(self.history)
        self.history.focus_first()

    @Slot()
    def _on_history_left(self) -> None:
        self._side.turn_to(self.pane)
        if not self._side.is_over:
            self.list.focus_rows()

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        if self.desk.store.can_write:
            self.desk.store.set_preference("concerns.whose", whose)
        self._choose_whose(whose)

    def _choose_whose(self, whose: str) -> None:
        self._whose.choose(whose if whose in (MINE, OFFICE) else OFFICE)
        mine = (OneOf("owner", (self.desk.store.member.person_id,)),)
        self.list.set_base(mine if whose == MINE else ())

    @Slot(object)
    def _on_charted(self, condition: OneOf) -> None:
        others = [each for each in self.list.conditions if each.key != condition.key]
        self.list.set_conditions([*others, condition])
        self.list.focus_rows()

    @Slot(str)
    def _on_chart_print(self, key: str) -> None:
        ids = list(self.list.model.ids)
        if (leaving := self.leaving_of(ids)) is not None:
            self.leaving_requested.emit(replace(leaving, chart=key))

    @Slot(object)
    def _on_store_changed(self, changes: Changes) -> None:
        if changes.ids(Concern.kind):  # a session writes lines by the dozen, and waits to see each of them saved
            self._recount.start()

    @Slot()
    def _count_mine(self) -> None:
        store = self.desk.store
        with store.reading() as session:
            self._badge = today.needs_me(session, today.the_day(session, store.clock()), store.member.person_id)
        self.summary_changed.emit()

    @Slot(object)
    def _on_failed(self, problem: object) -> None:
        if isinstance(problem, Refusal):
            self.desk.toasts.show(retold(str(problem)))

    @Slot(object)
    def _on_new_saved(self, concern_id: int) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, partial(self.show_record, Concern.kind, concern_id))  # the card has gone by then

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        for command in self.commands():
            if command.group == THIS_RECORD and command.is_enabled and command.run is not None:
                action = self._menu.addAction(self.desk.theme.icon(command.icon), command.text)
                action.triggered.connect(command.run)

    def _fit(self) -> None:
        self._side.fit()
        self.pane.set_over_table(self._side.is_over)

    # Conditions of commands

    def _selected(self) -> list[int]:
        return self.list.selected_ids()

    def _anchor(self) -> QPoint:
        table = self.list.table
        row = table.visualRect(table.currentIndex())
        return table.viewport().mapToGlobal(QPoint(table.viewport().width() // 3, row.bottom()))

    def has_selection(self) -> bool:
        """Whether something is selected."""
        return bool(self.list.table.selected_count)

    def shows_one(self) -> bool:
        """Whether a concern stands in the pane."""
        return self.pane.shown is not None

    def are_live(self) -> bool:
        """Whether what is selected can be changed."""
        return self.has_selection() and self.may_write() and not self.list.listing().is_of_bin

    def are_in_bin(self) -> bool:
        """Whether what is selected lies in the Bin."""
        return self.has_selection() and self.may_write() and self.list.listing().is_of_bin

    def may_write(self) -> bool:
        """Whether this office is open for writing."""
        return self.desk.store.can_write

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self.list.table.current_id is None and self.list.model.rowCount() and not self._side.is_over:
            self.list.table.go_to(0)
