"""Offices to measure on, and the same rows written by the bare driver."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP
from desktop.store.opening import open_office
from desktop.store.store import Store

PASSPHRASE = "a passphrase to measure with"
TODAY = date(2026, 10, 15)
AT_A_TIME = 10_000


@contextmanager
def office(folder: Path, concerns: int = 0) -> Iterator[Store]:
    """An open office, with a demo town in it when `concerns` is above 0."""
    new = NewOffice("Measured office", "Rosa Alvarez", PASSPHRASE, "America/New_York")
    create_office(folder, new, cost=CHEAP)
    store = open_office(folder, PASSPHRASE)
    try:
        if concerns:
            from desktop.verbs.demo_office import fill_demo

            fill_demo(store, seed=1, today=TODAY, concerns=concerns)
        yield store
    finally:
        store.close()


def bare(path: Path, key: bytes) -> Any:
    """A connection of the bare driver with the same durability as ours."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def rows_of_change_set(connection: Any, seq: int) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Every row one change set wrote, as (INSERT statement, rows), read back through the bare driver."""
    written: list[tuple[str, list[tuple[Any, ...]]]] = []
    changes = connection.execute("SELECT kind, record_id FROM row_change WHERE change_set = ?", (seq,)).fetchall()
    by_table: dict[str, list[int]] = {}
    for kind, record_id in changes:
        by_table.setdefault(kind.replace(" ", "_"), []).append(record_id)
    for table, ids in by_table.items():
        for begin in range(0, len(ids), AT_A_TIME):
            part = ids[begin : begin + AT_A_TIME]
            written.append(_insert(connection, table, f"id IN ({','.join('?' * len(part))})", part))
    written.append(_insert(connection, "row_change", "change_set = ?", [seq]))
    written.append(_insert(connection, "change_set", "seq = ?", [seq]))
    return written


def _insert(connection: Any, table: str, where: str, values: list[Any]) -> tuple[str, list[tuple[Any, ...]]]:
    found = connection.execute(f"SELECT {_written(connection, table)} FROM {table} WHERE {where}", values)
    names = [column[0] for column in found.description]
    marks = ",".join("?" * len(names))
    return f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", found.fetchall()


def _written(connection: Any, table: str) -> str:
    """The columns of a table without those the database works out."""
    return ", ".join(row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})") if not row[6])
