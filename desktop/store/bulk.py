"""Many new records at once: journaled and searchable like any other, without building an object for each."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import insert

from desktop.models.base import Numbered, Record
from desktop.store import search
from desktop.store.journal import BindForm, RowAct, RowChange
from desktop.store.writing import WritingSession

AT_A_TIME = 2000


def add_many(session: WritingSession, record: type[Record], rows: Iterable[dict[str, Any]]) -> int:
    """Insert complete rows of one kind, {attribute: value}; ids and numbers are given where they are missing.

    The caller answers for the rules of the record. Returns how many were added.
    """
    session.expect_right(record)
    session.flush()
    count = 0
    for part in _parts(rows):
        _add(session, record, part)
        count += len(part)
    return count


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while part := list(islice(remaining, AT_A_TIME)):
        yield part


def _add(session: WritingSession, record: type[Record], part: list[dict[str, Any]]) -> None:
    for row in part:
        if row.get("id") is None:
            row["id"] = session.next_id()
    if issubclass(record, Numbered):
        unnumbered = [row for row in part if not row.get("number")]
        given = session.numbers(record.letter, len(unnumbered)) if unnumbered else []
        for row, number in zip(unnumbered, given, strict=True):
            row["number"] = number
    stored = [_stored(session.bind_form, record, row) for row in part]
    connection = session.connection()
    kept = [column.name for column in record.__table__.columns if column.computed is None]
    compiled = insert(record).compile(dialect=connection.dialect, column_keys=kept)
    keys = compiled.positiontup
    assert keys is not None, "the driver takes its values in order"
    connection.exec_driver_sql(str(compiled), [tuple(map(row.get, keys)) for row in stored])
    session.rows.add(_change(record, row) for row in stored)
    searched = [field.key for field in record.fields.searchable]
    entries = (search.entry_of(row["id"], record.kind, [str(row[k]) for k in searched if row.get(k)]) for row in part)
    search.add_many(connection, [entry for entry in entries if entry])


def _stored(bind_form: BindForm, record: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """The row as the database keeps it, worked out once for the table and the journal; what is empty is left out."""
    store = bind_form.store
    return {key: store(record, key, value) for key, value in row.items() if value is not None}


def _change(record: type[Record], stored: dict[str, Any]) -> RowChange:
    change = RowChange(record.kind, stored["id"], RowAct.INSERT)
    spoken = record.fields.spoken_keys
    for key, value in stored.items():
        (change.words if key in spoken else change.facts)[key] = (None, value)
    return change
