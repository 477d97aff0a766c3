"""The table of records: look, keyboard, selection and scroll that survive every change, copying, a menu."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from desktop.models.field import FieldKind
from desktop.models.listing import Order
from desktop.settings import Settings
from desktop.views.commands import Command
from desktop.views.tables.column_layout import ColumnLayout
from desktop.views.tables.command_menu import command_menu
from desktop.views.tables.delegate import FIRST_INSET, PADDING, ROW, RecordDelegate
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.tables.standing import Standing
from desktop.views.tables.table_header import TableHeader
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.keyboard_focus import by_keyboard
from desktop.views.widgets.painting import paint_focus_ring

KEYS_FOR_MOVING = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
USUAL_NUMBER = len("C26-0142")
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RecordTable(QTableView):
    """Shows a `RecordTableModel`.

    Signals:
        record_opened(id): Enter or a double click.
        current_changed(id): the keyboard or the mouse is at another record; None when there is none.
        selection_changed(): other rows are selected.
        ticked(id): Space was pressed.
        letter_pressed(str): a single letter, which means something only while the list has the focus.
        copy_requested(): Ctrl C.
        sort_requested(Order): a head was pressed.
        chooser_requested(QPoint): a wish to choose columns, at a point of the screen.
    """

    record_opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    ticked = Signal(object)
    letter_pressed = Signal(str)
    copy_requested = Signal()
    sort_requested = Signal(object)
    chooser_requested = Signal(object)

    def __init__(
        self, theme: Theme, settings: Settings, model: RecordTableModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._model = model
        self._by_keyboard = False
        self._commands: Sequence[Command] = ()
        self.setAccessibleName(name)
        self._build_look()
        self.setModel(model)
        self._build_parts()
        self._standing = Standing(self, model)
        self._connect_parts()

    def _build_look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def _build_parts(self) -> None:
        self._head = TableHeader(self._theme, self._model, self)
        self.setHorizontalHeader(self._head)
        self._delegate = RecordDelegate(self._theme, self._model, self)
        self.setItemDelegate(self._delegate)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        kinds = self._model.fields.record.kinds
        self.layout_of_columns = ColumnLayout(self._theme, self._settings, kinds, self._head, self._model.columns)
        self.setTabOrder(self._head, self)
        self._restyle()

    def _connect_parts(self) -> None:
        self._theme.changed.connect(self._restyle)
        self._head.sort_requested.connect(self._on_head_pressed)
        self._head.chooser_requested.connect(self.chooser_requested)
        self._head.left_down.connect(self._on_head_left)
        self.layout_of_columns.changed.connect(self._on_columns_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self._model.listing_shown.connect(self._on_listing_shown)

    # What is selected

    @property
    def current_id(self) -> int | None:
        """The record the keyboard is at."""
        return self._model.record_id(self.currentIndex().row())

    @property
    def selected_count(self) -> int:
        """How many records are selected."""
        return sum(each.height() for each in self._ranges())

    def selected_ids(self) -> list[int]:
        """The selected records from top to bottom."""
        ids = self._model.ids
        ranges = sorted((each.top(), each.bottom()) for each in self._ranges())
        return [each for top, bottom in ranges for each in ids[top : bottom + 1]]

    def select_record(self, record_id: int) -> bool:
        """Go to a record and select it alone; False when it is not in the list."""
        row = self._model.row_of(record_id)
        if row < 0:
            return False
        self.go_to(row)
        return True

    def go_to(self, row: int) -> None:
        """Go to a row and select it alone."""
        index = self._model.index(row, self._delegate.first)
        self.selectionModel().setCurrentIndex(index, SELECT_ROW)
        self.scrollTo(index)

    def select_records(self, ids: Sequence[int]) -> None:
        """Select these records, as far as they are here, beside the current one."""
        chosen = QItemSelection()
        last = len(self._model.columns) - 1
        for row in (self._model.row_of(each) for each in ids):
            if row >= 0:
                chosen.select(self._model.index(row, 0), self._model.index(row, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def set_commands(self, commands: Sequence[Command]) -> None:
        """What the context menu offers."""
        self._commands = tuple(commands)

    @property
    def head(self) -> TableHeader:
        """The head of the table."""
        return self._head

    def _ranges(self) -> list[QItemSelectionRange]:
        # Whole rows are selected, so each range is told once, by its first column.
        return [each for each in self.selectionModel().selection().toList() if each.left() == 0]

    # Slots

    @Slot()
    def _restyle(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self._theme.px(ROW))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.verticalScrollBar().setSingleStep(self._theme.px(ROW))
        self.viewport().update()

    @Slot()
    def _on_listing_shown(self) -> None:
        """Numbers are said aloud and never cut: their column is as wide as the newest of them."""
        self._head.viewport().update()
        for place, column in enumerate(self._model.columns):
            if self._model.fields[column.field].kind is FieldKind.NUMBER and not self._head.isSectionHidden(place):
                text = self._model.cell(0, place).text if self._model.rowCount() else ""
                inset = FIRST_INSET if place == self._delegate.first else PADDING
                room = 4 if len(text) <= USUAL_NUMBER else 10
                width = self._theme.width(text, Type.BODY) + self._theme.px(inset + room)
                self.layout_of_columns.set_least(column.field, round(width))

    @Slot(int)
    def _on_head_pressed(self, place: int) -> None:
        key = self._model.columns[place].order_key(self._model.fields)
        if key is None:
            return
        now = self._model.listing.order
        is_now = now.key == key or (now.key == "id" and key == "number")
        self.sort_requested.emit(Order(key, not now.descending if is_now else key == "number"))

    @Slot()
    def _on_head_left(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_columns_changed(self) -> None:
        shown = self.layout_of_columns.shown
        if shown:
            self._delegate.first = self._model.columns.index(shown[0])
            self._model.set_visible(shown)
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self.current_changed.emit(self._model.record_id(now.row()) if now.isValid() else None)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, now: QItemSelection, before: QItemSelection) -> None:
        self.selection_changed.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.record_opened.emit(self._model.record_id(index.row()))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        key, with_, now = event.key(), event.modifiers(), self.current_id
        plain = with_ in (NO_MODIFIER, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif plain and key in OPENS:
            if now is not None:
                self.record_opened.emit(now)
        elif plain and key == Qt.Key.Key_Space:
            if now is not None:
                self.ticked.emit(now)
        elif plain and key in KEYS_FOR_MOVING and self._letters_act():
            self._step(KEYS_FOR_MOVING[Qt.Key(key)])
        elif plain and event.text().isalpha() and len(event.text()) == 1:
            if self._letters_act():
                self.letter_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Nothing: letters are commands, and to look through all rows would read them all."""

    def _letters_act(self) -> bool:
        return bool(self._settings.value("single_letter_keys"))

    def _step(self, by: int) -> None:
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.go_to(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = command_menu(self._theme, self._commands, self)
        if menu.isEmpty():
            menu.deleteLater()
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = by_keyboard(event)
        was_nowhere = not self.currentIndex().isValid()
        super().focusInEvent(event)  # makes the first row current, and does not select it
        if was_nowhere and self._by_keyboard and self._model.rowCount():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of_columns.fit(self.viewport().width(), self.window().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        width = min(self.viewport().width(), self._head.length() - self._head.offset())
        self._delegate.begin(self.viewport().devicePixelRatioF(), width)
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row >= 0 and self.hasFocus() and self._by_keyboard:
            top, width = self.rowViewportPosition(row), min(self.viewport().width(), self._head.length())
            ring = QRectF(0, top, width, self.rowHeight(row) - 1).adjusted(1, 1, -1, -1)
            paint_focus_ring(QPainter(self.viewport()), self._theme, ring, 4)
