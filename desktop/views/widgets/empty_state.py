"""An empty list: a drawing, what is missing, why it matters, and up to three ways to begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words

TEXT_WIDTH = 430
WAY_WIDTH = 420
WAY_HEIGHT = 60
CENTER = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Way:
    """One way to begin, with its key."""

    icon: str
    title: str
    text: str
    keys: str
    run: Callable[[], object]


class EmptyState(QWidget):
    """What stands where a list would be, as long as there is nothing."""

    def __init__(
        self, theme: Theme, title: str, text: str, ways: Sequence[Way] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scrolled = ScrolledColumn(title, self)  # in large text on a small screen it is higher than its place
        whole.addWidget(scrolled)
        column = scrolled.column
        column.setContentsMargins(20, 20, 20, 50)
        column.addStretch(1)
        column.addWidget(_Notebook(theme), 0, CENTER)
        column.addSpacing(20)
        column.addWidget(Words(theme, title, Type.TAB_TITLE), 0, CENTER)
        column.addSpacing(6)
        self._text = Words(theme, text, Type.LARGE, "ink-2", wraps=True)
        self._text.setAlignment(CENTER)
        column.addWidget(self._text, 0, CENTER)
        column.addSpacing(22)
        self.ways = [WayButton(theme, way) for way in ways]
        for button in self.ways:
            column.addWidget(button, 0, CENTER)
            column.addSpacing(8)
        column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """As wide as the design says, or as there is room."""
        room = max(self.width() - 40, 0) or self._theme.px(TEXT_WIDTH)
        width = min(self._theme.px(TEXT_WIDTH), room)
        self._text.setFixedWidth(width)
        # Centered in its column, a label of several lines would be given the height of one.
        self._text.setMinimumHeight(self._text.heightForWidth(width))
        for button in self.ways:
            button.setFixedWidth(min(self._theme.px(WAY_WIDTH), room))

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class WayButton(Pressable):
    """A card that begins something."""

    def __init__(self, theme: Theme, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(theme, 9, parent)
        self._way = way
        self.set_words(way.title)
        self.setAccessibleName(way.title)
        self.setAccessibleDescription(f"{way.text}. {way.keys}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(way.run)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(WAY_WIDTH), self.theme.px(WAY_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        ground = "hover" if self.underMouse() or self.isDown() else "sheet"
        paint_box(painter, box, 9, theme.color(ground), theme.color("line-2"))
        middle = box.center().y()
        paint_icon(painter, theme, QPointF(px(15), middle - px(10)), self._way.icon, "accent", 20)
        key = theme.width(self._way.keys, Type.SMALL_MEDIUM) + px(10)
        lines = box.adjusted(px(47), 0, -px(13) - key - px(10), 0)
        top = QRectF(lines.left(), middle - px(18), lines.width(), px(20))
        paint_words(painter, theme, top, self._way.title, Type.BODY_STRONG)
        under = QRectF(lines.left(), middle + px(2), lines.width(), px(16))
        paint_words(painter, theme, under, self._way.text, Type.SMALL, "ink-2")
        if self._way.keys:
            hint = QRectF(box.right() - px(13) - key, middle - px(9), key, px(18))
            paint_box(painter, hint, 4, theme.color("sunken"), theme.color("line-2"))
            paint_words(painter, theme, hint, self._way.keys, Type.SMALL_MEDIUM, "ink-3", Qt.AlignmentFlag.AlignCenter)


class _Notebook(QWidget):
    """The notebook with its margin, two marks and a pencil: the one drawing of the product."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(248, 132)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._page(painter)
        self._mark(painter, QPointF(50, 40), "clay", ((0, -4, 0, 1), (0, 4, 0, 4.1)))
        self._mark(painter, QPointF(50, 62), "plum", ((-3.5, 0, 3.5, 0), (0, -3.5, 0, 3.5)))
        self._pencil(painter)

    def _pen(self, token: str, width: float) -> QPen:
        return QPen(
            self._theme.color(token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )

    def _page(self, painter: QPainter) -> None:
        painter.setPen(self._pen("line-2", 1.5))
        painter.setBrush(self._theme.color("sheet"))
        painter.drawRoundedRect(QRectF(34, 14, 180, 112), 8, 8)
        painter.setPen(self._pen("margin", 1.5))
        painter.drawLine(QPointF(66, 14), QPointF(66, 126))
        painter.setPen(self._pen("line", 1.5))
        for y, end in ((44, 192), (66, 192), (88, 192), (110, 154)):
            painter.drawLine(QPointF(80, y), QPointF(end, y))
        painter.setPen(self._pen("ink-2", 3))
        painter.drawLine(QPointF(80, 40), QPointF(150, 40))
        painter.setPen(self._pen("line-2", 3))
        painter.drawLine(QPointF(80, 62), QPointF(124, 62))

    def _mark(self, painter: QPainter, at: QPointF, tone: str, strokes: Sequence[tuple[float, ...]]) -> None:
        painter.setPen(self._pen(tone, 1.5))
        painter.setBrush(self._theme.color(f"{tone}-soft"))
        painter.drawEllipse(at, 8, 8)
        painter.setPen(self._pen(tone, 1.8))
        for x1, y1, x2, y2 in strokes:
            painter.drawLine(at + QPointF(x1, y1), at + QPointF(x2, y2))

    def _pencil(self, painter: QPainter) -> None:
        painter.translate(124, 22)
        painter.scale(2.6, 2.6)
        painter.setPen(self._pen("accent", 0.62))
        painter.setBrush(QColor(self._theme.color("accent-soft")))
        painter.drawPath(_pencil())
        painter.drawLine(QPointF(15, 5), QPointF(19, 9))


def _pencil() -> QPainterPath:
    """The pencil of the icon set, its round end as curves."""
    path = QPainterPath(QPointF(21.174, 6.812))
    path.cubicTo(QPointF(22.27, 5.71), QPointF(22.27, 3.93), QPointF(21.174, 2.826))
    path.cubicTo(QPointF(20.07, 1.73), QPointF(18.29, 1.73), QPointF(17.188, 2.825))
    path.lineTo(3.842, 16.174)
    path.cubicTo(QPointF(3.61, 16.41), QPointF(3.43, 16.69), QPointF(3.342, 17.004))
    path.lineTo(2.021, 21.356)
    path.cubicTo(QPointF(1.91, 21.73), QPointF(2.26, 22.08), QPointF(2.644, 21.978))
    path.lineTo(6.997, 20.658)
    path.cubicTo(QPointF(7.31, 20.57), QPointF(7.59, 20.4), QPointF(7.827, 20.161))
    path.closeSubpath()
    return path
