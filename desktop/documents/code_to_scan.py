"""A square code that a telephone or scanner reads, drawn as shapes, with its meaning in words for who cannot see it."""

from typing import Any

from reportlab.lib.colors import black

from desktop.documents.blocks import Block
from desktop.documents.paper import Paper
from desktop.documents.structure import Element, alternative


class CodeToScan(Block):
    """A QR code of some text, `side` points wide."""

    def __init__(self, text: str, side: float, meaning: str) -> None:
        super().__init__()
        self._text, self._side, self._meaning = text, side, meaning

    def height_for(self, width: float) -> float:
        """Its side."""
        return self._side

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the dark squares as one shape; rows of them as one rectangle, so that no hairlines show between."""
        from reportlab.graphics.barcode.qr import QrCodeWidget

        widget: Any = QrCodeWidget(self._text.encode("utf-8", "replace").decode("utf-8"), barLevel="M")
        code = widget.qr
        code.make()
        count = code.getModuleCount()
        size = self._side / count
        left, upper = paper.absolutePosition(x, top)
        right, lower = paper.absolutePosition(x + self._side, top - self._side)
        box = f"{left:.2f} {lower:.2f} {right:.2f} {upper:.2f}"
        figure = paper.structure.open("Figure", f"{alternative(self._meaning)}/A<</O/Layout/BBox[{box}]>>")
        with paper.content(figure):
            paper.setFillColor(black)
            path = paper.beginPath()
            for row in range(count):
                column = 0
                while column < count:
                    start = column
                    while column < count and code.isDark(row, column):
                        column += 1
                    if column > start:
                        path.rect(x + start * size, top - (row + 1) * size, (column - start) * size, size)
                    column += 1
            paper.drawPath(path, stroke=0, fill=1)
        paper.structure.close(figure)
