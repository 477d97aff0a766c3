"""The Bin: records that are out of sight and can come back. Nothing is deleted for good here."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import RelationshipDirection

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.link import Link
from desktop.models.records import RECORDS
from desktop.models.refusal import Refusal
from desktop.store.writing import WritingSession

NAMED_IN_ONE = 500


def put_in_bin(session: WritingSession, record: Record, together: Container[int] = ()) -> None:
    """Take a record out of sight; Refusal while live records refer to it, except those that go `together`."""
    expect_live(record)
    expect_unused(session, [record], together)
    record.deleted_at = session.now


def expect_live(record: Record) -> None:
    """Refusal for what is in the Bin already."""
    if record.is_deleted:
        raise Refusal(f"{record.label} is in the Bin already.")


def expect_unused(session: WritingSession, records: Sequence[Record], together: Container[int] = ()) -> None:
    """Refusal while live records refer to one of these, except those that go `together`."""
    for record, referrer in references_to(session, records):
        if referrer.id not in together:
            raise Refusal(
                f"{record.label} is still used by the {referrer.kind} {referrer.label}. Take that out first, "
                "or point it elsewhere."
            )


def take_out(session: WritingSession, record: Record) -> None:
    """Bring a record back from the Bin."""
    if not record.is_deleted:
        raise Refusal(f"{record.label} is not in the Bin.")
    expect_what_it_names(session, record)
    record.deleted_at = None


def expect_what_it_names(session: WritingSession, record: Record, together: Container[int] = ()) -> None:
    """Refusal while a record this one names is itself in the Bin, unless it comes back `together`."""
    for relation in record.__mapper__.relationships:
        if relation.direction is not RelationshipDirection.MANYTOONE:
            continue
        named = getattr(record, relation.key)
        if named is not None and named.is_deleted and named.id not in together:
            raise Refusal(f"The {named.kind} {named.label} of {record.label} is in the Bin. Take that out first.")


def references_to(session: WritingSession, records: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """(record, who refers to it) for every live record that refers to one of these, by foreign key, link or attachment.

    The questions asked grow with the kinds of `records`, and hardly with their number.
    """
    asked: dict[type[Record], dict[int, Record]] = defaultdict(dict)
    for record in records:
        asked[type(record)][record.id] = record
    for kind, by_id in asked.items():
        for column, narrowed in _referring_columns(kind):
            for part in in_parts(list(by_id)):
                other = column.class_
                live = select(other).where(column.in_(part), other.deleted_at.is_(None), *narrowed)
                for referrer in session.scalars(live):
                    yield by_id[getattr(referrer, column.key)], referrer


def _referring_columns(kind: type[Record]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The attributes that may hold an id of this kind, each with what must also be true of their row."""
    for other in RECORDS:
        for attribute in other.__mapper__.column_attrs:
            if any(key.column.table is kind.__table__ for key in attribute.columns[0].foreign_keys):
                yield getattr(other, attribute.key), ()
    yield Link.from_id, (Link.from_kind == kind.kind,)
    yield Link.to_id, (Link.to_kind == kind.kind,)
    yield Attachment.record_id, (Attachment.record_kind == kind.kind,)


def in_parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in parts that one question can name."""
    return (ids[start : start + NAMED_IN_ONE] for start in range(0, len(ids), NAMED_IN_ONE))
