"""A list of choices to tick, with counts: by mouse, Space and Enter, and typed letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_focus_ring, paint_icon, paint_words

ROW = 32
BOX = 16
MOST_SHOWN = 10
WIDTH = 260
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Tick:
    """One choice: its value, its words, whether it is ticked."""

    value: Any
    words: str
    is_on: bool = False


class CheckList(QListView):
    """Choices to tick; where `single`, ticking one unticks the others.

    Signals:
        ticked(values): the values that are ticked now, after somebody changed them.
    """

    ticked = Signal(object)

    def __init__(self, theme: Theme, name: str, *, single: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._single = single
        self._values: list[Any] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_TickDelegate(theme, self, round_=single))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_clicked)

    def set_ticks(self, ticks: Sequence[Tick]) -> None:
        """Offer these choices."""
        self._items.clear()
        self._values = [tick.value for tick in ticks]
        for tick in ticks:
            item = QStandardItem(tick.words)
            item.setEditable(False)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if tick.is_on else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self.setFixedHeight(min(len(ticks), MOST_SHOWN) * self._theme.px(ROW) + 2)
        if ticks:
            at = next((place for place, tick in enumerate(ticks) if tick.is_on), 0)
            self.setCurrentIndex(self._items.index(at, 0))

    def set_counts(self, counts: dict[Any, int]) -> None:
        """Show beside each choice how many records have it."""
        for place, value in enumerate(self._values):
            item = self._items.item(place)
            number = counts.get(value, 0)
            item.setData(number, COUNT_ROLE)
            item.setData(f"{item.text()}, {number}", Qt.ItemDataRole.AccessibleTextRole)

    @property
    def values(self) -> list[Any]:
        """What is ticked."""
        on = Qt.CheckState.Checked
        return [value for at, value in enumerate(self._values) if self._items.item(at).checkState() is on]

    def value_at(self, place: int) -> Any:
        """The value of a choice."""
        return self._values[place]

    def go_to(self, place: int) -> None:
        """Put the keyboard at a choice."""
        self.setCurrentIndex(self._items.index(place, 0))

    def toggle(self, place: int) -> None:
        """Tick or untick one."""
        item = self._items.item(place)
        is_on = item.checkState() is not Qt.CheckState.Checked
        if self._single:
            for other in range(self._items.rowCount()):
                self._items.item(other).setCheckState(Qt.CheckState.Unchecked)
        item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.ticked.emit(self.values)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggle(index.row())

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self.maximumHeight())


class _TickDelegate(QStyledItemDelegate):
    """A box, words, and a count at the right."""

    def __init__(self, theme: Theme, parent: QObject, *, round_: bool) -> None:
        super().__init__(parent)
        self._theme = theme
        self._round = round_

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px, row = self._theme, self._theme.px, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, row, 6, theme.color("hover"), None)
        self._paint_box(painter, row, index)
        count = index.data(COUNT_ROLE)
        number = "" if count is None else f"{count:,}"
        width = theme.width(number, Type.SMALL)
        words = row.adjusted(px(8 + BOX + 10), 0, -px(18) - width, 0)
        paint_words(painter, theme, words, index.data(), Type.BODY, "ink")
        paint_words(painter, theme, row.adjusted(0, 0, -px(10), 0), number, Type.SMALL, "ink-3", RIGHT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, theme, row.adjusted(1, 1, -1, -1), 6)

    def _paint_box(self, painter: QPainter, row: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, size = self._theme, self._theme.px(BOX)
        box = QRectF(row.left() + theme.px(8), row.center().y() - size / 2, size, size)
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        radius = size / 2 if self._round else 4
        fill, border = ("accent", "accent") if is_on else ("sheet", "field")
        paint_box(painter, box, radius, theme.color(fill), theme.color(border), 1.5)
        if is_on:
            mark = theme.px(12)
            corner = QPointF(box.center().x() - mark / 2, box.center().y() - mark / 2)
            paint_icon(painter, theme, corner, "check", "on-accent", 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(ROW))
