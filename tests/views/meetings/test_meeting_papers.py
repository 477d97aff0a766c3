"""What a meeting needs on paper is asked for from its pane, and goes the way of everything that leaves."""

from pytestqt.qtbot import QtBot

from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.leaving.leaving import Leaving
from desktop.views.meetings.meetings_tab import MeetingsTab
from tests.factories import meeting, saved


def test_agenda_run_sheet_and_sign_in_are_printed_for_the_meeting_shown(desk: Desk, store: Store, qtbot: QtBot) -> None:
    saved(store, held := meeting(title="Lamps and lots"))
    tab = MeetingsTab(desk)
    qtbot.addWidget(tab)
    asked: list[Leaving] = []
    tab.leaving_requested.connect(asked.append)
    tab.show_record("meeting", held.id)
    papers = [command for command in tab.commands() if command.text.startswith(("Print the ", "Print a "))]
    slips = [command for command in tab.commands() if command.text.endswith(" slips")]
    for command in papers:
        assert command.is_enabled
        assert command.run is not None
        command.run()
    assert [leaving.what for leaving in asked] == ["minutes", "agenda", "packet", "sign-in"]
    assert {leaving.meeting for leaving in asked} == {held.number}
    asked.clear()
    for command in slips:
        assert command.run is not None
        command.run()
    assert [(leaving.what, leaving.meeting) for leaving in asked] == [("sign-in-slips", ""), ("slips", "")]
