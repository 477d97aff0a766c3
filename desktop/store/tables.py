"""The store's own tables, beside the records: journal, drafts, preferences, number series, copy. None is journaled."""

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
)

from desktop.models.base import Moment, Record, RecordId

_metadata = Record.metadata

CHANGE_SET = Table(
    "change_set",
    _metadata,
    Column("seq", Integer, primary_key=True, comment="order of commits in this file"),
    Column("id", RecordId, nullable=False, unique=True),
    Column("at", Moment, nullable=False, index=True),
    Column("copy", Integer, nullable=False),
    Column("person_id", RecordId, nullable=True, comment="None for what no person did, such as a migration"),
    Column("act", String(20), nullable=False),
    Column("label", String(200), nullable=False, comment="what was done, never a word of a record"),
    Column("undoes", Integer, index=True, comment="seq of the first change set this one takes back"),
    Column("joins", Integer, index=True, comment="seq of the first change set of the same edit"),
    Column("edit", String(100), comment="what was being edited, so that the next keystroke can join"),
    Column("details", String, comment="JSON of an act without rows: kind, count, audience"),
    Column("head", String(64), nullable=False, comment="hex SHA-256 over the head before and this change set"),
)

ROW_CHANGE = Table(
    "row_change",
    _metadata,
    Column("seq", Integer, primary_key=True),
    Column("change_set", Integer, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("record_id", RecordId, nullable=False, index=True),
    Column("act", String(10), nullable=False),
    Column("facts", LargeBinary, nullable=False, comment="salt and JSON {column: [before, after]}"),
    Column("facts_digest", LargeBinary, nullable=False),
    Column("words", LargeBinary, comment="the same for residents' words; empty once struck"),
    Column("words_digest", LargeBinary),
)

DRAFT = Table(
    "draft",
    _metadata,
    Column("place", String(200), primary_key=True, comment="where it was being typed: concern:new, line:ID:words"),
    Column("person_id", RecordId, nullable=False),
    Column("record_id", RecordId, index=True),
    Column("content", String, nullable=False, comment="JSON of what was typed"),
    Column("at", Moment, nullable=False),
)

PREFERENCE = Table(
    "preference",
    _metadata,
    Column("person_id", RecordId, primary_key=True, autoincrement=False),
    Column("name", String(200), primary_key=True, comment="what it is about: view:concerns, import:concerns"),
    Column("value", String, nullable=False, comment="JSON, never a resident's words"),
)

NUMBER_SERIES = Table(
    "number_series",
    _metadata,
    Column("letter", String(1), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("copy", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

COPY = Table(
    "office_copy",
    _metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("letter", String(2), nullable=False, comment="empty for the office's first copy"),
    Column("machine", String(64), nullable=False, comment="digest of the computer's own id"),
    Column("machine_name", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("is_this", Integer, nullable=False, comment="1 on the row that this file is"),
)

STATE = Table(
    "state",
    _metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String, nullable=False),
)


def read_state(connection: Connection, name: str) -> str | None:
    """One remembered value of the store, None when it was never set."""
    return connection.scalar(select(STATE.c.value).where(STATE.c.name == name))


def write_state(connection: Connection, name: str, value: str) -> None:
    """Remember one value of the store within the running transaction."""
    connection.execute(delete(STATE).where(STATE.c.name == name))
    connection.execute(insert(STATE).values(name=name, value=value))
