"""Comparing every record with what the journal says it must be: the last "after" of each of its columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, column, select, table

from desktop.models.base import Record
from desktop.models.records import RECORDS
from desktop.store.journal import RowAct
from desktop.store.payload import read_payload
from desktop.store.tables import ROW_CHANGE
from desktop.store.writing import column_keys

AT_A_TIME = 2000


def unlike_journal(connection: Connection) -> Iterator[str]:
    """One sentence per record that differs from the journal, is not in it, or is gone. Struck words are not compared.

    Values are compared in the form the database keeps them, so sealed ones need no key.
    """
    for record in RECORDS:
        yield from _gone(connection, record)
        keys = column_keys(record)
        rows = _raw_rows(record, keys)
        after: int | None = -1
        while after is not None:
            part = connection.execute(rows, {"after": after, "count": AT_A_TIME}).all()
            yield from _different(connection, record, keys, part)
            after = part[-1][0] if len(part) == AT_A_TIME else None


def _raw_rows(record: type[Record], keys: Sequence[str]) -> Any:
    """The rows as they are stored: columns without a type are handed over untouched, the id first."""
    stored: list[Any] = [column(record.__mapper__.columns[key].name) for key in keys]
    own: Any = column("id")
    return (
        select(own, *(each.label(f"c{i}") for i, each in enumerate(stored)))
        .select_from(table(record.__tablename__, own, *stored))
        .where(own > bindparam("after"))
        .order_by(own)
        .limit(bindparam("count"))
    )


def _different(connection: Connection, record: type[Record], keys: Sequence[str], part: Sequence[Any]) -> Iterator[str]:
    if not part:
        return
    journaled = _journaled(connection, record, part[0][0], part[-1][0])
    for record_id, *values in part:
        if record_id not in journaled:
            yield f"The {record.kind} {record_id} is not in the journal: something else put it there."
            continue
        told, skipped = journaled[record_id]
        current = zip(keys, values, strict=True)
        wrong = [key for key, value in current if key not in skipped and told.get(key) != value]
        if wrong:
            yield f"The {record.kind} {record_id} is not as the journal says: {', '.join(wrong)}."


def _journaled(
    connection: Connection, record: type[Record], first: int, last: int
) -> dict[int, tuple[dict[str, Any], frozenset[str]]]:
    """{id: (the last value of each column, the columns whose words were struck)}."""
    spoken = frozenset(field.column_key for field in record.fields.spoken)
    wanted = select(ROW_CHANGE.c.record_id, ROW_CHANGE.c.act, ROW_CHANGE.c.facts, ROW_CHANGE.c.words).where(
        ROW_CHANGE.c.record_id.between(first, last), ROW_CHANGE.c.kind == record.kind
    )
    found: dict[int, tuple[dict[str, Any], frozenset[str]]] = {}
    for record_id, act, facts, words in connection.execute(wanted.order_by(ROW_CHANGE.c.seq)):
        values, struck = found.get(record_id, ({}, frozenset()))
        if act == RowAct.INSERT:
            values, struck = {}, frozenset()
        values.update({key: after for key, (_, after) in {**read_payload(facts), **read_payload(words)}.items()})
        found[record_id] = (values, spoken if words == b"" else struck)
    return found


def _gone(connection: Connection, record: type[Record]) -> Iterator[str]:
    changes = select(ROW_CHANGE.c.record_id).where(ROW_CHANGE.c.kind == record.kind)
    removed = changes.where(ROW_CHANGE.c.act == RowAct.DELETE)
    lost = changes.where(ROW_CHANGE.c.act == RowAct.INSERT, ROW_CHANGE.c.record_id.not_in(select(record.id)))
    for record_id in connection.scalars(lost.where(ROW_CHANGE.c.record_id.not_in(removed))):
        yield f"The {record.kind} {record_id} of the journal is gone: something else removed it."
