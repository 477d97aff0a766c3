"""The clock of a meeting: late start, break, over-run, midnight and a clock change."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.models import running
from desktop.models.meeting import AgendaItem, Meeting, MeetingStatus
from desktop.models.refusal import Refusal

SIX_THIRTY = datetime(2026, 10, 15, 22, 30, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def meeting(*lengths: int | None) -> Meeting:
    made = Meeting(id=1, title="Lights", starts_at=datetime(2026, 10, 15, 18, 30), zone="America/New_York")
    made.status = MeetingStatus.PLANNED
    for place, length in enumerate(lengths):
        made.agenda.append(AgendaItem(id=10 + place, title=f"Point {place + 1}", minutes=length, position=place))
    return made


def test_a_session_begins_late_and_its_first_point_with_it() -> None:
    evening = meeting(8, 20)
    running.start(evening, SIX_THIRTY + minutes(7))
    assert evening.status is MeetingStatus.LIVE
    assert evening.began_at == SIX_THIRTY + minutes(7)
    present = running.current_item(evening)
    assert present is not None
    assert present.title == "Point 1"
    assert running.ran_for(evening, SIX_THIRTY + minutes(17)) == minutes(10)


def test_a_break_stops_both_clocks() -> None:
    evening = meeting(20)
    running.start(evening, SIX_THIRTY)
    running.take_break(evening, SIX_THIRTY + minutes(12))
    running.take_break(evening, SIX_THIRTY + minutes(13))
    assert running.ran_for(evening, SIX_THIRTY + minutes(30)) == minutes(12)
    running.end_break(evening, SIX_THIRTY + minutes(22))
    present = running.current_item(evening)
    assert present is not None
    assert running.ran_for(present, SIX_THIRTY + minutes(25)) == minutes(15)
    assert running.ran_for(evening, SIX_THIRTY + minutes(25)) == minutes(15)


def test_the_next_point_ends_the_one_before_and_the_last_one_ends_alone() -> None:
    evening = meeting(8, 20)
    running.start(evening, SIX_THIRTY)
    second = running.turn_to_next(evening, SIX_THIRTY + minutes(10))
    assert second is not None
    first = evening.agenda[0]
    assert (first.ended_at, running.ran_for(first, SIX_THIRTY + minutes(60))) == (SIX_THIRTY + minutes(10), minutes(10))
    assert running.turn_to_next(evening, SIX_THIRTY + minutes(15)) is None
    assert running.current_item(evening) is None


def test_going_back_to_a_point_adds_to_its_time() -> None:
    evening = meeting(8, 20)
    running.start(evening, SIX_THIRTY)
    running.turn_to_next(evening, SIX_THIRTY + minutes(5))
    running.begin_item(evening, evening.agenda[0], SIX_THIRTY + minutes(9))
    assert running.current_item(evening) is evening.agenda[0]
    assert running.ran_for(evening.agenda[0], SIX_THIRTY + minutes(10)) == minutes(6)


def test_what_comes_is_reckoned_from_what_is_left() -> None:
    evening = meeting(8, 20, None, 10)
    running.start(evening, SIX_THIRTY)
    at = [start for _, start in running.expected_starts(evening, SIX_THIRTY + minutes(3))]
    assert at == [SIX_THIRTY + minutes(8), SIX_THIRTY + minutes(28), SIX_THIRTY + minutes(28)]
    late = [start for _, start in running.expected_starts(evening, SIX_THIRTY + minutes(30))]
    assert late[0] == SIX_THIRTY + minutes(30)


def test_ending_by_mistake_is_taken_up_again() -> None:
    evening = meeting(8)
    running.start(evening, SIX_THIRTY)
    running.end(evening, SIX_THIRTY + minutes(20))
    assert (evening.status, evening.ended_at) == (MeetingStatus.WRAP_UP, SIX_THIRTY + minutes(20))
    running.start(evening, SIX_THIRTY + minutes(25))
    assert (evening.status, evening.ended_at) == (MeetingStatus.LIVE, None)
    assert evening.began_at == SIX_THIRTY
    assert running.ran_for(evening, SIX_THIRTY + minutes(30)) == minutes(25)


def test_a_night_with_a_clock_change_is_as_long_as_it_was() -> None:
    """The first of November 2026, when New York reads two o'clock twice."""
    night = meeting(300)
    began = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)
    running.start(night, began)
    assert running.ran_for(night, began + timedelta(hours=5)) == timedelta(hours=5)


def test_a_computer_clock_set_back_never_makes_time_run_backwards() -> None:
    evening = meeting(8)
    running.start(evening, SIX_THIRTY)
    assert running.ran_for(evening, SIX_THIRTY - minutes(30)) == minutes(0)


def test_a_canceled_meeting_is_not_started_and_only_a_wrap_up_is_finished() -> None:
    evening = meeting()
    evening.status = MeetingStatus.CANCELED
    evening.number = "M26-0004"
    with pytest.raises(Refusal, match="M26-0004 is canceled"):
        running.start(evening, SIX_THIRTY)
    with pytest.raises(Refusal, match="not in its wrap-up"):
        running.finish(evening)
