"""The day on paper, asked for from anywhere: one's own, or the whole office's."""

from PySide6.QtCore import QObject, Slot

from desktop.views.commands import ANYWHERE, Command
from desktop.views.leaving.leaving import Leaving
from desktop.views.saying import say
from desktop.views.tab import Tab


class PrintingDay(QObject):
    """Asks through its tab for a day sheet, which goes to our office and to nobody else."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab = tab

    def commands(self) -> list[Command]:
        """Both, for the palette; one's own day has a key."""
        return [
            Command("today.print", say("Print my day"), ("Ctrl+Shift+T",), "printer", ANYWHERE, run=self.print_mine),
            Command(
                "today.print-office", say("Print the day of the office"), (), "printer", ANYWHERE, run=self.print_office
            ),
        ]

    @Slot()
    def print_mine(self) -> None:
        """What waits for whoever is signed in."""
        self._ask(say("Your day"), self._tab.desk.store.member.person_id)

    @Slot()
    def print_office(self) -> None:
        """What waits for anybody."""
        self._ask(say("The day of the office"), None)

    def _ask(self, title: str, owner: int | None) -> None:
        self._tab.leaving_requested.emit(Leaving("day", title, name=title, only_ours=True, owner=owner))
