"""Pages one below the other, to scroll through; a page is painted as a picture once it comes into sight."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.views.theme.theme import Theme

GAP = 14
NEAREST, FURTHEST = 6.0, 0.2
LARGER = 1.25
KEPT_BESIDE = 1  # pages above and below the seen ones whose pictures are kept
WAITS_MS = 30


class PagesView(QAbstractScrollArea):
    """Shows pages of given sizes; somebody else makes their pictures.

    Signals:
        wanted(int, int): the picture of this page, so many pixels wide.
        page_changed(int): the page in the middle is another one.
    """

    wanted = Signal(int, int)
    page_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: Sequence[tuple[float, float]] = ()
        self._images: dict[int, tuple[int, QImage]] = {}
        self._places: list[QRect] = []
        self._asked: tuple[int, int] | None = None
        self._page = -1
        self.zoom = 0.0  # pixels to a point; 0 is as wide as there is room
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._soon = QTimer(self, singleShot=True, interval=WAITS_MS)
        self._soon.timeout.connect(self._ask)

    # What it shows

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Pages of these sizes in points; none forgets everything."""
        self._sizes = sizes
        self._images.clear()
        self._asked = None
        self._page = -1
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._tell_page()

    def put(self, page: int, wanted: int, image: QImage) -> None:
        """The picture of a page that was wanted so many pixels wide."""
        self._asked = None
        if page < len(self._sizes):
            self._images[page] = wanted, image
            self.viewport().update()
            self._soon.start()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle; -1 where there is none."""
        return self._page

    @property
    def is_painted(self) -> bool:
        """Whether every page in sight has its picture at this size."""
        return all(self._has(page) for page in self._seen())

    def go_to(self, page: int) -> None:
        """Scroll to the head of a page."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - GAP)

    def zoom_by(self, by: float) -> None:
        """Come nearer, or go further away; the page stays."""
        page, now = self._page, self.zoom or self._fitting()
        self.zoom = min(max(now * by, FURTHEST), NEAREST)
        self._lay_out()
        self.go_to(page)

    def fit(self) -> None:
        """As wide as there is room."""
        self.zoom = 0.0
        self._lay_out()

    # Inside

    def _fitting(self) -> float:
        widest = max((width for width, _ in self._sizes), default=1.0)
        return max(self.viewport().width() - 2 * GAP, 50) / widest

    def _lay_out(self) -> None:
        scale, top, widest = self.zoom or self._fitting(), GAP, 0
        self._places = []
        for width, height in self._sizes:
            wide, high = round(width * scale), round(height * scale)
            left = max(GAP, (self.viewport().width() - wide) // 2)
            self._places.append(QRect(left, top, wide, high))
            top, widest = top + high + GAP, max(widest, wide + 2 * GAP)
        for bar, whole, room in (
            (self.verticalScrollBar(), top if self._sizes else 0, self.viewport().height()),
            (self.horizontalScrollBar(), widest, self.viewport().width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, whole - room))
        self.viewport().update()
        self._soon.start()

    def _seen(self) -> Iterator[int]:
        sight = QRect(self._corner(), self.viewport().size())
        return (page for page, place in enumerate(self._places) if place.intersects(sight))

    def _corner(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _has(self, page: int) -> bool:
        return page in self._images and self._images[page][0] == self._pixels(page)

    def _pixels(self, page: int) -> int:
        return max(1, round(self._places[page].width() * self.devicePixelRatioF()))

    @Slot()
    def _ask(self) -> None:
        """One picture after the other, for what is in sight; what is far away is forgotten."""
        seen = list(self._seen())
        if seen:
            near = range(seen[0] - KEPT_BESIDE, seen[-1] + KEPT_BESIDE + 1)
            self._images = {page: image for page, image in self._images.items() if page in near}
        missing = next((page for page in seen if not self._has(page)), None)
        if missing is not None and self._asked is None:
            self._asked = missing, self._pixels(missing)
            self.wanted.emit(*self._asked)

    def _tell_page(self) -> None:
        middle = self._corner().y() + self.viewport().height() // 2
        page = next((n for n, place in enumerate(self._places) if place.bottom() + GAP >= middle), self.count - 1)
        if self.verticalScrollBar().value() == 0:
            page = min(0, self.count - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            place = self._places[page].translated(-self._corner())
            painter.fillRect(place, QColor("white"))  # paper, in a dark window too
            if page in self._images:
                painter.drawImage(place, self._images[page][1])
            painter.setPen(self._theme.color("line-2"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        self.viewport().update()
        self._tell_page()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
