"""Suggestions: the list that opens under a field while somebody types, without taking the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.shadow import ROOM, paint_card

ROW, MOST_ROWS, LEAST_WIDTH = 34, 8, 200
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row: what picking it gives, its words, a quieter note at the right, an icon."""

    key: Any
    label: str
    note: str = ""
    icon: str = ""
    token: str = "ink-2"


class Suggestions(QFrame):
    """A card over the window, below a field or above it; the field keeps the keyboard and moves the choice.

    Signals:
        picked(object): the Suggestion that was clicked.
        closed(): the list went away.
    """

    picked = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, field: QWidget, name: str) -> None:
        super().__init__(field.window())
        self._window = field.window()
        self._theme = theme
        self._field = field
        self._rows = _Rows(self)
        self._list = QListView(self)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_Painter(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.viewport().setAutoFillBackground(False)
        self._list.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM + 6, ROOM + 6, ROOM + 6, ROOM + 6)
        column.addWidget(self._list)
        self._list.clicked.connect(self._on_clicked)
        self._list.entered.connect(self._list.setCurrentIndex)
        self._window.installEventFilter(self)

    def show_rows(self, rows: Sequence[Suggestion], current: int | None = 0) -> None:
        """Show these, one of them chosen, or none yet; nothing to show closes the list."""
        self._rows.show(rows)
        if not rows:
            self.close()
            return
        self._place()
        self.show()
        self.raise_()
        place = -1 if current is None else min(max(current, 0), len(rows) - 1)
        self._list.setCurrentIndex(self._rows.index(place) if place >= 0 else QModelIndex())

    @property
    def current(self) -> Suggestion | None:
        """The chosen row."""
        return self._rows.at(self._list.currentIndex())

    @property
    def labels(self) -> list[str]:
        """The words of all rows."""
        return [row.label for row in self._rows.rows]

    def move_by(self, step: int) -> None:
        """Choose another row, and say it to screen readers."""
        row = min(max(self._list.currentIndex().row() + step, 0), len(self._rows.rows) - 1)
        self._list.setCurrentIndex(self._rows.index(row))
        if (chosen := self.current) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, chosen.label))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if (chosen := self._rows.at(index)) is not None:
            self.picked.emit(chosen)

    def _place(self) -> None:
        window, px = self._window, self._theme.px
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        width = max(self._field.width(), px(LEAST_WIDTH))
        under, over = window.height() - corner.y(), corner.y() - self._field.height() - 8
        wanted = min(len(self._rows.rows), MOST_ROWS) * px(ROW) + 14
        height = min(wanted, max(under, over) - 8)
        x = max(4, min(corner.x(), window.width() - width - 8))
        y = corner.y() if height <= under or under >= over else over - height
        self.setGeometry(x - ROOM, y - ROOM, width + 2 * ROOM, height + 2 * ROOM)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        gone = (QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Close, QEvent.Type.WindowDeactivate)
        if self.isVisible() and watched is self._window and event.type() in gone:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: Any) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        paint_card(QPainter(self), self._theme, card, 10)


class _Rows(QAbstractListModel):
    """The suggestions as rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Suggestion] = []

    def show(self, rows: Sequence[Suggestion]) -> None:
        """Hold others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def at(self, index: Index) -> Suggestion | None:
        """The suggestion of a row."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}, {row.note}" if row.note else row.label
        return None


class _Painter(QStyledItemDelegate):
    """Paints a row: icon, words, note."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        row = model.at(index)
        if row is None:
            return
        theme, px, box = self._theme, self._theme.px, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, box, 6, theme.color("accent-soft"), theme.color("accent-line"))
        left = box.left() + px(10)
        if row.icon:
            paint_icon(painter, theme, QPointF(left, box.center().y() - px(8)), row.icon, row.token)
            left += px(26)
        right = box.right() - px(10)
        if row.note:
            width = min(theme.width(row.note, Type.SMALL) + 2, (right - left) / 2)
            note = QRectF(right - width, box.top(), width, box.height())
            paint_words(painter, theme, note, row.note, Type.SMALL, "ink-3")
            right -= width + px(8)
        paint_words(painter, theme, QRectF(left, box.top(), right - left, box.height()), row.label)
