"""Records that are alone in a name: no second live one is saved, whoever asks for it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.models.base import Record

# So many meetings are named one by one in a question; more are read whole.
NAMED_IN_ONE = 500


def expect_alone(session: Session, saved: Sequence[Record]) -> None:
    """Refusal when one of the records about to be saved takes what another live one is alone in (`alone_in`)."""
    asked: dict[type[Record], list[Record]] = defaultdict(list)
    for record in saved:
        if record.alone_in is not None and not record.is_deleted and _moved(record):
            asked[type(record)].append(record)
    for kind, records in asked.items():
        pending = {record.id: record for record in saved if type(record) is kind}
        holders = _stored(session, kind, records, pending)
        settled = [record for record in pending.values() if record not in records and not record.is_deleted]
        holders.update((_taken(record), record.id) for record in settled)
        for record in records:
            if holders.setdefault(_taken(record), record.id) != record.id:
                raise record.doubled


def _stored(
    session: Session, kind: type[Record], records: Sequence[Record], pending: dict[int, Record]
) -> dict[tuple[object, ...], int]:
    columns = [kind.fields.column(kind.fields[key]) for key in kind.alone_in or ()]
    live = select(kind.id, *columns).where(kind.deleted_at.is_(None))
    scope = {_taken(record)[0] for record in records} if columns else set()
    if scope and len(scope) <= NAMED_IN_ONE and all(isinstance(value, int) for value in scope):
        live = live.where(columns[0].in_(scope))
    rows = session.execute(live)
    return {tuple(map(_folded, values)): each for each, *values in rows if each not in pending}


def _taken(record: Record) -> tuple[object, ...]:
    return tuple(_folded(getattr(record, key)) for key in record.alone_in or ())


def _folded(value: Any) -> object:
    if isinstance(value, Record):
        return value.id
    return value.casefold() if isinstance(value, str) else value


def _moved(record: Record) -> bool:
    """New, back from the Bin, or under another name."""
    state = inspect(record)
    keys = {"deleted_at", *(record.alone_in or ())}
    keys |= {record.fields[key].column_key for key in record.alone_in or ()}
    return not state.has_identity or any(state.attrs[key].history.has_changes() for key in keys)
