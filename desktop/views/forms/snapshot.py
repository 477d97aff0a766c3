"""What a form shows of one record: its values as they are saved, and what may not be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.base import Record
from desktop.models.disclosure import Audience, audience_for, withheld
from desktop.models.field import Field, FieldKind
from desktop.models.rows import disclose
from desktop.models.sealed import CLOSED
from desktop.models.setting import json_value
from desktop.store.store import Store
from desktop.views.value_words import name_words, value_words

SEALED_WORDS = "(sealed)"


@dataclass(frozen=True, slots=True)
class Shown:
    """One saved value: as JSON has it, as people read it, and whether this person may not see it."""

    value: Any
    text: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One record as it is saved now."""

    kind: str
    record_id: int
    reference: str
    label: str
    is_deleted: bool
    values: dict[str, Shown]


def read_snapshot(store: Store, kind: type[Record], record_id: int, fields: Sequence[Field]) -> Snapshot | None:
    """The record as saved, None when there is none, or none this person may see."""
    with store.reading() as session:
        record = session.get(kind, record_id)
        if record is None:
            return None
        hidden = _withheld_keys(session, store, record, fields)
        if hidden is None:
            return None
        values = {field.key: _shown(store, record, field, field.key in hidden) for field in fields}
        return Snapshot(record.kind, record.id, record.reference, record.label, record.is_deleted, values)


def _shown(store: Store, record: Record, field: Field, is_withheld: bool) -> Shown:
    if is_withheld:
        return Shown(None, "", True)
    value = json_value(record, field)
    if value is CLOSED:
        return Shown(None, SEALED_WORDS, True)
    if field.kind is FieldKind.REFERENCE:
        named = getattr(record, field.key)
        return Shown(value, name_words(named, named.label) if named is not None else "")
    if field.kind is FieldKind.REFERENCES:
        return Shown(value, ", ".join(value))
    raw = getattr(record, field.column_key)
    zone = store.office.time_zone if field.kind is FieldKind.MOMENT else None
    return Shown(value, value_words(field, raw, zone))


def _withheld_keys(session: Session, store: Store, record: Record, fields: Sequence[Field]) -> set[str] | None:
    """The fields this person may not see; None when it is the whole record."""
    drawers = store.drawers.open_drawers
    audience = audience_for(store.member.role, Audience.OFFICE)
    if store.member.role is not Role.READER:
        return {field.key for field in fields if withheld(field, audience, drawers=drawers)}
    disclosure = disclose(record.fields, audience, drawers=drawers, only=[field.key for field in fields])
    found = session.execute(disclosure.select().where(type(record).id == record.id))
    rows = list(disclosure.rows(found))
    if not rows:
        return None
    labels = {label for label, _ in disclosure.withheld.values}
    return {field.key for field in disclosure.left_out} | {field.key for field in fields if field.label in labels}
