"""The mark of Common Ground, drawn on paper from its own file."""

import math
import re
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop.bundled import bundled


def draw_mark(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the shapes of `resources/logo/mark-light.svg` in a square of `size` points, (x, y) at its lower left."""
    svg = bundled("logo", "mark-light.svg").read_text(encoding="utf-8")
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / 64, -size / 64)
    for color, shape in re.findall(r'<path fill="(#\w+)" d="([^"]+)"', svg):
        canvas.setFillColor(HexColor(color))
        path = canvas.beginPath()
        _follow(path, shape)
        canvas.drawPath(path, stroke=0, fill=1)
    bar = r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="([\d.]+)"'
    for color, *numbers in re.findall(bar, svg):
        left, top, width, height, radius = map(float, numbers)
        canvas.setFillColor(HexColor(color))
        canvas.roundRect(left, top, width, height, radius, stroke=0, fill=1)
    canvas.restoreState()


def _follow(path: Any, shape: str) -> None:
    """Draw a path made of M, H, Z and circular A, all absolute, as in our marks."""
    x = y = 0.0
    for command, given in re.findall(r"([MAHZ])([^MAHZ]*)", shape):
        numbers = [float(number) for number in given.split()] if command != "M" else []
        match command:
            case "M":
                x, y = (float(number) for number in given.split())
                path.moveTo(x, y)
            case "H":
                x = numbers[0]
                path.lineTo(x, y)
            case "A":
                radius, _, _, large, sweep, to_x, to_y = numbers
                _arc(path, (x, y), (to_x, to_y), radius, large == 1, sweep == 1)
                x, y = to_x, to_y
            case "Z":
                path.close()


def _arc(
    path: Any, start: tuple[float, float], end: tuple[float, float], radius: float, large: bool, sweep: bool
) -> None:
    """A circular arc from end points, as SVG gives it (SVG 1.1, appendix F.6.5)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    apart = math.hypot(dx, dy)
    high = math.sqrt(max(radius**2 - apart**2 / 4, 0)) * (1 if large != sweep else -1)
    x = (start[0] + end[0]) / 2 - high * dy / apart
    y = (start[1] + end[1]) / 2 + high * dx / apart
    first = math.degrees(math.atan2(start[1] - y, start[0] - x))
    turn = (math.degrees(math.atan2(end[1] - y, end[0] - x)) - first) % 360
    path.arcTo(x - radius, y - radius, x + radius, y + radius, first, turn if sweep else turn - 360)
