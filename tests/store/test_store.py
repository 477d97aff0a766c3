"""The store: durable before it answers, tells once and in the right place, and lets nobody do what they may not."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import event, func, insert, select, text, update
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import Category, Concern, Source, Status, StatusType
from desktop.models.disclosure import Consent
from desktop.models.line import Line
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.office import Office
from desktop.models.person import Person
from desktop.models.promise import Question
from desktop.models.refusal import Refusal
from desktop.models.speaker import SpeakerRole
from desktop.store import bulk, database
from desktop.store.changes import Changes
from desktop.store.journal import Act, RowAct
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.store.writing import WritingSession
from tests import factories
from tests.conftest import Opener
from tests.factories import COORDINATOR, READER, STAFF, SUPERVISOR, FrozenClock


class Listener:
    """Hears `changed`, and remembers on which thread."""

    def __init__(self, store: Store) -> None:
        self.heard: list[Changes] = []
        self.threads: list[int] = []
        self.saved: list[int] = []
        self._store = store
        store.changed.connect(self.hear)

    def hear(self, changes: Changes) -> None:
        self.heard.append(changes)
        self.threads.append(threading.get_ident())
        with self._store.reading() as session:
            self.saved.append(session.scalar(select(func.count()).select_from(Concern)) or 0)


def count(store: Store, kind: type[Record] = Concern) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def refused(store: Store, job: Callable[[WritingSession], object]) -> str:
    """What the store says no to; nothing may have changed, and nobody may have heard of it."""
    before, journal = count(store), store.journal_head()
    with pytest.raises(Refusal) as caught:
        store.write("Refused", job).result()
    assert (count(store), store.journal_head()) == (before, journal)
    return str(caught.value)


# What is heard


def test_a_commit_is_told_once_after_it_and_on_the_thread_that_opened_the_office(store: Store, qtbot: QtBot) -> None:
    listener = Listener(store)
    concern = factories.concern(area=factories.area())
    factories.saved(store, concern)
    assert not listener.heard, "told on the writer's thread"
    qtbot.waitUntil(lambda: bool(listener.heard))
    qtbot.wait(20)
    (changes,) = listener.heard
    assert listener.threads == [threading.get_ident()]
    assert listener.saved == [1], "what was told can be read at once"
    assert (changes.label, changes.act) == ("Add records", Act.CHANGE)
    assert changes.ids("concern") == {concern.id}
    assert {(row.kind, row.act) for row in changes.rows} == {("concern", RowAct.INSERT), ("area", RowAct.INSERT)}
    row = next(row for row in changes.rows if row.kind == "concern")
    assert {"title", "words", "number", "area_id", "status_id"} <= row.columns
    assert changes.seq == store.journal_head()[0]


def test_changed_undone_and_noted_are_each_told_once_in_order(store: Store, qtbot: QtBot) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    listener = Listener(store)
    factories.changed(store, concern, answer="We asked the city.", told_how="by letter")
    store.undo().result()
    store.note("Print a page", count=1).result()
    qtbot.waitUntil(lambda: len(listener.heard) >= 3)
    qtbot.wait(20)
    assert [changes.act for changes in listener.heard if changes.rows] == [Act.CHANGE, Act.UNDO]
    assert len(listener.heard) == 3
    (row,) = listener.heard[0].rows
    assert row.columns == {"answer", "told_how", "answered_at"}
    assert [changes.seq for changes in listener.heard] == sorted(changes.seq for changes in listener.heard)


def test_nothing_is_told_when_nothing_was_saved(store: Store, qtbot: QtBot) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    listener = Listener(store)
    refused(store, lambda session: session.add(factories.concern(words="")))
    with pytest.raises(ZeroDivisionError):
        store.write("A bug of ours", lambda session: 1 // 0).result()
    store.write("Nothing at all", lambda session: None).result()
    factories.changed(store, concern, title=concern.title)
    store.save_draft("concern:new", {"words": "unfinished"}).result()
    qtbot.wait(20)
    assert not listener.heard


# What is kept


def test_an_answered_write_is_there_after_a_restart(opened: Opener) -> None:
    store = opened()
    store.write("Add a concern", lambda session: session.add(factories.concern())).result()
    # Not closed: another connection must see it already.
    reader = opened(write=False)
    assert count(reader) == 1
    store.close()
    assert count(opened()) == 1


def test_each_commit_reaches_the_disk_before_it_is_answered(store: Store) -> None:
    def asked(session: WritingSession) -> tuple[object, ...]:
        read = session.connection().exec_driver_sql
        return tuple(read(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode", "foreign_keys"))

    assert store.write("Ask", asked).result() == (2, "wal", 1)


def test_writes_run_one_after_the_other_in_order(store: Store) -> None:
    def step(session: WritingSession, position: int) -> int:
        seen = session.scalar(select(func.count()).select_from(Concern)) or 0
        session.add(factories.concern(words=f"number {position}"))
        return seen

    pending: list[Future[int]] = [store.write("Add", lambda s, i=i: step(s, i)) for i in range(20)]  # type: ignore[misc]
    assert [each.result() for each in pending] == list(range(20))
    with store.reading() as session:
        assert list(session.scalars(select(Concern.words).order_by(Concern.number))) == [
            f"number {i}" for i in range(20)
        ]


def test_work_that_fails_half_way_leaves_nothing(store: Store) -> None:
    factories.saved(store, factories.concern())
    before = store.journal_head()

    def work(session: WritingSession) -> None:
        session.add(factories.concern(words="one"))
        session.flush()
        session.scalars(select(Concern)).first().answer = "half"  # type: ignore[union-attr]
        session.flush()
        raise KeyError("a bug of ours")

    with pytest.raises(KeyError):
        store.write("Half", work).result()
    assert (count(store), store.journal_head()) == (1, before)
    with store.reading() as session:
        assert session.scalars(select(Concern)).one().answer is None
    factories.saved(store, factories.concern(words="and the office goes on"))
    assert count(store) == 2


def test_a_refused_record_takes_the_others_of_its_change_set_with_it(store: Store) -> None:
    assert "no words" in refused(
        store, lambda s: s.add_all([factories.concern(words=f"{i}" if i < 9 else "") for i in range(10)])
    )


def test_an_attempt_that_fails_takes_back_itself_alone(store: Store) -> None:
    """Importing: refused rows do not stop the rest, and the journal knows exactly what stayed."""

    def work(session: WritingSession) -> int:
        refused_rows = 0
        session.add(factories.concern(words="before"))
        for words in ("one", "", "two"):
            try:
                with session.attempt():
                    session.add(factories.concern(words=words))
                    session.add(factories.area(name=f"area {words}"))
            except Refusal:
                refused_rows += 1
        return refused_rows

    assert store.write("Import", work).result() == 1
    with store.reading() as session:
        assert set(session.scalars(select(Concern.words))) == {"before", "one", "two"}
        assert set(session.scalars(select(Area.name))) == {"area one", "area two"}
    store.undo().result()
    with store.reading() as session:
        assert not session.scalars(select(Concern).where(Concern.deleted_at.is_(None))).all()


def test_an_attempt_that_fails_does_not_lose_the_journal_of_what_came_before(store: Store) -> None:
    def work(session: WritingSession) -> None:
        session.add(factories.concern(words="before"))  # not flushed yet
        with pytest.raises(Refusal), session.attempt():
            session.add(factories.concern(words=""))

    store.write("Import", work).result()
    assert count(store) == 1
    store.undo().result()
    with store.reading() as session:
        assert session.scalars(select(Concern)).one().is_deleted


# What may not be done


def test_a_write_that_waits_for_a_write_is_told_so_instead_of_hanging(store: Store) -> None:
    def work(session: WritingSession) -> None:
        store.write("Another", lambda inner: None).result()

    with pytest.raises(RuntimeError, match="may not wait"):
        store.write("Waits", work).result(timeout=10)
    factories.saved(store, factories.concern())


def test_a_reading_session_cannot_write(store: Store) -> None:
    factories.saved(store, factories.concern())
    with pytest.raises(Refusal), store.reading() as session:
        session.scalars(select(Concern)).one().answer = "unjournaled"
        session.commit()
    with pytest.raises(Refusal), store.reading() as session:
        session.connection().execute(text("DELETE FROM concern"))
    with store.reading() as session:
        assert session.scalars(select(Concern)).one().answer is None


def test_what_is_read_at_once_is_fetched_once_and_other_threads_read_for_themselves(store: Store) -> None:
    factories.saved(store, record := factories.concern())
    concern = record.id
    loaded: list[object] = []
    others: list[bool] = []

    def note(session: Session, record: object) -> None:
        loaded.append(record)

    def read_elsewhere() -> None:
        with store.reading() as session:
            others.append(session is first)

    with store.reading_at_once():
        with store.reading() as first:
            event.listen(first, "loaded_as_persistent", note)
            title = first.get_one(Concern, concern).title
        with store.reading() as second:
            assert second is first
            assert second.get_one(Concern, concern).title == title
        assert len([each for each in loaded if isinstance(each, Concern)]) == 1
        thread = threading.Thread(target=read_elsewhere)
        thread.start()
        thread.join()
    assert others == [False]
    with store.reading() as third:
        assert third is not first


def test_a_store_opened_for_reading_writes_nothing(opened: Opener) -> None:
    reader = opened(write=False)
    assert not reader.can_write
    for job in (
        lambda: reader.write("No", lambda session: None),
        lambda: reader.note("No"),
        reader.undo,
        reader.redo,
        lambda: reader.strike(Concern, 1, "No"),
        lambda: reader.save_draft("no", {}),
        lambda: reader.drop_draft("no"),
    ):
        with pytest.raises(Refusal, match="reading only"):
            job()


def test_a_session_on_another_thread_is_told_so(store: Store) -> None:
    """A session that crosses threads is a silent race: the store checks."""
    caught: list[BaseException] = []

    def elsewhere(job: Callable[[], object]) -> None:
        def run() -> None:
            try:
                job()
            except BaseException as error:
                caught.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    kept: list[WritingSession] = []
    with store.reading() as session:
        elsewhere(lambda: session.scalars(select(Office)).one())

    def work(writing: WritingSession) -> None:
        kept.append(writing)
        elsewhere(lambda: writing.scalars(select(Office)).one())
        writing.add(factories.concern())
        elsewhere(writing.flush)

    store.write("Crossing", work).result()
    assert [str(error) for error in caught] == ["a session was used on another thread than its own"] * 3
    with pytest.raises(RuntimeError, match="another thread"):
        kept[0].scalars(select(Office)).one()


def test_rows_cannot_be_changed_behind_the_journals_back(store: Store) -> None:
    factories.saved(store, factories.concern())
    bypasses: list[Callable[[WritingSession], object]] = [
        lambda s: s.execute(update(Concern).values(answer="unjournaled")),
        lambda s: s.execute(insert(Area).values(id=1, name="unjournaled")),
        lambda s: s.query(Concern).delete(),
        lambda s: s.delete(s.scalars(select(Concern)).one()),
    ]
    for bypass in bypasses:
        with pytest.raises(RuntimeError):
            store.write("Bypass", bypass).result()
    assert count(store) == 1
    assert count(store, Area) == 0


KINDS_OF_A_SUPERVISOR: list[Callable[[], Record]] = [
    lambda: Category(name="Trees", position=1),
    lambda: Status(name="Waiting", type=StatusType.NEW, position=1),
    lambda: SpeakerRole(name="Poet", speaks_for_office=False, position=1),
    lambda: Person(name="Eve", role=Role.READER),
]


@pytest.mark.parametrize("make", KINDS_OF_A_SUPERVISOR)
@pytest.mark.parametrize("who", [STAFF, COORDINATOR])
def test_what_a_supervisor_decides_nobody_else_can_write(opened: Opener, who: str, make: Callable[[], Record]) -> None:
    store = opened(who)
    assert "only a supervisor" in refused(store, lambda session: session.add(make()))
    store.close()
    factories.saved(opened(SUPERVISOR), make())


def test_nobody_gives_themselves_another_role_or_takes_one_away(opened: Opener) -> None:
    store = opened(STAFF)

    def own(session: WritingSession, name: str = STAFF) -> Person:
        return session.scalars(select(Person).where(Person.name == name)).one()

    assert "role" in refused(store, lambda s: setattr(own(s), "role", Role.SUPERVISOR)).casefold()
    assert "role" in refused(store, lambda s: setattr(own(s, SUPERVISOR), "role", None)).casefold()
    refused(store, lambda s: setattr(own(s, SUPERVISOR), "deleted_at", s.now))
    store.write("Phone", lambda s: setattr(own(s), "phone", "555-0100")).result()
    store.write("A contact", lambda s: s.add(factories.person(role=None))).result()
    store.close()
    store = opened(SUPERVISOR)
    store.write("Promotion", lambda s: setattr(own(s), "role", Role.COORDINATOR)).result()
    assert store.undo().result() == "Promotion"


def test_staff_cannot_change_the_office_in_bulk_either(opened: Opener) -> None:
    row = {"name": "Trees", "position": 1}
    assert "supervisor" in refused(opened(STAFF), lambda session: bulk.add_many(session, Category, [row]))


def test_a_reader_changes_nothing_and_may_note_what_was_printed(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    line = factories.noted(store, "! dark")[0].line
    store.close()
    store = opened(READER)
    head = store.journal_head()
    for job in (
        lambda: store.write("Add", lambda s: s.add(factories.concern())),
        lambda: store.strike(Line, line.id, "at their wish"),
        store.undo,
        store.redo,
    ):
        with pytest.raises(Refusal, match="signs in as"):
            job().result()
    assert store.journal_head() == head
    store.note("Print the minutes", audience="anyone").result()
    assert store.journal_head()[0] == head[0] + 1


@pytest.mark.parametrize("who", [STAFF, COORDINATOR, SUPERVISOR])
def test_everybody_who_works_here_records_what_was_said(opened: Opener, who: str) -> None:
    store = opened(who)
    recorded = factories.noted(store, "! dark #lighting", "+ call", "? who", "> bring")
    assert [each.made is not None for each in recorded] == [True] * 4
    with store.reading() as session:
        assert set(session.scalars(select(CHANGE_SET.c.person_id).order_by(CHANGE_SET.c.seq.desc()).limit(1))) == {
            store.member.person_id
        }


# What the rules see


def test_a_status_given_by_its_id_is_kept(store: Store) -> None:
    """A new record names a status by id, as an import does: the rules must not take the first one instead."""

    def work(session: WritingSession) -> Concern:
        closed = factories.status(session, StatusType.CLOSED)
        concern = factories.concern(status_id=closed.id, told_on=date(2026, 10, 1))
        session.add(concern)
        return concern

    concern = store.write("Add", work).result()
    with store.reading() as session:
        kept = session.get_one(Concern, concern.id)
        assert kept.status.type is StatusType.CLOSED
        assert kept.resolved_on == date(2026, 10, 15)


def test_closing_by_the_id_of_a_status_asks_who_was_told(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)

    def close(session: WritingSession) -> None:
        own = session.get_one(Concern, concern.id)
        assert own.status.type is StatusType.NEW
        own.status_id = factories.status(session, StatusType.CLOSED).id

    assert "told" in refused(store, close)


def test_a_record_named_by_its_relation_and_one_named_by_its_id_are_the_same(store: Store) -> None:
    line = factories.noted(store, "a note")[0].line

    def work(session: WritingSession) -> list[Concern]:
        made = [factories.concern(line=session.get_one(Line, line.id)), factories.concern(line_id=line.id)]
        session.add_all(made)
        return made

    for concern in store.write("Add", work).result():
        assert (concern.source, concern.line_id) == (Source.SESSION, line.id)


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (factories.meeting, {"title": None}),
        (factories.meeting, {"starts_at": None}),
        (factories.meeting, {"zone": "Mars/Olympus"}),
        (factories.meeting, {"zone": "\ud800"}),
        (factories.meeting, {"ends_at": datetime(2026, 10, 15, 18, 29)}),
        (factories.meeting, {"adults": -1}),
        (factories.area, {"name": None}),
        (factories.person, {"name": None}),
        (factories.concern, {"words": None}),
        (factories.concern, {"contact": "555-0144"}),
        (factories.promise, {"words": ""}),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence(
    store: Store, record: Callable[..., Record], values: dict[str, object]
) -> None:
    assert refused(store, lambda session: session.add(record(**values))).endswith(".")


def test_taking_out_a_value_that_is_needed_is_refused_not_a_bug(store: Store) -> None:
    meeting, concern = factories.meeting(), factories.concern()
    factories.saved(store, meeting, concern)
    needed: list[tuple[Record, str]] = [
        (meeting, "title"),
        (meeting, "starts_at"),
        (meeting, "status"),
        (concern, "priority"),
        (store.office, "name"),
        (store.office, "answer_days"),
    ]
    for record, key in needed:
        assert "is needed" in refused(store, lambda s, r=record, k=key: factories.assign(s, r, {k: None}))  # type: ignore[misc]


def test_working_days_of_the_office_stay_within_reason(store: Store) -> None:
    """A billion working days would be counted one by one at every concern."""
    for days in (-1, 10**9):
        assert "days" in refused(store, lambda s, d=days: factories.assign(s, store.office, {"answer_days": d}))  # type: ignore[misc]
    refused(store, lambda s: factories.assign(s, store.office, {"closed_days": "2026-13-01"}))
    refused(store, lambda s: factories.assign(s, store.office, {"zone": "America"}))


def test_a_concern_gets_title_status_dates_and_keeps_the_first_date(store: Store, clock: FrozenClock) -> None:
    factories.changed(store, store.office, closed_days="2026-10-19")
    concern = factories.concern(words="  Speeding on Elm\nevery night ", resolve_by=date(2026, 11, 2))
    factories.saved(store, concern)
    assert (concern.title, concern.source, concern.heard_on) == ("Speeding on Elm", Source.DESK, date(2026, 10, 15))
    # Thursday and three working days, with Monday closed.
    assert concern.answer_due == date(2026, 10, 21)
    clock.move(days=1)
    factories.changed(store, concern, resolve_by=date(2026, 12, 1), answer="The city was asked.")
    kept = factories.again(store, concern)
    assert (kept.first_resolve_by, kept.resolve_by) == (date(2026, 11, 2), date(2026, 12, 1))
    assert kept.answered_at == clock.at


def test_a_question_is_due_and_a_meeting_has_its_zone(store: Store) -> None:
    question, meeting = factories.question(), factories.meeting(zone=None, status=None)
    factories.saved(store, question, meeting)
    assert (question.due, question.first_due) == (date(2026, 10, 22), date(2026, 10, 22))
    assert (meeting.zone, meeting.status) == (factories.ZONE, MeetingStatus.PLANNED)
    assert count(store, Question) == 1


def test_a_contact_is_kept_of_somebody_who_may_be_contacted(store: Store) -> None:
    concern = factories.concern(contact="555-0144", contact_consent=Consent.MAY_CONTACT)
    factories.saved(store, concern)
    refused(store, lambda s: factories.assign(s, concern, {"contact_consent": Consent.WITH_ROLE}))


# Faults


def test_an_office_that_is_busy_says_so_and_goes_on_afterwards(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    store = opened()
    engine = database.writing_engine(store.folder.database, store.key, store.drawers)
    with engine.begin(), pytest.raises(Refusal, match="busy"):
        factories.saved(store, factories.concern())
    engine.dispose()
    factories.saved(store, factories.concern())
    assert count(store) == 1


@pytest.mark.parametrize("many", [1, 200])
def test_a_full_disk_refuses_one_write_and_the_next_goes_on(store: Store, many: int) -> None:
    """The writer keeps its connection: what failed on it, in the middle or at the commit, leaves nothing behind."""
    factories.saved(store, factories.concern())

    def full(session: WritingSession) -> None:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(many):
            session.add(factories.concern(words="a long word " * 1000))
            session.flush()

    def room(session: WritingSession) -> None:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA max_page_count = 1000000")

    with pytest.raises(Refusal, match="full"):
        store.write("Add", full).result()
    store.write("Make room", room).result()
    assert count(store) == 1
    factories.saved(store, factories.concern())
    assert count(store) == 2


def test_closing_twice_does_no_harm_and_a_closed_office_takes_nothing(opened: Opener) -> None:
    store = opened()
    store.close()
    store.close()
    with pytest.raises(Refusal):
        store.write("Late", lambda session: None)
    opened().close()


def test_the_office_is_given_back_also_when_closing_fails(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()

    def fails(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("desktop.store.store.fold_in_log", fails)
    with pytest.raises(OSError, match="gone"):
        store.close()
    monkeypatch.undo()
    assert opened().can_write


def test_the_log_is_folded_in_at_close(opened: Opener) -> None:
    store = opened()
    factories.saved(store, factories.concern())
    assert store.folder.wal.stat().st_size > 0
    store.close()
    assert not store.folder.wal.exists() or store.folder.wal.stat().st_size == 0


def test_moments_are_kept_in_utc_and_a_naive_one_is_our_bug(store: Store) -> None:
    concern = factories.concern(answer="Yes.")
    factories.saved(store, concern)
    assert factories.again(store, concern).answered_at == factories.START.astimezone(UTC)
    with pytest.raises(Exception, match="time zone"):
        factories.changed(store, concern, answered_at=datetime(2026, 1, 1))


def test_bulk_records_are_journaled_searchable_and_undone_like_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_A_TIME", 40)
    with store.reading() as session:
        status = factories.status(session, StatusType.NEW).id
    rows = [
        {"title": f"lamp {i}", "words": f"lamp {i} is out", "status_id": status, "heard_on": date(2026, 1, 1)}
        | {"priority": "normal", "source": Source.DESK}
        for i in range(150)
    ]
    assert store.write("Import", lambda s: bulk.add_many(s, Concern, iter(rows)), act=Act.IMPORT).result() == 150
    assert count(store) == 150
    assert store.undo().result() == "Import"
    with store.reading() as session:
        assert session.scalar(select(func.count()).where(Concern.deleted_at.is_(None))) == 0


def test_meetings_know_their_moments(store: Store) -> None:
    meeting = factories.meeting(starts_at=datetime(2026, 10, 31, 22, 0))
    factories.saved(store, meeting)
    with store.reading() as session:
        kept = session.get_one(Meeting, meeting.id)
        late = kept.moment_of(datetime(2026, 1, 1, 0, 15).time())
        assert late == datetime(2026, 11, 1, 4, 15, tzinfo=UTC)
