"""The demo office looks like a year of work, breaks no rule, and is the same each time."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.area import Area
from desktop.models.base import Numbered, Record
from desktop.models.concern import Concern, Source, Status, StatusType, first_words
from desktop.models.disclosure import Consent
from desktop.models.line import Line, Mark
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.office import Office
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.promise import Action, Outcome, Owed, Promise, Question
from desktop.models.records import BY_KIND, RECORDS
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker
from desktop.store import journal, search
from desktop.store.creating import NewOffice, create_office
from desktop.store.database import reading_engine
from desktop.store.journal import Act
from desktop.store.keys import CHEAP
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, NUMBER_SERIES
from desktop.store.writing import column_keys
from desktop.verbs.demo_office import fill_demo, town
from tests.factories import FrozenClock

TODAY = date(2026, 10, 19)
PASSPHRASE = "four words do well"
PLAIN_DATES = ("heard_on", "resolved_on", "told_on", "done_on")
MOMENTS = ("answered_at", "said_at", "read_back_at")
OWED: tuple[type[Owed], ...] = (Promise, Question, Action)


@contextmanager
def demo(root: Path, *, seed: int = 1, today: date = TODAY, concerns: int = 150) -> Iterator[Store]:
    """A demo office, open for writing, its clock at nine in the morning of `today`."""
    clock = FrozenClock(datetime(today.year, today.month, today.day, 13, tzinfo=UTC))
    new = NewOffice("Fernhill community liaison office", "Rosa Alvarez", PASSPHRASE, "America/New_York")
    create_office(root, new, clock=clock, cost=CHEAP)
    store = open_office(root, PASSPHRASE, clock=clock)
    try:
        fill_demo(store, seed=seed, today=today, concerns=concerns)
        yield store
    finally:
        store.close()


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The office of seed 1 with 150 concerns; tests only read it."""
    with demo(tmp_path_factory.mktemp("demo") / "office") as store:
        yield store


