"""Toasts: what just happened, for eight seconds, with the one thing that can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.shadow import ROOM, paint_shadow
from desktop.views.widgets.words import Words

SHOWN_MS = 8000
ABOVE_STRIP = 52
GAP = 12


class Toasts(QObject):
    """Shows one toast at a time over the foot of a window; a new one takes the place of the old."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._toast: _Toast | None = None
        self._above: QWidget | None = None
        window.installEventFilter(self)

    def show(self, text: str, action: str = "", keys: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Say `text`; `action` is a button that calls `on_action`, `keys` the keys that do the same."""
        self.clear()
        self._toast = _Toast(self._theme, self._window, text, action, keys, on_action)
        self._toast.over.connect(self._on_over)
        self._place()
        self._toast.show()
        self._toast.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))

    def stand_above(self, widget: QWidget | None) -> None:
        """Leave this widget free, where somebody types; None: stand over the foot of the window again."""
        if self._above is not None and isValid(self._above):
            self._above.removeEventFilter(self)
        self._above = widget
        if widget is not None:
            widget.installEventFilter(self)
        self._place()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self._toast.text if self._toast is not None else ""

    def clear(self) -> None:
        """Take away what is shown."""
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
            self._toast = None

    @Slot()
    def _on_over(self) -> None:
        self.clear()

    def _place(self) -> None:
        if self._toast is not None:
            self._toast.adjustSize()
            x = (self._window.width() - self._toast.width()) // 2
            foot = self._window.height() - ABOVE_STRIP
            if self._above is not None and isValid(self._above) and self._above.isVisible():
                foot = min(foot, self._above.mapTo(self._window, QPoint(0, 0)).y() - GAP)
            self._toast.move(x, foot - self._toast.height() + ROOM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False


class _Toast(QWidget):
    """One message; its time stands still while it is looked at with mouse or focus."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        text: str,
        action: str,
        keys: str,
        on_action: Callable[[], object] | None,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self.text = text
        self._on_action = on_action
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self.over = self._timer.timeout
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(ROOM + 14, ROOM + 5, ROOM + 4, ROOM + 5)
        row.setSpacing(10)
        row.addWidget(Words(theme, text, Type.BODY, "sheet", parent=self), 1)
        if action:
            button = Button(theme, action, look=Look.INVERSE, keys=keys, parent=self)
            button.clicked.connect(self._act)
            row.addWidget(button)
        self._timer.start()

    @Slot()
    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()
        self._timer.setInterval(0)
        self._timer.start()

    def stay(self) -> None:
        """Stop the time."""
        self._timer.stop()

    def go_on(self) -> None:
        """Let the time run again."""
        self._timer.start(SHOWN_MS)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.stay()

    def leaveEvent(self, event: QEvent) -> None:
        self.go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._timer.start(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        card = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        paint_shadow(painter, self._theme, card, 8)
        paint_box(painter, card, 8, self._theme.color("ink"), None)
