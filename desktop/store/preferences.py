"""Preferences: how one person likes to work here, such as saved views and mappings. Outside the journal, like drafts.

They name columns, filters and choices, never a resident's words: a strike does not look into them.
"""

from sqlalchemy import Connection, delete, insert, select

from desktop.store.tables import PREFERENCE


def of(connection: Connection, person_id: int) -> dict[str, str]:
    """All preferences of one person by their names, each as JSON."""
    mine = select(PREFERENCE.c.name, PREFERENCE.c.value).where(PREFERENCE.c.person_id == person_id)
    return {name: value for name, value in connection.execute(mine)}  # noqa: C416 - a result has keys of its own


def keep(connection: Connection, person_id: int, name: str, value: str | None) -> None:
    """Keep one person's preference, JSON, over the one before; None forgets it."""
    connection.execute(delete(PREFERENCE).where(PREFERENCE.c.person_id == person_id, PREFERENCE.c.name == name))
    if value is not None:
        connection.execute(insert(PREFERENCE).values(person_id=person_id, name=name, value=value))
