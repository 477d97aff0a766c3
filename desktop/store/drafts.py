"""Drafts: what is unfinished or not yet valid, kept outside the journal so that a crash costs a second."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from desktop.models.sealed import Closed, DrawerKeys
from desktop.store.tables import DRAFT

_MINE = select(DRAFT).where(DRAFT.c.person_id == bindparam("person")).order_by(DRAFT.c.at.desc())
SEALED = "sealed:"  # JSON of an object never begins like this
_FORGET = delete(DRAFT).where(DRAFT.c.place == bindparam("at_place"))  # built once: every line of a session passes here


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person was typing at one place, such as "concern:new" or "line:ID:words".

    A draft of a form with sealed fields names their `drawer`, and is sealed with it whole.
    """

    place: str
    record_id: int | None
    content: dict[str, Any]
    at: datetime
    drawer: str = ""


def save(connection: Connection, draft: Draft, person_id: int, drawers: DrawerKeys) -> None:
    """Keep a draft, over the one before it at the same place. Refusal when its drawer is closed."""
    content = json.dumps(draft.content, ensure_ascii=False)
    if draft.drawer:
        sealed = base64.b64encode(drawers.seal(draft.drawer, content)).decode()
        content = f"{SEALED}{draft.drawer}:{sealed}"
    place = _place(draft.place, person_id)
    connection.execute(_FORGET, {"at_place": place})
    connection.execute(
        insert(DRAFT).values(
            place=place,
            person_id=person_id,
            record_id=draft.record_id,
            content=content,
            at=draft.at,
        )
    )


def drop(connection: Connection, place: str, person_id: int) -> None:
    """Forget a draft: it was saved as a record, or given up."""
    connection.execute(_FORGET, {"at_place": _place(place, person_id)})


def of(connection: Connection, person_id: int, drawers: DrawerKeys) -> list[Draft]:
    """The drafts of one person, newest first, without those in a drawer that is closed."""
    found = []
    for row in connection.execute(_MINE, {"person": person_id}):
        drawer, content = _opened(row.content, drawers)
        if not isinstance(content, Closed):
            found.append(Draft(row.place.split("|", 1)[1], row.record_id, json.loads(content), row.at, drawer))
    return found


def _opened(content: str, drawers: DrawerKeys) -> tuple[str, str | Closed]:
    if not content.startswith(SEALED):
        return "", content
    drawer, _, sealed = content.removeprefix(SEALED).rpartition(":")
    return drawer, drawers.open(drawer, base64.b64decode(sealed))


def _place(place: str, person_id: int) -> str:
    return f"{person_id}|{place}"
