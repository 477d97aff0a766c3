"""Panels and rules: rounded grounds with a hairline border, and the hairlines themselves."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box


class Panel(QFrame):
    """A ground in the color of `fill` with a border of `border`; empty tokens paint nothing."""

    def __init__(
        self,
        theme: Theme,
        fill: str = "sheet",
        border: str = "line-2",
        radius: float = 8,
        *,
        dashed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fill = fill
        self._border = border
        self._radius = radius
        self._dashed = dashed
        theme.changed.connect(self._repaint)

    def set_tokens(self, fill: str, border: str) -> None:
        """Another ground and border."""
        self._fill, self._border = fill, border
        self.update()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._theme.color(self._fill) if self._fill else None
        border = self._theme.color(self._border) if self._border else None
        paint_box(painter, QRectF(self.rect()), self._radius, fill, border, dashed=self._dashed)


class Rule(QWidget):
    """A hairline, lying by default."""

    def __init__(
        self,
        theme: Theme,
        token: str = "line",
        *,
        upright: bool = False,
        thickness: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token = token
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if upright:
            self.setFixedWidth(thickness)
            self.setSizePolicy(fixed, free)
        else:
            self.setFixedHeight(thickness)
            self.setSizePolicy(free, fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._repaint)

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color(self._token))
