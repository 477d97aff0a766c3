"""The soft shadow under popovers, dialogs and toasts, and the margin it needs."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box

ROOM = 24
_RINGS = 16
# Each ring adds a little, the outer ones least, so that the edge cannot be seen.
_WEIGHT = 2.0 / (_RINGS * (_RINGS + 1))


def paint_shadow(painter: QPainter, theme: Theme, card: QRectF, radius: float) -> None:
    """A shadow around `card`, 8 px down, fading over `ROOM`; no blur effect, so it costs next to nothing."""
    ink = QColor(theme.color("shadow"))
    strength = ink.alphaF()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(_RINGS, 0, -1):
        grow = ring * (ROOM - 8) / _RINGS
        ink.setAlphaF(strength * (_RINGS + 1 - ring) * _WEIGHT)
        painter.setBrush(ink)
        painter.drawRoundedRect(card.adjusted(-grow, -grow + 6, grow, grow + 6), radius + grow, radius + grow)
    painter.restore()


def paint_card(painter: QPainter, theme: Theme, card: QRectF, radius: float, fill: str = "sheet") -> None:
    """A card with its shadow and border."""
    paint_shadow(painter, theme, card, radius)
    paint_box(painter, card, radius, theme.color(fill), theme.color("line-2"))
