"""References while records are being saved: the record and its id in step, and no order asked for where none is needed.

The unit of work sorts what it writes by every reference that is loaded, also one to a record saved long ago. With the
id in its column such a reference needs no sorting, so it is set aside until the rows are written: for one line of
notes that is a quarter of the flush.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import RelationshipDirection, Session
from sqlalchemy.orm.attributes import set_committed_value

from desktop.models.base import Record

Aside = list[tuple[Record, str, Any]]


@cache
def of(kind: type[Record]) -> tuple[tuple[str, str, type[Record]], ...]:
    """The references of a kind: the attribute of the other record, the attribute of its id, and the other's kind."""
    mapper = kind.__mapper__
    return tuple(
        (each.key, mapper.get_property_by_column(*each.local_columns).key, each.mapper.class_)
        for each in mapper.relationships
        if each.direction is RelationshipDirection.MANYTOONE and len(each.local_columns) == 1
    )


def follow(session: Session, record: Record) -> None:
    """Where only one of both was set, the other follows: rules see the record named now and the id of a saved one.

    What a new record names by id is read when a rule asks for it.
    """
    state = inspect(record)
    unmodified = state.unmodified
    if state.pending:
        session.enable_relationship_loading(record)
    for key, id_key, kind in of(type(record)):
        if key not in unmodified and state.attrs[key].history.has_changes():
            named = getattr(record, key)
            if named is None or inspect(named).persistent:
                setattr(record, id_key, None if named is None else named.id)
                set_committed_value(record, key, named)
        elif state.persistent and id_key not in unmodified and state.attrs[id_key].history.has_changes():
            named_id = getattr(record, id_key)
            with session.no_autoflush:
                set_committed_value(record, key, None if named_id is None else session.get(kind, named_id))


def set_aside(new: Iterable[Record]) -> Aside:
    """Take the references to saved records off records that are being inserted."""
    aside: Aside = []
    for record in new:
        values = record.__dict__
        if loaded := [key for key, *_ in of(type(record)) if key in values]:
            unmodified = inspect(record).unmodified
            aside += [(record, key, values.pop(key)) for key in loaded if key in unmodified]
    return aside


def put_back(aside: Aside) -> None:
    """Give the inserted records their references back."""
    for record, key, value in aside:
        set_committed_value(record, key, value)
