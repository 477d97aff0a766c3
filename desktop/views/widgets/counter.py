"""A number with a button for one less and one for one more."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.words import Words


class Counter(QWidget):
    """Counts by ones.

    Signals:
        stepped(int): +1 or -1 was pressed.
    """

    stepped = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._less = Button(theme, icon="minus", tip=say("{name}, one less", name=name), look=Look.GHOST, parent=self)
        self._number = Words(theme, "0", Type.PANEL_TITLE, parent=self)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumWidth(theme.px(30))
        self._more = Button(theme, icon="plus", tip=say("{name}, one more", name=name), look=Look.GHOST, parent=self)
        self._less.clicked.connect(self._on_less)
        self._more.clicked.connect(self._on_more)
        for part in (self._less, self._number, self._more):
            row.addWidget(part)
        theme.changed.connect(self.update)
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show this number."""
        self._number.set_words(str(number))
        self._number.setAccessibleName(f"{self._name}: {number}")
        self._less.setEnabled(number > 0)

    @Slot()
    def _on_less(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_more(self) -> None:
        self.stepped.emit(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), 7, self._theme.color("sheet"), self._theme.color("field"))
