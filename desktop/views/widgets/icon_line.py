"""IconLine: a small line of facts, each with its icon: where it is, what is kept of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_icon, paint_words
from desktop.views.widgets.tips import plain_tip

ICON, GAP, BETWEEN = 14, 6, 8
DOT = "·"
FEW_LETTERS = 60


class IconLine(QWidget):
    """Where there is little room, the first fact is cut and then left out; the last one stays."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: Sequence[tuple[str, str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show these (icon, words); without words a part is left out."""
        shown = [part for part in parts if part[1]]
        if shown != self._parts:
            self._parts = shown
            self.setAccessibleName(", ".join(words for _, words in shown))
            self._tell_whole()
            self.update()

    # Inside

    def _width(self, words: str) -> float:
        return self._theme.metrics(Type.SMALL).horizontalAdvance(words) + 1

    def _lead(self) -> float:
        return self._theme.px(ICON + GAP)

    def _gap(self) -> float:
        return 2 * self._theme.px(BETWEEN) + self._width(DOT)

    def _room_for_first(self) -> float:
        """What the others leave to the words of the first."""
        others = sum(self._gap() + self._lead() + self._width(words) for _, words in self._parts[1:])
        return self.width() - others - self._lead()

    def _is_cut(self) -> bool:
        return bool(self._parts) and self._room_for_first() < self._width(self._parts[0][1])

    def _tell_whole(self) -> None:
        self.setToolTip(plain_tip(self.accessibleName()) if self._is_cut() else "")

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.line_height(Type.SMALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.line_height(Type.SMALL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, left = QPainter(self), self._theme, self._theme.px, 0.0
        parts, room = list(self._parts), self._room_for_first() if self._parts else 0.0
        if len(parts) > 1 and room < min(px(FEW_LETTERS), self._width(parts[0][1])):
            parts, room = parts[1:], float(self.width())
        for place, (icon, words) in enumerate(parts):
            if place:
                dot = QRectF(left + px(BETWEEN), 0, self._width(DOT), self.height())
                paint_words(painter, theme, dot, DOT, Type.SMALL, "ink-2")
                left += self._gap()
            paint_icon(painter, theme, QPointF(left, (self.height() - px(ICON)) / 2), icon, "ink-2", ICON)
            left += self._lead()
            width = min(self._width(words), room if not place else self.width() - left)
            paint_words(painter, theme, QRectF(left, 0, width, self.height()), words, Type.SMALL, "ink-2")
            left += width
