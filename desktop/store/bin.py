"""The Bin: records that are out of sight and can come back. Nothing is deleted for good here."""

from collections.abc import Container, Iterator

from sqlalchemy import select
from sqlalchemy.orm import RelationshipDirection

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.link import Link
from desktop.models.records import RECORDS
from desktop.models.refusal import Refusal
from desktop.store.writing import WritingSession


def put_in_bin(session: WritingSession, record: Record, together: Container[int] = ()) -> None:
    """Take a record out of sight; Refusal while live records refer to it, except those that go `together`."""
    if record.is_deleted:
        raise Refusal(f"{record.label} is in the Bin already.")
    for referrer in references_to(session, record):
        if referrer.id not in together:
            raise Refusal(
                f"{record.label} is still used by the {referrer.kind} {referrer.label}. Take that out first, "
                "or point it elsewhere."
            )
    record.deleted_at = session.now


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


def references_to(session: WritingSession, record: Record) -> Iterator[Record]:
    """The live records that refer to this one, by foreign key, link or attachment."""
    table = record.__table__
    for other in RECORDS:
        for column in other.__table__.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield from session.scalars(select(other).where(column == record.id, other.deleted_at.is_(None)))
    linked = ((Link.from_kind == record.kind) & (Link.from_id == record.id)) | (
        (Link.to_kind == record.kind) & (Link.to_id == record.id)
    )
    yield from session.scalars(select(Link).where(linked, Link.deleted_at.is_(None)))
    attached = (Attachment.record_kind == record.kind) & (Attachment.record_id == record.id)
    yield from session.scalars(select(Attachment).where(attached, Attachment.deleted_at.is_(None)))
