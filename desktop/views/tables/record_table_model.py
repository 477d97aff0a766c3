"""The one table model: the ids of a result in order, rows by the page, exact signals for every change."""

import enum
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from sqlalchemy.orm import Session

from desktop.models.field import Fields
from desktop.models.listing import Listing, Order, is_sealed
from desktop.models.refusal import Refusal
from desktop.store import listing as listings
from desktop.store.changes import Changes
from desktop.store.journal import RowAct, head
from desktop.store.store import Store
from desktop.views.background import Background, Job
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import say
from desktop.views.tables import result
from desktop.views.tables.columns import Cell, Column
from desktop.views.tables.pages import Pages, RowReader, related_kinds
from desktop.views.tables.placing import placed
from desktop.views.tables.row import Row, Writer
from desktop.views.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
FIRST_PAGE = 200
FIRST_PAGE_SECONDS = 0.03
# More records changed at once than this are not placed one by one: the ids are asked for again, beside the window.
MOST_PLACED = 300
HORIZONTAL = Qt.Orientation.Horizontal


class TableRole(enum.IntEnum):
    """What the model tells beside the roles of Qt."""

    RECORD_ID = Qt.ItemDataRole.UserRole + 1
    CELL = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class _AllIds:
    """The question for all ids, asked on a reader's thread."""

    listing: Listing

    def __call__(self, session: Session) -> "tuple[Listing, result.Ids]":
        return self.listing, listings.ids(session, self.listing)


