"""One thing to tick off, with its words beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import PRESSING, Pressable

SIDE = 18
GAP = 10


class TickBox(Pressable):
    """Space or the mouse tick it; Enter goes on to what the page does next."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, 5, parent)
        self.setCheckable(True)
        self.set_words(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        words = self.theme.width(self.words, Type.BODY)
        return QSize(round(words) + self.theme.px(SIDE + GAP) + 4, max(24, self.theme.px(24)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSING:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, on = QPainter(self), self.theme.px, self.isChecked()
        middle = self.height() / 2
        square = QRectF(0, middle - px(SIDE) / 2, px(SIDE), px(SIDE))
        fill, border = ("accent", "accent") if on else ("sheet", "field" if self.isEnabled() else "line-2")
        paint_box(painter, square, 5, self.theme.color(fill), self.theme.color(border), 1.5)
        if on:
            at = QPointF(square.center().x() - px(6.5), square.center().y() - px(6.5))
            paint_icon(painter, self.theme, at, "check", "on-accent", 13)
        words = QRectF(px(SIDE + GAP), 0, self.width() - px(SIDE + GAP), self.height())
        paint_words(painter, self.theme, words, self.words, Type.BODY, "ink" if self.isEnabled() else "ink-3")
