"""Tab: what the main window asks of every tab, and what a tab tells the main window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.saying import say

if TYPE_CHECKING:
    from desktop.views.leaving.leaving import Leaving

# Asked for in place of a kind, with the id of a meeting: its session or its wrap-up, whatever comes next.
SESSION = "session"


@dataclass(frozen=True, slots=True)
class Summary:
    """What the status strip says of a tab: a count, what is selected, and keys that work here as (words, key)."""

    count: str = ""
    selected: str = ""
    hints: tuple[tuple[str, str], ...] = ()


class Tab(QWidget):
    """One area of the window.

    Signals:
        open_requested(kind, id): a wish to see a record of any kind, wherever it is shown.
        summary_changed(): `summary`, `badge` or `what_leaves` answer something else now.
        save_state_changed(str): "saving", "saved" or a sentence why not.
        undo_requested(), redo_requested(): Ctrl+Z in a field with no typing left to take back.
        commands_changed(): `commands` answers something else now.
        requested_here(): a wish to be the tab that shows.
        leaving_requested(object): a wish to let something out of the office, described as a `Leaving`.
        fold_requested(bool): nothing but this tab may be reached until it is unlocked, or all may be again.
        whole_window_requested(bool): all of the window is needed, or is given back.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""

    open_requested = Signal(object, object)
    summary_changed = Signal()
    save_state_changed = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    commands_changed = Signal()
    requested_here = Signal()
    leaving_requested = Signal(object)
    whole_window_requested = Signal(bool)
    fold_requested = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(say(self.title))

    def summary(self) -> Summary:
        """What the status strip says."""
        return Summary()

    def badge(self) -> int:
        """How much here needs the person who is signed in."""
        return 0

    def shows(self, kind: str) -> bool:
        """Whether records of this kind are opened here."""
        return False

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a record of a kind that `shows` names."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through, in order, such as the list and the record beside it; those shown only."""
        return [self]

    def focus_filter(self) -> None:
        """Put the keyboard into the filter, where there is one."""

    def what_leaves(self) -> Leaving | None:
        """What export and print would take from here; None when there is nothing."""
        return None

    def commands(self) -> list[Command]:
        """The commands that work while this tab is shown."""
        return []

    def commands_anywhere(self) -> list[Command]:
        """The commands that work from every tab; one with a `letter` stands in the New menu."""
        return []

    def lock_in_place(self) -> bool:
        """Cover what is private and go on, where the office cannot be closed now; False where it can."""
        return False

    def follow(self, other: Self) -> None:
        """Show what the same tab of another window shows, which takes the place of that window."""

    def set_undo(self, what: str | None) -> None:
        """What undo takes back now, None when there is nothing: for a tab that may take the place of the top bar."""

    def save_everything(self) -> None:
        """Send what is typed and not yet saved to the store, before the office is closed."""
