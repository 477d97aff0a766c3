"""The frame around what is typed."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box


class CaptureBox(QWidget):
    """Ochre while an earlier line is written anew."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editing = False
        theme.changed.connect(self.update)

    def set_editing(self, editing: bool) -> None:
        """Whether an earlier line is in the bar."""
        if editing != self._editing:
            self._editing = editing
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        border = self._theme.color("ochre" if self._editing else "accent")
        paint_box(QPainter(self), QRectF(self.rect()), 9, self._theme.color("sheet"), border, 2.0)
