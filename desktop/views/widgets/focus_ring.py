"""The ring around what has the keyboard: 2 px wide, 2 px outside, following its widget wherever it goes."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFocusFrame, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_box, paint_focus_ring

MARGIN = 4
HIGHEST = 4  # so many widgets up, room for the ring is looked for
_FOLLOWS = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}
)


class FocusRing(QFocusFrame):
    """Drawn around one widget while it has the keyboard focus.

    It belongs to the nearest widget above that has room for it; where none has, it moves inside instead of being cut.
    It is a QFocusFrame because screen readers leave those out; Qt's own would be cut, and lie below what it is around.
    """

    def __init__(self, theme: Theme, around: QWidget, radius: float) -> None:
        super().__init__(_with_room(around)[1])
        self._theme = theme
        self._radius = radius
        self._around = around
        self._watched: list[QWidget] = []
        self._follows = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.destroyed.connect(self._be_gone)
        self._follow()

    @Slot()
    def _be_gone(self) -> None:
        """It belongs to a widget above, and would stay where a row was that went with the keyboard on it."""
        self._follows = True  # there is nothing to follow any more
        self.hide()
        self.deleteLater()

    def box(self) -> QRect:
        """Where the ring runs, in its own coordinates: alike at both sides, and inside as far as it would be cut."""
        parent = self.parentWidget()
        assert parent is not None
        cut_x, cut_y = _cut(self.geometry(), parent)
        return self.rect().adjusted(cut_x, cut_y, -cut_x, -cut_y)

    def _follow(self) -> None:
        if self._follows:
            return
        self._follows = True
        around = self._around
        between, holder = _with_room(around)
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = between
        for widget in between:
            widget.installEventFilter(self)
        if holder is not self.parentWidget():
            self.setParent(holder)
        corner = around.mapTo(holder, QPoint(0, 0))
        self.setGeometry(QRect(corner, around.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self.setVisible(around.isVisibleTo(holder))
        self.raise_()
        self._follows = False

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWS:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), self.box()
        if box != self.rect():  # over a filled button the ring would not be told from it
            inner = QRectF(box).adjusted(2, 2, -2, -2)
            paint_box(painter, inner, self._radius, None, self._theme.color("sheet"))
        paint_focus_ring(painter, self._theme, QRectF(box), self._radius + 2)


def _with_room(around: QWidget) -> tuple[list[QWidget], QWidget]:
    """The nearest widget above with room for a ring, else the parent; and what can move between."""
    between, above = [around], around.parentWidget()
    if above is None:
        return between, around
    first = above
    for _ in range(HIGHEST):
        corner = around.mapTo(above, QPoint(0, 0))
        ring = QRect(corner, around.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        if above.rect().contains(ring):
            return between, above
        holder = above.parentWidget()
        if above.isWindow() or holder is None or isinstance(holder.parentWidget(), QAbstractScrollArea):
            break  # what scrolls takes the ring along
        between.append(above)
        above = holder
    return [around], first


def _cut(ring: QRect, above: QWidget) -> tuple[int, int]:
    """How far a ring reaches over the edges of what it lies in, at the sides and above or below."""
    room = above.rect()
    cut_x = max(room.left() - ring.left(), ring.right() - room.right(), 0)
    cut_y = max(room.top() - ring.top(), ring.bottom() - room.bottom(), 0)
    return min(cut_x, MARGIN), min(cut_y, MARGIN)
