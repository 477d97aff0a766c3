"""Editors around one line: free text, whole numbers, and what the other kinds are built on."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QTextEdit, QWidget

from desktop.models.refusal import Refusal
from desktop.views.forms.editor import Editor
from desktop.views.forms.typing_undo import TypingUndo
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

# The least Qt keeps between the frame of a line edit and its text; the box has its own padding.
LINE_MARGIN = 2


def bare(field: QLineEdit | QTextEdit, theme: Theme, type_: Type, token: str) -> None:
    """Only the text of a field is painted: its box paints the rest."""
    palette = field.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
    palette.setColor(QPalette.ColorRole.Text, theme.color(token))
    palette.setColor(QPalette.ColorRole.PlaceholderText, theme.color("ink-3"))
    field.setPalette(palette)
    field.setFont(theme.font(type_))


class LineField(QLineEdit):
    """A line edit without a frame of its own.

    Signals:
        pressed(): the mouse was pressed in it.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(-LINE_MARGIN, 0, -LINE_MARGIN, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._theme = theme
        self._token = "ink"
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_token(self, token: str) -> None:
        """Show the text in another color."""
        if token != self._token:
            self._token = token
            self._restyle()

    @Slot()
    def _restyle(self) -> None:
        bare(self, self._theme, Type.BODY, self._token)

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(24), super().minimumSizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit()


class LineEditor(Editor):
    """An editor around one line of text; what the text means is up to the kinds built on it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.line = LineField(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._undo = TypingUndo(self)
        self._undo.watch(self.line)
        self._undo.undo_requested.connect(self.undo_requested)
        self._undo.redo_requested.connect(self.redo_requested)
        self.line.textEdited.connect(self._on_edited)
        self.line.textChanged.connect(self.text_changed)
        self.line.returnPressed.connect(self.left)
        self.line.installEventFilter(self)

    def typed(self) -> str:
        """The text as it stands."""
        return self.line.text()

    def show_typed(self, typed: str) -> None:
        """Show text of a draft."""
        self._show(typed)

    def set_locked(self, locked: bool) -> None:
        """Read only, in the color of what cannot be changed."""
        self.line.setReadOnly(locked)
        self.line.set_token("ink-3" if locked else "ink")

    def keyboard_targets(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def text_width(self) -> float:
        """How wide the text is."""
        return self.line.fontMetrics().horizontalAdvance(self.line.text())

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_focus_out(self) -> None:
        self.left.emit()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A menu or another window in front is a pause, not leaving the field for good; it is saved all the same.
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._on_focus_out()
        return super().eventFilter(watched, event)


class TextEditor(LineEditor):
    """One line of free text."""

    saves_while_typing = True

    def show_value(self, value: Any, text: str = "") -> None:
        """Show the saved text."""
        self._show("" if value is None else str(value))

    def value(self) -> Any:
        """The text, None when it is empty."""
        return self.line.text().strip(" ") or None


class IntegerEditor(LineEditor):
    """A whole number; Up and Down count."""

    def show_value(self, value: Any, text: str = "") -> None:
        """Show the saved number."""
        self._show("" if value is None else str(value))

    def value(self) -> Any:
        """The number, None when empty."""
        typed = self.line.text().replace(",", "").strip()
        if not typed:
            return None
        digits = typed[1:] if typed[0] in "+-" else typed
        if not (typed.isascii() and digits.isdecimal() and len(typed) <= 10):
            raise Refusal("Write a whole number, such as 12.")
        return int(typed)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step and not self.line.isReadOnly() and self._count(step):
                return True
        return super().eventFilter(watched, event)

    def _count(self, step: int) -> bool:
        try:
            now = self.value() or 0
        except Refusal:
            return False
        self._show(str(now + step))
        self.edited.emit()
        return True
