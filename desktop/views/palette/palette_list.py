"""The list of the palette: its model, how a row is drawn, and the list itself."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.views.palette.entries import Entry
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ROW, HEADING = 34, 28
ENTER = "Enter"


class PaletteModel(QAbstractListModel):
    """The rows the palette shows now; headings cannot be chosen."""

    EntryRole = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Entry] = []

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Show other rows."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def next_choice(self, row: int, by: int) -> int:
        """The next row that can be chosen, going round; -1 when there is none."""
        count = len(self._rows)
        for step in range(1, count + 1):
            at = (row + by * step) % count
            if self._rows[at].is_choice:
                return at
        return -1

    # Qt

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(entry.title)
        return entry if role == self.EntryRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        if not entry.is_choice:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class PaletteDelegate(QStyledItemDelegate):
    """Draws headings, and rows of icon, title, aside and keys."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(PaletteModel.EntryRole)
        return QSize(100, self._theme.px(HEADING if entry.is_heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(PaletteModel.EntryRole)
        box, px = QRectF(option.rect), self._theme.px
        if entry.is_heading:
            words = QRectF(box.left() + px(16), box.bottom() - px(20), box.width() - px(24), px(16))
            paint_words(painter, self._theme, words, entry.title, Type.SMALL_MEDIUM, "ink-3")
            return
        card = box.adjusted(px(6), 0, -px(6), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, card, px(6), self._theme.color("accent-soft"), self._theme.color("accent-line"))
        elif option.state & QStyle.StateFlag.State_MouseOver and entry.is_choice:
            paint_box(painter, card, px(6), self._theme.color("hover"), None)
        self._paint_row(painter, card, entry, bool(option.state & QStyle.StateFlag.State_Selected))

    def _paint_row(self, painter: QPainter, card: QRectF, entry: Entry, is_current: bool) -> None:
        px, middle = self._theme.px, card.center().y()
        if entry.icon:
            paint_icon(painter, self._theme, QPointF(card.left() + px(10), middle - px(8)), entry.icon, "ink-2", 16)
        right = card.right() - px(10)
        if keys := entry.keys or (ENTER if is_current else ""):
            width = round(self._theme.width(keys, Type.SMALL_MEDIUM)) + px(11)
            key = QRectF(right - width, round(middle - px(9)), width, px(18))
            paint_box(painter, key, px(4), self._theme.color("sunken"), self._theme.color("line-2"))
            paint_words(painter, self._theme, key, keys, Type.SMALL_MEDIUM, "ink-3", Qt.AlignmentFlag.AlignCenter)
            right = key.left() - px(10)
        left = card.left() + (px(36) if entry.icon else px(10))
        aside = self._theme.width(entry.aside, Type.BODY) + 2 if entry.aside else 0
        token = "ink" if entry.is_choice else "ink-2"
        room = max(0.0, right - left - (aside + px(6) if aside else 0))
        title = min(self._theme.width(entry.title, Type.BODY) + 2, room)
        paint_words(painter, self._theme, QRectF(left, card.top(), title, card.height()), entry.title, Type.BODY, token)
        if aside:
            at = QRectF(left + title + px(4), card.top(), aside, card.height())
            paint_words(painter, self._theme, at, entry.aside, Type.BODY, "ink-3")


class PaletteList(QListView):
    """Shows the rows; the keyboard stays in the field above."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("palette-list")
        self.setAccessibleName(say("What was found"))
        self.setModel(model := PaletteModel(self))
        self.rows = model
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        # It paints its ground itself, so that what lies below the palette need not be painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._restyle)

    def content_height(self) -> int:
        """How high all rows are together."""
        px = self._theme.px
        entries = (self.rows.entry(row) for row in range(self.rows.rowCount()))
        return sum(px(HEADING if entry.is_heading else ROW) for entry in entries if entry is not None)

    def choose(self, row: int) -> None:
        """Mark a row; the heading above the first one stays in sight."""
        index = self.rows.index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if row >= 0:
            self.scrollTo(self.rows.index(0, 0) if row <= 1 else index)

    @Slot()
    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), self._theme.color("sheet"))
        super().paintEvent(event)
