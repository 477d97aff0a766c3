"""Meetings over midnight, through a clock change, or planned to end before they start.

The wall of the office is New York: on November 1, 2026 its clocks go from two back to one.
"""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.line import Line
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.meetings.session.note_row import spoken_row
from desktop.views.meetings.session.session_page import SessionPage
from tests import factories
from tests.factories import FrozenClock
from tests.journeys.conftest import OpenWindow
from tests.journeys.test_live_session import Evening
from tests.journeys.working_day import meetings_tab

LATE = datetime(2026, 10, 16, 3, 50, tzinfo=UTC)  # 11:50 PM on October 15
BEFORE_THE_CHANGE = datetime(2026, 11, 1, 5, 50, tzinfo=UTC)  # 1:50 AM, the first time


def planned(store: Store, **values: object) -> int:
    """A meeting with two points; gives its id."""

    def work(session: WritingSession) -> int:
        here = factories.meeting(title="A long night", **values)
        session.add(here)
        session.flush()
        for place, title in enumerate(("Welcome", "Lamps")):
            session.add(factories.agenda_item(here, title=title, minutes=30, position=place * 10))
        return here.id

    return store.write("Plan a meeting", work).result()


def opened(store: Store, open_window: OpenWindow, qtbot: QtBot, meeting_id: int) -> Evening:
    """The window with the meeting selected."""
    window = open_window(store)
    window.resize(1440, 900)
    window.show_tab("meetings")
    tab = meetings_tab(window)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    tab.show_record(Meeting.kind, meeting_id)
    return Evening(window, store, meeting_id, qtbot)


def shown(page: SessionPage) -> list[str]:
    """The stream, row by row."""
    return [spoken_row(page.notes.row_at(place), page.zone) for place in range(page.notes.rowCount())]


def kept(store: Store) -> list[Line]:
    with store.reading() as session:
        return list(session.scalars(select(Line).order_by(Line.position)))


@pytest.mark.parametrize(
    "night",
    [
        pytest.param((LATE, datetime(2026, 10, 15, 23, 30), "11:50", "12:10"), id="midnight"),
        pytest.param((BEFORE_THE_CHANGE, datetime(2026, 11, 1, 1, 30), "1:50", "1:10"), id="clock change"),
    ],
)
def test_twenty_minutes_are_twenty_minutes(
    store: Store, clock: FrozenClock, open_window: OpenWindow, qtbot: QtBot, night: tuple[datetime, datetime, str, str]
) -> None:
    """Over midnight, and while the wall is set back by an hour: the order and every length hold."""
    clock.at, starts_at, first, second = night
    evening = opened(store, open_window, qtbot, planned(store, starts_at=starts_at, ends_at=None))
    evening.start()
    evening.type("before")
    evening.settled()
    clock.move(minutes=20)
    evening.type("after")
    evening.settled()
    lines = [row for row in shown(evening.page) if "Resident" in row]
    assert [row.split(", ")[0] for row in lines] == [first, second]
    assert [row.split(", ")[-1] for row in lines] == ["before", "after"]
    before, after = kept(store)
    assert before.said_at is not None
    assert after.said_at is not None
    assert after.said_at - before.said_at == timedelta(minutes=20)
    qtbot.waitUntil(lambda: evening.page.view.ran(clock()) == timedelta(minutes=20))
    clock.move(seconds=10)
    evening.page.keeper.turn_to_next()
    qtbot.waitUntil(lambda: evening.page.view.points[1].is_now)
    assert evening.page.view.points[0].ran == timedelta(minutes=20, seconds=10)
    assert shown(evening.page)[-1] == f"2. Lamps, started {second}"
    clock.move(minutes=40)
    evening.page.wrap_up()
    qtbot.waitUntil(lambda: evening.meeting().status is MeetingStatus.WRAP_UP)
    assert evening.meeting().ran_seconds == 60 * 60 + 10


def test_opened_again_after_the_change_the_lines_stand_as_they_were_said(
    store: Store, clock: FrozenClock, open_window: OpenWindow, qtbot: QtBot
) -> None:
    clock.at = BEFORE_THE_CHANGE
    evening = opened(store, open_window, qtbot, planned(store, starts_at=datetime(2026, 11, 1, 1, 30)))
    evening.start()
    for words in ("one", "two", "three"):
        evening.type(words)
        evening.settled()
        clock.move(minutes=8)
    before = shown(evening.page)
    evening.tab.leave_session()
    evening.tab.open_act(evening.meeting_id)
    assert shown(evening.page) == before


def test_a_computer_clock_set_back_moves_no_line_and_no_length(
    store: Store, clock: FrozenClock, open_window: OpenWindow, qtbot: QtBot
) -> None:
    evening = opened(store, open_window, qtbot, planned(store))
    evening.start()
    evening.type("one")
    evening.settled()
    clock.move(hours=-3)
    evening.type("two")
    evening.settled()
    assert [line.words for line in kept(store)] == ["one", "two"]
    assert [row.split(", ")[-1] for row in shown(evening.page) if "Resident" in row] == ["one", "two"]
    assert evening.page.view.ran(clock()) == timedelta()


def test_an_end_before_the_start_is_refused_in_a_sentence_and_the_session_still_starts(
    store: Store, open_window: OpenWindow, qtbot: QtBot
) -> None:
    meeting_id = planned(store, ends_at=datetime(2026, 10, 15, 20, 0))
    evening = opened(store, open_window, qtbot, meeting_id)
    frame = evening.tab.pane.form.frame("ends_at")
    field = frame.editor.keyboard_targets()[0]
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]  # a line edit
    qtbot.keyClicks(field, "2026-10-15 5:00 PM")
    evening.tab.pane.form.save_everything()
    qtbot.waitUntil(lambda: bool(frame.error))
    assert "before it starts" in frame.error
    assert evening.meeting().ends_at == datetime(2026, 10, 15, 20, 0)
    evening.tab.list.focus_rows()
    evening.start()
    assert evening.meeting().status is MeetingStatus.LIVE
