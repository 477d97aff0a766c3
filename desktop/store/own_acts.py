"""What the program itself did, journaled without a person: an update, a restore."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table

from desktop.store import journal, search
from desktop.store.ids import IdSource
from desktop.store.journal import Act, Entry
from desktop.store.schema import VERSION
from desktop.store.tables import CHANGE_SET, COPY


def journal_own_act(
    connection: Connection, act: Act, label: str, clock: Callable[[], datetime], details: dict[str, Any]
) -> None:
    """Add one change set without rows to the journal, within the running transaction."""
    copy = connection.scalars(select(COPY.c.number).where(COPY.c.is_this == 1)).one()
    mine = select(CHANGE_SET.c.id).where(CHANGE_SET.c.copy == copy).order_by(CHANGE_SET.c.seq.desc()).limit(1)
    ids = IdSource(copy, connection.scalar(mine) or 0, clock)
    rows = journal.Rows(connection)
    entry = Entry(rows.seq, ids.next(), clock(), copy, None, act, label, details=details)
    journal.write(connection, entry, rows)


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has, in the Bin or not, whatever the schema; without the search index."""
    names = (name for name in inspect(connection).get_table_names() if name != VERSION.name)
    ours = sorted(name for name in names if name != search.NAME and not name.startswith(f"{search.NAME}_"))
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in ours}
