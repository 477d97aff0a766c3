"""Sealed fields: with the office key alone no sealed word is found anywhere, and the database cannot sort by one.

The areas that seal come later; a kind of the tests' own proves what they will stand on.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, or_, select, text
from sqlalchemy.orm import Session

from desktop.models.access import YOUNG_PEOPLE
from desktop.models.refusal import Refusal
from desktop.models.sealed import CLOSED, Closed, DrawerKeys, is_sealed
from desktop.store.bin import put_in_bin
from desktop.store.check import check
from desktop.store.database import reading_engine, writing_engine
from desktop.store.journal import broken_at
from desktop.store.store import Store
from desktop.store.tables import ROW_CHANGE
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, READER, STAFF, SUPERVISOR
from tests.store.mentees import OTHER, SECRET, TABLE, Mentee, changed, decrypted, raw, read


def words_found(key: bytes, root: Path, store: Store) -> list[str]:
    """Where a part of a sealed name lies in clear, for somebody who holds the office key and nothing else."""
    wanted = [part.casefold() for name in (SECRET, OTHER) for part in name.split()]
    found = []
    engine = reading_engine(root / "office.db", key, DrawerKeys(), temporary=True)
    with engine.connect() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)"))
        rows = [str(row) for row in connection.execute(text("SELECT term FROM temp.words"))]
        for table in inspect(connection).get_table_names():
            if table != "search":
                rows += [f"{table} {row}" for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
        found += [row[:60] for row in rows if any(part in row.casefold() for part in wanted)]
    engine.dispose()
    for path in root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if path.name.startswith("office.db") and not path.name.endswith("-shm"):
            content = decrypted(key, content, log=path.name.endswith("-wal"))
        found += [path.name for part in wanted if part.encode() in content.lower()]
    return found


def test_with_the_office_key_alone_no_sealed_word_is_found(opened: Opener, mentee: Mentee, office_folder: Path) -> None:
    store = opened(STAFF)
    assert words_found(store.key, office_folder, store) == []


def test_nor_while_a_holder_works_and_undoes_and_bins(opened: Opener, mentee: Mentee, office_folder: Path) -> None:
    store = opened(COORDINATOR)
    changed(store, mentee, name=OTHER)
    store.undo().result()
    store.redo().result()
    store.write("Bin", lambda s: put_in_bin(s, s.get_one(Mentee, mentee.id))).result()
    assert words_found(store.key, office_folder, store) == []
    with store.reading() as session:
        assert broken_at(session.connection()) is None


def test_the_finder_finds_what_is_not_sealed(opened: Opener, mentee: Mentee, office_folder: Path) -> None:
    """The oracle, tried before it is trusted."""
    store = opened(COORDINATOR)
    changed(store, mentee, code=SECRET)
    found = words_found(store.key, office_folder, store)
    assert any(each.startswith("mentee_of_a_test") for each in found)
    assert any(each.startswith("row_change") for each in found)
    assert "office.db-wal" in found


@pytest.mark.parametrize("who", [COORDINATOR, SUPERVISOR])
def test_holders_read_and_write_what_is_sealed(opened: Opener, mentee: Mentee, who: str) -> None:
    store = opened(who)
    assert store.drawers.open_drawers == {"young people", "referrals"}
    assert read(store, mentee) == SECRET
    changed(store, mentee, name="Źdźbło 😍 \x00")
    assert read(store, mentee) == "Źdźbło 😍 \x00"
    changed(store, mentee, name=None)
    assert read(store, mentee) is None


@pytest.mark.parametrize("who", [STAFF, READER])
def test_everybody_else_reads_that_it_is_closed(opened: Opener, mentee: Mentee, who: str) -> None:
    store = opened(who)
    assert store.drawers.open_drawers == frozenset()
    assert read(store, mentee) is CLOSED
    assert str(read(store, mentee)) == "(sealed)"


def test_who_holds_no_drawer_cannot_overwrite_or_empty_what_is_in_it(opened: Opener, mentee: Mentee) -> None:
    store = opened(STAFF)
    before, head = raw(store, mentee), store.journal_head()
    for value in ("Mallory", None):
        with pytest.raises(Refusal, match="is closed for you"):
            changed(store, mentee, name=value)
    with pytest.raises(Refusal, match="is closed for you"):
        store.write("New", lambda s: s.add(Mentee(code="Y26-0002", name="Mallory"))).result()
    assert (raw(store, mentee), store.journal_head()) == (before, head)
    store.close()
    assert read(opened(COORDINATOR), mentee) == SECRET


def test_who_holds_no_drawer_changes_the_rest_and_the_sealed_value_stays(opened: Opener, mentee: Mentee) -> None:
    store = opened(STAFF)
    before = raw(store, mentee)
    changed(store, mentee, born=date(2011, 1, 1), name=CLOSED)
    assert raw(store, mentee) == before
    store.write("New", lambda s: s.add(Mentee(code="Y26-0002"))).result()
    store.undo().result()
    store.undo().result()
    assert raw(store, mentee) == before


def test_a_sealed_change_is_undone_by_its_holder(opened: Opener, mentee: Mentee) -> None:
    """Sealing the same words twice gives two ciphertexts: they are compared opened."""
    store = opened(COORDINATOR)
    changed(store, mentee, name=OTHER)
    store.undo().result()
    assert read(store, mentee) == SECRET
    store.redo().result()
    assert read(store, mentee) == OTHER


def test_a_sealed_change_is_not_undone_without_the_drawer(opened: Opener, mentee: Mentee) -> None:
    """Somebody who lost the drawer since cannot put back what they cannot read."""
    store = opened(COORDINATOR)
    changed(store, mentee, name=OTHER)
    before = raw(store, mentee)
    store.close()
    store = opened(COORDINATOR)
    assert store._writing is not None
    for engine in (store._writing, store._reading):
        engine.dialect.drawer_keys = DrawerKeys()  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="closed for you"):
        store.undo().result()
    assert raw(store, mentee) == before


def test_the_same_words_leave_no_entry(opened: Opener, mentee: Mentee) -> None:
    store = opened(COORDINATOR)
    head = store.journal_head()
    changed(store, mentee, name=SECRET)
    assert store.journal_head() == head


def test_the_journal_keeps_before_and_after_sealed(opened: Opener, mentee: Mentee) -> None:
    store = opened(COORDINATOR)
    with store.reading() as session:
        wanted = select(ROW_CHANGE.c.facts).where(ROW_CHANGE.c.kind == Mentee.kind)
        payloads = session.connection().scalars(wanted).all()
    assert len(payloads) == 3
    assert all(b'{"sealed"' in payload and b"Zyxw" not in payload for payload in payloads)


# What the database is never asked

ORDERS: dict[str, Callable[[], Any]] = {
    "order by": lambda: select(Mentee).order_by(Mentee.name),
    "order by descending": lambda: select(Mentee).order_by(Mentee.code, Mentee.name.desc()),
    "order by the table's column": lambda: select(Mentee).order_by(TABLE.c.name),
    "order by a function of it": lambda: select(Mentee).order_by(func.lower(Mentee.name)),
    "order by its name in the result": lambda: select(Mentee.name.label("who")).order_by("who"),
    "order by its name, descending": lambda: select(Mentee.name).order_by(text("name DESC")),
    "group by": lambda: select(func.count()).group_by(Mentee.name),
    "equal": lambda: select(Mentee).where(Mentee.name == SECRET),
    "not equal": lambda: select(Mentee).where(Mentee.name != SECRET),
    "less": lambda: select(Mentee).where(Mentee.name < SECRET),
    "like": lambda: select(Mentee).where(Mentee.name.like("Z%")),
    "contains": lambda: select(Mentee).where(Mentee.name.contains("quartz")),
    "in": lambda: select(Mentee).where(Mentee.name.in_([SECRET])),
    "between": lambda: select(Mentee).where(Mentee.name.between("A", "Z")),
    "filter by": lambda: select(Mentee).filter_by(name=SECRET),
    "in an or": lambda: select(Mentee).where(or_(Mentee.code == "x", Mentee.name == SECRET)),
    "added to text": lambda: select(Mentee.name + "x"),
    "text added to it": lambda: select("x" + Mentee.name),
    "match": lambda: select(Mentee).where(Mentee.name.match("zyxw")),
    "distinct": lambda: select(Mentee.name).distinct(),
    "least": lambda: select(func.min(Mentee.name)),
}


@pytest.mark.parametrize("what", ORDERS)
def test_sorting_and_filtering_by_a_sealed_field_is_refused_for_reading_and_writing(
    opened: Opener, mentee: Mentee, what: str
) -> None:
    def ask(session: Session) -> object:
        return session.execute(ORDERS[what]()).all()

    store = opened(COORDINATOR)
    with pytest.raises(Refusal, match="cannot be sorted or filtered"), store.reading() as session:
        ask(session)
    with pytest.raises(Refusal, match="cannot be sorted or filtered"):
        store.write("Ask", ask).result()


def test_that_there_is_something_may_be_asked(opened: Opener, mentee: Mentee) -> None:
    store = opened(STAFF)
    store.write("New", lambda s: s.add(Mentee(code="Y26-0002"))).result()
    with store.reading() as session:
        by_code = select(Mentee.code).order_by(Mentee.code)
        assert session.scalars(by_code.where(Mentee.name.is_(None))).all() == ["Y26-0002"]
        assert session.scalars(by_code.where(Mentee.name.is_not(None))).all() == ["Y26-0001"]
        assert session.scalars(by_code.where(Mentee.name == None)).all() == ["Y26-0002"]  # noqa: E711


def test_holders_sort_in_memory(opened: Opener, mentee: Mentee) -> None:
    store = opened(COORDINATOR)
    names = ["Zoe", "Ana", "Émile"]
    store.write("New", lambda s: s.add_all([Mentee(code=f"Y{i}", name=n) for i, n in enumerate(names)])).result()
    with store.reading() as session:
        found = session.scalars(select(Mentee)).all()
        assert sorted(each.name for each in found) == ["Ana", "Zoe", SECRET, "Émile"]
        assert session.execute(select(Mentee.code, Mentee.name).order_by(Mentee.code)).all()[0] == ("Y0", "Zoe")


# Drafts


def test_a_draft_of_a_sealed_form_is_sealed_and_comes_back_to_its_holder(opened: Opener, mentee: Mentee) -> None:
    store = opened(COORDINATOR)
    (draft,) = store.drafts()
    assert (draft.content, draft.drawer) == ({"name": f"{OTHER} unfinished"}, YOUNG_PEOPLE)
    store.drop_draft("mentee:new").result()
    assert store.drafts() == []


def test_who_holds_no_drawer_keeps_no_draft_in_it(opened: Opener, mentee: Mentee) -> None:
    store = opened(STAFF)
    with pytest.raises(Refusal, match="is closed for you"):
        store.save_draft("mentee:new", {"name": "x"}, drawer=YOUNG_PEOPLE).result()
    assert store.drafts() == []


# The sealing itself

KEYS = {YOUNG_PEOPLE: {1: bytes(32), 2: b"2" * 32}, "referrals": {1: b"r" * 32}}


def test_the_newest_key_seals_and_the_older_ones_still_open() -> None:
    old = DrawerKeys({YOUNG_PEOPLE: {1: bytes(32)}})
    new = DrawerKeys(KEYS)
    assert new.open(YOUNG_PEOPLE, old.seal(YOUNG_PEOPLE, "Zoe")) == "Zoe"
    assert isinstance(old.open(YOUNG_PEOPLE, new.seal(YOUNG_PEOPLE, "Zoe")), Closed)


def test_the_same_words_are_sealed_differently_each_time() -> None:
    keys = DrawerKeys(KEYS)
    assert len({keys.seal(YOUNG_PEOPLE, "Zoe") for _ in range(50)}) == 50


def test_a_sealed_value_of_one_drawer_is_not_one_of_another() -> None:
    keys = DrawerKeys({YOUNG_PEOPLE: {1: bytes(32)}, "referrals": {1: bytes(32)}})
    with pytest.raises(ValueError, match="damaged"):
        keys.open("referrals", keys.seal(YOUNG_PEOPLE, "Zoe"))


@pytest.mark.parametrize("place", [2, 14, -1])
def test_a_damaged_value_is_told_and_says_nothing_of_its_words(place: int) -> None:
    keys = DrawerKeys(KEYS)
    sealed = bytearray(keys.seal(YOUNG_PEOPLE, SECRET))
    sealed[place] ^= 1
    with pytest.raises(ValueError, match="damaged") as caught:
        keys.open(YOUNG_PEOPLE, bytes(sealed))
    assert SECRET not in str(caught.value)


def test_a_sealed_column_is_known_as_such() -> None:
    assert is_sealed(TABLE.c.name.type)
    assert not is_sealed(TABLE.c.code.type)
    assert repr(Mentee(id=7, code="Y26-0001", name=SECRET)) == "<Mentee 7>"


def test_no_passphrase_of_the_tests_is_a_sealed_word() -> None:
    assert not any(part in phrase for phrase in PASSPHRASES.values() for part in SECRET.casefold().split())


def test_values_that_changed_places_are_found_without_the_drawer(opened: Opener, mentee: Mentee) -> None:
    """Decision 0015: a value is not bound to its row, but the journal keeps the very bytes that a record must hold."""
    store = opened(COORDINATOR)
    other = Mentee(code="Y26-0002", name="Mallory Quist")
    store.write("New", lambda session: session.add(other)).result()
    store.close()
    store = opened(STAFF)
    assert check(store, deep=True).problems == []
    engine = writing_engine(store.folder.database, store.key, store.drawers)
    with engine.begin() as connection:
        names: dict[int, bytes] = dict(connection.execute(text("SELECT id, name FROM mentee_of_a_test")).all())
        for own, foreign in ((mentee.id, other.id), (other.id, mentee.id)):
            swap = text("UPDATE mentee_of_a_test SET name = :name WHERE id = :id")
            connection.execute(swap, {"name": names[foreign], "id": own})
    engine.dispose()
    found = check(store, deep=True).problems
    assert len(found) == 2
    for record in (mentee, other):
        assert any(f"{record.id} is not as the journal says: name" in problem for problem in found)
