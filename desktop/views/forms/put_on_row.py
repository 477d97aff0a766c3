"""One row of what was put on a record: a linked record or a paper, with a button that takes it off again."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.painting import paint_box, paint_focus_ring, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tips import plain_tip

HEIGHT, TALL_HEIGHT, RADIUS = 34, 52, 8
# Narrower than this, in design pixels, the note stands below the words.
TALL_BELOW = 240
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PutOnRow(Pressable):
    """Icon, words, a quieter note, and a chevron; a cross takes its place under mouse or keyboard, and beside it
    whatever else can be done with it.

    Signals:
        off_requested(object): what stands in this row is to be taken off; its `key`.
        also_requested(object): the other act is wanted.
    """

    off_requested = Signal(object)
    also_requested = Signal(object)

    def __init__(
        self, theme: Theme, key: Any, *, off: str, also: tuple[str, str] | None = None, parent: QWidget
    ) -> None:
        """`off` names the act of the cross, empty where nothing may be taken off; `also` is another's icon and name."""
        super().__init__(theme, RADIUS, parent)
        self.key = key
        self._icon, self._token, self._note = "", "ink-2", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ring_inside = False
        self._off: Button | None = None
        if off:
            self._off = Button(theme, "", "x", look=Look.GHOST, size=Size.SMALL, tip=off, parent=self)
            self._off.hide()
            self._off.clicked.connect(self._on_off)
            self._off.installEventFilter(self)
        self._also: Button | None = None
        if also:
            icon, name = also
            self._also = Button(theme, "", icon, look=Look.GHOST, size=Size.SMALL, tip=name, parent=self)
            self._also.hide()
            self._also.clicked.connect(self._on_also)
            self._also.installEventFilter(self)

    @property
    def note(self) -> str:
        """The quieter words at the right."""
        return self._note

    @property
    def off(self) -> Button | None:
        """The cross."""
        return self._off

    @property
    def also(self) -> Button | None:
        """The button of the other act."""
        return self._also

    def show_put_on(self, words: str, note: str, icon: str, token: str) -> None:
        """Show something else."""
        self._icon, self._token, self._note = icon, token, note
        self.set_words(words)
        self.setAccessibleName(f"{words}, {note}" if note else words)
        self.setToolTip(plain_tip(words))
        self.restyle()

    @Slot()
    def _on_off(self) -> None:
        self.off_requested.emit(self.key)

    @Slot()
    def _on_also(self) -> None:
        self.also_requested.emit(self.key)

    @property
    def _buttons(self) -> list[Button]:
        """From the right edge inwards."""
        return [button for button in (self._off, self._also) if button is not None]

    def _is_tall(self) -> bool:
        return bool(self._note) and self.width() < self.theme.px(TALL_BELOW)

    def _show_cross(self) -> None:
        shown = self.underMouse() or self.hasFocus() or any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.setVisible(shown)
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(TALL_HEIGHT if self._is_tall() else HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()
        right = self.width() - 4
        for button in self._buttons:
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, (self.height() - size.height()) // 2, size.width(), size.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_cross()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_cross()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in self._buttons and event.type() == QEvent.Type.FocusOut:
            self._show_cross()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Inside rows the ring is inside: outside, the panel around would cut it.
        QAbstractButton.focusInEvent(self, event)
        self._ring_inside = event.reason() != Qt.FocusReason.MouseFocusReason
        self._show_cross()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractButton.focusOutEvent(self, event)
        self._ring_inside = False
        self._show_cross()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._off is not None:
            self._on_off()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        paint_box(painter, box, RADIUS, theme.color("hover" if self.underMouse() else "sheet"), theme.color("line-2"))
        if self._ring_inside:
            paint_focus_ring(painter, theme, box, RADIUS)
        middle = box.center().y()
        paint_icon(painter, theme, QPointF(px(11), middle - px(7.5)), self._icon, self._token, 15)
        buttons = [button for button in self._buttons if not button.isHidden()]
        if not buttons:
            at = QPointF(box.right() - px(25), middle - px(7.5))
            paint_icon(painter, theme, at, "chevron-right", "ink-3", 15)
        room = max(px(35), box.right() - buttons[-1].x() if buttons else 0.0)
        self._paint_words(painter, box.adjusted(px(36), 0, -room, 0))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        theme, px = self.theme, self.theme.px
        if self._is_tall():
            top = QRectF(room.left(), room.top() + px(6), room.width(), px(20))
            below = QRectF(room.left(), top.bottom() + 2, room.width(), px(16))
            paint_words(painter, theme, top, self.words, Type.BODY_MEDIUM)
            paint_words(painter, theme, below, self._note, Type.SMALL, "ink-3")
            return
        note = min(theme.width(self._note, Type.SMALL) + 2, room.width() * 0.6)
        paint_words(painter, theme, room.adjusted(room.width() - note, 0, 0, 0), self._note, Type.SMALL, "ink-3", RIGHT)
        paint_words(painter, theme, room.adjusted(0, 0, -note - px(10), 0), self.words, Type.BODY_MEDIUM)
