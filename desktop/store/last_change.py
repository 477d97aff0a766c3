"""Who changed a field last, and when: what a form says when two people edited it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.person import Person
from desktop.store.payload import read_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE


@dataclass(frozen=True, slots=True)
class LastChange:
    """One change of one field."""

    who: str
    at: datetime
    seq: int


def last_change(session: Session, kind: str, record_id: int, column: str) -> LastChange | None:
    """The newest change of a column of a record, None when the journal has none."""
    wanted = (
        select(CHANGE_SET.c.seq, CHANGE_SET.c.at, Person.name, ROW_CHANGE.c.facts, ROW_CHANGE.c.words)
        .join(ROW_CHANGE, ROW_CHANGE.c.change_set == CHANGE_SET.c.seq)
        .outerjoin(Person, Person.id == CHANGE_SET.c.person_id)
        .where(ROW_CHANGE.c.kind == kind, ROW_CHANGE.c.record_id == record_id)
        .order_by(ROW_CHANGE.c.seq.desc())
    )
    for row in session.connection().execute(wanted):
        if column in read_payload(row.facts) or column in read_payload(row.words):
            return LastChange(row.name or "Common Ground", row.at, row.seq)
    return None
