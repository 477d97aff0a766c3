"""Pages on which parts are marked to be blacked out, by dragging over them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.documents.redacted import Box
from desktop.views.leaving.pages_view import PagesView
from desktop.views.theme.theme import Theme

LEAST = 2.0  # points: less was no drag
SEEN_THROUGH = 170  # of 255: what is below can still be checked; in the copy nothing is


class BoxesView(PagesView):
    """Pages with parts marked on them.

    Signals:
        marked(): another part was marked, or one was taken back.
    """

    marked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._marks: list[tuple[int, Box]] = []
        self._from: tuple[int, QPointF] | None = None
        self._to = QPointF()
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    @property
    def boxes(self) -> dict[int, list[Box]]:
        """The marked parts by pages counted from 0."""
        found: dict[int, list[Box]] = {}
        for page, box in self._marks:
            found.setdefault(page, []).append(box)
        return found

    @property
    def many(self) -> int:
        """How many parts are marked."""
        return len(self._marks)

    def mark(self, boxes: Mapping[int, Sequence[Box]]) -> None:
        """Mark these too; the first of them comes into sight."""
        added = [(page, box) for page in sorted(boxes) for box in boxes[page] if (page, box) not in self._marks]
        self._marks += added
        if added:
            self._bring_into_sight(*added[0])
        self._tell()

    def take_back(self) -> None:
        """Take back the part that was marked last."""
        if self._marks:
            self._marks.pop()
            self._tell()

    def _bring_into_sight(self, page: int, box: Box) -> None:
        top = self._seen_as(page, box).top()
        bar = self.verticalScrollBar()
        if not 0 <= top <= self.viewport().height() * 0.8:
            bar.setValue(bar.value() + round(top) - self.viewport().height() // 3)

    def _tell(self) -> None:
        self.viewport().update()
        self.marked.emit()

    def _on_page(self, at: QPointF, page: int) -> QPointF:
        """A place of the view as points from the upper left corner of a page, within it."""
        place = self._places[page]
        scale = place.width() / self._sizes[page][0]
        inside = at + QPointF(self._corner()) - QPointF(place.topLeft())
        width, height = self._sizes[page]
        return QPointF(min(max(inside.x() / scale, 0.0), width), min(max(inside.y() / scale, 0.0), height))

    def _seen_as(self, page: int, box: Box) -> QRectF:
        place = self._places[page].translated(-self._corner())
        scale = place.width() / self._sizes[page][0]
        size = QPointF(box.right - box.left, box.bottom - box.top) * scale
        return QRectF(place.left() + box.left * scale, place.top() + box.top * scale, size.x(), size.y())

    def _dragged(self) -> tuple[int, Box] | None:
        if self._from is None:
            return None
        page, start = self._from
        over = QRectF(start, self._to).normalized()
        if over.width() < LEAST or over.height() < LEAST:
            return None
        return page, Box(over.left(), over.top(), over.right(), over.bottom())

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        inside = QPoint(int(at.x()), int(at.y())) + self._corner()
        page = next((n for n, place in enumerate(self._places) if place.contains(inside)), None)
        if event.button() == Qt.MouseButton.LeftButton and page is not None:
            self._to = self._on_page(at, page)
            self._from = page, self._to

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = self._on_page(event.position(), self._from[0])
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        dragged, self._from = self._dragged(), None
        if dragged is not None:
            self._marks.append(dragged)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        black = QColor("black")
        painter.setPen(QPen(black, 1.5))
        black.setAlpha(SEEN_THROUGH)
        marks = [*self._marks, *filter(None, [self._dragged()])]
        for page, box in marks:
            if page < len(self._places):
                painter.fillRect(self._seen_as(page, box), black)
                painter.drawRect(self._seen_as(page, box))
