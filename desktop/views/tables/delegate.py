"""The delegate of all record tables: row ground, selection bar, hairline, and the cell in its look."""

from math import floor

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.tables.cell_painting import paint_cell
from desktop.views.tables.ink import ink_of
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.theme.theme import Theme

ROW = 41
FIRST_INSET = 20
PADDING = 6
BAR = 3


class RecordDelegate(QStyledItemDelegate):
    """Draws what the model's cells say.

    `hovered` is the row under the mouse, -1 for none; `first` the column that stands at the left, with inset and bar.
    """

    def __init__(self, theme: Theme, model: RecordTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.ink = ink_of(theme)
        self.hovered = -1
        self.first = 0
        self._width = 0
        self._row = -1
        self._is_selected = False

    def begin(self, ratio: float, width: int) -> None:
        """Painting begins, row by row, on a screen of this ratio; rows are so wide."""
        self.ink.ratio, self._width, self._row = ratio, width, -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRectF = QRectF(option.rect)
        row, column, ink = index.row(), index.column(), self.ink
        if row != self._row:
            self._row = row
            self._is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, QRectF(0, rect.top(), self._width, rect.height()))
        elif self._is_selected:  # where Qt has just filled the cell with a ground of its own
            self._paint_ground(painter, rect)
        selected = self._is_selected
        is_first = column == self.first
        if selected and is_first:
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR, rect.height() - 1), ink.color("accent"))
        box = rect.adjusted(ink.px(FIRST_INSET if is_first else PADDING), 0, -ink.px(PADDING), -1)
        if box.width() > 0:
            cell = self._model.cell(row, column)
            paint_cell(painter, ink, box, cell, self._model.columns[column].look, selected)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        """Under the whole row at once where it can be: whole rows are selected, and cells come row by row."""
        ink = self.ink
        ground = "accent-soft" if self._is_selected else "hover" if self._row == self.hovered else "sheet"
        painter.fillRect(rect, ink.color(ground))
        painter.fillRect(hairline(rect, ink.ratio), ink.color("line"))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW))


def hairline(rect: QRectF, ratio: float) -> QRectF:
    """A line along the foot of `rect`, as thick for every row: whole pixels of the screen, also at 125 and 150 %."""
    thick = max(1, floor(ratio)) / ratio
    bottom = floor(rect.bottom() * ratio) / ratio
    return QRectF(rect.left(), bottom - thick, rect.width(), thick)
