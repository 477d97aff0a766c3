"""Taking back one change of one record, whoever made it and however long ago: what "Undo this" in a history does."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.field import FieldKind
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.models.sealed import CLOSED
from desktop.store import bin as bin_
from desktop.store.journal import Act, BindForm, RowAct
from desktop.store.partly_undone import Taken, partly_undone
from desktop.store.payload import read_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.undo import undone
from desktop.store.writing import WritingSession

Values = dict[str, tuple[Any, Any]]
BINNED = "deleted_at"


@dataclass(frozen=True, slots=True)
class OneChange:
    """Some columns of one record in the edit that begins with change set `first`."""

    kind: str
    record_id: int
    first: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How the journal keeps it: act, label, and what it reaches into (see `partly_undone`)."""

    act: Act
    label: str
    undoes: int
    details: dict[str, Any] | None


def is_touched(session: Session, change: OneChange) -> bool:
    """Whether one of its fields holds something else now than what the change left there."""
    record = session.get(BY_KIND[change.kind], change.record_id)
    if record is None:
        return False
    values, form = _values(_rows(session, change)), BindForm.of(session.get_bind().dialect)
    return any(
        getattr(record, column) != _loaded(form, record, column, values[column][1])
        for column in change.columns
        if column in values
    )


def _act_and_label(session: Session, change: OneChange) -> tuple[Act, str]:
    """The act and label of taking it back: an undo, or for an undo its redo."""
    entry = session.connection().execute(select(CHANGE_SET).where(CHANGE_SET.c.seq == change.first)).one()
    if entry.act == Act.UNDO:
        return Act.REDO, str(entry.label).removeprefix("Undo: ")
    return Act.UNDO, f"Undo: {entry.label}"[:200]


def take_back(session: WritingSession, change: OneChange, *, anyway: bool = False) -> TakenBack:
    """Put its fields back to what they were before; Refusal, changing nothing, where that cannot be.

    Later changes of the same fields refuse it, unless `anyway`: then they are taken back with it. What else the same
    change set did, and what was changed since in other fields, stays.
    """
    rows = _rows(session, change)
    gone = partly_undone(session.connection(), undone(session.connection()))
    record = session.get(BY_KIND[change.kind], change.record_id)
    if record is None or not rows:
        raise Refusal(f"The {change.kind} of this change is gone, so it cannot be taken back.")
    if any(row.words == b"" for row in rows):
        raise Refusal("The words of this change were struck, so it cannot be taken back.")
    if rows[0].act == RowAct.INSERT:
        bin_.put_in_bin(session, record)
    else:
        values = _values(rows)
        _put_back(session, record, change, values, anyway=anyway)
        if _others(record, values) - _columns(gone, change.first, record) <= set(change.columns):
            _put_back_derived(session, record, values)
        record.settle(session, session.now)
    session.flush()
    act, label = _act_and_label(session, change)
    if _is_whole(session, record, change, rows) and not anyway:
        return TakenBack(act, label, change.first, None)
    return TakenBack(act, label, -change.first, {"takes_back": _reaches_into(session, record, change, gone, anyway)})


def _rows(session: Session, change: OneChange) -> list[Row[Any]]:
    """What the edit did to the record, oldest first."""
    of_edit = or_(CHANGE_SET.c.seq == change.first, CHANGE_SET.c.joins == change.first)
    wanted = (
        select(ROW_CHANGE)
        .join(CHANGE_SET, CHANGE_SET.c.seq == ROW_CHANGE.c.change_set)
        .where(of_edit, ROW_CHANGE.c.kind == change.kind, ROW_CHANGE.c.record_id == change.record_id)
        .order_by(ROW_CHANGE.c.seq)
    )
    return list(session.connection().execute(wanted))


def _values(rows: list[Row[Any]]) -> Values:
    """The first before and the last after of each column."""
    joined: Values = {}
    for row in rows:
        for column, (before, after) in {**read_payload(row.facts), **read_payload(row.words)}.items():
            joined[column] = (joined[column][0] if column in joined else before, after)
    return joined


def _loaded(form: BindForm, record: Record, column: str, stored: Any) -> Any:
    return None if stored is None else form.load(type(record), column, stored)


