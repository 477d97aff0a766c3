"""The journal: one change set per commit with its row changes before and after, chained by digests.

History, undo, audit, merge and the quarterly report read it. Every payload is salted and enters the chain by its digest
alone, so a payload can be erased (strike) and the chain still verifies. Payloads hold values in the form the database
keeps them, so sealed fields stay sealed here too; into the digest go their marks, so a new drawer key breaks no chain.
"""

import enum
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from sqlalchemy import Connection, Dialect, insert, select, update
from sqlalchemy.types import TypeEngine

from desktop.models.base import Record
from desktop.models.sealed import SealedText
from desktop.store.payload import digest_of, make_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE

NO_HEAD = "0" * 64
ROWS_AT_A_TIME = 5000

# Built once: every durable line passes here.
_NEWEST = "SELECT seq, head FROM change_set ORDER BY seq DESC LIMIT 1"
_INSERT_SET = insert(CHANGE_SET)
# Straight to the driver: large imports write half a million of these.
_ROW_KEYS = [column.name for column in ROW_CHANGE.c if not column.primary_key]
_INSERT_ROW = f"INSERT INTO row_change ({', '.join(_ROW_KEYS)}) VALUES ({', '.join('?' * len(_ROW_KEYS))})"


class Act(enum.StrEnum):
    """What a change set is."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"
    STRIKE = "strike"
    IMPORT = "import"
    NOTE = "note"
    CREATE = "create"
    DEMO = "demo"
    MIGRATION = "migration"
    RESTORE = "restore"


class RowAct(enum.StrEnum):
    """What happened to one row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(slots=True)
class RowChange:
    """One row before and after, in bind form: {column: (before, after)}. `words` are residents' own."""

    kind: str
    record_id: int
    act: RowAct
    facts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    words: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """The head of one change set, as written; `head` is filled in by `write`."""

    seq: int
    id: int
    at: datetime
    copy: int
    person_id: int | None
    act: Act
    label: str
    undoes: int | None = None
    joins: int | None = None
    edit: str | None = None
    details: dict[str, Any] | None = None
    head: str = ""


