"""Themes the office has, offered while one is typed behind #: taken with Tab, with arrows and Enter, or by mouse."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.views.forms.suggestions import Suggestion, Suggestions
from desktop.views.meetings.session.capture_text import CaptureText
from desktop.views.saying import say
from desktop.views.theme.theme import Theme

MOST = 6
_TYPED = re.compile(r"(?:^|\s)#([\w-]*)$")
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ThemeCompletion(QObject):
    """The list is open while the cursor stands in a theme. Enter saves the line as ever, unless a row was chosen."""

    def __init__(self, theme: Theme, text: CaptureText, below: QWidget) -> None:
        super().__init__(text)
        self._theme = theme
        self._text = text
        self._below = below
        self._list: Suggestions | None = None
        self.names: Sequence[str] = ()
        text.textChanged.connect(self._on_text)
        text.cursorPositionChanged.connect(self._on_cursor)
        text.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether themes are offered now."""
        return self._list is not None and self._list.isVisible()

    @property
    def offered(self) -> list[str]:
        """The themes that are offered."""
        return self._list.labels if self._list is not None and self.is_open else []

    def _typed(self) -> str | None:
        """What stands behind # before the cursor, None when there is no #."""
        cursor = self._text.textCursor()
        found = _TYPED.search(self._text.words[: cursor.position()])
        return found[1] if found and not cursor.hasSelection() else None

    def _rows(self, typed: str) -> list[Suggestion]:
        sought = typed.casefold()
        begun = [name for name in self.names if name.startswith(sought)]
        within = [name for name in self.names if sought in name and name not in begun]
        found = [*begun, *within][:MOST]
        return [] if found == [sought] else [Suggestion(name, f"#{name}") for name in found]

    @Slot()
    def _on_text(self) -> None:
        typed = self._typed() if self._text.hasFocus() else None
        rows = self._rows(typed) if typed is not None else []
        if rows and (self._list is None or self._list.parent() is not self._text.window()):
            self._list = Suggestions(self._theme, self._below, say("Themes"))
            self._list.picked.connect(self._take)
        if self._list is not None and (rows or self.is_open):
            self._list.show_rows(rows, None)

    @Slot()
    def _on_cursor(self) -> None:
        if self.is_open and self._typed() is None:
            self._close()

    def _close(self) -> None:
        if self._list is not None:
            self._list.close()

    @Slot(object)
    def _take(self, chosen: Suggestion) -> None:
        typed = self._typed()
        self._close()
        if typed is None:
            return
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
        cursor.insertText(f"{chosen.key} ")
        self._text.setTextCursor(cursor)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self._close()
        elif self._list is not None and self.is_open and self._concerns(event):
            return isinstance(event, QKeyEvent) and self._on_key(self._list, event)
        return super().eventFilter(watched, event)

    @staticmethod
    def _concerns(event: QEvent) -> bool:
        """A key, also before it becomes a shortcut: Tab and Escape are the list's while it is open."""
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _on_key(self, offered: Suggestions, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        wanted = key in STEPS or key in (Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        wanted = wanted or (key in TAKES and not event.modifiers() and offered.current is not None)
        if event.type() is QEvent.Type.ShortcutOverride or not wanted:
            if wanted:
                event.accept()
            return False
        if key in STEPS:
            offered.move_by(STEPS[key])
        elif key is Qt.Key.Key_Escape:
            self._close()
        else:
            if offered.current is None:
                offered.move_by(1)
            if (chosen := offered.current) is not None:
                self._take(chosen)
        return True
