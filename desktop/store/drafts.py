"""Drafts: what is unfinished or not yet valid, kept outside the journal so that a crash costs a second."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from desktop.store.tables import DRAFT


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person was typing at one place, such as "concern:new" or "line:ID:words"."""

    place: str
    record_id: int | None
    content: dict[str, Any]
    at: datetime


def save(connection: Connection, draft: Draft, person_id: int) -> None:
    """Keep a draft, over the one before it at the same place."""
    place = _place(draft.place, person_id)
    connection.execute(delete(DRAFT).where(DRAFT.c.place == place))
    connection.execute(
        insert(DRAFT).values(
            place=place,
            person_id=person_id,
            record_id=draft.record_id,
            content=json.dumps(draft.content, ensure_ascii=False),
            at=draft.at,
        )
    )


def drop(connection: Connection, place: str, person_id: int) -> None:
    """Forget a draft: it was saved as a record, or given up."""
    connection.execute(delete(DRAFT).where(DRAFT.c.place == _place(place, person_id)))


def of(connection: Connection, person_id: int) -> list[Draft]:
    """The drafts of one person, newest first."""
    mine = select(DRAFT).where(DRAFT.c.person_id == person_id).order_by(DRAFT.c.at.desc())
    return [
        Draft(row.place.split("|", 1)[1], row.record_id, json.loads(row.content), row.at)
        for row in connection.execute(mine)
    ]


def _place(place: str, person_id: int) -> str:
    return f"{person_id}|{place}"
