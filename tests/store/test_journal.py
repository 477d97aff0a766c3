"""The journal: what each commit changed, before and after, chained so that nothing can be altered unseen."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.orm import defer

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.capture import capture
from desktop.models.concern import Concern, Priority, StatusType
from desktop.models.line import Line, LineTheme, Mark
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting
from desktop.models.passed_on import Exit, PassedOn
from desktop.models.recording import Notes
from desktop.models.records import RECORDS
from desktop.models.theme import Theme
from desktop.models.waiting import Waiting
from desktop.models.word import Word
from desktop.store import bin as bin_
from desktop.store.database import writing_engine
from desktop.store.journal import NO_HEAD, Act, RowAct, broken_at
from desktop.store.payload import SALT_BYTES, read_payload
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.writing import WritingSession
from tests import factories
from tests.conftest import Opener
from tests.factories import FrozenClock
from tests.verbs.harness import problems_of

Changed = dict[str, tuple[Any, Any]]


def head(store: Store) -> Row[Any]:
    """The newest change set."""
    with store.reading() as session:
        return session.connection().execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()


def last(store: Store) -> dict[tuple[str, int], tuple[str, Changed, Changed]]:
    """What the newest change set did: {(kind, id): (act, facts, words)}."""
    newest = head(store).seq
    with store.reading() as session:
        rows = session.connection().execute(select(ROW_CHANGE).where(ROW_CHANGE.c.change_set == newest)).all()
    return {(row.kind, row.record_id): (row.act, read_payload(row.facts), read_payload(row.words)) for row in rows}


def broken(store: Store, anchor: tuple[int, str] | None = None) -> str | None:
    with store.reading() as session:
        return broken_at(session.connection(), anchor)


def stored(store: Store, record: Record) -> dict[str, Any]:
    """The row as the database keeps it, past all mapping."""
    with store.reading() as session:
        table = record.__tablename__
        row = session.connection().exec_driver_sql(f"SELECT * FROM {table} WHERE id = {record.id}").one()
        return dict(row._mapping)


def test_a_new_record_is_kept_with_every_value_it_has(store: Store) -> None:
    """The payload equals the row that raw SQL reads: also defaults, numbers and what the rules filled in."""
    area = factories.area()
    concern = factories.concern(area=area, resolve_by=date(2026, 11, 2))
    factories.saved(store, concern)
    changes = last(store)
    assert set(changes) == {("area", area.id), ("concern", concern.id)}
    act, facts, words = changes["concern", concern.id]
    assert act == RowAct.INSERT
    row = {key: value for key, value in stored(store, concern).items() if value is not None}
    assert row.pop("next_due") == row["answer_due"], "the database works it out; it is not kept twice"
    assert {key: after for key, (_, after) in {**facts, **words}.items()} == row
    assert all(before is None for before, _ in {**facts, **words}.values())
    assert set(words) == {"title", "words"}
    assert facts["priority"] == (None, "normal")
    assert facts["number"] == (None, "C26-0001")


@pytest.mark.parametrize(
    ("key", "before", "after", "kept"),
    [
        ("answer", None, "The city was asked.", (None, "The city was asked.")),
        ("answer", "The city was asked.", None, ("The city was asked.", None)),
        ("priority", Priority.NORMAL, Priority.HIGH, ("normal", "high")),
        ("heard_on", date(2026, 10, 15), date(2026, 10, 1), ("2026-10-15", "2026-10-01")),
        ("told_how", "by phone", "by letter", ("by phone", "by letter")),
    ],
)
def test_a_change_keeps_before_and_after(store: Store, key: str, before: Any, after: Any, kept: Any) -> None:
    concern = factories.concern(**{key: before})
    factories.saved(store, concern)
    factories.changed(store, concern, **{key: after})
    act, facts, _ = last(store)["concern", concern.id]
    assert act == RowAct.UPDATE
    assert facts[key] == kept


def test_changed_words_are_kept_apart_from_facts(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    factories.changed(store, concern, words="Racing on Elm Street", priority=Priority.LOW)
    _, facts, words = last(store)["concern", concern.id]
    assert words == {"words": ("Speeding on Elm Street", "Racing on Elm Street")}
    assert facts == {"priority": ("normal", "low")}


@pytest.mark.parametrize("way", ["expired", "deferred", "refreshed", "never looked at"])
def test_a_value_that_was_not_loaded_still_has_its_before(store: Store, way: str) -> None:
    """An expired attribute gives no "before" unless its history is active."""
    concern = factories.concern(answer="The city was asked.", area=factories.area())
    factories.saved(store, concern)

    def work(session: WritingSession) -> None:
        if way == "deferred":
            own = session.get_one(Concern, concern.id, options=[defer(Concern.answer), defer(Concern.area_id)])
        else:
            own = session.get_one(Concern, concern.id)
        if way == "expired":
            session.expire(own)
        if way == "refreshed":
            session.refresh(own, ["title"])
        own.answer = "They said no."
        own.area_id = None

    store.write("Change", work).result()
    _, facts, _ = last(store)["concern", concern.id]
    assert facts["answer"] == ("The city was asked.", "They said no.")
    assert concern.area is not None
    assert facts["area_id"] == (concern.area.id, None)


@pytest.mark.parametrize("loaded", [True, False])
def test_a_relation_that_was_set_is_kept_as_the_id_it_changes(store: Store, loaded: bool) -> None:
    elm, oak = factories.area(name="Elm"), factories.area(name="Oak")
    concern = factories.concern(area=elm)
    factories.saved(store, concern, oak)

    def work(session: WritingSession) -> None:
        own = session.get_one(Concern, concern.id)
        if loaded:
            assert own.area is not None
        own.area = session.get_one(type(oak), oak.id)

    store.write("Move", work).result()
    assert last(store) == {("concern", concern.id): (RowAct.UPDATE, {"area_id": (elm.id, oak.id)}, {})}
    factories.changed(store, concern, area=None)
    assert last(store) == {("concern", concern.id): (RowAct.UPDATE, {"area_id": (oak.id, None)}, {})}


def test_a_child_added_through_its_parents_list_is_kept(store: Store) -> None:
    meeting = factories.meeting()
    factories.saved(store, meeting)

    def work(session: WritingSession) -> None:
        own = session.get_one(Meeting, meeting.id)
        own.agenda.append(factories.agenda_item(own, title="Lighting"))

    store.write("Plan", work).result()
    ((kind, _),) = last(store)
    assert kind == "agenda item"


def test_every_kind_of_record_leaves_its_trace(store: Store) -> None:
    """One of each in one change set: nothing that is saved escapes the journal."""

    def work(session: WritingSession) -> list[Record]:
        meeting = factories.meeting()
        session.add(meeting)
        session.flush()
        line = factories.line(meeting, speaker=factories.speaker(session, meeting))
        theme = LineTheme(line=line, theme=Theme(name="lighting"))
        made: list[Record] = [
            factories.agenda_item(meeting),
            factories.minutes(meeting),
            factories.concern(),
            factories.promise(),
            factories.question(),
            factories.action(),
            factories.organization(),
            factories.area(),
            factories.person(),
            Waiting(meeting=meeting, place="left side"),
            Word(text="stormdrain"),
            PassedOn(exit=Exit.CRIME, passed_to="The detectives"),
            line,
            theme,
        ]
        session.add_all(made)
        session.flush()
        session.add(Link(from_kind="line", from_id=line.id, to_kind="meeting", to_id=meeting.id))
        photo = Attachment(name="a.jpg", media_type="image/jpeg", size=1, address="0" * 64)
        photo.record_kind, photo.record_id = "line", line.id
        session.add(photo)
        return made

    store.write("One of each", work).result()
    seen = {kind for kind, _ in last(store)}
    given_at_creation = {"office", "kind", "status", "category", "speaker role"}
    assert seen == {record.kind for record in RECORDS} - given_at_creation
    with store.reading() as session:
        first = select(ROW_CHANGE.c.kind).where(ROW_CHANGE.c.change_set == 1)
        assert set(session.connection().scalars(first)) == given_at_creation | {"person"}
        assert session.scalars(select(Link)).one().relation is Relation.ABOUT


def test_the_bin_is_a_change_like_any_other(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    store.write("Bin", lambda s: bin_.put_in_bin(s, s.get_one(Concern, concern.id))).result()
    _, facts, words = last(store)["concern", concern.id]
    assert set(facts) == {"deleted_at"}
    assert not words


def test_setting_what_is_already_there_leaves_no_entry(store: Store) -> None:
    """`after_update` fires with nothing changed: without care every click makes a journal entry."""
    concern = factories.concern(area=factories.area(), resolve_by=date(2026, 11, 2), answer="Yes.")
    factories.saved(store, concern)
    before = store.journal_head()
    same = {key: getattr(concern, key) for key in ("title", "words", "priority", "area_id", "answer", "heard_on")}
    factories.changed(store, concern, **same)

    def there_and_back(session: WritingSession) -> None:
        own = session.get_one(Concern, concern.id)
        own.answer, own.priority = "No.", Priority.HIGH
        session.flush()
        own.answer, own.priority = "Yes.", Priority.NORMAL

    store.write("There and back", there_and_back).result()
    store.write("Looked", lambda s: s.get_one(Concern, concern.id).status.name).result()
    assert store.journal_head() == before


def test_several_flushes_of_one_change_set_are_one_change(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)

    def work(session: WritingSession) -> None:
        own = session.get_one(Concern, concern.id)
        for answer in ("a", "b", "c"):
            own.answer = answer
            session.flush()
        new = factories.area(name="first name")
        session.add(new)
        session.flush()
        new.name = "last name"

    store.write("Steps", work).result()
    changes = last(store)
    assert changes["concern", concern.id][1]["answer"] == (None, "c")
    (area,) = [value for (kind, _), value in changes.items() if kind == "area"]
    assert area[0] == RowAct.INSERT
    assert area[1]["name"] == (None, "last name")


def test_what_was_empty_when_a_row_was_first_written_is_kept_when_it_is_set_later(store: Store) -> None:
    """A line is written before it is said under which item it belongs: its row tells both."""

    def work(session: WritingSession) -> tuple[int, int]:
        meeting = factories.meeting()
        item = factories.agenda_item(meeting, title="Lamps")
        session.add_all([meeting, item])
        session.flush()
        line = Notes(session, meeting).record(capture("The lamp is out", ["Resident"]), None).line
        session.flush()
        line.item_id = item.id
        return line.id, item.id

    line_id, item_id = store.write("Write a line", work).result()
    assert last(store)["line", line_id][1]["item_id"] == (None, item_id)
    assert problems_of(store) == []


def test_each_entry_says_who_when_and_what(store: Store, clock: FrozenClock) -> None:
    clock.move(minutes=7)
    factories.saved(store, factories.concern())
    entry = head(store)
    assert (entry.person_id, entry.at, entry.copy) == (store.member.person_id, clock.at, 0)
    assert (entry.act, entry.label) == (Act.CHANGE, "Add records")


def test_an_act_without_rows_is_noted_with_its_details(store: Store) -> None:
    store.note("Export concerns", audience="anyone", count=12).result()
    entry = head(store)
    assert (entry.act, entry.label) == (Act.NOTE, "Export concerns")
    assert json.loads(entry.details) == {"audience": "anyone", "count": 12}
    assert last(store) == {}
    assert broken(store) is None


def test_labels_hold_no_word_of_a_resident(store: Store) -> None:
    """Labels cannot be struck, so none may hold what somebody said: asked of every act the store names itself."""
    recorded = factories.noted(store, "! zebra zebra", "+ zebra call")
    store.undo().result()
    store.redo().result()
    store.strike(Line, recorded[0].line.id, "their wish").result()
    made = recorded[1].made
    assert made is not None
    factories.changed(store, made, what_happened="zebra")
    with store.reading() as session:
        heads = session.connection().execute(select(CHANGE_SET)).all()
    assert len(heads) >= 5
    assert not any("zebra" in f"{entry.label}{entry.details}{entry.edit}" for entry in heads)


# The chain


def chained_by_hand(store: Store) -> str:
    """The head of the chain computed here, from the tables alone."""
    before = NO_HEAD
    with store.reading() as session:
        connection = session.connection()
        for entry in connection.execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq)).all():
            rows = hashlib.sha256()
            of_set = select(ROW_CHANGE).where(ROW_CHANGE.c.change_set == entry.seq).order_by(ROW_CHANGE.c.seq)
            for row in connection.execute(of_set):
                rows.update(f"\n{row.kind} {row.record_id} {row.act} ".encode())
                rows.update(hashlib.sha256(row.facts).digest())
                rows.update(hashlib.sha256(row.words).digest() if row.words else b"")
            parts = [before, entry.seq, entry.id, entry.at.isoformat(), entry.copy, entry.person_id, entry.act]
            parts += [entry.label, entry.undoes, entry.joins, entry.edit, entry.details]
            before = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode() + rows.digest()).hexdigest()
    return before


@pytest.fixture
def busy(store: Store) -> Store:
    """An office in which everything happened once."""
    recorded = factories.noted(store, "! dark at the bus stop", "+ call parks", "? who pays", "a note #lighting")
    concern = recorded[0].made
    assert isinstance(concern, Concern)
    factories.changed(store, concern, answer="Asked.")
    store.undo().result()
    store.redo().result()
    store.write("Edit", lambda s: factories.assign(s, concern, {"answer": "A"}), edit="x").result()
    store.write("Edit", lambda s: factories.assign(s, concern, {"answer": "AB"}), edit="x").result()
    store.note("Print").result()
    store.strike(Line, recorded[1].line.id, "their wish").result()
    loose = factories.area()
    factories.saved(store, loose)
    store.write("Bin", lambda s: bin_.put_in_bin(s, s.get_one(type(loose), loose.id))).result()
    return store


def test_the_chain_holds_after_everything_and_by_hand(store: Store) -> None:
    recorded = factories.noted(store, "! dark", "+ call")
    assert recorded[0].made is not None
    factories.changed(store, recorded[0].made, answer="Asked.")
    store.undo().result()
    assert broken(store) is None
    assert store.journal_head()[1] == chained_by_hand(store)


def test_the_chain_holds_after_every_kind_of_change(busy: Store) -> None:
    assert broken(busy) is None
    assert broken(busy, busy.journal_head()) is None


def test_a_clock_of_another_zone_does_not_break_the_chain(opened: Opener) -> None:
    store = opened(clock=FrozenClock(datetime(2026, 10, 15, 18, 30, tzinfo=timezone(timedelta(hours=-4)))))
    factories.saved(store, factories.concern())
    assert broken(store) is None


def test_every_payload_is_salted_so_that_its_digest_tells_nothing(store: Store) -> None:
    factories.saved(store, *(factories.organization(name="same") for _ in range(9)))
    with store.reading() as session:
        payloads = session.connection().scalars(select(ROW_CHANGE.c.facts)).all()
    salts = {payload[:SALT_BYTES] for payload in payloads}
    assert len(salts) == len(payloads)


TAMPERED: dict[str, Callable[[Connection], object]] = {
    "a label": lambda c: c.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == 3).values(label="Nothing")),
    "who": lambda c: c.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == 3).values(person_id=1)),
    "when": lambda c: c.execute(
        update(CHANGE_SET).where(CHANGE_SET.c.seq == 3).values(at=factories.START + timedelta(1))
    ),
    "an act": lambda c: c.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == 4).values(act="note")),
    "a whole change set": lambda c: c.execute(delete(CHANGE_SET).where(CHANGE_SET.c.seq == 4)),
    "the first change set": lambda c: c.execute(delete(CHANGE_SET).where(CHANGE_SET.c.seq == 1)),
    "rows of a change set": lambda c: c.execute(delete(ROW_CHANGE).where(ROW_CHANGE.c.change_set == 3)),
    "a value": lambda c: _alter(c, "facts"),
    "words": lambda c: _alter(c, "words"),
    "facts, erased": lambda c: c.execute(update(ROW_CHANGE).where(ROW_CHANGE.c.change_set == 3).values(facts=b"")),
    "words, erased without a strike": lambda c: c.execute(update(ROW_CHANGE).values(words=b"")),
    "words, made absent": lambda c: c.execute(update(ROW_CHANGE).values(words=None)),
    "the record of a row": lambda c: c.execute(update(ROW_CHANGE).values(record_id=ROW_CHANGE.c.record_id + 1)),
    "the act of a row": lambda c: c.execute(update(ROW_CHANGE).values(act="update")),
    "a row put in": lambda c: c.execute(
        insert(ROW_CHANGE).from_select(
            [column.name for column in ROW_CHANGE.c if column.name != "seq"],
            select(*(column for column in ROW_CHANGE.c if column.name != "seq")).where(ROW_CHANGE.c.seq == 1),
        )
    ),
}


def _alter(connection: Connection, column: str) -> None:
    row = connection.execute(select(ROW_CHANGE).where(func.length(ROW_CHANGE.c[column]) > 20).limit(1)).one()
    payload = bytearray(getattr(row, column))
    payload[-3] ^= 1
    connection.execute(update(ROW_CHANGE).where(ROW_CHANGE.c.seq == row.seq).values(**{column: bytes(payload)}))


def tamper(store: Store, change: Callable[[Connection], object]) -> None:
    engine = writing_engine(store.folder.database, store.key, store.drawers)
    with engine.begin() as connection:
        change(connection)
    engine.dispose()


@pytest.mark.parametrize("what", TAMPERED)
def test_whatever_is_altered_behind_its_back_is_noticed(busy: Store, what: str) -> None:
    tamper(busy, TAMPERED[what])
    assert broken(busy) is not None


def test_a_cut_tail_is_noticed_by_a_head_that_was_printed(busy: Store) -> None:
    count, digest = printed = busy.journal_head()

    def cut(connection: Connection) -> None:
        connection.execute(delete(CHANGE_SET).where(CHANGE_SET.c.seq == count))
        connection.execute(delete(ROW_CHANGE).where(ROW_CHANGE.c.change_set == count))

    tamper(busy, cut)
    assert broken(busy) is None
    assert broken(busy, printed) is not None
    assert broken(busy, (count - 1, digest)) is not None


def test_a_strike_erases_payloads_and_the_chain_still_holds(busy: Store) -> None:
    with busy.reading() as session:
        erased = session.connection().scalar(select(func.count()).where(ROW_CHANGE.c.words == b""))
    assert erased
    assert erased >= 2
    assert broken(busy) is None


def test_a_merge_by_hand_cannot_move_a_strike_to_other_words(busy: Store) -> None:
    """Words may be absent only where that very record was struck."""
    with busy.reading() as session:
        line = session.scalars(select(Line).where(Line.mark == Mark.CONCERN)).one()

    def erase(connection: Connection) -> None:
        mine = (ROW_CHANGE.c.kind == "line") & (ROW_CHANGE.c.record_id == line.id)
        connection.execute(update(ROW_CHANGE).where(mine, ROW_CHANGE.c.words.is_not(None)).values(words=b""))

    tamper(busy, erase)
    assert broken(busy) is not None


def test_a_status_change_tells_both_sides(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)

    def work(session: WritingSession) -> tuple[int, int]:
        own = session.get_one(Concern, concern.id)
        before, after = own.status_id, factories.status(session, StatusType.RESOLVED)
        own.status = after
        return before, after.id

    moved = store.write("Resolve", work).result()
    _, facts, _ = last(store)["concern", concern.id]
    assert facts == {"status_id": moved, "resolved_on": (None, "2026-10-15")}
