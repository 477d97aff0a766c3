"""What the window itself can do: undo by name, text size, parts of the window, and the sheets it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.access import Role
from desktop.models.refusal import Refusal
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.navigation import Navigation
from desktop.views.pending import when_done
from desktop.views.saying import retold, say
from desktop.views.theme.theme import TEXT_SIZES
from desktop.views.undo_names import UndoNames

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


class WindowActs(QObject):
    """Everything a command of the window runs."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self.desk = desk
        self.names = UndoNames(desk, self)

    # Undo

    def may_write(self) -> bool:
        """Whether this person may change anything here, and so take back."""
        return self.desk.store.can_write and self.desk.store.member.role is not Role.READER

    # Both ask the store, not the names: those are read beside the window and come a moment later.

    @Slot()
    def undo(self) -> None:
        """Take back this person's newest change, in the whole office."""
        if self.may_write():
            when_done(self.desk.store.undo(), self, self._on_undone, self._on_refused)

    @Slot()
    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self.may_write():
            when_done(self.desk.store.redo(), self, self._on_redone, self._on_refused)

    @Slot(object)
    def _on_undone(self, label: str) -> None:
        what = retold(self.desk.privacy.shown_words(label))
        self.desk.toasts.show(say("Taken back: {what}", what=what), say("Bring it back"), "Ctrl Shift Z", self.redo)

    @Slot(object)
    def _on_redone(self, label: str) -> None:
        what = retold(self.desk.privacy.shown_words(label.removeprefix("Undo: ")))
        self.desk.toasts.show(say("Brought back: {what}", what=what), say("Undo this move"), "Ctrl Z", self.undo)

    @Slot(object)
    def _on_refused(self, error: Any) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.desk.toasts.show(retold(str(error)))

    # Leaving the office

    def can_leave(self) -> bool:
        """Whether the tab that shows has something to export or print."""
        return self._window.tab is not None and self._window.tab.what_leaves() is not None

    @Slot()
    def export_shown(self) -> None:
        """Export what the tab shows, after asking who will read it."""
        self._window.leave("export")

    @Slot()
    def print_shown(self) -> None:
        """Print what the tab shows, after asking who will read it."""
        self._window.leave("print")

    # Looking and finding

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter of the tab."""
        if self._window.tab is not None:
            self._window.tab.focus_filter()

    @Slot()
    def larger_text(self) -> None:
        """The next larger text size."""
        self._set_text_size(next((size for size in TEXT_SIZES if size > self.desk.theme.text_size), TEXT_SIZES[-1]))

    @Slot()
    def smaller_text(self) -> None:
        """The next smaller text size."""
        smaller = (size for size in reversed(TEXT_SIZES) if size < self.desk.theme.text_size)
        self._set_text_size(next(smaller, TEXT_SIZES[0]))

    def _set_text_size(self, percent: int) -> None:
        self.desk.theme.set_text_size(percent)
        self.desk.settings.set_value("text_size", percent)
        self.desk.toasts.show(say("Text size {percent} %", percent=percent))

    @Slot()
    def next_pane(self) -> None:
        """Put the keyboard on the next part of the window."""
        self._step(1)

    @Slot()
    def previous_pane(self) -> None:
        """Put the keyboard on the part before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        panes = [pane for pane in self._window.panes() if pane.isVisible()]
        focused = self._window.focusWidget()
        inside = [place for place, pane in enumerate(panes) if _holds(pane, focused)]
        # A tab may name itself beside its parts; the smallest part that holds the focus is where we are.
        here = min(inside, key=lambda place: panes[place].width() * panes[place].height(), default=-1)
        for step in range(1, len(panes) + 1):
            at = (here + by * step) if here >= 0 else (step - 1 if by > 0 else -step)
            if focus_into(panes[at % len(panes)]):
                return

    def commands(self) -> list[Command]:
        """Every command that works now, for palette, New menu and the sheet of shortcuts."""
        return self._window.commands()


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def focus_into(pane: QWidget) -> bool:
    """Give the keyboard to a part of the window, or to the first thing in it that takes it."""
    if isinstance(pane, Navigation):
        pane.focus_first()
        return True
    candidates = [pane, *pane.findChildren(QWidget)]
    for widget in candidates:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
