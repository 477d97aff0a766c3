"""The session in which a change is made: gives ids and numbers, asks the rules, collects what the journal will say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.base import Numbered, Record
from desktop.models.refusal import Refusal
from desktop.store import journal, numbers, search
from desktop.store.changes import ChangedRow, Changes
from desktop.store.ids import IdSource
from desktop.store.journal import Act, BindForm, Entry, RowAct, RowChange


@dataclass(frozen=True, slots=True)
class Member:
    """The person who signed in."""

    person_id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of the office this file is; the first one has no letter."""

    number: int
    letter: str


class WritingSession(Session):
    """One change set being made. Only the store opens it, on its writer thread."""

    def __init__(
        self, engine: Engine, *, member: Member | None, copy: Copy, ids: IdSource, now: datetime, act: Act
    ) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.member = member
        self.copy = copy
        self.now = now
        self.act = act
        self.bind_form = BindForm(engine.dialect)
        self._ids = ids
        self._collected: dict[tuple[str, int], RowChange] = {}
        self._touched: dict[int, Record] = {}
        self._born: set[int] = set()

    def begin_writing(self) -> None:
        """Take the write lock of the database and the place in the journal."""
        connection = self.connection()
        self.seq = journal.head(connection)[0] + 1
        self.rows = journal.Rows(connection, self.seq)

    def next_id(self) -> int:
        """A new id of this copy."""
        return self._ids.next()

    def numbers(self, letter: str, count: int = 1) -> list[str]:
        """The next spoken numbers of a letter, by this computer's year."""
        copy = (self.copy.number, self.copy.letter)
        return numbers.take(self.connection(), letter, self.now.astimezone().year, copy, count)

    @property
    def is_restoring(self) -> bool:
        """Undo and redo put back what was, and derive nothing anew."""
        return self.act in (Act.UNDO, Act.REDO)

    def finish(self, label: str, **facts: Any) -> Changes | None:
        """Write journal and search text and commit; None when nothing changed and there is nothing to note."""
        self.flush()
        changed = [change for change in self._collected.values() if change.facts or change.words]
        if not changed and not self.rows.count and self.act not in (Act.NOTE, Act.CREATE, Act.MIGRATION, Act.RESTORE):
            self.commit()
            return None
        self.rows.add(changed)
        person = self.member.person_id if self.member else None
        entry = Entry(self.seq, self.next_id(), self.now, self.copy.number, person, self.act, label, **facts)
        journal.write(self.connection(), entry, self.rows)
        search.update(self.connection(), self._touched.values(), self._born)
        self.commit()
        touched = (ChangedRow(c.kind, c.record_id, c.act, frozenset(c.facts) | frozenset(c.words)) for c in changed)
        return Changes(self.seq, self.act, label, tuple(touched))

    def ask_rules(self, records: Iterable[Record]) -> None:
        """Ask the rules of every record about to be saved, and give numbers to the new ones that pass."""
        for record in records:
            self._expect_right(record)
            if not self.is_restoring:
                record.settle(self, self.now)
            record.check()
            if isinstance(record, Numbered) and record.number is None:
                record.number = self.numbers(record.letter)[0]

    def _expect_right(self, record: Record) -> None:
        if self.member is None:
            return
        if not self.member.role.includes(record.written_by):
            raise Refusal(
                f"{self.member.name} signs in as {self.member.role}, and only a {record.written_by} may change "
                f"{record.kinds}. Ask one to do it."
            )

    def collect(self) -> None:
        """Remember what this flush wrote, joined with what earlier flushes of the same change set wrote."""
        for record in self.new:
            self._touched[record.id] = record
            self._born.add(record.id)
            self._keep(record, RowAct.INSERT, self._inserted(record))
        for record in self.dirty:
            if values := self._updated(record):
                self._touched[record.id] = record
                self._keep(record, RowAct.UPDATE, values)

    def _inserted(self, record: Record) -> dict[str, tuple[Any, Any]]:
        stored = ((key, self._stored(record, key, getattr(record, key))) for key in column_keys(type(record)))
        return {key: (None, value) for key, value in stored if value is not None}

    def _updated(self, record: Record) -> dict[str, tuple[Any, Any]]:
        values = {}
        state = inspect(record)
        for key in column_keys(type(record)):
            history = state.attrs[key].history
            if history.deleted:
                before, after = history.deleted[0], history.added[0] if history.added else None
                if before != after:
                    values[key] = (self._stored(record, key, before), self._stored(record, key, after))
        return values

    def _stored(self, record: Record, key: str, value: Any) -> Any:
        return None if value is None else self.bind_form.store(type(record), key, value)

    def _keep(self, record: Record, act: RowAct, values: dict[str, tuple[Any, Any]]) -> None:
        change = self._collected.setdefault((record.kind, record.id), RowChange(record.kind, record.id, act))
        spoken = {field.key for field in record.fields.spoken}
        for key, (before, after) in values.items():
            kept = change.words if key in spoken else change.facts
            first = kept[key][0] if key in kept else before
            if first == after:
                kept.pop(key, None)
            elif not (key in spoken and self.act is Act.STRIKE):
                kept[key] = (first, after)


def column_keys(record: type[Record]) -> tuple[str, ...]:
    """The attributes of a kind that are columns."""
    return tuple(attribute.key for attribute in record.__mapper__.column_attrs)


@event.listens_for(WritingSession, "transient_to_pending")
def _give_id(session: WritingSession, record: Record) -> None:
    if record.id is None:
        record.id = session.next_id()


@event.listens_for(WritingSession, "before_flush")
def _ask_rules(session: WritingSession, context: object, instances: object) -> None:
    if session.deleted:
        raise RuntimeError("rows are never deleted here: use the Bin")
    session.ask_rules([*session.new, *(record for record in session.dirty if session.is_modified(record))])


@event.listens_for(WritingSession, "after_flush")
def _collect(session: WritingSession, context: object) -> None:
    session.collect()
