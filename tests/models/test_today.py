"""The lists of the day and the three numbers, from records that were really saved."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desktop.models import rates, today
from desktop.models.access import Role
from desktop.models.concern import Concern, Status, StatusType
from desktop.models.due import Tone
from desktop.models.meeting import MeetingStatus
from desktop.models.minutes import MinutesState
from desktop.models.promise import Outcome, Promise
from desktop.models.rates import Period
from desktop.models.today import Section, Whose
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests.factories import (
    START,
    FrozenClock,
    action,
    again,
    area,
    changed,
    concern,
    meeting,
    minutes,
    organization,
    promise,
    question,
    saved,
    status,
)

TODAY = date(2026, 10, 15)
OFFICE = Whose(Role.SUPERVISOR)


def lists(store: Store, whose: Whose = OFFICE) -> dict[Section, list[str]]:
    """The titles of every list, whose length is the count said beside it."""
    found = {}
    with store.reading() as session:
        day = today.the_day(session, store.clock())
        for section in Section:
            things = today.things(session, section, day, whose, 20)
            assert len(things) == today.how_many(session, section, day, whose)
            found[section] = [f"{thing.title}: {thing.said}" for thing in things]
    return found


def of_type(store: Store, meaning: StatusType) -> Status:
    with store.reading() as session:
        return status(session, meaning)


def test_the_day_ends_with_the_next_working_day(store: Store, clock: FrozenClock) -> None:
    for at, until in ((START, date(2026, 10, 16)), (START + timedelta(days=1), date(2026, 10, 19))):
        clock.at = at
        with store.reading() as session:
            assert today.the_day(session, store.clock()).until == until


def test_concerns_promises_questions_and_actions_stand_where_they_are_due(store: Store) -> None:
    new = of_type(store, StatusType.NEW)
    saved(store, concern(words="racing cars", heard_on=date(2026, 10, 7)), concern(words="vans", heard_on=TODAY))
    late = concern(words="gate", answer="We asked.", resolve_by=date(2026, 10, 14), status_id=new.id)
    far = concern(words="far off", answer="We asked.", resolve_by=date(2026, 11, 30))
    owed = [
        promise(words="noise log", due=date(2026, 10, 13)),
        promise(words="reply", due=date(2026, 10, 16)),
        promise(words="later", due=date(2026, 10, 20)),
        promise(words="no date", due=None),
        question(words="who sees it", due=TODAY),
        action(words="porch light", due=TODAY),
    ]
    saved(store, late, far, *owed)
    found = lists(store)
    assert found[Section.LATE] == [
        "racing cars: Answer 3 days late",
        "noise log: 2 days late",
        "gate: Fix 1 day late",
    ]
    assert found[Section.CALL_BACK] == []
    assert found[Section.DUE] == ["who sees it: today", "porch light: today", "reply: tomorrow"]


def test_calls_have_their_own_list_also_when_they_are_late(store: Store) -> None:
    referred = of_type(store, StatusType.REFERRED)
    city = organization(name="City clean-up office")
    saved(store, city)
    given = {"answer": "We asked.", "status_id": referred.id, "referred_to_id": city.id}
    for words, day in (("mattresses", 16), ("crosswalk", 12), ("signs", 20)):
        saved(store, concern(words=words, call_back_on=date(2026, 10, day), **given))
    saved(store, concern(words="not answered", call_back_on=TODAY, status_id=referred.id, heard_on=date(2026, 10, 7)))
    found = lists(store)
    assert found[Section.CALL_BACK] == ["crosswalk: Call back 3 days late", "mattresses: Call back tomorrow"]
    assert found[Section.LATE] == ["not answered: Answer 3 days late"]


def test_done_and_told_are_two_things(store: Store) -> None:
    resolved, closed = of_type(store, StatusType.RESOLVED), of_type(store, StatusType.CLOSED)
    told = {"told_on": TODAY, "told_how": "At the door"}
    saved(
        store,
        concern(words="new lamp", status_id=resolved.id),
        concern(words="told", status_id=resolved.id, **told),
        concern(words="nobody to tell", status_id=closed.id, closed_because="Nobody left a way to reach them"),
        promise(words="coffee hour moved", outcome=Outcome.KEPT, done_on=date(2026, 10, 8)),
        promise(words="told them", outcome=Outcome.KEPT, **told),
    )
    assert lists(store)[Section.NOT_TOLD] == ["coffee hour moved: Nobody told", "new lamp: Nobody told"]


def test_mine_is_what_i_answer_and_the_bin_is_nobodys(store: Store) -> None:
    me = store.member.person_id
    mine = concern(words="mine", heard_on=date(2026, 10, 7), owner_id=me)
    saved(store, mine, concern(words="theirs", heard_on=date(2026, 10, 7)))
    saved(store, promise(words="my promise", due=TODAY, owner_id=me), promise(words="open", due=TODAY))
    found = lists(store, Whose(Role.SUPERVISOR, me))
    assert found[Section.LATE] == ["mine: Answer 3 days late"]
    assert found[Section.DUE] == ["my promise: today"]
    with store.reading() as session:
        day = today.the_day(session, store.clock())
        assert today.needs_me(session, day, me) == 1
    changed(store, mine, deleted_at=START)
    assert lists(store, Whose(Role.SUPERVISOR, me))[Section.LATE] == []
    with store.reading() as session:
        assert today.needs_me(session, day, me) == 0


def test_a_reader_sees_no_words_that_may_not_leave_the_office(store: Store) -> None:
    saved(store, concern(words="racing cars", heard_on=date(2026, 10, 7)))
    with store.reading() as session:
        day = today.the_day(session, store.clock())
        (thing,) = today.things(session, Section.LATE, day, Whose(Role.READER), 5)
    assert (thing.title, thing.said, thing.tone) == ("", "Answer 3 days late", Tone.LATE)
    assert thing.values["number"] == "C26-0001"


def test_struck_words_stay_struck(store: Store) -> None:
    given = promise(words="call her", due=TODAY)
    saved(store, given)
    store.strike(Promise, given.id, "The speaker asked").result()
    (title,) = lists(store)[Section.DUE]
    assert title == "Struck at the speaker's wish: today"


# Meetings


def test_what_comes_up_and_what_the_last_session_left(store: Store) -> None:
    flats = area()
    saved(store, flats)
    tonight = meeting(title="Lighting", area_id=flats.id, starts_at=datetime(2026, 10, 15, 18, 30))
    held = meeting(title="Canal", starts_at=datetime(2026, 10, 8, 18, 30), status=MeetingStatus.DONE)
    older = meeting(title="Older", starts_at=datetime(2026, 9, 8, 18, 30), status=MeetingStatus.DONE)
    canceled = meeting(title="Off", starts_at=datetime(2026, 10, 16, 9), status=MeetingStatus.CANCELED)
    later = meeting(title="Walk", starts_at=datetime(2026, 10, 17, 10))
    saved(store, later, tonight, held, older, canceled)
    saved(store, promise(area_id=flats.id), promise(area_id=flats.id, outcome=Outcome.KEPT), minutes(held))
    saved(store, concern(meeting_id=held.id), concern(meeting_id=held.id, owner_id=store.member.person_id))
    with store.reading() as session:
        coming = today.coming_up(session, store.clock(), 3)
        last = today.last_session(session)
    assert [(each.title, each.open_promises) for each in coming] == [("Lighting", 1), ("Walk", 0)]
    assert coming[0].area == "Orchard Flats"
    assert last is not None
    assert (last.title, last.without_owner, last.minutes) == ("Canal", 1, MinutesState.DRAFT)


def test_an_office_that_just_began_has_no_meetings(store: Store) -> None:
    with store.reading() as session:
        assert today.coming_up(session, store.clock(), 3) == []
        assert today.last_session(session) is None


# The three numbers


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 10, 1), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 2, 28), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_numbers_are_of_the_last_whole_quarter(day: date, first: date, last: date) -> None:
    assert rates.quarter_before(day) == Period(first, last)
    assert rates.quarter_before(day).before.last == first - timedelta(days=1)


def _answered(session: WritingSession, heard_on: date, answered_at: datetime | None) -> None:
    given = Concern(words="a lamp", heard_on=heard_on, answer="We asked." if answered_at else None)
    session.add(given)
    session.flush()
    given.answered_at = answered_at


def test_answers_are_counted_against_the_date_that_was_given(store: Store) -> None:
    monday = date(2026, 8, 3)
    office = store.office
    due = office.answer_due(monday)
    last_minute = datetime(due.year, due.month, due.day, 23, 59, tzinfo=office.time_zone)
    given: list[Any] = [
        (monday, datetime(2026, 8, 4, 15, tzinfo=UTC)),
        (monday, last_minute),
        (monday, last_minute + timedelta(minutes=2)),
        (monday, None),
        (date(2026, 6, 30), None),
    ]

    def hear(session: WritingSession) -> None:
        for heard_on, answered_at in given:
            _answered(session, heard_on, answered_at)

    store.write("Hear", hear).result()
    with store.reading() as session:
        period = rates.quarter_before(TODAY)
        said = rates.answers(session, office, period, TODAY)
        assert (said.heard, said.on_time, said.answered) == (4, 2, 3)
        assert said.days == office.answer_days
        assert said.on_time_by_week == (0.5,)
        assert rates.answers(session, office, Period(TODAY, TODAY), TODAY).days is None
        not_yet_due = rates.answers(session, office, period, monday)
        assert not_yet_due.heard == 3, "an answer that is not due yet is neither late nor on time"


def test_promises_count_in_the_quarter_they_were_first_due(store: Store) -> None:
    moved = promise(due=date(2026, 9, 1))
    saved(
        store,
        moved,
        promise(due=date(2026, 7, 2), outcome=Outcome.KEPT),
        promise(due=date(2026, 9, 30), outcome=Outcome.KEPT),
        promise(due=date(2026, 8, 2), outcome=Outcome.KEPT_IN_PART),
        promise(due=date(2026, 8, 3), outcome=Outcome.NOT_KEPT, what_happened="No money"),
        promise(due=date(2026, 10, 2), outcome=Outcome.KEPT),
    )
    changed(store, moved, due=date(2026, 12, 1))
    assert again(store, moved).first_due == date(2026, 9, 1)
    with store.reading() as session:
        said = rates.kept(session, rates.quarter_before(TODAY))
    assert (said.promised, said.kept, said.in_part, said.not_kept, said.still_open) == (5, 2, 1, 1, 1)
    assert said.kept_by_week[0] == 1.0
    assert said.kept_by_week[-1] == 2.0
