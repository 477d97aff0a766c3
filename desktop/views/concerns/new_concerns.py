"""Opening the quick concern from anywhere: one at a time, again after an exit was left."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.concerns.quick_concern import QuickConcern
from desktop.views.desk import Desk


class NewConcerns(QObject):
    """Makes quick concerns over the window of a tab.

    Signals:
        saved(id): a new concern is in the office.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, tab: QWidget) -> None:
        super().__init__(tab)
        self._desk = desk
        self._tab = tab
        self.quick: QuickConcern | None = None

    @Slot()
    def open(self) -> None:
        """Open an empty one, or what was left unfinished."""
        self.open_on("")

    def open_on(self, words: str) -> None:
        """Open one with some words typed already."""
        if self.quick is not None or not self._desk.store.can_write:
            return
        self.quick = QuickConcern(self._desk, self._tab.window())
        self.quick.saved.connect(self.saved)
        self.quick.finished.connect(self._on_over)
        self.quick.exit_opened.connect(self._on_exit_opened)
        self.quick.open_with(words)

    def keep(self) -> None:
        """Keep what is typed, before the office is closed."""
        if self.quick is not None:
            self.quick.keep()

    @Slot(int)
    def _on_over(self, result: int) -> None:
        self.quick = None

    @Slot(object)
    def _on_exit_opened(self, dialog: ExitDialog) -> None:
        dialog.start_over_requested.connect(self.open)
