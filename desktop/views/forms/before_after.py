"""Before and after, side by side: two boxes with an arrow between, as high as what they hold."""

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon

GAP, ARROW, RADIUS = 8, 14, 6
UPRIGHT, SIDE = 5, 9
STACKED_BELOW = 200
# The new value has more room than the old one.
SHARE = 1.35
LINE_BREAK = "\u2028"
MOST = 1200  # letters; what is longer is cut here and whole in the record


class BeforeAfter(QWidget):
    """Two plain texts; for words as spoken both are set in the serif."""

    def __init__(
        self,
        theme: Theme,
        before: str,
        after: str,
        *,
        is_change: bool = True,
        verbatim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = (_cut(before), _cut(after))
        self._is_change = is_change
        self._type = Type.QUOTE if verbatim else Type.SMALL
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(
            say("{before}, then {after}", before=before, after=after) if is_change else f"{before}. {after}"
        )
        theme.changed.connect(self._restyle)

    def set_texts(self, before: str, after: str) -> None:
        """Show other values."""
        self._texts = (_cut(before), _cut(after))
        self.setAccessibleName(say("{before}, then {after}", before=before, after=after))
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _is_stacked(self, width: float) -> bool:
        """Large text in a narrow pane: one above the other, so that a box holds more than a word."""
        return width < self._theme.px(STACKED_BELOW)

    def _widths(self, width: float) -> tuple[float, float]:
        px = self._theme.px
        if self._is_stacked(width):
            return width, width
        arrow = px(ARROW) + px(GAP) if self._is_change else 0
        room = max(width - arrow - px(GAP), px(40))
        share = SHARE if self._is_change else 1.0
        first = room / (1 + share)
        return first, room - first

    def _text_height(self, text: str, width: float) -> float:
        return len(_lines(self._laid_out(text, width))) * self._line_height()

    def _laid_out(self, text: str, width: float) -> QTextLayout:
        """Lines as wide as the box, broken between words where that is possible."""
        layout = QTextLayout(text.replace("\n", LINE_BREAK), self._theme.font(self._type))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        line_height, top = self._line_height(), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - 2 * self._theme.px(SIDE), 20))
            line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
            top += line_height
        layout.endLayout()
        return layout

    def _line_height(self) -> int:
        return self._theme.px(21 if self._type is Type.QUOTE else 17)

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self._box_heights(width)
        if self._is_stacked(width):
            return round(sum(heights) + self._theme.px(ARROW) + 4)
        return round(max(heights))

    def _box_heights(self, width: float) -> tuple[float, float]:
        first, second = (
            self._text_height(text, each) + 2 * self._theme.px(UPRIGHT) + 2
            for text, each in zip(self._texts, self._widths(width), strict=True)
        )
        return first, second

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > self._theme.px(100) else self._theme.px(300)
        return QSize(self._theme.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, theme = QPainter(self), self._theme.px, self._theme
        widths, heights = self._widths(self.width()), self._box_heights(self.width())
        if self._is_stacked(self.width()):
            boxes = [QRectF(0, 0, widths[0], heights[0])]
            boxes.append(QRectF(0, self.height() - heights[1], widths[1], heights[1]))
            at = QPointF(px(SIDE), heights[0] + 2)
        else:
            tops = [(self.height() - height) / 2 for height in heights]
            right = self.width() - widths[1]
            boxes = [QRectF(0, tops[0], widths[0], heights[0]), QRectF(right, tops[1], widths[1], heights[1])]
            at = QPointF(widths[0] + (right - widths[0] - px(ARROW)) / 2, (self.height() - px(ARROW)) / 2)
        for box, text, quiet in zip(boxes, self._texts, (self._is_change, False), strict=True):
            self._paint(painter, box, text, quiet=quiet)
        if self._is_change:
            icon = "arrow-down" if self._is_stacked(self.width()) else "arrow-right"
            paint_icon(painter, theme, at, icon, "ink-3", ARROW)

    def _paint(self, painter: QPainter, box: QRectF, text: str, *, quiet: bool) -> None:
        theme, px = self._theme, self._theme.px
        paint_box(painter, box, RADIUS, theme.color("sunken" if quiet else "sheet"), theme.color("line-2"))
        painter.setPen(theme.color("ink-3" if quiet else "ink"))
        at = QPointF(box.left() + px(SIDE), box.top() + px(UPRIGHT) + 1)
        self._laid_out(text, box.width()).draw(painter, at)


def _lines(layout: QTextLayout) -> range:
    return range(max(layout.lineCount(), 1))


def _cut(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
