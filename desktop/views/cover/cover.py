"""Covering the office for a moment: every window of it goes from the screen, and comes back as it was."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Cover(QObject):
    """Hides all windows but one, and shows them again.

    A hidden window is also taken from the system, so that no screen reader, task bar or preview holds what it showed.
    """

    def __init__(self, qt: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._qt = qt
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None

    @property
    def is_on(self) -> bool:
        """Whether something is covered."""
        return bool(self._hidden)

    def put_on(self, cover: QWidget, window: QWidget) -> None:
        """Show `cover` in the place of `window` and of everything else of the office."""
        while (popup := self._qt.activePopupWidget()) is not None:
            popup.close()
        self._focused = self._qt.focusWidget()
        shown = [widget for widget in self._qt.topLevelWidgets() if widget.isVisible() and widget is not cover]
        # Dialogs last when they come back: they stand on the window.
        self._hidden = sorted(shown, key=lambda widget: widget is not window)
        take_place(cover, window)
        for widget in reversed(self._hidden):
            widget.hide()
            widget.destroy()
        QGuiApplication.clipboard().clear()

    def take_off(self, cover: QWidget) -> None:
        """Show everything again."""
        hidden, self._hidden = self._hidden, []
        for widget in filter(isValid, hidden):
            widget.show()
        cover.hide()
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused):
            focused.setFocus()


def take_place(one: QWidget, other: QWidget) -> None:
    """Show `one` where `other` stands, as large as it is."""
    if other.isMaximized() or other.isFullScreen():
        one.setWindowState(other.windowState())
    else:
        one.setGeometry(other.geometry())
    one.show()
    one.activateWindow()
