"""The session in which a change is made: gives ids and numbers, asks the rules, collects what the journal will say."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, column, event, inspect, select, table

from desktop.models.access import Role
from desktop.models.alone import expect_alone
from desktop.models.base import KNOWN, Numbered, Record
from desktop.models.field import Field
from desktop.models.office import the_office
from desktop.models.refusal import Refusal
from desktop.models.sealed import Sealed
from desktop.store import drafts, journal, numbers, references, search
from desktop.store.changes import ChangedRow, Changes
from desktop.store.ids import IdSource
from desktop.store.journal import Act, BindForm, Entry, RowAct, RowChange
from desktop.store.session import OfficeSession

# An undo of an edit and its way back changes no row, and still must be known as an undo.
ALWAYS_NOTED = (Act.NOTE, Act.CREATE, Act.MIGRATION, Act.RESTORE, Act.UNDO, Act.REDO)


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


class WritingSession(OfficeSession):
    """One change set being made. Only the store opens it, on its writer thread."""

    def __init__(
        self, bind: Engine | Connection, *, member: Member | None, copy: Copy, ids: IdSource, now: datetime, act: Act
    ) -> None:
        super().__init__(bind)
        self.member = member
        self.copy = copy
        self.now = now
        self.act = act
        self.bind_form = BindForm.of(bind.dialect)
        self._ids = ids
        self._collected: dict[tuple[str, int], RowChange] = {}
        self._touched: dict[int, Record] = {}
        self._born: set[int] = set()
        self._aside: references.Aside = []

    def begin_writing(self) -> None:
        """Take the write lock of the database and the place in the journal."""
        self.info[KNOWN] = {}
        self.rows = journal.Rows(self.connection())

    def next_id(self) -> int:
        """A new id of this copy."""
        return self._ids.next()

    def numbers(self, letter: str, count: int = 1) -> list[str]:
        """The next spoken numbers of a letter, by the year it is where the office stands."""
        year = the_office(self).today(self.now).year
        copy = (self.copy.number, self.copy.letter)
        return numbers.take(self.connection(), letter, year, copy, count)

    def drop_draft(self, place: str) -> None:
        """Forget what this person was typing at a place, in the same commit as what became of it."""
        assert self.member is not None
        drafts.drop(self.connection(), place, self.member.person_id)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the change set that may fail alone: a Refusal takes back what the block did, and nothing else."""
        self.flush()  # what came before belongs to the change set, not to the attempt
        outer = self._collected, self._touched, self._born
        self._collected, self._touched, self._born = {}, {}, set()
        try:
            with self.begin_nested():
                yield
        except BaseException:
            self._collected, self._touched, self._born = outer
            self.info[KNOWN] = {}
            raise
        done, touched, born = self._collected, self._touched, self._born
        self._collected, self._touched, self._born = outer
        self._touched.update(touched)
        self._born |= born
        for change in done.values():
            known = self._collected.setdefault((change.kind, change.record_id), change)
            if known is not change:
                _join(known.facts, change.facts)
                _join(known.words, change.words)

    @property
    def is_restoring(self) -> bool:
        """Undo and redo put back what was, and derive nothing anew."""
        return self.act in (Act.UNDO, Act.REDO)

    def finish(self, label: str, **facts: Any) -> Changes | None:
        """Write journal and search text and commit; None when nothing changed and there is nothing to note."""
        self.flush()
        changed = [change for change in self._collected.values() if change.facts or change.words]
        if not changed and not self.rows.count and self.act not in ALWAYS_NOTED:
            self.commit()
            return None
        self.rows.add(changed)
        person = self.member.person_id if self.member else None
        entry = Entry(self.rows.seq, self.next_id(), self.now, self.copy.number, person, self.act, label, **facts)
        connection = self.connection()
        journal.write(connection, entry, self.rows)
        search.update(connection, self._touched.values(), self._born)
        self.commit()
        touched = (ChangedRow(c.kind, c.record_id, c.act, frozenset(c.facts) | frozenset(c.words)) for c in changed)
        return Changes(self.rows.seq, self.act, label, tuple(touched))

    def ask_rules(self, records: Iterable[Record]) -> None:
        """Ask the rules of every record about to be saved, and give numbers to the new ones that pass."""
        saved = list(records)
        for record in saved:
            references.follow(self, record)
        for record in saved:
            self.expect_right(type(record))
            self._expect_own_rights(record)
            if self.act is not Act.STRIKE:
                record.expect_open(self)
            if not self.is_restoring:
                record.settle(self, self.now)
            self._expect_needed(record)
            record.check()
            record.expect_what_it_joins(self)
            if isinstance(record, Numbered) and record.number is not None and record in self.new:
                numbers.reserve(self.connection(), record.number, (self.copy.number, self.copy.letter))
        self._give_numbers(saved)
        expect_alone(self, saved)
        self._aside = references.set_aside(self.new)

    def _give_numbers(self, saved: Sequence[Record]) -> None:
        """Numbers for those that have none, with one question for each letter."""
        unnumbered: dict[str, list[Numbered]] = {}
        for record in saved:
            if isinstance(record, Numbered) and record.number is None:
                unnumbered.setdefault(record.letter, []).append(record)
        for letter, records in unnumbered.items():
            for numbered, number in zip(records, self.numbers(letter, len(records)), strict=True):
                numbered.number = number

    def _expect_own_rights(self, record: Record) -> None:
        """Some attributes ask for more than the kind does: who works here is a supervisor's decision."""
        if self.member is None or type(record).guarded is Record.guarded:
            return
        changed = {key for key in column_keys(type(record)) if _is_changed(record, key)}
        for key, needed in record.guarded(changed).items():
            if not self.member.role.includes(needed):
                field = record.fields.find(key)
                raise Refusal(
                    f"{self.member.name} signs in as {self.member.role}, and only a {needed} may change "
                    f"{field.label if field else key} of this {record.kind}. Ask one to do it."
                )

    def expect_right(self, record: type[Record]) -> None:
        """Refusal unless the person who signed in may change records of this kind."""
        if self.member is None:
            return
        if not self.member.role.includes(record.written_by):
            raise Refusal(
                f"{self.member.name} signs in as {self.member.role}, and only a {record.written_by} may change "
                f"{record.kinds}. Ask one to do it."
            )

    @staticmethod
    def _expect_needed(record: Record) -> None:
        is_new = not inspect(record).has_identity
        for field, is_filled_in in _needed(type(record)):
            if is_new and is_filled_in:
                continue
            if getattr(record, field.column_key) is None and getattr(record, field.key) is None:
                raise Refusal(f"{field.label} ({field.key}) of the {record.kind} is needed. Fill it in.")

    def collect(self) -> None:
        """Remember what this flush wrote, joined with what earlier flushes of the same change set wrote."""
        references.put_back(self._aside)
        for record in self.new:
            self._touched[record.id] = record
            self._born.add(record.id)
            self._keep(record, RowAct.INSERT, self._as_written(record, self._inserted(record)))
        for record in self.dirty:
            if values := self._updated(record):
                self._touched[record.id] = record
                self._keep(record, RowAct.UPDATE, self._as_written(record, values))

    def _inserted(self, record: Record) -> dict[str, tuple[Any, Any]]:
        kind, store = type(record), self.bind_form.store
        given = ((key, getattr(record, key)) for key in column_keys(kind))
        return {key: (None, store(kind, key, value)) for key, value in given if value is not None}

    def _updated(self, record: Record) -> dict[str, tuple[Any, Any]]:
        values = {}
        state = inspect(record)
        for key in column_keys(type(record)):
            history = state.attrs[key].history
            # What was never set before the row was written has no value it lost: it was empty.
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            if history.has_changes() and before != after:
                values[key] = (self._stored(record, key, before), self._stored(record, key, after))
        return values

    def _as_written(self, record: Record, values: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
        """Sealed twice, the same words have two forms: the journal keeps the one that is in the table."""
        for key, (before, after) in values.items():
            if isinstance(after, Sealed):
                raw: Any = column(type(record).__mapper__.columns[key].name)  # without a type it comes as it is kept
                own = select(raw).select_from(table(record.__tablename__)).where(column("id") == record.id)
                values[key] = before, Sealed.of(after.drawer, self.connection().execute(own).scalar_one())
        return values

    def _stored(self, record: Record, key: str, value: Any) -> Any:
        return None if value is None else self.bind_form.store(type(record), key, value)

    def _keep(self, record: Record, act: RowAct, values: dict[str, tuple[Any, Any]]) -> None:
        change = self._collected.setdefault((record.kind, record.id), RowChange(record.kind, record.id, act))
        spoken = record.fields.spoken_keys
        _join(change.facts, {key: value for key, value in values.items() if key not in spoken})
        if self.act is not Act.STRIKE:  # a strike leaves no trace of the words it takes
            _join(change.words, {key: value for key, value in values.items() if key in spoken})


def _join(kept: dict[str, tuple[Any, Any]], later: dict[str, tuple[Any, Any]]) -> None:
    """Join later changes of a row into earlier ones: the first before, the last after; equal ones vanish."""
    for key, (before, after) in later.items():
        first = kept[key][0] if key in kept else before
        if first == after:
            kept.pop(key, None)
        else:
            kept[key] = (first, after)


def _is_changed(record: Record, key: str) -> bool:
    history = inspect(record).attrs[key].history
    before = history.deleted[0] if history.deleted else None
    after = history.added[0] if history.added else None
    return history.has_changes() and before != after


@cache
def column_keys(record: type[Record]) -> tuple[str, ...]:
    """The attributes of a kind that are columns of its own; what the database works out from them is not kept twice."""
    return tuple(each.key for each in record.__mapper__.column_attrs if each.columns[0].computed is None)


@cache
def _needed(record: type[Record]) -> tuple[tuple[Field, bool], ...]:
    """The fields of a kind that may not be empty, and whether a new record gets a value where none was given."""
    # Words may be missing once they were struck; the record's own check knows.
    columns = record.__table__.columns
    kept = (
        (each, columns[each.column_key]) for each in record.fields if not each.spoken and each.column_key in columns
    )
    return tuple(
        (field, not field.needed and column.default is not None)
        for field, column in kept
        if field.needed or not column.nullable
    )


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
    session.info[KNOWN] = {}
    session.collect()
