"""A list as a tab uses it: filters, table, views with counts, empty states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import select

from desktop.models.field import Fields
from desktop.models.listing import Condition, Listing, Order
from desktop.views.background import Job
from desktop.views.desk import Desk
from desktop.views.saying import N_, say, say_as
from desktop.views.tab import Summary
from desktop.views.tables.column_chooser import ColumnChooser
from desktop.views.tables.columns import Column, all_columns
from desktop.views.tables.copying import Copier
from desktop.views.tables.filter_row import FilterRow
from desktop.views.tables.filters import Filter, Filters
from desktop.views.tables.list_views import ListViews
from desktop.views.tables.nothing_matches import TYPED, Hiding, NothingMatches, WhatHides
from desktop.views.tables.record_table import RecordTable
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.tables.views import View
from desktop.views.widgets.empty_state import EmptyState, Way
from desktop.views.widgets.view_tabs import ViewTabs


@dataclass(frozen=True, slots=True)
class ListWords:
    """The sentences of one list."""

    name: str  # "Concerns"
    shown_one: str  # "1 concern shown"
    shown: str  # "{n} concerns shown"
    more: str  # "More than {n} concerns shown"
    selected: str  # "{n} selected"
    none_match: str  # "No concern matches"
    empty_title: str  # "No concerns yet"
    empty_text: str
    copied_one: str = N_("1 row copied.")
    copied: str = N_("{n} rows copied.")


class RecordList(QWidget):
    """One list of records of a kind. Its `view_tabs` are placed by the tab; `set_side` puts a pane beside the rows.

    Signals:
        record_opened(id): Enter or a double click on a record.
        current_changed(id): another record is current; None when there is none.
        selection_changed(): other records are selected.
        ticked(id): Space on a record.
        letter_pressed(str): a single letter while the rows have the focus.
        summary_changed(): `summary` says something else now.
        failed(object): the office could not answer; a Refusal when the person can act.
    """

    record_opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    ticked = Signal(object)
    letter_pressed = Signal(str)
    summary_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        words: ListWords,
        fields: Fields,
        columns: Sequence[Column],
        *,
        views: Sequence[View],
        filters: Sequence[Filter] = (),
        ways: Sequence[Way] = (),
        clipboard: QClipboard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = words
        self.fields = fields
        self._base: tuple[Condition, ...] = ()
        self._typed = ""
        self._hiding: Job | None = None
        self._build_model(columns, filters)
        self._views = ListViews(desk, words.name, self.filters, views, self)
        self._build_parts(ways, clipboard)
        self._connect_parts()
        self.choose_view(self.view.key)

    def _build_model(self, columns: Sequence[Column], filters: Sequence[Filter]) -> None:
        desk, fields = self.desk, self.fields
        everything = all_columns(fields, columns)
        self.model = RecordTableModel(desk.store, desk.background, desk.privacy, fields, everything, self)
        allowed = self.model.reader_of(everything).shown
        self.filters = Filters(fields, filters, allowed, self.model.writer.today)

    def _build_parts(self, ways: Sequence[Way], clipboard: QClipboard | None) -> None:
        desk, theme = self.desk, self.desk.theme
        # Each is made where it stays: a part that is moved to another parent is styled once more, with all it holds.
        self._pages = QStackedWidget(self)
        full = QWidget(self._pages)
        self.filter_row = FilterRow(desk, self.filters, self.listing, full)
        self._split = QSplitter(Qt.Orientation.Horizontal, full)
        self._rows = QStackedWidget(self._split)
        self.table = RecordTable(theme, desk.settings, self.model, say(self.words.name), self._rows)
        self._rows.addWidget(self.table)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._rows)
        self._split.setStretchFactor(0, 1)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_row)
        column.addWidget(self._split, 1)
        self._pages.addWidget(full)
        self._ways = tuple(ways)
        self._empty: EmptyState | None = None  # most offices never see it: made when it is needed
        self._nothing: NothingMatches | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._copier = Copier(desk, self.model, clipboard, self) if clipboard is not None else None

    def _connect_parts(self) -> None:
        table, row, model = self.table, self.filter_row, self.model
        table.record_opened.connect(self.record_opened)
        table.current_changed.connect(self.current_changed)
        table.selection_changed.connect(self._on_selection_changed)
        table.ticked.connect(self.ticked)
        table.letter_pressed.connect(self.letter_pressed)
        table.copy_requested.connect(self.copy)
        table.sort_requested.connect(self._on_sort)
        table.chooser_requested.connect(self._on_chooser_at)
        row.conditions_requested.connect(self.set_conditions)
        row.typed.connect(self._on_typed)
        row.save_requested.connect(self._on_save_requested)
        row.columns_requested.connect(self._on_columns_requested)
        row.left_down.connect(self.focus_rows)
        row.failed.connect(self.failed)
        for told in (model.listing_shown, model.completed, model.rows_changed):
            told.connect(self._on_rows)
        model.failed.connect(self.failed)
        self._views.chosen.connect(self._on_view)
        if self._copier is not None:
            self._copier.copied.connect(self._on_copied)
            self._copier.failed.connect(self.failed)

    # What is shown

    @property
    def view_tabs(self) -> ViewTabs:
        """The tabs of the views, for the tab to place."""
        return self._views.tabs

    @property
    def views(self) -> tuple[View, ...]:
        """The views there are: the list's own, then those this person saved."""
        return self._views.all

    @property
    def view(self) -> View:
        """The view that was chosen last."""
        return self._views.now

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The filters that are on."""
        return self.filter_row.conditions

    def listing(self) -> Listing:
        """The question the list asks now."""
        order = self.model.listing.order
        return Listing(self.fields, (*self._base, *self.conditions), order, self._typed)

    @Slot(str)
    def choose_view(self, key: str) -> None:
        """Show a view: its filters, its order, nothing typed."""
        self._views.choose(key)

    def follow(self, other: "RecordList") -> None:
        """Ask what another list of the same kind asks."""
        self.choose_view(other.view.key)
        self.set_conditions(other.conditions)
        self.filter_row.show_typed(other.listing().typed)
        self._on_typed(other.listing().typed)

    @Slot(object)
    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Filter by these."""
        self.filter_row.show_conditions(conditions)
        self._ask(self.model.listing.order)

    def set_base(self, conditions: Sequence[Condition]) -> None:
        """Conditions that hold beside every view and are no chip, such as "mine"; views are counted with them."""
        if tuple(conditions) != self._base:
            self._base = tuple(conditions)
            self._ask(self.model.listing.order)
            self._views.set_base(conditions)

    @Slot()
    def clear_filters(self) -> None:
        """Take away all filters and what was typed."""
        self._typed = ""
        self.filter_row.show_typed("")
        self.set_conditions(())

    def set_side(self, pane: QWidget) -> None:
        """Put a pane at the right of the rows, below the filters; the border between can be dragged."""
        self._split.addWidget(pane)
        self._split.setStretchFactor(1, 0)

    @property
    def split(self) -> QSplitter:
        """The rows and the pane beside them."""
        return self._split

    def select_record(self, record_id: int) -> bool:
        """Go to a record; False when the filters hide it."""
        return self.table.select_record(record_id)

    def selected_ids(self) -> list[int]:
        """The selected records from top to bottom."""
        return self.table.selected_ids()

    def summary(self) -> Summary:
        """What the status strip says of the list."""
        count, selected = self.model.rowCount(), self.table.selected_count
        said = say(self.words.shown_one if count == 1 else self.words.shown)
        if not self.model.has_all:
            said = say(self.words.more)
        return Summary(
            said.format(n=f"{count:,}"),
            say(self.words.selected).format(n=f"{selected:,}") if selected else "",
            ((say("Move"), "J"), ("", "K"), (say_as("verb", "Open"), "Enter")),
        )

    @Slot()
    def focus_rows(self) -> None:
        """Put the keyboard into the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self.filter_row.focus_filter()

    @Slot()
    def copy(self) -> None:
        """Copy the selected rows as they are shown."""
        if self._copier is not None:
            self._copier.copy(self.table.selected_ids(), self.table.layout_of_columns.shown)

    @property
    def empty(self) -> EmptyState:
        """What stands here as long as the office has no such record."""
        if self._empty is None:
            title, text = say(self.words.empty_title), say(self.words.empty_text)
            self._empty = EmptyState(self.desk.theme, title, text, self._ways)
            self._pages.addWidget(self._empty)
        return self._empty

    @property
    def nothing(self) -> NothingMatches:
        """What stands in place of the rows when the filters hide all."""
        if self._nothing is None:
            self._nothing = NothingMatches(self.desk.theme, say(self.words.none_match))
            self._nothing.clear_requested.connect(self._on_clear)
            self._nothing.clear_all_requested.connect(self.clear_filters)
            self._rows.addWidget(self._nothing)
        return self._nothing

    # Asking

    def _ask(self, order: Order) -> None:
        self.model.show_listing(replace(self.listing(), order=order))

    def _is_empty(self) -> bool:
        record = self.fields.record
        with self.desk.store.reading() as session:
            return session.scalar(select(record.id).where(record.deleted_at.is_(None)).limit(1)) is None

    # Slots

    @Slot()
    def _on_rows(self) -> None:
        has_none = self.model.rowCount() == 0 and self.model.has_all
        is_empty = has_none and self._is_empty()
        self._rows.setCurrentWidget(self.nothing if has_none and not is_empty else self.table)
        if is_empty:
            self._pages.setCurrentWidget(self.empty)
        else:
            self._pages.setCurrentIndex(0)
        if has_none and not is_empty:
            self._ask_what_hides()
        self.summary_changed.emit()

    def _ask_what_hides(self) -> None:
        now = self.listing()
        asked = [(each.key, self.filter_row.words_of(each), now.without(each.key)) for each in self.conditions]
        if self._typed:
            asked.append((TYPED, self._typed, replace(now, typed="")))
        self.nothing.show_hiding((), len(asked))
        if self._hiding is not None:
            self._hiding.cancel()  # it was asked about fewer letters, and may come later than the answer to this
        self._hiding = self.desk.background.read(WhatHides(tuple(asked)), self._on_what_hides, self.failed.emit)

    def _on_what_hides(self, hiding: list[Hiding]) -> None:
        self.nothing.show_hiding(hiding, len(self.conditions) + bool(self._typed))

    @Slot(str)
    def _on_clear(self, key: str) -> None:
        if key == TYPED:
            self.filter_row.show_typed("")
            self._on_typed("")
        else:
            self.set_conditions([each for each in self.conditions if each.key != key])

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        if words.split() != self._typed.split():
            self._typed = words
            self._ask(self.model.listing.order)

    @Slot(object)
    def _on_sort(self, order: Order) -> None:
        self.model.sort_by(order)
        self.table.head.viewport().update()

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()
        self.summary_changed.emit()

    @Slot(object)
    def _on_view(self, view: View) -> None:
        self._typed = ""
        self.filter_row.show_typed("")
        self.filter_row.show_conditions(view.conditions)
        self._ask(view.order)

    @Slot(object)
    def _on_save_requested(self, button: QWidget) -> None:
        self._views.ask_name(button).saved.connect(self.save_view)

    @Slot(str)
    def save_view(self, label: str) -> None:
        """Save the filters and the order as a view of this person's own, and be at it."""
        self._views.save(label, self.conditions, self.model.listing.order)

    @Slot(str)
    def remove_view(self, key: str) -> None:
        """Forget a view this person saved."""
        self._views.remove(key)

    @Slot(object)
    def _on_columns_requested(self, button: QWidget) -> None:
        self._chooser(button).open_below(button)

    @Slot(object)
    def _on_chooser_at(self, point: QPoint) -> None:
        self._chooser(self.table).open_at(point)

    def _chooser(self, parent: QWidget) -> ColumnChooser:
        layout = self.table.layout_of_columns
        return ColumnChooser(self.desk.theme, parent, layout, self.model.columns, self.fields)

    @Slot(int)
    def _on_copied(self, count: int) -> None:
        said = say(self.words.copied_one if count == 1 else self.words.copied)
        self.desk.toasts.show(said.format(n=f"{count:,}"))
