"""Icons of `resources/icons`, tinted in a color of the palette; small ones get thicker strokes, as designed."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.bundled import bundled

_STROKE = re.compile(r'stroke-width="[\d.]+"')


@cache
def _source(name: str) -> str:
    return bundled("icons", f"{name}.svg").read_text(encoding="utf-8")


def _stroke(size: float) -> float:
    if size <= 14:
        return 2.0
    return 1.85 if size <= 18 else 1.75


def tinted(name: str, color: str, ground: str, size: float, ratio: float) -> QPixmap:
    """The icon in `color`, `size` logical pixels wide for a screen of `ratio`; `ground` shows through its cuts."""
    drawing = _STROKE.sub(f'stroke-width="{_stroke(size)}"', _source(name))
    drawing = drawing.replace("currentColor", color).replace("var(--sheet)", ground)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