class RecordTableModel(QAbstractTableModel):
    """Records of one kind in a table. Give it a `Listing` with `show_listing`.

    Signals:
        listing_shown(): another question was asked and its first rows stand here.
        completed(): all ids are known now.
        rows_changed(): rows came, went or moved since; the count may be another.
        failed(Refusal): the office could not answer.
    """

    listing_shown = Signal()
    completed = Signal()
    rows_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        background: Background,
        privacy: PrivacyScreen,
        fields: Fields,
        columns: Sequence[Column],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields = fields
        self.columns = tuple(columns)
        self._store = store
        self._background = background
        self._visible = [column for column in columns if not column.is_hidden]
        self._reader = RowReader(store, fields, self._visible)
        self._pages = Pages(store, self._reader, privacy.shown)
        self._ids: result.Ids = array("q")
        self._listing = Listing(fields, zone=self._pages.writer.zone)
        self._related = related_kinds(fields)
        self._job: Job | None = None
        self._is_new = True  # what stands here answers an older question
        self._has_all = False
        self._unplaced: set[int] = set()
        self._since_asked: set[int] = set()
        # All ids are asked for once the first rows are painted: nothing competes with them.
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self._ask_all)
        store.changed.connect(self._on_changed)
        privacy.changed.connect(self.renew_texts)

    # What is shown

    @property
    def listing(self) -> Listing:
        """The question this table answers."""
        return self._listing

    @property
    def ids(self) -> "result.Ids":
        """The ids in order; while not complete, the first ones."""
        return self._ids

    @property
    def writer(self) -> Writer:
        """How values are written now."""
        return self._pages.writer

    @property
    def has_all(self) -> bool:
        """Whether all ids are known, not only the first ones."""
        return self._has_all

    @property
    def is_complete(self) -> bool:
        """Whether all ids of the present question are known."""
        return self._has_all and self._job is None

    def show_listing(self, asked: Listing) -> None:
        """Ask another question: the first rows at once, where the database is quick enough, the others as they come."""
        self._cancel()
        self._listing = replace(asked, zone=self._pages.writer.zone)
        self._unplaced.clear()
        self._is_new, self._has_all = True, False
        first = self._first_page()
        if first is not None:
            self._reset(first)
            self._has_all = len(first) < FIRST_PAGE
            if self._has_all:
                self.completed.emit()
                return
        self._after_painting.start()

    def refresh(self) -> None:
        """Ask the same again and take over the difference: a new day, or conditions that follow from other records."""
        self._cancel()
        self._ask_all()

    @Slot()
    def renew_texts(self) -> None:
        """Write all cells anew: the privacy screen was turned, or it is another day."""
        self._pages.renew_writer()
        self._tell_cells_changed()

    def set_visible(self, columns: Sequence[Column]) -> None:
        """Read and speak only these columns, in this order."""
        if list(columns) != self._visible:
            self._visible = list(columns)
            self._reader.set_columns(columns)
            self._pages.forget_all()
            self._tell_cells_changed()

    def row_of(self, record_id: int) -> int:
        """The row of a record, -1 when it is not here."""
        return result.index_of(self._ids, record_id)

    def record_id(self, row: int) -> int | None:
        """The id of the record in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def record_row(self, row: int) -> Row | None:
        """The values of a row as this person may see them."""
        if not 0 <= row < len(self._ids):
            return None
        try:
            return self._pages.row(self._ids, row)
        except Refusal as refusal:
            self.failed.emit(refusal)
            return None

    def reader_of(self, columns: Sequence[Column]) -> RowReader:
        """Reads rows elsewhere, by the same rules: for copying many."""
        return RowReader(self._store, self.fields, columns)

    def sort_by(self, order: Order) -> None:
        """Ask for the same records in another order."""
        if order != self._listing.order:
            self.show_listing(replace(self._listing, order=order))

    # Answers

    def _first_page(self) -> "result.Ids | None":
        """The first ids, None when they take too long to be waited for."""
        try:
            with (
                self._store.reading() as session,
                listings.within(session, FIRST_PAGE_SECONDS, time.monotonic),
            ):
                return listings.ids(session, self._listing, FIRST_PAGE)
        except TimeoutError:
            return None
        except Refusal as refusal:
            self.failed.emit(refusal)
            return array("q")

    @Slot()
    def _ask_all(self) -> None:
        self._since_asked.clear()
        self._job = self._background.read(_AllIds(self._listing), self._on_all_ids, self._on_failed)

    def _cancel(self) -> None:
        self._after_painting.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_all_ids(self, found: "tuple[Listing, result.Ids]") -> None:
        listing, ids = found
        if listing is not self._listing:
            return
        self._job = None
        if self._is_new:
            self._reset(ids)
        else:
            self._become(ids)
        self._has_all = True
        self._unplaced |= self._since_asked
        if self._unplaced:
            self._place(None)
        self.completed.emit()

    def _on_failed(self, problem: object) -> None:
        self._job = None
        self.failed.emit(problem)

    def _reset(self, ids: "result.Ids") -> None:
        self.beginResetModel()
        self._ids = ids
        self._is_new = False
        self.endResetModel()
        self.listing_shown.emit()

    # Changes

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        own = changes.ids(self.fields.record.kind)
        updated = {row.kind for row in changes.rows if row.act is RowAct.UPDATE} & self._related
        self._pages.forget(own)
        self._unplaced |= own
        self._since_asked |= own
        if updated:
            self._pages.renew_writer() if "office" in updated else self._pages.forget_all()
            self._tell_cells_changed()
        if len(self._unplaced) > MOST_PLACED or self._depends_on(updated) or (own and self._is_sealed_order):
            self._unplaced.clear()
            self.refresh()
        elif self._unplaced and not self._is_new:
            self._place(changes.seq)

    @property
    def _is_sealed_order(self) -> bool:
        key = self._listing.order.key
        return key != "id" and is_sealed(self.fields[key])

    def _depends_on(self, kinds: set[str]) -> bool:
        """Whether which records are here, or their order, may follow from records of these kinds."""
        return bool(kinds) and (bool(self._listing.conditions) or not self._listing.is_by_id)

    def _place(self, seq: int | None) -> None:
        """Put changed records where they belong now. Told of change `seq`, wait while more has been written since:
        among rows that moved unheard of, a place cannot be found."""
        try:
            with self._store.reading() as session:
                if seq is not None and head(session.connection())[0] > seq:
                    return
                target = placed(session, self._listing, self._ids, self._unplaced, is_all=self._has_all)
        except Refusal as refusal:
            self.failed.emit(refusal)
            return
        touched, self._unplaced = self._unplaced, set()
        self._become(target, touched)
        for each in touched:
            if (row := self.row_of(each)) >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _become(self, target: "result.Ids", touched: set[int] | None = None) -> None:
        """Turn what stands here into `target` in exact steps; only `touched`, where given, may be different."""
        was = self._ids
        is_few = touched is not None and len(touched) <= result.FEW
        for step in result.few_steps(was, target, touched or ()) if is_few else result.steps(was, target):
            if isinstance(step, result.Removed):
                self.beginRemoveRows(QModelIndex(), step.first, step.last)
                self._ids = self._ids[: step.first] + self._ids[step.last + 1 :]
                self.endRemoveRows()
            elif isinstance(step, result.Inserted):
                self.beginInsertRows(QModelIndex(), step.first, step.first + len(step.ids) - 1)
                self._ids = self._ids[: step.first] + step.ids + self._ids[step.first :]
                self.endInsertRows()
            elif isinstance(step, result.Moved):
                self._move(step.first, step.to)
            else:
                self._reorder(step.ids)
        if self._ids is not was:
            self.rows_changed.emit()

    def _move(self, first: int, to: int) -> None:
        destination = to + 1 if to > first else to
        self.beginMoveRows(QModelIndex(), first, first, QModelIndex(), destination)
        moved = self._ids[first]
        ids = array("q", self._ids)
        del ids[first]
        ids.insert(to, moved)
        self._ids = ids
        self.endMoveRows()

    def _reorder(self, ids: "result.Ids") -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._ids[index.row()] for index in before]
        self._ids = ids
        places = {each: result.index_of(ids, each) for each in set(kept)}
        after = [self.index(places[each], index.column()) for each, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_cells_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    # Texts

    def cell(self, row: int, place: int) -> Cell:
        """What a cell shows."""
        record = self.record_row(row)
        column = self.columns[place]
        if record is None:
            return Cell()
        cell: Cell = record.kept(place, column.cell_of)
        return cell

    def spoken(self, row: int) -> str:
        """The whole row in words, for a screen reader: the first two columns, then each under its head."""
        said: list[str] = []
        for at, column in enumerate(self._visible):
            cell = self.cell(row, self.columns.index(column))
            text = ", ".join(part for part in (cell.text, cell.under) if part)
            if text:
                said.append(text if at < 2 else f"{column.head_of(self.fields)}: {text}")
        return ", ".join(said)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == TableRole.RECORD_ID:
            return self._ids[index.row()]
        if role == TableRole.CELL:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row(), index.column())
            return plain_tip(cell.tip or cell.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.head_of(self.fields)
        if role == Qt.ItemDataRole.ToolTipRole:
            about = self.fields[column.field]
            return plain_tip(say(about.help or about.label))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and (key := self.columns[column].order_key(self.fields)) is not None:
            self.sort_by(Order(key, order is Qt.SortOrder.DescendingOrder))
