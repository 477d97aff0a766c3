"""Preferences: how one person likes to work here, such as saved views and mappings. Outside the journal, like drafts.

They name columns, filters and choices, never a resident's words: a strike does not look into them.
"""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from desktop.store.tables import PREFERENCE


def read(connection: Connection, person_id: int, name: str) -> Any | None:
    """One person's preference, None when it was never set."""
    mine = select(PREFERENCE.c.value).where(PREFERENCE.c.person_id == person_id, PREFERENCE.c.name == name)
    value = connection.scalar(mine)
    return None if value is None else json.loads(value)


def keep(connection: Connection, person_id: int, name: str, value: str | None) -> None:
    """Keep one person's preference, JSON, over the one before; None forgets it."""
    connection.execute(delete(PREFERENCE).where(PREFERENCE.c.person_id == person_id, PREFERENCE.c.name == name))
    if value is not None:
        connection.execute(insert(PREFERENCE).values(person_id=person_id, name=name, value=value))
