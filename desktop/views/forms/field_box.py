"""FieldBox: the painted box around an editor."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.forms.editor import Editor
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon, KeyHint
from desktop.views.widgets.painting import paint_box, paint_words

RADIUS = 6
INPUT, LARGE_INPUT = 32, 40


class FieldBox(QWidget):
    """The box around an editor: its outline tells rest, hover, focus, error, guess and locked.

    Signals:
        accept_requested(): Ctrl+Enter was pressed inside.
    """

    accept_requested = Signal()

    def __init__(self, theme: Theme, editor: Editor, icon: str, height: int, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor = editor
        self._height = height
        self._error = self._guess = self._locked = self._read_only = False
        self._shown_icon = icon
        self.setCursor(editor.cursor_shape)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._row = QHBoxLayout(self)
        self._icon = Icon(theme, icon or "tag", "ink-2", 16 if height == INPUT else 18, self)
        self._icon.setVisible(bool(icon))
        self._row.addWidget(self._icon)
        self._row.addWidget(editor, 1)
        for trailing in editor.trailing():
            self._row.addWidget(trailing)
        if keys:
            self._row.addWidget(KeyHint(theme, keys, self))
        for inside in (self, *editor.keyboard_targets()):
            inside.installEventFilter(self)
        editor.text_changed.connect(self._repaint)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_icon(self, icon: str) -> None:
        """Another icon at the left, or none."""
        self._shown_icon = icon
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon)

    def set_masked(self, masked: bool) -> None:
        """An eye that is shut in place of the icon."""
        icon = "eye-off" if masked else self._shown_icon
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon)

    def set_state(self, *, error: bool, guess: bool, locked: bool, read_only: bool) -> None:
        """What the outline tells."""
        self._error, self._guess, self._locked, self._read_only = error, guess, locked, read_only
        self.update()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        upright = px(6) if self._editor.grows else 0
        self._row.setContentsMargins(px(10), upright, px(3 if self._editor.trailing() else 8), upright)
        self._row.setSpacing(px(7))
        alignment = Qt.AlignmentFlag.AlignTop if self._editor.grows else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, alignment)
        self.setMinimumHeight(px(self._height))
        if not self._editor.grows:
            self.setMaximumHeight(px(self._height))
        self.updateGeometry()
        self.update()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def _has_focus(self) -> bool:
        return any(target.hasFocus() for target in self._editor.keyboard_targets())

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), max(self._theme.px(self._height), self._row.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if self._guess and is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept_requested.emit()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The padding belongs to the field: pressing it is pressing the field.
        self._editor.take_press()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        color, focused = self._theme.color, self._has_focus()
        hovered = self.underMouse() and not focused and not self._locked and not self._read_only
        fill = color("sunken") if self._locked else color("hover") if hovered else color("sheet")
        outline = color("error") if self._error else color("accent") if focused else color("field")
        width = 2.0 if self._error or focused else 1.0
        if self._read_only and not self._locked and width == 1.0:
            outline = color("line")
        dashed = (self._guess or self._locked) and width == 1.0
        paint_box(painter, box, RADIUS, fill, outline, width, dashed)
        if self._guess and not focused:
            self._paint_question_mark(painter)

    def _paint_question_mark(self, painter: QPainter) -> None:
        """The value of a guess ends in a question mark; the editor paints over this box, so it shows through."""
        start = self._editor.mapTo(self, QPointF(self._editor.text_width() + 1, 0).toPoint()).x()
        room = QRectF(start, 0, self._theme.px(10), self.height())
        paint_words(painter, self._theme, room, "?", Type.BODY, "ink-2")
