"""Popover: a small card that opens below what was pressed; Esc or a click beside it closes and frees it."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.shadow import ROOM, paint_card

RADIUS = 10


class Popover(QFrame):
    """A card with a `body` layout. Whoever has the focus gets it back when it closes."""

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM + 1, ROOM + 1, ROOM + 1, ROOM + 1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(6, 6, 6, 6)
        self.body.setSpacing(2)
        column.addLayout(self.body)

    def open_below(self, widget: QWidget) -> None:
        """Show the card under `widget`, or over it where the screen ends."""
        self.open_at(widget.mapToGlobal(QPoint(0, widget.height() + 4)), widget.height() + 8)

    def open_at(self, corner: QPoint, flip: int = 0) -> None:
        """Show the card with its left upper corner at a point of the screen; `flip` is what lies above it."""
        self.fit()
        screen = self.screen().availableGeometry()
        x = min(corner.x(), screen.right() - self.width() + 2 * ROOM) - ROOM
        y = corner.y() - ROOM
        if y + self.height() - ROOM > screen.bottom():
            y = max(screen.top() - ROOM, corner.y() - flip - self.height() + ROOM)
        self.move(max(x, screen.left() - ROOM), y)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.focusNextChild()

    def fit(self) -> None:
        """As large as what stands in it, and no larger than the screen: Qt's own way ends at 2/3 of the screen."""
        column = self.layout()
        assert column is not None
        column.activate()
        wanted, screen = column.totalSizeHint(), self.screen().availableSize()
        width = min(wanted.width(), screen.width() + 2 * ROOM)
        height = column.totalHeightForWidth(width) if column.hasHeightForWidth() else wanted.height()
        self.resize(width, min(height, screen.height() + 2 * ROOM))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        paint_card(QPainter(self), self._theme, card, RADIUS)
