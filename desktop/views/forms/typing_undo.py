"""Ctrl+Z in text fields: it takes back typing while there is any, then asks for the office's undo."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextEdit

TextField = QLineEdit | QTextEdit


class TypingUndo(QObject):
    """The one filter of every text field.

    Signals:
        undo_requested(): Ctrl+Z in a field with no typing left to take back.
        redo_requested(): Ctrl+Shift+Z in a field with no typing left to bring back.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def watch(self, field: TextField) -> None:
        """Look after one text field."""
        field.installEventFilter(self)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QLineEdit | QTextEdit):
            return False
        is_undo = event.matches(QKeySequence.StandardKey.Undo)
        if not is_undo and not event.matches(QKeySequence.StandardKey.Redo):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # The window's own Ctrl+Z must not come first.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or _has_typing(watched, is_undo):
            return False
        (self.undo_requested if is_undo else self.redo_requested).emit()
        return True


def _has_typing(field: TextField, is_undo: bool) -> bool:
    if field.isReadOnly():
        return False
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if is_undo else field.isRedoAvailable()
    document = field.document()
    return document.isUndoAvailable() if is_undo else document.isRedoAvailable()
