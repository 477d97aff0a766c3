"""A one-line box to type in: the filter of a list, days and words in popovers, the name of a view."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon

ICON = 14


class TextBox(QLineEdit):
    """Plain text with an optional icon in front.

    Signals:
        escaped(): Esc was pressed.
        left_down(): Down was pressed, towards what is below.
    """

    escaped = Signal()
    left_down = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str = "",
        *,
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._small = small
        self._is_wrong = False
        self.setFrame(False)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_wrong(self, is_wrong: bool) -> None:
        """Whether what is typed cannot be understood; the sentence why stands beside."""
        self._is_wrong = is_wrong
        self.update()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self.setFont(self._theme.font(Type.SMALL if self._small else Type.BODY))
        self.setFixedHeight(px(28 if self._small else 32))
        left = px(8 + ICON + 4) if self._icon else px(8)
        self.setTextMargins(left, 0, px(6), 0)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, box = self._theme, QPainter(self), QRectF(self.rect())
        border = "error" if self._is_wrong else "accent" if self.hasFocus() else "field"
        paint_box(painter, box, 6, theme.color("sheet"), theme.color(border), 2.0 if self.hasFocus() else 1.0)
        if self._icon:
            top = box.center().y() - theme.px(ICON) / 2
            paint_icon(painter, theme, QPointF(theme.px(8), top), self._icon, "ink-3", ICON)
        painter.end()
        super().paintEvent(event)
