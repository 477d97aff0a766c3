"""Which shape the database has, told without importing the migration tool."""

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select
from sqlalchemy.exc import DBAPIError

from desktop.models.base import Record
from desktop.models.refusal import Refusal
from desktop.store import search, tables

SCHEMA = "0006"
OLDER_SCHEMAS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005")

# The migration tool's own table, in its own shape.
VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def create_schema(connection: Connection) -> None:
    """Make every table, the search index and the schema's own version in an empty database."""
    assert tables.CHANGE_SET.metadata is Record.metadata
    Record.metadata.create_all(connection)
    search.create_index(connection)
    VERSION.create(connection)
    stamp(connection, SCHEMA)


def stamp(connection: Connection, version: str) -> None:
    """Say which schema the database has."""
    connection.execute(delete(VERSION))
    connection.execute(insert(VERSION).values(version_num=version))


def schema_of(connection: Connection) -> str:
    """The schema version of the database, "" when it has none."""
    try:
        return connection.scalar(select(VERSION.c.version_num)) or ""
    except DBAPIError:
        return ""


def is_older(connection: Connection) -> bool:
    """Whether the database must be brought up first. Refusal when it was made by a newer program."""
    version = schema_of(connection)
    if version == SCHEMA:
        return False
    if version in OLDER_SCHEMAS:
        return True
    raise Refusal(
        f"This office was last opened by a newer version of Common Ground (schema {version or 'unknown'}, this program "
        f"knows {SCHEMA}). Install the newer version here; nothing was changed."
    )
