"""What painting many cells needs again and again: fonts, colors, and pictures of what looks the same in many rows."""

from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

MOST_STAMPS = 512
ONE_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
# Letters beside one another may stand wider apart than each alone, by less than this.
KERNED = 1.02
# Around a stamp, for smooth edges.
ROOM = 1


def ink_of(theme: Theme) -> "Ink":
    """The ink of a theme, one for all tables: what one has drawn, the next one copies."""
    return theme.findChild(Ink) or Ink(theme, theme)


class Letters(dict[int, float]):
    """How wide each letter is, by its code; measured when it is first asked for."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, code: int) -> float:
        width = self[code] = self._metrics.horizontalAdvance(chr(code))
        return width


class Ink(QObject):
    """Kept for all tables; everything is made anew when the look changes. `ratio` is that of the screen painted on."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self.ratio = 1.0
        self._fonts: dict[Type, tuple[QFont, QFontMetricsF, Letters]] = {}
        self._colors: dict[str, QColor] = {}
        self._stamps: dict[Hashable, QPixmap] = {}
        self._pixels: dict[float, int] = {}
        theme.changed.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """The look has changed."""
        self._fonts.clear()
        self._colors.clear()
        self._stamps.clear()
        self._pixels.clear()

    def px(self, design: float) -> int:
        """Design pixels at the present text size."""
        pixels = self._pixels.get(design)
        if pixels is None:
            pixels = self._pixels[design] = self.theme.px(design)
        return pixels

    def color(self, token: str) -> QColor:
        """The color of a token."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = self.theme.color(token)
        return color

    def words(self, painter: QPainter, box: QRectF, text: str, type_: Type, token: str) -> None:
        """One line of plain text, cut with an ellipsis where it is too long; measured only where it may be."""
        font, metrics, widths = self._font(type_)
        width = box.width()
        if not _surely_fits(text, widths, width):
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.setFont(font)
        painter.setPen(self.color(token))
        painter.drawText(box, ONE_LINE, text)

    def stamp(self, painter: QPainter, key: Hashable, box: QRectF, draw: Callable[[QPainter, QRectF], object]) -> None:
        """Draw what looks the same wherever `key` is the same: painted once, then copied."""
        size = (box.width(), box.height())
        picture = self._stamps.get((key, size, self.ratio))
        if picture is None:
            picture = self._picture(box, draw)
            if len(self._stamps) >= MOST_STAMPS:
                self._stamps.clear()
            self._stamps[key, size, self.ratio] = picture
        painter.drawPixmap(box.topLeft(), picture)

    def _font(self, type_: Type) -> tuple[QFont, QFontMetricsF, Letters]:
        known = self._fonts.get(type_)
        if known is None:
            metrics = self.theme.metrics(type_)
            known = self._fonts[type_] = (self.theme.font(type_), metrics, Letters(metrics))
        return known

    def _picture(self, box: QRectF, draw: Callable[[QPainter, QRectF], object]) -> QPixmap:
        picture = QPixmap(ceil((box.width() + ROOM) * self.ratio), ceil((box.height() + ROOM) * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw(painter, QRectF(0, 0, box.width(), box.height()))
        painter.end()
        return picture


def _surely_fits(text: str, widths: Letters, width: float) -> bool:
    """Whether a text is not cut at `width`, by the `widths` of its letters; only plain ASCII is sure without asking."""
    return text.isascii() and sum(map(widths.__getitem__, text.encode())) * KERNED <= width
