"""Tick: a box with words, strong ones first, that is on or off."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import PRESSING, Pressable

BOX = 18
GAP = 10


class Tick(Pressable):
    """A checkbox painted like the rest: `strong` names it, `quiet` says when."""

    def __init__(self, theme: Theme, strong: str, quiet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, 6, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(strong, quiet)

    def say(self, strong: str, quiet: str = "") -> None:
        """Show other words."""
        self._quiet = quiet
        self.set_words(strong)
        self.setAccessibleName(f"{strong} {quiet}".strip())
        self.restyle()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), max(24, self.theme.px(24)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSING:  # Enter is the dialog's
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, on = QPainter(self), self.theme.px, self.isChecked()
        middle = self.height() / 2
        box = QRectF(1, middle - px(BOX) / 2, px(BOX), px(BOX))
        fill, border = ("accent", "accent") if on else ("sheet", "field")
        paint_box(painter, box, 4, self.theme.color(fill), self.theme.color(border), 1.5)
        if on:
            at = QPointF(box.center().x() - px(6.5), box.center().y() - px(6.5))
            paint_icon(painter, self.theme, at, "check", "on-accent", 13)
        left = box.right() + px(GAP)
        words = QRectF(left, 0, self.width() - left, self.height())
        paint_words(painter, self.theme, words, self.words, Type.BODY_STRONG)
        wide = self.theme.width(self.words + " ", Type.BODY_STRONG)
        rest = QRectF(left + wide, 0, max(self.width() - left - wide, 0), self.height())
        paint_words(painter, self.theme, rest, self._quiet, Type.BODY, "ink-3")
