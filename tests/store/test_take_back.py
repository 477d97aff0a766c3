""" "Undo this" in the history of a record: one change of one record is taken back, and nothing else."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from desktop.models.base import Record
from desktop.models.concern import Concern, StatusType
from desktop.models.link import Link
from desktop.models.refusal import Refusal
from desktop.store import search
from desktop.store.bin import put_in_bin
from desktop.store.database import reading_engine
from desktop.store.journal import Act, broken_at
from desktop.store.replay import unlike_journal
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.store.take_back import OneChange, is_touched
from tests import factories
from tests.conftest import Opener
from tests.factories import READER, STAFF, SUPERVISOR, FrozenClock


@pytest.fixture
def concern(store: Store) -> Concern:
    record = factories.concern()
    factories.saved(store, record)
    return record


def changed(store: Store, label: str, record: Record, edit: str | None = None, **values: Any) -> int:
    """Change some fields; gives the place of the change set in the journal."""
    store.write(label, lambda session: factories.assign(session, record, values), edit=edit).result()
    return store.journal_head()[0]


def one(record: Record, first: int, *columns: str) -> OneChange:
    return OneChange(record.kind, record.id, first, columns)


def now(store: Store, record: Concern) -> Concern:
    return factories.again(store, record)


def last(store: Store) -> Any:
    with store.reading() as session:
        return session.connection().execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()


def test_an_old_change_is_taken_back_and_later_ones_in_other_fields_stay(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 19))
    changed(store, "Set Our answer", concern, answer="Booked.")
    assert store.take_back(one(concern, first, "resolve_by")).result() == "Undo: Set Fix by"
    assert now(store, concern).resolve_by is None
    assert now(store, concern).answer == "Booked."
    assert (last(store).act, last(store).undoes, last(store).label) == (Act.UNDO, first, "Undo: Set Fix by")


def test_what_the_office_filled_in_with_it_goes_with_it(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Our answer", concern, answer="Booked.")
    assert now(store, concern).answered_at is not None
    store.take_back(one(concern, first, "answer")).result()
    assert now(store, concern).answered_at is None
    dated = changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 19))
    store.take_back(one(concern, dated, "resolve_by")).result()
    assert now(store, concern).first_resolve_by is None


def test_a_status_taken_back_opens_the_concern_again(store: Store, concern: Concern) -> None:
    with store.reading() as session:
        resolved = factories.status(session, StatusType.RESOLVED).id
    first = changed(store, "Set Status", concern, status_id=resolved, told_how="in person")
    assert now(store, concern).resolved_on is not None
    store.take_back(one(concern, first, "status_id")).result()
    assert now(store, concern).resolved_on is None
    assert now(store, concern).told_how == "in person"


def test_one_field_of_a_change_of_several_leaves_the_others_undoable(store: Store, concern: Concern) -> None:
    first = changed(store, "Tell them", concern, told_on=date(2026, 10, 15), told_how="in person")
    store.take_back(one(concern, first, "told_how")).result()
    assert (now(store, concern).told_how, now(store, concern).told_on) == (None, date(2026, 10, 15))
    assert store.undo().result() == "Tell them"
    assert now(store, concern).told_on is None
    assert store.redo().result() == "Undo: Tell them"
    assert (now(store, concern).told_on, now(store, concern).told_how) == (date(2026, 10, 15), None)


def test_when_every_field_was_taken_back_alone_undo_goes_further_back(store: Store, concern: Concern) -> None:
    changed(store, "Set Title", concern, title="Lamps")
    first = changed(store, "Tell them", concern, told_on=date(2026, 10, 15), told_how="in person")
    store.take_back(one(concern, first, "told_how")).result()
    store.take_back(one(concern, first, "told_on")).result()
    assert store.undo().result() == "Set Title"


def test_taking_one_back_can_itself_be_taken_back(store: Store, concern: Concern) -> None:
    first = changed(store, "Tell them", concern, told_on=date(2026, 10, 15), told_how="in person")
    store.take_back(one(concern, first, "told_how")).result()
    assert store.redo().result() == "Undo: Tell them"
    assert now(store, concern).told_how == "in person"
    undo_of = changed(store, "Set Title", concern, title="Lamps")
    store.take_back(one(concern, undo_of, "title")).result()
    line = store.journal_head()[0]
    assert store.take_back(one(concern, line, "title")).result() == "Set Title"
    assert last(store).act == Act.REDO
    assert now(store, concern).title == "Lamps"


def test_one_record_of_a_bulk_change_is_taken_back_alone(store: Store, concern: Concern) -> None:
    other = factories.concern(title="Music")
    factories.saved(store, other)

    def both(session: Any) -> None:
        for each in (concern, other):
            factories.assign(session, each, {"told_how": "by letter"})

    store.write("Tell two", both).result()
    first = store.journal_head()[0]
    store.take_back(one(concern, first, "told_how")).result()
    assert (now(store, concern).told_how, now(store, other).told_how) == (None, "by letter")
    store.undo().result()
    assert now(store, other).told_how is None


def test_typing_that_was_joined_goes_back_to_where_it_began(store: Store, concern: Concern, clock: FrozenClock) -> None:
    first = changed(store, "Set Title", concern, edit="1:title", title="L")
    clock.move(seconds=5)
    changed(store, "Set Title", concern, edit="1:title", title="Lamps")
    store.take_back(one(concern, first, "title")).result()
    assert now(store, concern).title == "Speeding on Elm Street"


def test_a_field_changed_since_is_refused_until_somebody_says_anyway(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 19))
    changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 22))
    change = one(concern, first, "resolve_by")
    with store.reading() as session:
        assert is_touched(session, change)
    with pytest.raises(Refusal, match="was changed since"):
        store.take_back(change).result()
    assert now(store, concern).resolve_by == date(2026, 10, 22)
    store.take_back(change, anyway=True).result()
    assert now(store, concern).resolve_by is None
    # Both dates are taken back with it; only the concern itself is left to undo.
    assert store.undo().result() == "Add records"


def test_the_change_of_a_colleague_is_taken_back_too(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    first = changed(store, "Set Title", record, title="Lamps")
    store.close()
    colleague = opened(STAFF)
    colleague.take_back(one(record, first, "title")).result()
    assert now(colleague, record).title == "Speeding on Elm Street"


def test_what_is_no_longer_allowed_is_refused_and_changes_nothing(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Told", concern, told_on=date(2026, 10, 15))
    with store.reading() as session:
        closed = factories.status(session, StatusType.CLOSED).id
    changed(store, "Set Status", concern, status_id=closed)
    with pytest.raises(Refusal, match="cannot be closed before somebody was told"):
        store.take_back(one(concern, first, "told_on")).result()
    assert now(store, concern).told_on == date(2026, 10, 15)


def test_struck_words_are_not_brought_back(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Words", concern, words="Never mind")
    store.strike(Concern, concern.id, "at the speaker's wish").result()
    with pytest.raises(Refusal, match="were struck"):
        store.take_back(one(concern, first, "words")).result()


def test_a_link_is_taken_back_into_the_bin_and_its_removal_brings_it_back(store: Store, concern: Concern) -> None:
    other = factories.concern(title="Music")
    factories.saved(store, other)
    link = Link(from_kind="concern", from_id=concern.id, to_kind="concern", to_id=other.id)
    factories.saved(store, link)
    made = store.journal_head()[0]
    store.take_back(OneChange("link", link.id, made, ())).result()
    assert factories.again(store, link).is_deleted
    binned = store.journal_head()[0]
    store.take_back(OneChange("link", link.id, binned, ("deleted_at",))).result()
    assert not factories.again(store, link).is_deleted


def test_a_record_in_the_bin_is_taken_out_first(store: Store, concern: Concern) -> None:
    first = changed(store, "Set Title", concern, title="Lamps")
    store.write("Bin", lambda s: put_in_bin(s, s.get_one(Concern, concern.id))).result()
    binned = store.journal_head()[0]
    with pytest.raises(Refusal, match="is in the Bin"):
        store.take_back(one(concern, first, "title")).result()
    store.take_back(one(concern, binned, "deleted_at")).result()
    store.take_back(one(concern, first, "title")).result()
    assert now(store, concern).title == "Speeding on Elm Street"


def test_a_reader_takes_nothing_back(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    first = changed(store, "Set Title", record, title="Lamps")
    store.close()
    with pytest.raises(Refusal, match="reader"):
        opened(READER).take_back(one(record, first, "title")).result()


def test_journal_and_records_agree_afterwards(store: Store, concern: Concern) -> None:
    first = changed(store, "Tell them", concern, told_on=date(2026, 10, 15), told_how="in person")
    store.take_back(one(concern, first, "told_how")).result()
    later = changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 19))
    changed(store, "Set Fix by", concern, resolve_by=date(2026, 10, 22))
    store.take_back(one(concern, later, "resolve_by"), anyway=True).result()
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        assert broken_at(connection) is None
        assert list(unlike_journal(connection)) == []
        assert search.out_of_step(connection) == 0
    engine.dispose()
