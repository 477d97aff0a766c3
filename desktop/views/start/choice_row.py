"""One of several: a wide row with a ring, a strong line and what it means, as on the page about the recovery sheet."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import PRESSING, Pressable

RADIUS = 9


class ChoiceRow(Pressable):
    """Put several into one QButtonGroup: one is on. A row that cannot be chosen says why."""

    def __init__(
        self, theme: Theme, title: str, text: str, parent: QWidget | None = None, *, is_barred: bool = False
    ) -> None:
        super().__init__(theme, RADIUS, parent)
        self._text = text
        self._is_barred = is_barred
        self.setCheckable(not is_barred)
        self.setEnabled(not is_barred)
        self.set_words(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(58))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter goes on to what the page does next; Space and the arrow keys choose.
        if event.key() in PRESSING:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, color = QPainter(self), self.theme.px, self.theme.color
        box = QRectF(self.rect())
        on = self.isChecked()
        fill = "accent-soft" if on else "sunken" if self._is_barred else "hover" if self.underMouse() else "sheet"
        border = "accent" if on else "line-2"
        paint_box(painter, box, RADIUS, color(fill), color(border), 2.0 if on else 1.0, dashed=self._is_barred)
        self._paint_mark(painter, QPointF(px(24), box.center().y()), on)
        words, more = ("ink-3", "ink-3") if self._is_barred else ("ink", "ink-2")
        left, wide = px(46), box.width() - px(60)
        top = box.top() + px(9)
        paint_words(painter, self.theme, QRectF(left, top, wide, px(20)), self.words, Type.BODY_STRONG, words)
        paint_words(painter, self.theme, QRectF(left, top + px(20), wide, px(18)), self._text, Type.BODY, more)

    def _paint_mark(self, painter: QPainter, center: QPointF, on: bool) -> None:
        px, color = self.theme.px, self.theme.color
        if self._is_barred:
            at = QPointF(center.x() - px(10), center.y() - px(8))
            paint_icon(painter, self.theme, at, "x", "ink-3", 16)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(center.x() - px(10), center.y() - px(10), px(20), px(20))
        paint_box(painter, ring, px(10), color("sheet"), color("accent" if on else "field"), 1.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(center, px(5), px(5))