@pytest.fixture
def session(demo_store: Store) -> Iterator[Session]:
    with demo_store.reading() as session:
        yield session


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every column of every record of every kind."""
    with store.reading() as session:
        return {
            record.kinds: [
                tuple(getattr(each, key) for key in column_keys(record))
                for each in session.scalars(select(record).order_by(record.id))
            ]
            for record in RECORDS
        }


def count(session: Session, record: type[Record], *where: Any) -> int:
    return len(session.scalars(select(record.id).where(*where)).all())


def problems(session: Session, today: date) -> list[str]:
    """What every rule of every record says, and what the store would still have filled in."""
    office = session.scalars(select(Office)).one()
    found = []
    now = datetime(today.year, today.month, today.day, 13, tzinfo=UTC)
    for record in RECORDS:
        for each in session.scalars(select(record)):
            try:
                each.check()
            except Refusal as refusal:
                found.append(f"{each!r}: {refusal}")
            each.settle(session, now)
            if session.is_modified(each):
                found.append(f"{each!r}: settle would change it")
            late = [key for key in PLAIN_DATES if (day := getattr(each, key, None)) and day > today]
            late += [
                key for key in ("answered_at", "said_at", "read_back_at") if (getattr(each, key, None) or now) > now
            ]
            found += [f"{each!r}: {key} lies ahead" for key in late]
            if isinstance(each, Numbered) and not each.number:
                found.append(f"{each!r}: no number")
    for concern in session.scalars(select(Concern)):
        if concern.answer_due != office.answer_due(concern.heard_on):
            found.append(f"{concern!r}: answer_due")
    return found


def test_the_same_seed_and_day_make_the_same_office(demo_store: Store, tmp_path: Path) -> None:
    with demo(tmp_path / "office") as again:
        assert everything(again) == everything(demo_store)


def test_another_seed_makes_another_office(demo_store: Store, tmp_path: Path) -> None:
    with demo(tmp_path / "office", seed=2) as other:
        here, there = everything(demo_store), everything(other)
    assert here["concerns"] != there["concerns"]
    assert here["meetings"] != there["meetings"]
    assert len(there["concerns"]) == 150


def test_no_record_breaks_a_rule_or_lies_in_the_future(session: Session) -> None:
    assert problems(session, TODAY) == []


@pytest.mark.parametrize(
    ("today", "concerns", "seed"),
    [
        (date(2026, 1, 1), 40, 3),
        (date(2024, 2, 29), 7, 4),
        (date(2027, 7, 4), 0, 5),
        (date(2027, 1, 4), 600, 6),
        (date(2025, 12, 28), 90, 7),
    ],
)
def test_any_day_seed_and_count_will_do(tmp_path: Path, today: date, concerns: int, seed: int) -> None:
    with demo(tmp_path / "office", seed=seed, today=today, concerns=concerns) as store, store.reading() as session:
        assert problems(session, today) == []
        assert count(session, Concern) == concerns
        marked = count(session, Line, Line.mark == Mark.CONCERN)
        assert marked == count(session, Concern, Concern.source == Source.SESSION)


def test_journal_and_search_are_in_step(demo_store: Store) -> None:
    engine = reading_engine(demo_store.folder.database, demo_store.key, demo_store.drawers, temporary=True)
    try:
        with engine.connect() as connection:
            assert journal.broken_at(connection) is None
            assert search.out_of_step(connection) == 0
            acts = connection.scalars(select(CHANGE_SET.c.act)).all()
    finally:
        engine.dispose()
    assert acts.count(Act.DEMO) == 1


def test_many_concerns_are_found_by_their_words(tmp_path: Path) -> None:
    with demo(tmp_path / "office", concerns=3000) as store, store.reading() as session:
        assert count(session, Concern) == 3000
        newest = search.newest(session, "pothole", Concern.kind, 50)
        assert newest == sorted(newest, reverse=True)
        assert newest
        words = Counter(session.scalars(select(Concern.words)))
        assert len(words) > 900
        assert problems(session, TODAY) == []


def test_ids_and_numbers_follow_the_day_something_was_heard_or_made(session: Session) -> None:
    for record, day in ((Concern, Concern.heard_on), (Meeting, Meeting.starts_at)):
        days = session.scalars(select(day).order_by(record.id)).all()
        assert days == sorted(days)
        for number, at in session.execute(select(record.number, day)):
            assert number is not None
            assert number[1:3] == f"{at.year % 100:02}"
    for kind in (Concern, Meeting, Promise, Question, Action, Organization):
        numbers = session.scalars(select(kind.number).order_by(kind.id)).all()
        assert len(set(numbers)) == len(numbers)
        assert numbers == sorted(numbers, key=str)


def test_the_next_number_goes_on_behind_the_last(session: Session) -> None:
    given = session.scalars(select(Concern.number).where(Concern.number.like("C26-%"))).all()
    this_year = (NUMBER_SERIES.c.letter == "C") & (NUMBER_SERIES.c.year == 2026)
    assert session.scalar(select(NUMBER_SERIES.c.last).where(this_year)) == len(given)


def test_the_whole_town_is_there(session: Session) -> None:
    assert count(session, Area) == 6
    assert count(session, Organization) == 18
    people = {person.name: person for person in session.scalars(select(Person))}
    assert {name: (person.title, str(person.role)) for name, person in people.items()} == {
        facts["name"]: (facts["title"], facts["role"]) for facts in town()["people"]
    }


def test_a_year_of_meetings(session: Session) -> None:
    states = Counter(session.scalars(select(Meeting.status)))
    assert states[MeetingStatus.DONE] >= 14
    assert states[MeetingStatus.WRAP_UP] == 1
    assert 1 <= states[MeetingStatus.PLANNED] <= 4
    for meeting in session.scalars(select(Meeting)):
        assert (meeting.held_on > TODAY) == (meeting.status is MeetingStatus.PLANNED)
        assert [item.position for item in meeting.agenda] == list(range(1, len(meeting.agenda) + 1))
        assert len(meeting.agenda) >= 4
    minutes = Counter(session.scalars(select(Minutes.state)))
    assert minutes[MinutesState.FINAL] >= 8
    assert minutes[MinutesState.DRAFT] == minutes[MinutesState.READ_BACK] == 1


def test_final_minutes_come_with_concerns_and_promises(session: Session) -> None:
    final = select(Minutes.meeting_id).where(Minutes.state == MinutesState.FINAL)
    assert count(session, Concern, Concern.meeting_id.in_(final)) > 20
    assert count(session, Promise, Promise.meeting_id.in_(final)) > 10


def test_announced_meetings_are_planned_on_the_day_the_notes_name(session: Session) -> None:
    named = session.scalars(select(Line.words).where(Line.words.regexp_match(r"^([Nn]ext|Next forum)\b.* \d"))).all()
    said = {match[0].lower() for words in named if (match := re.search(r"[A-Z]?[a-z]+ \d{1,2}\b", words or ""))}
    planned = session.scalars(select(Meeting.starts_at).where(Meeting.status == MeetingStatus.PLANNED)).all()
    assert said == {f"{starts:%B} {starts.day}".lower() for starts in planned}


def test_a_concern_of_a_session_is_its_line(session: Session) -> None:
    concerns = session.scalars(select(Concern).where(Concern.source == Source.SESSION)).all()
    assert concerns
    for concern in concerns:
        assert concern.line is not None
        assert (concern.words, concern.meeting_id) == (concern.line.words, concern.line.meeting_id)
        assert concern.title == first_words(concern.words or "")
        assert concern.meeting is not None
        assert (concern.heard_on, concern.area_id) == (concern.meeting.held_on, concern.meeting.area_id)


def test_dates_of_a_concern_follow_each_other(session: Session) -> None:
    moved = 0
    for concern in session.scalars(select(Concern)):
        answered = concern.answered_at.date() if concern.answered_at else None
        steps = [day for day in (concern.heard_on, answered, concern.resolved_on, concern.told_on) if day]
        assert steps == sorted(steps), concern
        assert (concern.status.type is StatusType.REFERRED) <= (concern.call_back_on is not None)
        moved += concern.resolve_by != concern.first_resolve_by
    assert moved


def test_the_office_is_honest_about_what_went_wrong(session: Session) -> None:
    late = [c for c in session.scalars(select(Concern)) if c.resolved_on and c.first_resolve_by < c.resolved_on]  # type: ignore[operator]
    assert late
    assert count(session, Concern, Concern.closed_because.is_not(None))
    assert count(session, Concern, Concern.answered_at.is_(None), Concern.answer_due < TODAY)
    assert set(session.scalars(select(Promise.outcome))) == {*Outcome, None}
    owed = [each for record in OWED for each in session.scalars(select(record))]
    assert any(each.is_done_not_told for each in owed)
    assert any(each.is_late(TODAY) for each in owed)
    assert any(each.done_on and each.first_due and each.done_on > each.first_due for each in owed)
    assert any(each.due != each.first_due for each in owed)


def test_speakers_agree_to_little(session: Session) -> None:
    office_roles = [s for s in session.scalars(select(Speaker)) if s.role.speaks_for_office]
    agreed = Counter(s.consent for s in session.scalars(select(Speaker)) if s not in office_roles)
    assert agreed[Consent.NOTHING_OUTSIDE] > agreed[Consent.WITHOUT_ROLE] > agreed[Consent.WITH_ROLE]
    assert agreed[Consent.MAY_CONTACT] > 0
    assert {speaker.consent for speaker in office_roles} == {Consent.WITH_ROLE}
    assert count(session, Speaker, Speaker.offered_name.is_not(None)) == 0


def test_links_lead_from_later_to_earlier(session: Session) -> None:
    links = session.scalars(select(Link)).all()
    assert {link.relation for link in links} == {Relation.RAISED_AGAIN, Relation.ANSWERS}
    for link in links:
        later = session.get_one(BY_KIND[link.from_kind], link.from_id)
        first = session.get_one(Concern, link.to_id)
        if link.relation is Relation.RAISED_AGAIN:
            assert isinstance(later, Concern)
            assert first.heard_on <= later.heard_on
            assert first.area_id == later.area_id


def test_every_status_and_area_has_concerns_and_no_placeholder_is_left(session: Session) -> None:
    assert {c.status.type for c in session.scalars(select(Concern))} == set(session.scalars(select(Status.type)))
    assert count(session, Area) == len(set(session.scalars(select(Concern.area_id))))
    columns: tuple[Any, ...] = (Concern.title, Concern.words, Concern.answer, Line.words, Promise.words)
    for column in columns:
        assert not [words for words in session.scalars(select(column)) if words and "{" in words]


def test_a_language_without_a_town_is_refused(demo_store: Store) -> None:
    before = demo_store.journal_head()
    with pytest.raises(Refusal, match="xx"):
        fill_demo(demo_store, seed=1, today=TODAY, concerns=1, language="xx")
    assert demo_store.journal_head() == before
