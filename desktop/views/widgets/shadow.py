"""The soft shadow under popovers, dialogs and toasts, and the margin it needs."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box

ROOM = 24
_RINGS = 16
_DOWN = 6
# Each ring adds a little, the outer ones least, so that the edge cannot be seen.
_WEIGHT = 2.0 / (_RINGS * (_RINGS + 1))
# Whole pixels of the screen at 125, 150 and 175 %, too.
_WHOLE = 4


def paint_shadow(painter: QPainter, theme: Theme, card: QRectF, radius: float) -> None:
    """A shadow around `card`, 6 px down, fading over `ROOM`; inside the card it is not whole, for that covers it.

    Its corners and edges look the same around every card: they are painted once for a small one and then copied.
    """
    corner = _corner(radius)
    if min(card.width(), card.height()) + 2 * ROOM < 2 * corner + _WHOLE:
        _paint_rings(painter, theme.color("shadow"), card, radius)
        return
    picture = _picture(theme.color("shadow").rgba(), radius, painter.device().devicePixelRatioF())
    around = card.adjusted(-ROOM, -ROOM, ROOM, ROOM)
    across = _thirds(around.left(), around.width(), corner)
    down = _thirds(around.top(), around.height(), corner)
    for column, (left, width, from_left, from_width) in enumerate(across):
        for row, (top, height, from_top, from_height) in enumerate(down):
            if (column, row) != (1, 1):
                part = _scaled(QRectF(from_left, from_top, from_width, from_height), picture.devicePixelRatioF())
                painter.drawImage(QRectF(left, top, width, height), picture, part)


def paint_card(painter: QPainter, theme: Theme, card: QRectF, radius: float, fill: str = "sheet") -> None:
    """A card with its shadow and border."""
    paint_shadow(painter, theme, card, radius)
    paint_box(painter, card, radius, theme.color(fill), theme.color("line-2"))


def _corner(radius: float) -> int:
    """How wide and high a corner of the picture is: beyond it an edge looks the same all along."""
    return ceil((ROOM + radius + _DOWN + 1) / _WHOLE) * _WHOLE


def _thirds(start: float, length: float, corner: int) -> list[tuple[float, float, float, float]]:
    """Corner, edge and corner along one side: where and how long on the painter, where and how long in the picture."""
    return [
        (start, corner, 0, corner),
        (start + corner, length - 2 * corner, corner, _WHOLE),
        (start + length - corner, corner, corner + _WHOLE, corner),
    ]


def _scaled(rect: QRectF, ratio: float) -> QRectF:
    return QRectF(rect.left() * ratio, rect.top() * ratio, rect.width() * ratio, rect.height() * ratio)


@lru_cache(maxsize=32)
def _picture(rgba: int, radius: float, ratio: float) -> QImage:
    side = 2 * _corner(radius) + _WHOLE
    picture = QImage(ceil(side * ratio), ceil(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint_rings(painter, QColor.fromRgba(rgba), QRectF(ROOM, ROOM, side - 2 * ROOM, side - 2 * ROOM), radius)
    painter.end()
    return picture


def _paint_rings(painter: QPainter, ink: QColor, card: QRectF, radius: float) -> None:
    strength = ink.alphaF()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(_RINGS, 0, -1):
        grow = ring * (ROOM - 8) / _RINGS
        ink.setAlphaF(strength * (_RINGS + 1 - ring) * _WEIGHT)
        painter.setBrush(ink)
        painter.drawRoundedRect(card.adjusted(-grow, _DOWN - grow, grow, _DOWN + grow), radius + grow, radius + grow)
    painter.restore()
