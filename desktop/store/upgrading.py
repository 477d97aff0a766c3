"""Bringing the database of an older version up: on a verified copy that takes the old one's place in one step.

A kill at any moment leaves the old database, which is brought up at the next opening, or the new one.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from desktop.models.sealed import DrawerKeys
from desktop.store import journal, search
from desktop.store.backup import make_backup
from desktop.store.database import (
    copy_database,
    fold_in_log,
    migrating_engine,
    page_errors,
    reading_engine,
    stand_alone,
)
from desktop.store.faults import Damaged, told_plainly
from desktop.store.files import sync_folder
from desktop.store.folder import DATABASE, PRIVATE_FOLDER, OfficeFolder
from desktop.store.journal import Act
from desktop.store.own_acts import journal_own_act, row_counts
from desktop.store.schema import SCHEMA, schema_of
from desktop.store.slots_file import put_in_place
from desktop.store.swapping import UPDATING, sync_file

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(folder: OfficeFolder, key: bytes, clock: Callable[[], datetime]) -> None:
    """Bring the office's database to this version's schema, after a verified backup. The caller holds the office.

    Refusal, with the old database untouched, when the disk is full, another program reads, or the old one is damaged.
    """
    with told_plainly(folder.database):
        backup = make_backup(folder, key, now=clock(), why="before update")
        beside = folder.root / UPDATING
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(mode=PRIVATE_FOLDER)
        try:
            _bring_up(folder, beside / DATABASE, key, clock, backup.path.name)
            stand_alone(folder.database, key)
            put_in_place(beside / DATABASE, folder.database)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        sync_folder(folder.root)


def _bring_up(folder: OfficeFolder, copy: Path, key: bytes, clock: Callable[[], datetime], backup: str) -> None:
    old = reading_engine(folder.database, key, DrawerKeys())
    try:
        with old.connect() as connection:
            version = schema_of(connection)
            before, head = row_counts(connection), journal.head(connection)
            copy_database(connection, copy, key)
    finally:
        old.dispose()
    engine = migrating_engine(copy, key)
    try:
        migrate(engine, SCHEMA)
        _verify(engine, copy, before, head)
        with engine.begin() as connection:
            if asks_for_search(version, SCHEMA):
                search.rebuild(connection)
            details = {"from": version, "to": SCHEMA, "backup": backup}
            journal_own_act(connection, Act.MIGRATION, "Update the office", clock, details)
        with engine.connect() as connection:
            fold_in_log(connection)
    finally:
        engine.dispose()
    if found := page_errors(copy, key):
        raise Damaged(f"The update of {folder.database} did not come out whole ({found[0]}). The old one is untouched.")
    sync_file(copy)


def _verify(engine: Engine, copy: Path, before: dict[str, int], head: tuple[int, str]) -> None:
    """Nothing that was there is gone: every table kept its rows, the journal its head."""
    with engine.connect() as connection:
        after = row_counts(connection)
        if any(after.get(table, count) != count for table, count in before.items()):
            raise Damaged(f"The update lost rows in {copy}, so it was not taken. The old database is untouched.")
        if journal.head(connection) != head:
            raise Damaged(f"The update changed the journal in {copy}, so it was not taken. The old one is untouched.")


def migrate(engine: Engine, version: str) -> None:
    """Take the database of `engine`, one from `migrating_engine`, up or down to a schema."""
    with engine.connect() as connection:
        now = schema_of(connection)
    walk = command.downgrade if version == "base" or version < now else command.upgrade
    walk(_config(engine), version)


def draft_migration(engine: Engine, words: str, version: str) -> Path:
    """Write a migration from the difference between `engine`'s database and the models, for a person to finish."""
    made: Any = command.revision(_config(engine), words, autogenerate=True, rev_id=version)
    return Path(made.path)


def asks_for_search(first: str, last: str) -> bool:
    """Whether a migration after schema `first` up to `last` changes what search finds."""
    scripts = ScriptDirectory.from_config(_config(None))
    walked = scripts.iterate_revisions(last, first or "base")
    return any(getattr(revision.module, "rebuilds_search", False) for revision in walked)


def _config(engine: Engine | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["engine"] = engine
    return config