def _put_back(session: WritingSession, record: Record, change: OneChange, values: Values, *, anyway: bool) -> None:
    if record.is_deleted and BINNED not in change.columns:
        raise Refusal(f"{record.label} is in the Bin. Take it out first.")
    for column in change.columns:
        before, after = (_loaded(session.bind_form, record, column, stored) for stored in values[column])
        if CLOSED in (current := getattr(record, column), before, after):
            raise Refusal(f"A sealed field of {record.label} is closed for you, so this cannot be taken back.")
        if current != after and not anyway:
            raise Refusal(
                f"{_label(record, column)} of {record.label} was changed since. See what would be lost, and ask again."
            )
        if column != BINNED:
            _set(session, record, column, before)
        elif before is None:
            bin_.take_out(session, record)
        else:
            bin_.put_in_bin(session, record)


def _put_back_derived(session: WritingSession, record: Record, values: Values) -> None:
    """What the office filled in with this change goes with it, where nothing came after."""
    for column in values.keys() & _derived(record):
        before, after = (_loaded(session.bind_form, record, column, stored) for stored in values[column])
        if getattr(record, column) == after:
            _set(session, record, column, before)


def _set(session: WritingSession, record: Record, column: str, value: Any) -> None:
    field = next((each for each in record.fields if each.column_key == column), None)
    setattr(record, column, value)
    if field is not None and field.kind is FieldKind.REFERENCE and field.target is not None:
        # Rules ask the record that is named, not its id.
        setattr(record, field.key, None if value is None else session.get(field.target, value))


def _derived(record: Record) -> set[str]:
    """The columns that follow from others; nobody sets them."""
    return {field.column_key for field in record.fields if field.locked}


def _others(record: Record, values: Values) -> set[str]:
    return values.keys() - _derived(record)


def _columns(gone: Taken, first: int, record: Record) -> set[str]:
    """The columns of a record in an edit that were taken back alone before."""
    return {column for record_id, column in gone.get(first, ()) if record_id == record.id}


def _is_whole(session: WritingSession, record: Record, change: OneChange, rows: list[Row[Any]]) -> bool:
    """Whether nothing of the edit is left standing."""
    of_edit = or_(CHANGE_SET.c.seq == change.first, CHANGE_SET.c.joins == change.first)
    sets = select(CHANGE_SET.c.seq).where(of_edit)
    elsewhere = select(ROW_CHANGE.c.seq).where(
        ROW_CHANGE.c.change_set.in_(sets), ROW_CHANGE.c.seq.not_in([row.seq for row in rows])
    )
    if session.connection().execute(elsewhere.limit(1)).one_or_none() is not None:
        return False
    return rows[0].act == RowAct.INSERT or _others(record, _values(rows)) <= set(change.columns)


def _reaches_into(session: Session, record: Record, change: OneChange, gone: Taken, anyway: bool) -> list[list[Any]]:
    """[first change set of the edit, record id, column] of everything that is taken back now."""
    wanted, derived = set(change.columns), _derived(record)
    rows = (
        select(CHANGE_SET.c.seq, CHANGE_SET.c.joins, ROW_CHANGE.c.facts, ROW_CHANGE.c.words)
        .join(CHANGE_SET, CHANGE_SET.c.seq == ROW_CHANGE.c.change_set)
        .where(
            ROW_CHANGE.c.kind == change.kind,
            ROW_CHANGE.c.record_id == change.record_id,
            ROW_CHANGE.c.change_set >= change.first,
        )
    )
    reached: dict[tuple[int, int, str], None] = {}
    for row in session.connection().execute(rows):
        first = row.joins or row.seq
        if first != change.first and not anyway:
            continue
        columns = {*read_payload(row.facts), *read_payload(row.words)}
        hit = columns & wanted
        # What followed from these fields alone goes with them.
        left = columns - derived - _columns(gone, first, record)
        going = columns if hit and left <= wanted else hit
        reached.update(dict.fromkeys((first, change.record_id, column) for column in sorted(going)))
    return [list(each) for each in reached]


def _label(record: Record, column: str) -> str:
    field = next((each for each in record.fields if each.column_key == column), None)
    return field.label if field else column