class Rows:
    """Writes the row changes of the next change set as they come, and keeps the digest over them.

    `seq` is its place in the chain, `before` the head it continues.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        last, self.before = head(connection)
        self.seq = last + 1
        self._digest = hashlib.sha256()
        self.count = 0

    def add(self, changes: Iterable[RowChange]) -> None:
        """Append some row changes."""
        rows = [_row(self.seq, change) for change in changes]
        for row in rows:
            self._digest.update(_canonical_row(row))
        if rows:
            self._connection.exec_driver_sql(_INSERT_ROW, [tuple(map(row.get, _ROW_KEYS)) for row in rows])
        self.count += len(rows)

    @property
    def digest(self) -> bytes:
        """SHA-256 over all rows so far, in order."""
        return self._digest.digest()


def write(connection: Connection, entry: Entry, rows: Rows) -> None:
    """Close one change set into the chain, within the transaction that makes its changes."""
    values = {
        "seq": entry.seq,
        "id": entry.id,
        "at": entry.at,
        "copy": entry.copy,
        "person_id": entry.person_id,
        "act": entry.act.value,
        "label": entry.label,
        "undoes": entry.undoes,
        "joins": entry.joins,
        "edit": entry.edit,
        "details": None if entry.details is None else json.dumps(entry.details, sort_keys=True),
    }
    values["head"] = entry.head = hashlib.sha256(_canonical_head(rows.before, values) + rows.digest).hexdigest()
    connection.execute(_INSERT_SET, values)


def head(connection: Connection) -> tuple[int, str]:
    """How many change sets there are and the digest of the last: printed on reports, kept in backups."""
    last = connection.exec_driver_sql(_NEWEST).one_or_none()
    return (last.seq, last.head) if last else (0, NO_HEAD)


def broken_at(connection: Connection, anchor: tuple[int, str] | None = None) -> str | None:
    """Say where the chain does not hold, None when it does.

    `anchor` is a count and the first digits of its head, seen earlier on paper: only it betrays a cut tail.
    """
    before, expected = NO_HEAD, 1
    erased: dict[tuple[str, int], int] = {}
    struck: set[tuple[str, int]] = set()
    sets = connection.execution_options(stream_results=True).execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq))
    for part in sets.partitions(ROWS_AT_A_TIME):
        rows = _rows_of(connection, part[0].seq, part[-1].seq)
        for entry in part:
            if entry.seq != expected:
                return f"change set {expected} of the journal is missing"
            if problem := _broken(before, entry, rows.get(entry.seq, [])):
                return problem
            before, expected = entry.head, expected + 1
            for row in rows.get(entry.seq, []):
                if row.words_digest and not row.words:
                    erased[row.kind, row.record_id] = entry.seq
                if entry.act == Act.STRIKE:
                    struck.add((row.kind, row.record_id))
    for record, seq in erased.items():
        if record not in struck:
            return f"words of change set {seq} of the journal were erased without a strike"
    if anchor and not (_head_at(connection, anchor[0]) or "").startswith(anchor[1].lower()):
        return f"the journal does not hold the change set {anchor[0]} that was printed with the digest {anchor[1][:16]}"
    return None


def _broken(before: str, entry: Any, rows: Sequence[Any]) -> str | None:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_canonical_row(row._mapping))
        payloads = [(row.facts, row.facts_digest)]
        if row.words:  # only words are ever erased
            payloads.append((row.words, row.words_digest))
        if any(digest_of(payload) != kept for payload, kept in payloads):
            return f"change set {entry.seq} of the journal was altered"
    chained = hashlib.sha256(_canonical_head(before, entry._mapping) + digest.digest()).hexdigest()
    return None if chained == entry.head else f"change set {entry.seq} of the journal was altered"


def _rows_of(connection: Connection, first: int, last: int) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    wanted = select(ROW_CHANGE).where(ROW_CHANGE.c.change_set.between(first, last)).order_by(ROW_CHANGE.c.seq)
    for row in connection.execute(wanted):
        rows.setdefault(row.change_set, []).append(row)
    return rows


def _head_at(connection: Connection, seq: int) -> str | None:
    return connection.scalar(select(CHANGE_SET.c.head).where(CHANGE_SET.c.seq == seq))


def _canonical_head(before: str, values: Any) -> bytes:
    at: datetime = values["at"].astimezone(UTC)  # as it is read back, whatever zone the clock had
    parts = [before, values["seq"], values["id"], at.isoformat(), values["copy"], values["person_id"], values["act"]]
    parts += [values["label"], values["undoes"], values["joins"], values["edit"], values["details"]]
    return json.dumps(parts, ensure_ascii=False).encode()


def _canonical_row(row: Any) -> bytes:
    start = f"\n{row['kind']} {row['record_id']} {row['act']} ".encode()
    digests: bytes = row["facts_digest"] + (row["words_digest"] or b"")
    return start + digests


def _row(change_set: int, change: RowChange) -> dict[str, Any]:
    facts = make_payload(change.facts)
    words = make_payload(change.words) if change.words else None
    return {
        "change_set": change_set,
        "kind": change.kind,
        "record_id": change.record_id,
        "act": change.act.value,
        "facts": facts,
        "facts_digest": digest_of(facts),
        "words": words,
        "words_digest": digest_of(words) if words else None,
    }


def erase_words(connection: Connection, kind: str, record_id: int) -> None:
    """Erase what the journal kept of a record's words; the digests stay, so the chain still verifies."""
    connection.execute(
        update(ROW_CHANGE)
        .where(ROW_CHANGE.c.kind == kind, ROW_CHANGE.c.record_id == record_id, ROW_CHANGE.c.words.is_not(None))
        .values(words=b"")
    )


class BindForm:
    """Turns values of mapped columns into what the database keeps, and back."""

    @classmethod
    def of(cls, dialect: Dialect) -> Self:
        """The one of an open office, which worked out its columns before."""
        known: Self | None = getattr(dialect, "bind_form", None)
        if known is None:
            known = dialect.bind_form = cls(dialect)  # type: ignore[attr-defined]
        return known

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._binders: dict[tuple[type[Record], str], Any] = {}
        self._readers: dict[tuple[type[Record], str], Any] = {}

    def store(self, record: type[Record], column: str, value: Any) -> Any:
        """The stored form of an attribute's value."""
        key = (record, column)
        if key not in self._binders:
            type_ = self._type(record, column)
            if isinstance(type_, SealedText):  # its own form tells the drawer, which the driver's does not
                self._binders[key] = partial(type_.process_bind_param, dialect=self._dialect)
            else:
                self._binders[key] = type_.bind_processor(self._dialect)
        binder = self._binders[key]
        return binder(value) if binder else value

    def load(self, record: type[Record], column: str, stored: Any) -> Any:
        """The attribute's value from its stored form."""
        key = (record, column)
        if key not in self._readers:
            self._readers[key] = self._type(record, column).result_processor(self._dialect, None)
        reader = self._readers[key]
        return reader(stored) if reader else stored

    def _type(self, record: type[Record], column: str) -> TypeEngine[Any]:
        return record.__mapper__.columns[column].type.dialect_impl(self._dialect)
