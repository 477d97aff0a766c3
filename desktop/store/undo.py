"""Undo, read from the journal: takes back the newest change set of a person, across restarts, field by field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, or_, select

from desktop.models.base import Record
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.models.sealed import CLOSED
from desktop.store import bin as bin_
from desktop.store.bin import in_parts
from desktop.store.journal import Act, RowAct
from desktop.store.partly_undone import partly_undone
from desktop.store.payload import read_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.writing import WritingSession

Values = dict[str, tuple[Any, Any]]  # before and after of each column, as they are kept

UNDOABLE = (Act.CHANGE, Act.IMPORT)
OTHER_WAYS = {
    Act.CREATE: "An office that was just created is taken back by deleting its folder.",
    Act.DEMO: "A demo office is taken back by deleting its folder.",
    Act.MIGRATION: "An update of the office is taken back by restoring the backup made before it.",
    Act.RESTORE: "A restore is taken back by restoring the backup made before it.",
}


def undone(connection: Connection) -> set[int]:
    """The seqs of all change sets that are taken back now; an undo that was itself taken back does not count."""
    takers: dict[int, list[int]] = defaultdict(list)
    for seq, target in connection.execute(select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes > 0)):
        takers[target].append(seq)
    taken: set[int] = set()
    # A taker is always newer than what it takes back, so the newest are settled first.
    for target in sorted(takers, reverse=True):
        if any(taker not in taken for taker in takers[target]):
            taken.add(target)
    return taken


def next_to_undo(connection: Connection, person_id: int) -> Row[Any]:
    """The first change set of the newest edit this person can take back; Refusal when there is none."""
    taken = undone(connection)
    gone, partly = taken | _struck(connection), partly_undone(connection, taken)
    mine = select(CHANGE_SET).where(CHANGE_SET.c.person_id == person_id, CHANGE_SET.c.joins.is_(None))
    for entry in connection.execute(mine.order_by(CHANGE_SET.c.seq.desc())):
        if entry.act not in UNDOABLE or entry.seq in gone:
            continue
        if entry.seq not in partly or _is_left(connection, entry.seq, partly[entry.seq]):
            return entry
    other = connection.scalar(
        select(CHANGE_SET.c.act)
        .where(CHANGE_SET.c.act.in_(list(OTHER_WAYS)))
        .order_by(CHANGE_SET.c.seq.desc())
        .limit(1)
    )
    raise Refusal(" ".join(["There is nothing of yours to undo.", OTHER_WAYS.get(other, "") if other else ""]).strip())


def _is_left(connection: Connection, first: int, gone: set[tuple[int, str]]) -> bool:
    """Whether anything of an edit still stands after some of its fields were taken back alone."""
    rows = connection.execute(select(ROW_CHANGE).where(ROW_CHANGE.c.change_set.in_(_group(first))))
    return any((row.record_id, column) not in gone for row in rows for column in _values(row))


def _group(first: int) -> Select[int]:
    """The change sets of the edit that begins with `first`."""
    return select(CHANGE_SET.c.seq).where(or_(CHANGE_SET.c.seq == first, CHANGE_SET.c.joins == first))


def _struck(connection: Connection) -> set[int]:
    """The first change sets of edits whose words were struck: nothing is left to take them back with."""
    sets = select(CHANGE_SET.c.seq, CHANGE_SET.c.joins).join(ROW_CHANGE, ROW_CHANGE.c.change_set == CHANGE_SET.c.seq)
    return {joins or seq for seq, joins in connection.execute(sets.where(ROW_CHANGE.c.words == b""))}


def next_to_redo(connection: Connection, person_id: int) -> Row[Any]:
    """The newest undo of this person that still stands and that nothing of theirs came after."""
    taken = undone(connection)
    mine = select(CHANGE_SET).where(CHANGE_SET.c.person_id == person_id, CHANGE_SET.c.act != Act.NOTE)
    for entry in connection.execute(mine.order_by(CHANGE_SET.c.seq.desc())):
        if entry.act == Act.UNDO and entry.seq not in taken:
            return entry
        if entry.act in UNDOABLE:
            break
    raise Refusal("There is nothing to redo.")


def take_back(session: WritingSession, first: int) -> None:
    """Apply the edit that begins with change set `first` backwards; Refusal, changing nothing, where it cannot be."""
    wanted = select(ROW_CHANGE).where(ROW_CHANGE.c.change_set.in_(_group(first))).order_by(ROW_CHANGE.c.seq.desc())
    rows = session.connection().execute(wanted).all()
    if any(row.words == b"" for row in rows):
        raise Refusal("The words of this change were struck, so it cannot be taken back.")
    together = {row.record_id for row in rows}
    _expect_untouched_by_others(session, first, together)
    records = _records_of(session, rows)
    made = [records[row.record_id] for row in rows if row.act == RowAct.INSERT]
    bin_.expect_unused(session, made, together)
    for record in made:
        bin_.expect_live(record)
        record.deleted_at = session.now
    gone = partly_undone(session.connection(), undone(session.connection())).get(first, set())
    changed = [(records[row.record_id], _without(row, gone)) for row in rows if row.act != RowAct.INSERT]
    going, staying = _parted(changed)
    for record, values in going:
        _put_back(session, record, values)
    if any(_is_alone_in_the_table(record) for record in (*made, *(record for record, _ in going))):
        session.flush()  # before another one takes the place that these leave
    for record, values in staying:
        if "deleted_at" in values:
            bin_.expect_what_it_names(session, record, together)
        _put_back(session, record, values)
        if values.keys() != {"deleted_at"} and _is_alone_in_the_table(record):
            session.flush()


def _values(row: Row[Any]) -> Values:
    return {**read_payload(row.facts), **read_payload(row.words)}


def _without(row: Row[Any], gone: set[tuple[int, str]]) -> Values:
    """What of a row was not taken back alone already."""
    return {column: pair for column, pair in _values(row).items() if (row.record_id, column) not in gone}


def _parted(
    changed: Sequence[tuple[Record, Values]],
) -> tuple[list[tuple[Record, Values]], list[tuple[Record, Values]]]:
    """Those that had come out of the Bin and go into it again, and the others."""
    going = [each for each in changed if each[1].get("deleted_at", (None, None))[0] is not None]
    return going, [each for each in changed if each[1].get("deleted_at", (None, None))[0] is None]


def _records_of(session: WritingSession, rows: Sequence[Row[Any]]) -> dict[int, Record]:
    """The records of a change by id, read by the hundred: a large import is taken back in one act, too."""
    asked: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        asked[row.kind].append(row.record_id)
    found: dict[int, Record] = {}
    for name, ids in asked.items():
        kind = BY_KIND[name]
        for part in in_parts(ids):
            found.update((record.id, record) for record in session.scalars(select(kind).where(kind.id.in_(part))))
        if not found.keys() >= set(ids):
            raise Refusal(f"A {name} of this change is gone, so it cannot be taken back.")
    return found


def _is_alone_in_the_table(record: Record) -> bool:
    """Whether the table itself, in the middle of a flush, lets no second one be where this one is."""
    table = record.__table__
    return isinstance(table, Table) and any(index.unique for index in table.indexes)


def _put_back(session: WritingSession, record: Record, values: Values) -> None:
    for key, (before, after) in values.items():
        load = session.bind_form.load
        was, then = (None if stored is None else load(type(record), key, stored) for stored in (before, after))
        # Compared opened, not as stored: sealing the same words twice gives two ciphertexts.
        if CLOSED in (current := getattr(record, key), was, then):
            raise Refusal(f"A sealed field of {record.label} is closed for you, so this cannot be taken back.")
        if current != then:
            field = record.fields.find(key.removesuffix("_id"))
            raise Refusal(
                f"{field.label if field else key} of {record.label} was changed since, so it cannot be taken back. "
                "See its history, and set it by hand."
            )
        setattr(record, key, was)


def _expect_untouched_by_others(session: WritingSession, first: int, record_ids: Iterable[int]) -> None:
    """Somebody else's later work on a record that would vanish with its creation stops the undo."""
    connection = session.connection()
    me = session.member.person_id if session.member else None
    made = select(ROW_CHANGE.c.record_id).where(ROW_CHANGE.c.change_set == first, ROW_CHANGE.c.act == RowAct.INSERT)
    later = (
        select(CHANGE_SET.c.seq, ROW_CHANGE.c.kind)
        .join(ROW_CHANGE, ROW_CHANGE.c.change_set == CHANGE_SET.c.seq)
        .where(
            ROW_CHANGE.c.record_id.in_(made),
            CHANGE_SET.c.seq > first,
            CHANGE_SET.c.person_id != me,
            CHANGE_SET.c.act.in_([*UNDOABLE, Act.STRIKE]),
        )
    )
    taken = undone(connection)
    for seq, kind in connection.execute(later):
        if seq not in taken:
            raise Refusal(f"Somebody else has changed the {kind} since, so adding it cannot be taken back.")
