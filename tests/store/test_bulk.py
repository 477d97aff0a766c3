"""Bulk: a hundred thousand records at once, and each as well kept as one typed by hand."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.models.area import Area
from desktop.models.concern import Concern, Source, StatusType
from desktop.models.line import Line
from desktop.store import bulk, search
from desktop.store.database import reading_engine
from desktop.store.journal import Act, RowAct, broken_at
from desktop.store.payload import read_payload
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from tests import factories


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_A_TIME", 7)


def rows(store: Store, count: int) -> list[dict[str, Any]]:
    with store.reading() as session:
        status = factories.status(session, StatusType.NEW).id
    common = {"status_id": status, "heard_on": date(2026, 1, 1), "priority": "normal", "source": Source.PHONE}
    return [common | {"title": f"lamp {i}", "words": f"lamp {i} is out"} for i in range(count)]


def added(store: Store, kind: Any, some: list[dict[str, Any]], act: Act = Act.IMPORT) -> int:
    return store.write("Import", lambda session: bulk.add_many(session, kind, iter(some)), act=act).result()


def sound(store: Store) -> bool:
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        found = broken_at(connection), search.out_of_step(connection)
    engine.dispose()
    return found == (None, 0)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 20])
def test_as_many_as_were_given_are_kept_numbered_found_and_journaled(store: Store, count: int) -> None:
    assert added(store, Concern, rows(store, count)) == count
    with store.reading() as session:
        numbers = session.scalars(select(Concern.number).order_by(Concern.id)).all()
        assert numbers == [f"C26-{i:04}" for i in range(1, count + 1)]
        assert len(search.newest(session, "lamp", "concern", 100)) == count
        changes = session.connection().execute(select(ROW_CHANGE).where(ROW_CHANGE.c.kind == "concern")).all()
    assert len(changes) == count
    assert all(change.act == RowAct.INSERT for change in changes)
    assert sound(store)


def test_the_journal_holds_what_the_database_holds(store: Store) -> None:
    """Payload and row are equal, as for a record that was typed."""
    added(store, Concern, rows(store, 3))
    with store.reading() as session:
        connection = session.connection()
        for change in connection.execute(select(ROW_CHANGE).where(ROW_CHANGE.c.kind == "concern")):
            kept = {**read_payload(change.facts), **read_payload(change.words)}
            row = connection.exec_driver_sql(f"SELECT * FROM concern WHERE id = {change.record_id}").one()._mapping
            assert {key: after for key, (_, after) in kept.items()} == {k: v for k, v in row.items() if v is not None}
            assert set(read_payload(change.words)) == {"title", "words"}


def test_one_change_set_is_undone_and_redone_as_one(store: Store) -> None:
    added(store, Concern, rows(store, 9))
    with store.reading() as session:
        last = session.connection().execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert last.act == Act.IMPORT
    store.undo().result()
    with store.reading() as session:
        assert session.scalar(select(func.count()).where(Concern.deleted_at.is_(None))) == 0
    assert sound(store)
    store.redo().result()
    with store.reading() as session:
        assert session.scalar(select(func.count()).where(Concern.deleted_at.is_(None))) == 9
    assert sound(store)


def test_it_is_all_or_nothing(store: Store) -> None:
    some = rows(store, 9)
    some[8]["status_id"] = 404
    head = store.journal_head()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        added(store, Concern, some)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Concern)) == 0
    assert store.journal_head() == head
    factories.saved(store, factories.concern())
    assert sound(store)


def test_given_ids_and_numbers_are_kept(store: Store) -> None:
    (row,) = rows(store, 1)
    added(store, Concern, [row | {"id": 77, "number": "C25-0009"}])
    with store.reading() as session:
        assert session.get_one(Concern, 77).number == "C25-0009"


def test_struck_lines_that_came_in_bulk_are_gone_like_others(store: Store) -> None:
    line = factories.noted(store, "first")[0].line
    row = {"meeting_id": line.meeting_id, "position": 2000, "mark": "note", "verbatim": False, "interpreted": False}
    added(store, Line, [row | {"words": "zebra"}])
    with store.reading() as session:
        zebra = session.scalars(select(Line).where(Line.words == "zebra")).one()
    store.strike(Line, zebra.id, "their wish").result()
    with store.reading() as session:
        payloads = session.connection().scalars(select(ROW_CHANGE.c.words)).all()
    assert not any(b"zebra" in (payload or b"") for payload in payloads)
    assert sound(store)


def test_mixed_with_records_of_the_same_change_set(store: Store) -> None:
    def work(session: Any) -> None:
        area = Area(name="Orchard Flats")
        session.add(area)
        bulk.add_many(session, Area, [{"name": "Mill Ln"}])
        session.add(factories.concern(area=area))

    store.write("Mixed", work).result()
    assert sound(store)
    store.undo().result()
    with store.reading() as session:
        assert session.scalar(select(func.count()).where(Area.deleted_at.is_(None))) == 0
    assert sound(store)
