"""Runs the migrations on the engine that `store/upgrading.py` hands over; there is no alembic.ini and no URL.

A new one: change the models, write `versions/000N_words.py` after the last (or let `upgrading.draft_migration` write
it from the difference), set SCHEMA and OLDER_SCHEMAS in `store/schema.py`, and keep an office of the schema before in
`tests/old_files/`. A migration that changes what search finds sets `rebuilds_search = True` beside its revision.
"""

from typing import Any

from alembic import context

from desktop.models.base import Record
from desktop.store import search
from desktop.store.schema import VERSION


def _is_ours(thing: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out what no model describes: the search index with its shadow tables, and Alembic's own table."""
    table = thing.name if type_ == "table" else getattr(getattr(thing, "table", None), "name", "")
    return table not in (VERSION.name, search.NAME) and not str(table).startswith(f"{search.NAME}_")


def _run() -> None:
    with context.config.attributes["engine"].connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Record.metadata,
            include_object=_is_ours,
            render_as_batch=True,  # SQLite changes most columns only by copying the table
            transactional_ddl=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


_run()
