"""Every older office opens with this program, with everything in it, and a kill on the way harms nothing."""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, delete, inspect, select, text

from desktop.models.area import Area
from desktop.models.concern import Concern
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import search, upgrading
from desktop.store.backup import backups
from desktop.store.check import check
from desktop.store.database import create_database, migrating_engine, page_errors, reading_engine, writing_engine
from desktop.store.faults import Damaged
from desktop.store.folder import OfficeFolder
from desktop.store.journal import Act
from desktop.store.opening import Arrived, open_office
from desktop.store.restoring import restore
from desktop.store.schema import OLDER_SCHEMAS, SCHEMA, create_schema, schema_of, stamp
from desktop.store.store import Store
from desktop.store.swapping import UPDATING, finish_interrupted
from desktop.store.tables import CHANGE_SET
from tests.store.dying import PASSPHRASE, KilledError, dump, folder_bytes, fresh_copy, key_of, killed_at

OLD_FILES = Path(__file__).parent.parent / "old_files"
KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in one old office; the README beside it says more."""

    titles: tuple[str, ...]
    change_sets: int
    area_position: int | None
    found_by: str
    undone_in_turn: tuple[str, ...]


LIGHT, STRUCK = "The street light on Elm has been out since May.", "Struck at the speaker's wish"
HELD = {
    "0001": Held(
        (LIGHT, "Deliveries park across the ramp every morning.", STRUCK),
        12,
        None,
        "deliveries ramp",
        ("Link", "Attach"),
    ),
    "0002": Held((LIGHT, STRUCK), 9, 10, "light elm", ("Order areas", "Set Answer of C26-0001")),
    "0003": Held((LIGHT, STRUCK), 9, 10, "lighting crew", ("Refer C26-0001", "Order areas")),
    "0004": Held(
        (LIGHT, "Deliveries park across the ramp every morning."),
        6,
        None,
        "deliveries ramp",
        ("Pass on a tip", "Attach a photo"),
    ),
    "0005": Held(
        (LIGHT, "Deliveries park across the ramp every morning."),
        7,
        None,
        "deliveries ramp",
        ("Add to the queue", "Start the session"),
    ),
}


@pytest.fixture(params=OLDER_SCHEMAS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(version: str, tmp_path: Path) -> Path:
    return fresh_copy(OLD_FILES / version / "office", tmp_path / "office")


def empty(path: Path) -> Engine:
    create_database(path, KEY)
    return migrating_engine(path, KEY)


def shape(engine: Engine) -> dict[str, Any]:
    """Everything the engine knows about the tables, in an order of its own; the search index by its definition."""
    look = inspect(engine)
    found: dict[str, Any] = {}
    for name in look.get_table_names():
        if name.startswith("search_"):
            continue
        columns = sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name))
        indexes = sorted(
            (i["name"], i["column_names"], i["unique"], [(k, str(v)) for k, v in i["dialect_options"].items()])
            for i in look.get_indexes(name)
        )
        keys = sorted((k["name"], k["constrained_columns"], k["referred_table"]) for k in look.get_foreign_keys(name))
        unique = sorted((str(u["name"]), u["column_names"]) for u in look.get_unique_constraints(name))
        found[name] = columns, indexes, keys, unique, look.get_pk_constraint(name)["constrained_columns"]
    with engine.connect() as connection:
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%VIRTUAL%'")).all()
        found["virtual"] = [(name, re.sub(r"\s+", " ", sql)) for name, sql in made]
        found["settings"] = connection.execute(text("SELECT k, v FROM search_config ORDER BY k")).all()
    return found


def opened(root: Path, **more: Any) -> Store:
    return open_office(root, PASSPHRASE, arrived=Arrived.MOVED, **more)


# The schema


def test_the_migrations_make_exactly_what_the_models_say(tmp_path: Path) -> None:
    migrated, made = empty(tmp_path / "migrated.db"), empty(tmp_path / "made.db")
    upgrading.migrate(migrated, SCHEMA)
    with made.begin() as connection:
        create_schema(connection)
    assert shape(migrated) == shape(made)
    for engine in (migrated, made):
        command.check(upgrading._config(engine))
        with engine.connect() as connection:
            assert schema_of(connection) == SCHEMA
        engine.dispose()


def test_each_older_schema_is_the_one_its_office_was_made_with(tmp_path: Path, version: str) -> None:
    migrated = empty(tmp_path / "migrated.db")
    upgrading.migrate(migrated, version)
    root = fresh_copy(OLD_FILES / version / "office", tmp_path / "office")
    kept = reading_engine(root / "office.db", key_of(root), DrawerKeys())
    assert shape(migrated) == shape(kept)
    for engine in (migrated, kept):
        engine.dispose()


def test_every_migration_goes_down_to_nothing(tmp_path: Path) -> None:
    engine = empty(tmp_path / "a.db")
    upgrading.migrate(engine, SCHEMA)
    upgrading.migrate(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrading.migrate(engine, SCHEMA)
    command.check(upgrading._config(engine))
    engine.dispose()


def test_up_and_down_and_up_keeps_every_row(old: Path, version: str) -> None:
    folder, key = OfficeFolder(old), key_of(old)
    before = dump(folder.database, key)
    for _ in range(2):
        engine = migrating_engine(folder.database, key)
        upgrading.migrate(engine, SCHEMA)
        after_up = dump(folder.database, key)
        assert {name: len(rows) for name, rows in after_up.items()} == {
            name: len(before.get(name, []))
            for name in after_up  # a table that came later is empty
        }
        assert set(before) <= set(after_up)
        upgrading.migrate(engine, version)
        engine.dispose()
        assert dump(folder.database, key) == before
        assert page_errors(folder.database, key) == []
        assert version < SCHEMA


def test_a_new_migration_is_drafted_from_the_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrading, "MIGRATIONS", migrations)
    engine = empty(tmp_path / "a.db")
    upgrading.migrate(engine, SCHEMA)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE area DROP COLUMN description"))
    drafted = upgrading.draft_migration(engine, "Areas described", "9999")
    engine.dispose()
    assert drafted.name == "9999_areas_described.py"
    assert "batch_op.add_column(sa.Column('description', sa.String(), nullable=True))" in drafted.read_text()
    compile(drafted.read_text(), str(drafted), "exec")


# An old office


def test_an_old_office_opens_with_everything_and_work_goes_on(old: Path, version: str) -> None:
    held = HELD[version]
    store = opened(old)
    assert check(store, deep=True).problems == []
    with store.reading() as session:
        assert schema_of(session.connection()) == SCHEMA
        titles = tuple(session.scalars(select(Concern.title).order_by(Concern.id)))
        assert search.newest(session, held.found_by, "concern", 5)
        area = session.scalars(select(Area).order_by(Area.id)).first()
        last = session.execute(select(CHANGE_SET).where(CHANGE_SET.c.act == Act.MIGRATION)).one()
    assert titles == held.titles
    assert area is not None
    assert area.position == held.area_position
    (info,) = backups(store.folder.backups)
    assert (info.why, info.journal_count) == ("before update", held.change_sets)
    assert json.loads(last.details) == {"from": version, "to": SCHEMA, "backup": info.name}
    assert last.person_id is None
    for label in held.undone_in_turn:
        assert store.undo().result() == label

    def reorder(session: Any) -> None:
        session.get(Area, area.id).position = 20

    store.write("Reorder", reorder).result()
    assert [draft.place for draft in store.drafts()] == ["concern:new"]
    store.set_preference("theme", "dark").result()
    assert store.preference("theme") == "dark"
    assert check(store, deep=True).problems == []
    store.close()
    assert not list(old.glob(".*"))


def test_an_update_is_taken_back_by_the_backup_before_it(old: Path, version: str) -> None:
    """The older program would open it again; this one updates it anew."""
    opened(old).close()
    (info,) = backups(old / "backups")
    restored = restore(info.path, old, passphrase=PASSPHRASE)
    assert restored.manifest.schema == version
    key = key_of(old)
    engine = reading_engine(old / "office.db", key, DrawerKeys())
    with engine.connect() as connection:
        assert schema_of(connection) == version
    engine.dispose()
    store = opened(old)
    assert check(store, deep=True).problems == []
    store.close()


def test_reading_an_old_office_asks_to_open_it_once(old: Path) -> None:
    before = folder_bytes(old)
    with pytest.raises(Refusal, match="Open it once for writing"):
        opened(old, write=False)
    assert folder_bytes(old) == before


def test_an_office_of_a_newer_program_is_left_alone(old: Path) -> None:
    opened(old).close()
    engine = writing_engine(old / "office.db", key_of(old), DrawerKeys())
    with engine.begin() as connection:
        stamp(connection, "9999")
    engine.dispose()
    before = folder_bytes(old)
    for write in (True, False):
        with pytest.raises(Refusal, match="newer version"):
            opened(old, write=write)
    assert folder_bytes(old) == before


# When something goes wrong


def expect_old(root: Path, before: dict[str, bytes]) -> None:
    now = folder_bytes(root)
    assert {name: now[name] for name in before} == before
    assert not (root / UPDATING).exists()


def test_a_migration_that_loses_rows_is_not_taken(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before = upgrading.migrate, folder_bytes(old)

    def lossy(engine: Engine, version: str) -> None:
        real(engine, version)
        with engine.begin() as connection:
            connection.execute(delete(Concern.__table__))  # type: ignore[arg-type]

    monkeypatch.setattr(upgrading, "migrate", lossy)
    with pytest.raises(Damaged, match="lost rows"):
        opened(old)
    expect_old(old, before)


def test_a_migration_that_breaks_a_reference_is_not_taken(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before = upgrading.migrate, folder_bytes(old)

    def breaking(engine: Engine, version: str) -> None:
        real(engine, version)
        with engine.begin() as connection:
            connection.execute(text("UPDATE concern SET area_id = 7"))

    monkeypatch.setattr(upgrading, "migrate", breaking)
    with pytest.raises(Damaged, match=r"did not come out whole.*reference broken"):
        opened(old)
    expect_old(old, before)


def test_a_reader_elsewhere_stops_the_update(old: Path) -> None:
    before = folder_bytes(old)
    other = reading_engine(old / "office.db", key_of(old), DrawerKeys())
    with other.connect() as connection:
        assert connection.scalar(select(Concern.id).limit(1))
        with pytest.raises(Refusal, match="Another program reads"):
            opened(old)
    other.dispose()
    expect_old(old, before)
    opened(old).close()


def test_a_damaged_old_office_is_not_updated(old: Path) -> None:
    database = old / "office.db"
    content = bytearray(database.read_bytes())
    content[-4096 * 3 + 50] ^= 1
    database.write_bytes(content)
    before = folder_bytes(old)
    with pytest.raises(Damaged, match="damaged"):
        opened(old)
    expect_old(old, before)


def test_a_kill_at_any_moment_leaves_an_office_that_opens_and_is_up_to_date(old: Path, tmp_path: Path) -> None:
    key = key_of(old)
    for step in range(1, 60):
        root = fresh_copy(old, tmp_path / str(step))
        folder = OfficeFolder(root)
        try:
            with killed_at(step) as calls:
                upgrading.upgrade(folder, key, lambda: NOW)
        except KilledError:
            finish_interrupted(folder)
            assert page_errors(folder.database, key) == []
            store = opened(root)
            assert step % 4 or check(store).problems == []
            with store.reading() as session:
                acts = session.scalars(select(CHANGE_SET.c.act).where(CHANGE_SET.c.act == Act.MIGRATION)).all()
                assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert acts == [Act.MIGRATION]
            store.close()
            shutil.rmtree(root)
        else:
            assert len(calls) > 10
            return
    pytest.fail("never came to its end")
