"""The ring around what has the keyboard: 2 px wide, 2 px outside, following its widget wherever it goes."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_focus_ring

MARGIN = 4


class _RingStyle(QProxyStyle):
    """Gives the frame room for the ring."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return MARGIN
        return super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """Drawn around one widget while it has the keyboard focus."""

    def __init__(self, theme: Theme, around: QWidget, radius: float) -> None:
        super().__init__(around)
        self._theme = theme
        self._radius = radius
        self._style = _RingStyle("Fusion")
        self.setStyle(self._style)
        self.setWidget(around)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_focus_ring(painter, self._theme, QRectF(self.rect()), self._radius + 2)
