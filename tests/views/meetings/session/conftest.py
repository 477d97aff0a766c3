"""What tests of a session ask for: a meeting with an agenda, and its page on a real encrypted office."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.meeting import Meeting
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.meetings.session.session_page import SessionPage
from tests import factories

POINTS = (("Welcome and how notes work", 8), ("Report back on last promises", 20), ("Street lighting on Alder St", 20))


@dataclass(frozen=True, slots=True)
class Evening:
    """A session on the screen."""

    page: SessionPage
    store: Store
    meeting_id: int
    qtbot: QtBot

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        QTest.keyClicks(self.page.capture.text, text)
        QTest.keyClick(self.page.capture.text, Qt.Key.Key_Return)

    def settled(self) -> None:
        """Wait until everything typed is on the disk and beside the stream."""
        self.qtbot.waitUntil(lambda: not self.page.keeper.is_saving)

    def words(self) -> list[str]:
        """What the stream says, without headings."""
        rows = (self.page.notes.row_at(place) for place in range(self.page.notes.rowCount()))
        return [row.line.words for row in rows if row.line is not None]


def plan(session: WritingSession) -> int:
    """A meeting with an agenda; gives its id."""
    here = factories.meeting(title="Street lighting and the walk to school", area=factories.area())
    session.add(here)
    session.flush()
    for place, (title, length) in enumerate(POINTS):
        session.add(factories.agenda_item(here, title=title, minutes=length, position=place * 10))
    return here.id


@pytest.fixture
def evening(desk: Desk, stage: QWidget, qtbot: QtBot) -> Evening:
    """The page of a planned meeting, shown and active."""
    meeting_id = desk.store.write("Plan a meeting", plan).result()
    page = SessionPage(desk, meeting_id, stage)
    column = QVBoxLayout(stage)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    stage.resize(1384, 900)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    page.focus_capture()
    return Evening(page, desk.store, meeting_id, qtbot)


def meeting_of(store: Store, meeting_id: int) -> Meeting:
    """The meeting as the database has it."""
    with store.reading() as session:
        return session.get_one(Meeting, meeting_id)
