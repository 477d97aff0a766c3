"""Which clock runs, in which words, and that the database names the same date as the words do."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.models.concern import CONCERN_FIELDS, Concern, StatusType
from desktop.models.due import NO_DATE, Dates, Tone, due, due_on
from desktop.models.listing import Between, Listing, Order
from desktop.models.working_days import add_working_days, is_working_day, next_working_day, working_days_until
from desktop.store import listing
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests.factories import again, changed, concern, organization, saved, status

TODAY = date(2026, 10, 15)  # a Thursday
MON, FRI = date(2026, 10, 19), date(2026, 10, 16)
SEEN = date(2026, 10, 1)


def dates(**more: Any) -> Dates:
    return Dates(**{"heard_on": SEEN, "answer_due": TODAY} | more)


def answered(**more: Any) -> Dates:
    return dates(is_answered=True, **more)


@pytest.mark.parametrize(
    ("given_dates", "words", "tone", "icon"),
    [
        (dates(answer_due=date(2026, 10, 12)), "Answer 3 days late", Tone.LATE, "circle-alert"),
        (dates(answer_due=date(2026, 10, 14)), "Answer 1 day late", Tone.LATE, "circle-alert"),
        (dates(answer_due=TODAY), "Answer today", Tone.SOON, "clock"),
        (dates(answer_due=FRI), "Answer tomorrow", Tone.SOON, "clock"),
        (dates(answer_due=MON), "Answer in 2 days", Tone.SOON, "clock"),
        (dates(answer_due=date(2026, 10, 20)), "Answer in 3 days", Tone.AHEAD, "clock"),
        (dates(answer_due=MON, resolve_by=FRI, call_back_on=TODAY), "Answer in 2 days", Tone.SOON, "clock"),
        (answered(resolve_by=MON), "Fix in 2 days", Tone.SOON, "clock"),
        (answered(resolve_by=date(2026, 10, 14)), "Fix 1 day late", Tone.LATE, "circle-alert"),
        (answered(resolve_by=date(2026, 10, 23)), "Fix in 6 days", Tone.AHEAD, "clock"),
        (answered(call_back_on=FRI), "Call back tomorrow", Tone.SOON, "phone"),
        (answered(call_back_on=date(2026, 10, 20), resolve_by=FRI), "Call back in 3 days", Tone.AHEAD, "phone"),
        (answered(call_back_on=date(2026, 10, 9)), "Call back 4 days late", Tone.LATE, "circle-alert"),
        (answered(), "No date yet", Tone.OVER, "clock"),
        (dates(answer_due=None), "No date yet", Tone.OVER, "clock"),
        (answered(resolve_by=FRI, resolved_on=date(2026, 10, 16)), "Took 11 days", Tone.OVER, "check"),
        (dates(resolved_on=date(2026, 10, 2)), "Took 1 day", Tone.OVER, "check"),
        (dates(resolved_on=SEEN), "Done the same day", Tone.OVER, "check"),
        (dates(heard_on=TODAY, resolved_on=SEEN), "Done the same day", Tone.OVER, "check"),
    ],
)
def test_the_clock_that_runs_is_said_in_words(given_dates: Dates, words: str, tone: Tone, icon: str) -> None:
    said = due(given_dates, TODAY)
    assert (said.words, said.tone, said.icon) == (words, tone, icon)
    assert said.is_late is (tone is Tone.LATE)
    assert 0.0 <= said.share <= 1.0


def said_and_tone(*at: Any) -> tuple[str, Tone]:
    said, tone = due_on(*at)
    return said.words, tone


def test_over_a_weekend_the_next_working_day_is_called_by_its_name() -> None:
    assert said_and_tone(MON, FRI) == ("on Monday", Tone.SOON)
    saturday = FRI + timedelta(days=1)
    assert said_and_tone(MON, saturday) == ("on Monday", Tone.SOON)
    assert said_and_tone(FRI, saturday) == ("1 day late", Tone.LATE)
    long_closed = frozenset(MON + timedelta(days=n) for n in range(8))
    assert said_and_tone(date(2026, 10, 27), FRI, long_closed) == ("in 1 day", Tone.SOON)


def test_closed_days_do_not_count() -> None:
    holiday = frozenset({FRI})
    assert due(answered(resolve_by=date(2026, 10, 20)), TODAY, holiday).words == "Fix in 2 days"
    assert due(answered(resolve_by=date(2026, 10, 20)), TODAY).words == "Fix in 3 days"


@pytest.mark.parametrize(
    ("by", "share"),
    [(TODAY - timedelta(days=1), 1.0), (TODAY, 0.92), (MON, 10 / 12), (date(2026, 10, 29), 0.5)],
)
def test_the_bar_fills_as_working_days_go_by(by: date, share: float) -> None:
    assert due(answered(resolve_by=by), TODAY).share == pytest.approx(share)
    assert due(Dates(heard_on=by, answer_due=by), TODAY).share in (1.0, 0.92, 0.0)


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-90, 90), st.sets(st.dates(MON, FRI.replace(month=12)))
)
def test_working_days_are_counted_as_they_are_added(day: date, days: int, closed: set[date]) -> None:
    last = day + timedelta(days=days)
    first, end = sorted((day, last))
    walked = sum(is_working_day(first + timedelta(days=n), closed) for n in range(1, (end - first).days + 1))
    assert working_days_until(last, day, closed) == (walked if days >= 0 else -walked)
    assert next_working_day(day, closed) > day
    if is_working_day(day, closed):
        assert working_days_until(add_working_days(day, 7, closed), day, closed) == 7


# The same date in the database


def refer(session: WritingSession, given: Concern) -> None:
    own = session.get_one(Concern, given.id)
    own.status = status(session, StatusType.REFERRED)
    own.referred_to = organization()
    own.call_back_on = date(2026, 10, 21)


def next_due(store: Store, given: Concern) -> date | None:
    with store.reading() as session:
        return session.scalars(select(Concern.next_due).where(Concern.id == given.id)).one()


def said_by(store: Store, given: Concern) -> date | None:
    own, office = again(store, given), store.office
    known = Dates(
        own.heard_on, own.answer_due, own.answered_at is not None, own.call_back_on, own.resolve_by, own.resolved_on
    )
    return due(known, TODAY, office.closed).by


def test_from_hearing_to_closing_the_stored_date_is_the_one_the_words_are_about(store: Store) -> None:
    given = concern()
    saved(store, given)
    seen = [next_due(store, given)]
    assert seen[0] == again(store, given).answer_due == said_by(store, given)
    changed(store, given, answer="We asked.", resolve_by=date(2026, 10, 30))
    assert next_due(store, given) == said_by(store, given) == date(2026, 10, 30)
    store.write("Refer it", lambda session: refer(session, given)).result()
    assert next_due(store, given) == said_by(store, given) == date(2026, 10, 21)
    with store.reading() as session:
        resolved, in_progress = status(session, StatusType.RESOLVED), status(session, StatusType.IN_PROGRESS)
    changed(store, given, status_id=in_progress.id)
    assert again(store, given).call_back_on is None, "ours again: nobody is to be called back"
    assert next_due(store, given) == date(2026, 10, 30)
    changed(store, given, status_id=resolved.id)
    assert next_due(store, given) is None is said_by(store, given)
    for _ in range(2):
        store.undo().result()
    assert next_due(store, given) == date(2026, 10, 21)


def test_acknowledging_is_a_first_answer_and_going_back_to_new_takes_it_back(store: Store) -> None:
    given = concern()
    saved(store, given)
    with store.reading() as session:
        new, acknowledged = status(session, StatusType.NEW), status(session, StatusType.ACKNOWLEDGED)
    changed(store, given, status_id=acknowledged.id)
    assert again(store, given).answered_at is not None
    assert next_due(store, given) is None
    assert due(Dates(SEEN, is_answered=True), TODAY) == NO_DATE
    changed(store, given, status_id=new.id)
    assert again(store, given).answered_at is None
    changed(store, given, told_on=TODAY, status_id=new.id)
    assert again(store, given).answered_at is not None


def test_lists_sort_and_count_by_the_stored_date_by_index(store: Store) -> None:
    late, soon, done = (concern(words=words, heard_on=day) for words, day in _heard())
    saved(store, soon, late, done)
    with store.reading() as session:
        resolved = status(session, StatusType.RESOLVED)
    changed(store, done, status_id=resolved.id)
    by_due = Listing(CONCERN_FIELDS, order=Order("next_due", descending=False))
    overdue = Listing(CONCERN_FIELDS, (Between("next_due", last=TODAY - timedelta(days=1)),))
    assert by_due.walks_index
    with store.reading() as session:
        assert list(listing.ids(session, by_due)) == [late.id, soon.id, done.id]
        assert list(listing.ids(session, overdue)) == [late.id]


def _heard() -> list[tuple[str, date]]:
    return [("dark path", date(2026, 10, 1)), ("loud music", TODAY), ("loose curb", TODAY)]


def test_what_the_database_works_out_is_not_journaled_twice(store: Store) -> None:
    given = concern()
    saved(store, given)
    heard: list[Any] = []
    store.changed.connect(heard.append)
    changed(store, given, answer="We asked.", resolve_by=date(2026, 10, 30))
    assert not any("next_due" in row.columns for changes in heard for row in changes.rows)
