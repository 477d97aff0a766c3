"""The mark of the product: on top of the side bar, and larger on the cards before the office."""

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.bundled import bundled
from desktop.views.theme.theme import Theme


class ProductMark(QWidget):
    """The mark of the product, 32 by 32."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings: dict[bool, QSvgRenderer] = {}
        self.setAccessibleName("Common Ground")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._drawing(self._theme.is_dark).render(QPainter(self), QRectF(self.rect()))

    def _drawing(self, dark: bool) -> QSvgRenderer:
        if dark not in self._drawings:
            file = bundled("logo", f"mark-{'dark' if dark else 'light'}.svg")
            self._drawings[dark] = QSvgRenderer(str(file), self)
        return self._drawings[dark]
