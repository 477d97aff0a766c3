"""The head of a table: names, the sort arrow, and all of it by keyboard."""

from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.models.listing import Order
from desktop.views.saying import say
from desktop.views.tables.delegate import FIRST_INSET, PADDING
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.keyboard_focus import by_keyboard
from desktop.views.widgets.painting import paint_focus_ring, paint_icon, paint_words

HEAD = 32
ARROW = 13
LEAST = 40
RESIZE_BY = 10
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class TableHeader(QHeaderView):
    """Heads that sort when pressed. By keyboard: Left and Right go along, Enter sorts, with Ctrl they size a column
    and with Ctrl Shift they move it; the menu key chooses columns.

    Signals:
        sort_requested(int): a head was pressed.
        chooser_requested(QPoint): a wish to choose columns, at a point of the screen.
        left_down(): Down was pressed, towards the rows.
    """

    sort_requested = Signal(int)
    chooser_requested = Signal(object)
    left_down = Signal()

    def __init__(self, theme: Theme, model: RecordTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._model = model
        self._at = 0  # the visual place the keyboard is at
        self._by_keyboard = False
        self.setAccessibleName(say("Column heads"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sectionClicked.connect(self.sort_requested)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def first_visible(self) -> int:
        """The visual place of the first column that shows."""
        return self._next(-1, 1)

    def width_of_head(self, column: int) -> int:
        """Pixels that the name of a column needs."""
        words = self._model.columns[column].head_of(self._model.fields)
        left = FIRST_INSET if self.visualIndex(column) == self.first_visible else PADDING
        return ceil(self._theme.metrics(Type.SMALL_MEDIUM).horizontalAdvance(words)) + self._theme.px(left + PADDING)

    def place_of(self, column: int) -> QRect:
        """Where a head is, inside the viewport."""
        return QRect(self.sectionViewportPosition(column), 0, self.sectionSize(column), self.height())

    @Slot()
    def _restyle(self) -> None:
        self.setMinimumSectionSize(self._theme.px(LEAST))
        self.setFixedHeight(self._theme.px(HEAD))
        self.viewport().update()

    def _next(self, visual: int, by: int) -> int:
        at = visual + by
        while 0 <= at < self.count() and self.isSectionHidden(self.logicalIndex(at)):
            at += by
        return at if 0 <= at < self.count() else visual

    def _arrow_of(self, column: int) -> str:
        order: Order = self._model.listing.order
        shown = self._model.columns[column]
        key = shown.order_key(self._model.fields)
        # Newest first is the order of the numbers, too, so the head of the number says it.
        is_number = order.key == "id" and key == "number"
        if key is None or not (key == order.key or is_number):
            return ""
        return "chevron-down" if order.descending else "chevron-up"

    # Qt

    def sizeHint(self) -> QSize:
        # Qt's own would ask for the size of every section, each time anything is laid out.
        return QSize(self._theme.px(LEAST), self._theme.px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:  # noqa: N802 - Qt's name
        theme, box = self._theme, QRectF(rect)
        painter.fillRect(box, theme.color("sunken"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("line-2"))
        visual = self.visualIndex(column)
        left = theme.px(FIRST_INSET if visual == self.first_visible else PADDING)
        inside = box.adjusted(left, 0, -theme.px(PADDING), -1)
        arrow, words = self._arrow_of(column), self._model.columns[column].head_of(self._model.fields)
        room = inside.width() - (theme.px(ARROW + 2) if arrow else 0)
        paint_words(
            painter,
            theme,
            QRectF(inside.topLeft(), QPointF(inside.left() + room, inside.bottom())),
            words,
            Type.SMALL_MEDIUM,
            "ink-3",
        )
        if arrow:
            width = min(theme.width(words, Type.SMALL_MEDIUM), room)
            top = inside.center().y() - theme.px(ARROW) / 2
            paint_icon(painter, theme, QPointF(inside.left() + width + theme.px(2), top), arrow, "ink-3", ARROW)
        if self.hasFocus() and self._by_keyboard and visual == self._at:
            paint_focus_ring(painter, theme, box.adjusted(1, 1, -1, -2), 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = by_keyboard(event)
        if self.isSectionHidden(self.logicalIndex(self._at)):
            self._at = self.first_visible
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.place_of(self.logicalIndex(self._at)).bottomLeft() if by_key else event.pos()
        self.chooser_requested.emit(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, with_ = event.key(), event.modifiers()
        column = self.logicalIndex(self._at)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            if with_ == CONTROL:
                self.resizeSection(column, max(self.minimumSectionSize(), self.sectionSize(column) + by * RESIZE_BY))
            elif with_ == CONTROL | SHIFT:
                self.moveSection(self._at, to := self._next(self._at, by))
                self._at = to
            else:
                self._at = self._next(self._at, by)
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.sort_requested.emit(column)
        elif key == Qt.Key.Key_Down and with_ & Qt.KeyboardModifier.AltModifier:
            self.chooser_requested.emit(self.viewport().mapToGlobal(self.place_of(column).bottomLeft()))
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            event.ignore()

    def corner(self) -> QPoint:
        """The right lower corner on the screen, where the column chooser opens when asked for by a command."""
        return self.viewport().mapToGlobal(self.viewport().rect().bottomRight())
