"""What stands beside the notes: promises of last time first, an agenda that scrolls, and rules that are never empty."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.capture import capture
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.recording import Notes, role_names
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.theme.type import Type
from desktop.views.widgets.words import Words
from tests import factories
from tests.views.meetings.session.conftest import Evening, plan


def after_another(session: WritingSession) -> int:
    """A meeting, and one before it in the same area with two promises."""
    meeting_id = plan(session)
    area = session.get_one(Meeting, meeting_id).area
    before = factories.meeting(
        title="Before", area=area, starts_at=datetime(2026, 9, 17, 18, 30), status=MeetingStatus.DONE
    )
    session.add(before)
    session.flush()
    notes = Notes(session, before)
    for typed in ("+ @Officer Ask the lighting crew for a date", "+ @Officer Count cars at 3rd St"):
        notes.record(capture(typed, role_names(session)), None)
    return meeting_id


@pytest.fixture
def page(desk: Desk, stage: QWidget, qtbot: QtBot) -> SessionPage:
    meeting_id = desk.store.write("Plan", after_another).result()
    page = SessionPage(desk, meeting_id, stage)
    column = QVBoxLayout(stage)
    column.addWidget(page)
    stage.resize(1384, 900)
    stage.show()
    return page


def test_promises_of_last_time_come_first(page: SessionPage, qtbot: QtBot) -> None:
    part = page.agenda.last_time
    qtbot.waitUntil(lambda: part.said != [])
    assert part.said == ["Under way: Ask the lighting crew for a date", "Under way: Count cars at 3rd St"]
    assert part.mapTo(page.agenda, part.rect().topLeft()).y() < page.agenda._next.mapTo(page.agenda, part.pos()).y()


def test_without_a_meeting_before_nothing_stands_there(evening: Evening) -> None:
    evening.page._reading.again()
    evening.qtbot.waitUntil(lambda: evening.page.is_at_rest)
    assert not evening.page.agenda.last_time.isVisible()


def test_rules_stand_there_when_the_meeting_has_none_of_its_own(evening: Evening) -> None:
    said = [words.text() for words in evening.page.agenda.findChildren(Words) if words.isVisible()]
    assert "One voice at a time. No names needed. Nothing is recorded." in said
    with evening.store.reading() as session:
        assert session.scalars(select(Meeting.ground_rules)).all() == [None]


@pytest.mark.parametrize(("width", "height"), [(1384, 500), (904, 560)])
def test_the_agenda_scrolls_where_there_is_little_room(evening: Evening, width: int, height: int) -> None:
    """On a small window F9 brings the agenda in place of what was noted."""
    evening.page.window().resize(width, height)
    if not evening.page.agenda.isVisible():
        evening.page.toggle_agenda()
        assert not evening.page.noted.isVisible()
    assert evening.page.agenda.isVisible()
    rows = evening.page.agenda._rows
    assert all(row.height() >= row.heightForWidth(row.width()) for row in rows)
    area = evening.page.agenda.findChild(QScrollArea)
    assert area is not None
    held = area.widget()
    assert held is not None
    assert held.width() <= area.viewport().width()


def test_their_words_are_in_the_serif_from_the_first_line(evening: Evening) -> None:
    serif = evening.page.desk.theme.font(Type.QUOTE).families()
    evening.page.capture.set_speaker("Resident")
    evening.page.capture.press_sign('"')
    assert evening.page.capture.text.font().families() == serif
