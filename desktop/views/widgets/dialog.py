"""Dialog: a card over the dimmed window, for what cannot be said in place; freed when it closes."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.shadow import ROOM, paint_card
from desktop.views.widgets.words import Words

RADIUS = 14


class Dim(QWidget):
    """The shade over the window while a dialog is open; it follows the window's size."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("dim"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Dialog(QDialog):
    """A titled card: `body` above, `foot` with its buttons below (shown once something is put in).

    `width` is in design pixels. `open()` shows it over `window` and returns at once; Esc and `reject` close it.
    """

    def __init__(
        self, theme: Theme, window: QWidget, title: str, *, width: float, corner: QWidget | None = None
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._window = window
        self._width = width
        self._dim: Dim | None = None
        self._centered = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._build(title, corner)
        self.finished.connect(self._lift)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self, title: str, corner: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 8)
        head.setSpacing(8)
        self._title = Words(self._theme, title, Type.TAB_TITLE, parent=self)
        head.addWidget(self._title)
        head.addStretch(1)
        if corner is not None:
            head.addWidget(corner)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 4, 24, 20)
        self.body.setSpacing(12)
        self._foot_box = _Foot(self._theme, self)
        self.foot = self._foot_box.row
        column.addLayout(head)
        column.addLayout(self.body, 1)
        column.addWidget(self._foot_box)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.set_words(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def fit_height(self) -> None:
        """As high as what stands in it, and no higher than the window below: Qt's own way ends at 2/3 of the screen."""
        column = self.layout()
        assert column is not None
        column.activate()
        needed = (
            column.totalHeightForWidth(self.width()) if column.hasHeightForWidth() else column.totalSizeHint().height()
        )
        self.resize(self.width(), min(needed, self._window.window().height() + 2 * ROOM))

    @Slot()
    def _restyle(self) -> None:
        room = self._window.width() or self._theme.px(self._width)
        self.setFixedWidth(min(self._theme.px(self._width), max(room - 16, 320)) + 2 * ROOM)
        self.update()

    @Slot()
    def _lift(self) -> None:
        if self._dim is not None:
            self._dim.hide()
            self._dim.deleteLater()
            self._dim = None

    def _center(self) -> None:
        top = self._window.window()
        corner = top.mapToGlobal(QPoint(0, 0))
        x = corner.x() + (top.width() - self.width()) // 2
        y = corner.y() + max(-ROOM, (top.height() - self.height()) // 2)
        self.move(x, y)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        self._foot_box.setVisible(self.foot.count() > 0)
        if self._dim is None:
            self._dim = Dim(self._theme, self._window.window())
        self.fit_height()
        self._center()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._center()

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        paint_card(QPainter(self), self._theme, card, RADIUS)


class _Foot(QWidget):
    """The sunken band at the foot of a dialog."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(Rule(theme, "line-2", parent=self))
        self.row = QHBoxLayout()
        self.row.setContentsMargins(24, 12, 16, 12)
        self.row.setSpacing(8)
        column.addLayout(self.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1, 0, -1, -1)
        painter = QPainter(self)
        # Rounded at the foot only: the upper corners of the box are painted over its own top.
        paint_box(painter, box, RADIUS - 1, self._theme.color("sunken"), None)
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), RADIUS), self._theme.color("sunken"))
