"""A demo office with 100,000 concerns, beside the bare inserts of the rows it wrote."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.store import search
from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.verbs.demo_office import fill_demo
from tests.benchmarks.offices import PASSPHRASE, TODAY, bare, office, rows_of_change_set
from tests.benchmarks.timing import Result

CONCERNS = 100_000
AT_A_TIME = 2000


def measure(folder: Path) -> Iterator[Result]:
    """Filling the office, without creating it, against executemany of the same rows and index entries."""
    new = NewOffice("Measured office", "Rosa Alvarez", PASSPHRASE, "America/New_York")
    create_office(folder / "ours", new, cost=CHEAP)
    store = open_office(folder / "ours", PASSPHRASE)
    before, _ = store.journal_head()
    start = time.perf_counter()
    fill_demo(store, seed=1, today=TODAY, concerns=CONCERNS)
    own = time.perf_counter() - start
    rows, entries = written_since(store, before)
    store.close()
    with office(folder / "floor") as empty:
        connection = bare(empty.folder.database, empty.key)
        connection.execute("PRAGMA foreign_keys = OFF")
        start = time.perf_counter()
        insert_bare(connection, rows, entries)
        floor = time.perf_counter() - start
        connection.close()
    count = sum(len(values) for _, values in rows)
    yield Result("demo with 100,000 concerns", own / floor, 3, "x", f"{own:.1f} s / {floor:.1f} s for {count:,} rows")


def written_since(store: Store, before: int) -> tuple[list[tuple[str, list[Any]]], list[tuple[Any, ...]]]:
    """Every row the change sets after `before` wrote, as (INSERT statement, rows), and every entry of the index."""
    connection = bare(store.folder.database, store.key)
    last, _ = store.journal_head()
    connection.execute("PRAGMA temp_store = MEMORY")
    rows = [each for seq in range(before + 1, last + 1) for each in rows_of_change_set(connection, seq)]
    connection.close()
    with store.reading() as session:
        entries = [
            (e["id"], e["kind"], e["title"], e["body"]) for part in search.expected(session.connection()) for e in part
        ]
    return rows, entries


def insert_bare(connection: Any, rows: list[tuple[str, list[Any]]], entries: list[tuple[Any, ...]]) -> None:
    """Write them through the bare driver, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows:
        into = statement.replace("INSERT INTO", "INSERT OR REPLACE INTO")
        for begin in range(0, len(values), AT_A_TIME):
            connection.executemany(into, values[begin : begin + AT_A_TIME])
    for begin in range(0, len(entries), AT_A_TIME):
        part = entries[begin : begin + AT_A_TIME]
        connection.executemany("INSERT INTO search(rowid, kind, title, body) VALUES (?, ?, ?, ?)", part)
    connection.execute("COMMIT")
