"""What a meeting needs on paper before it begins: agenda, run sheet, sign-in sheet, and the slips for its tables."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.jobs.papers import SIGN_IN_SLIPS, SLIPS
from desktop.views.commands import ANYWHERE, THIS_RECORD, Command
from desktop.views.leaving.leaving import Leaving
from desktop.views.saying import say
from desktop.views.tab import Tab


class MeetingPapers(QObject):
    """Asks through its tab to print for the meeting that is shown; `number` tells which one, empty for none."""

    def __init__(self, tab: Tab, number: Callable[[], str]) -> None:
        super().__init__(tab)
        self._tab = tab
        self._number = number

    def commands(self, shown: Callable[[], bool]) -> list[Command]:
        """One for each paper."""
        group = THIS_RECORD
        return [
            Command("meeting.agenda", say("Print the agenda"), (), "printer", group, "", self.print_agenda, shown),
            Command(
                "meeting.packet", say("Print the run sheet"), (), "printer", group, "", self.print_run_sheet, shown
            ),
            Command(
                "meeting.sign-in", say("Print a sign-in sheet"), (), "printer", group, "", self.print_sign_in, shown
            ),
            Command("sign-in-slips", say("Print one-person slips"), (), "printer", ANYWHERE, "", self.print_one_person),
            Command("concern-slips", say("Print concern slips"), (), "printer", ANYWHERE, "", self.print_concern_slips),
        ]

    @Slot()
    def print_agenda(self) -> None:
        """For the chairs."""
        self._ask("agenda", say("Agenda"))

    @Slot()
    def print_run_sheet(self) -> None:
        """For whoever leads."""
        self._ask("packet", say("Run sheet"))

    @Slot()
    def print_sign_in(self, number: str = "") -> None:
        """For the table at the door of the meeting with this number, or of the one that is shown."""
        self._ask("sign-in", say("Sign-in sheet"), number)

    @Slot()
    def print_one_person(self) -> None:
        """For those who do not want to be read by the next in line."""
        self._ask_for_tables(SIGN_IN_SLIPS, say("One-person slips"))

    @Slot()
    def print_concern_slips(self) -> None:
        """To write a concern on, each with a number of its own."""
        self._ask_for_tables(SLIPS, say("Concern slips"))

    def _ask_for_tables(self, what: str, name: str) -> None:
        self._tab.leaving_requested.emit(Leaving(what, name, name=name))

    def _ask(self, what: str, name: str, number: str = "") -> None:
        if number := number or self._number():
            self._tab.leaving_requested.emit(
                Leaving(what, say("{name} of {number}", name=name, number=number), name=name, meeting=number)
            )
