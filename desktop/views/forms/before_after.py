"""Before and after, side by side: two boxes with an arrow between, as high as what they hold."""

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon

GAP, ARROW, RADIUS = 8, 14, 6
UPRIGHT, SIDE = 5, 9
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
        self.setAccessibleName(f"{before}, then {after}" if is_change else f"{before}. {after}")
        theme.changed.connect(self._restyle)

    def set_texts(self, before: str, after: str) -> None:
        """Show other values."""
        self._texts = (_cut(before), _cut(after))
        self.setAccessibleName(f"{before}, then {after}")
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _widths(self, width: float) -> tuple[float, float]:
        px = self._theme.px
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
        pairs = zip(self._texts, self._widths(width), strict=True)
        highest = max(self._text_height(text, each) for text, each in pairs)
        return round(max(highest, self._theme.px(17)) + 2 * self._theme.px(UPRIGHT) + 2)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > self._theme.px(100) else self._theme.px(300)
        return QSize(self._theme.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        first, second = self._widths(self.width())
        right = self.width() - second
        self._paint(painter, 0.0, first, self._texts[0], quiet=self._is_change)
        self._paint(painter, right, second, self._texts[1], quiet=False)
        if self._is_change:
            at = QPointF(first + (right - first - px(ARROW)) / 2, (self.height() - px(ARROW)) / 2)
            paint_icon(painter, self._theme, at, "arrow-right", "ink-3", ARROW)

    def _paint(self, painter: QPainter, left: float, width: float, text: str, *, quiet: bool) -> None:
        theme, px = self._theme, self._theme.px
        height = self._text_height(text, width) + 2 * px(UPRIGHT) + 2
        box = QRectF(left, (self.height() - height) / 2, width, height)
        paint_box(painter, box, RADIUS, theme.color("sunken" if quiet else "sheet"), theme.color("line-2"))
        painter.setPen(theme.color("ink-3" if quiet else "ink"))
        self._laid_out(text, width).draw(painter, QPointF(left + px(SIDE), box.top() + px(UPRIGHT) + 1))


def _lines(layout: QTextLayout) -> range:
    return range(max(layout.lineCount(), 1))


def _cut(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
