"""The journal of one record, oldest first: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.field import Field, FieldKind
from desktop.models.person import Person
from desktop.store.journal import BindForm, RowAct
from desktop.store.payload import read_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.undo import undone


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; references as the labels they have now. Struck words are None on both sides."""

    key: str
    label: str
    field: Field | None
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change set as far as it touched the record. `seq` is its place in the journal."""

    seq: int
    at: datetime
    who: str
    act: str
    label: str
    is_undone: bool
    changes: tuple[FieldChange, ...]
    words_struck: bool


def history_of(session: Session, record: Record) -> list[HistoryEntry]:
    """Every change set that touched `record`, oldest first."""
    connection = session.connection()
    wanted = (
        select(CHANGE_SET, ROW_CHANGE.c.facts, ROW_CHANGE.c.words, ROW_CHANGE.c.act.label("row_act"), Person.name)
        .join(ROW_CHANGE, ROW_CHANGE.c.change_set == CHANGE_SET.c.seq)
        .outerjoin(Person, Person.id == CHANGE_SET.c.person_id)
        .where(ROW_CHANGE.c.kind == record.kind, ROW_CHANGE.c.record_id == record.id)
        .order_by(ROW_CHANGE.c.seq)
    )
    taken = undone(connection)
    reader = StoredValues(session, type(record))
    entries = []
    for row in connection.execute(wanted):
        values = {**read_payload(row.facts), **read_payload(row.words)}
        entries.append(
            HistoryEntry(
                seq=row.seq,
                at=row.at,
                who=row.name or "Common Ground",
                act="created" if row.row_act == RowAct.INSERT else str(row.act),
                label=row.label,
                is_undone=(row.joins or row.seq) in taken,
                changes=tuple(reader.change(column, before, after) for column, (before, after) in values.items()),
                words_struck=row.words == b"",
            )
        )
    return entries


class StoredValues:
    """Turns stored values of one kind back into what people know."""

    def __init__(self, session: Session, kind: type[Record]) -> None:
        self._session = session
        self._kind = kind
        self._bind_form = BindForm.of(session.get_bind().dialect)
        self._by_column = {field.column_key: field for field in kind.fields if field.kind is not FieldKind.REFERENCES}

    def change(self, column: str, before: Any, after: Any) -> FieldChange:
        """One column before and after, from what the journal keeps of it."""
        field = self._by_column.get(column)
        if column == "deleted_at":
            return FieldChange("deleted_at", "In the Bin", None, before is not None, after is not None)
        key, label = (field.key, field.label) if field else (column, column)
        return FieldChange(key, label, field, self._value(column, field, before), self._value(column, field, after))

    def _value(self, column: str, field: Field | None, stored: Any) -> Any:
        if stored is None:
            return None
        value = self._bind_form.load(self._kind, column, stored)
        if field is not None and field.kind is FieldKind.REFERENCE and field.target is not None:
            referred = self._session.get(field.target, value)
            return referred.label if referred else str(value)
        return value
