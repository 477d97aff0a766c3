"""The history of one record as people read it: a line per change, newest first, with links and papers put on it."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.field import FieldKind
from desktop.models.initials import initials_of
from desktop.models.link import Link
from desktop.models.person import Person
from desktop.models.records import BY_KIND
from desktop.store.history import FieldChange, StoredValues
from desktop.store.journal import Act, RowAct
from desktop.store.partly_undone import Taken, partly_undone
from desktop.store.payload import read_payload
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.take_back import BINNED, OneChange
from desktop.store.undo import undone

NOBODY = "Common Ground"
# Told on a day and told how are one thing to whoever reads it.
TOLD = ("told_on", "told_how")


class Sort(enum.StrEnum):
    """What a line tells."""

    CREATED = "created"
    FIELD = "field"
    TOLD = "told"
    STRUCK = "struck"
    BIN = "bin"
    LINK = "link"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Other:
    """The record at the other end of a link, or the paper that was put on."""

    kind: str
    record_id: int
    label: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change by one person. `change` is what taking it back reaches, None where it is taken back elsewhere.

    `changes` are the fields before and after; for a link or paper `other` says which, and the one change whether it
    was put on or taken off. `at` is the end of the edit, `first` the place in the journal where it begins.
    """

    sort: Sort
    first: int
    at: datetime
    person_id: int | None
    who: str
    initials: str
    act: str
    is_here: bool
    is_undone: bool
    changes: tuple[FieldChange, ...]
    change: OneChange | None
    other: Other | None = None


@dataclass(slots=True)
class _Edit:
    """One edit of one row, its change sets joined."""

    first: int
    rows: list[Row[Any]] = field(default_factory=list)

    @property
    def last(self) -> Row[Any]:
        return self.rows[-1]

    @property
    def values(self) -> dict[str, tuple[Any, Any]]:
        joined: dict[str, tuple[Any, Any]] = {}
        for row in self.rows:
            for column, (before, after) in {**read_payload(row.facts), **read_payload(row.words)}.items():
                joined[column] = (joined[column][0] if column in joined else before, after)
        return {column: pair for column, pair in joined.items() if pair[0] != pair[1]}


def lines_of(session: Session, record: Record, here: int) -> list[HistoryLine]:
    """Every change of `record`, newest first; `here` is the number of the copy that reads."""
    return _Lines(session, here).of(record)


class _Lines:
    def __init__(self, session: Session, here: int) -> None:
        self._session = session
        self._here = here
        self._undone = undone(session.connection())
        self._partly: Taken = partly_undone(session.connection(), self._undone)

    def of(self, record: Record) -> list[HistoryLine]:
        lines = [
            *(line for edit in self._edits(record.kind, [record.id]) for line in self._of_record(record, edit)),
            *self._links(record),
            *self._attachments(record),
        ]
        return sorted(lines, key=lambda line: line.first, reverse=True)

    def _edits(self, kind: str, ids: Sequence[int]) -> Iterable[_Edit]:
        wanted: Select[Any] = (
            select(
                CHANGE_SET.c.seq,
                CHANGE_SET.c.joins,
                CHANGE_SET.c.at,
                CHANGE_SET.c.copy,
                CHANGE_SET.c.person_id,
                CHANGE_SET.c.act,
                ROW_CHANGE.c.record_id,
                ROW_CHANGE.c.act.label("row_act"),
                ROW_CHANGE.c.facts,
                ROW_CHANGE.c.words,
                Person.name,
            )
            .join(ROW_CHANGE, ROW_CHANGE.c.change_set == CHANGE_SET.c.seq)
            .outerjoin(Person, Person.id == CHANGE_SET.c.person_id)
            .where(ROW_CHANGE.c.kind == kind, ROW_CHANGE.c.record_id.in_(ids))
            .order_by(ROW_CHANGE.c.seq)
        )
        edits: dict[tuple[int, int], _Edit] = {}
        for row in self._session.connection().execute(wanted):
            first = row.joins or row.seq
            edits.setdefault((first, row.record_id), _Edit(first)).rows.append(row)
        return edits.values()

    def _of_record(self, record: Record, edit: _Edit) -> Iterator[HistoryLine]:
        reader, act = StoredValues(self._session, type(record)), edit.last.act
        read = {column: reader.change(column, *pair) for column, pair in edit.values.items()}
        if edit.rows[0].row_act == RowAct.INSERT:
            yield self._line(Sort.CREATED, edit, record, tuple(read.values()), ())
        elif act == Act.STRIKE:
            yield self._line(Sort.STRUCK, edit, record, (), ())
        else:
            is_struck = any(row.words == b"" for row in edit.rows)
            for sort, columns in _parted(record, read):
                changes = tuple(read[column] for column in columns)
                follows = all(change.field is not None and change.field.locked for change in changes)
                yield self._line(sort, edit, record, changes, () if is_struck or follows else columns)

    def _links(self, record: Record) -> Iterator[HistoryLine]:
        mine = or_(
            (Link.from_kind == record.kind) & (Link.from_id == record.id),
            (Link.to_kind == record.kind) & (Link.to_id == record.id),
        )
        links = {link.id: link for link in self._session.scalars(select(Link).where(mine))}
        for edit in self._edits(Link.kind, list(links)) if links else ():
            link = links[edit.last.record_id]
            yield from self._put_on(Sort.LINK, edit, link, self._other_end(link, record))

    def _attachments(self, record: Record) -> Iterator[HistoryLine]:
        mine = (Attachment.record_kind == record.kind) & (Attachment.record_id == record.id)
        papers = {paper.id: paper for paper in self._session.scalars(select(Attachment).where(mine))}
        for edit in self._edits(Attachment.kind, list(papers)) if papers else ():
            paper = papers[edit.last.record_id]
            yield from self._put_on(Sort.ATTACHMENT, edit, paper, Other(Attachment.kind, paper.id, paper.name))

    def _put_on(self, sort: Sort, edit: _Edit, put: Record, other: Other) -> Iterator[HistoryLine]:
        if edit.rows[0].row_act == RowAct.INSERT:
            yield self._line(sort, edit, put, (_placed(is_on=True),), (), other, takes_all=True)
        elif BINNED in edit.values:
            is_on = edit.values[BINNED][1] is None
            yield self._line(sort, edit, put, (_placed(is_on=is_on),), (BINNED,), other)

    def _other_end(self, link: Link, record: Record) -> Other:
        is_from = (link.from_kind, link.from_id) == (record.kind, record.id)
        kind, record_id = (link.to_kind, link.to_id) if is_from else (link.from_kind, link.from_id)
        known = BY_KIND.get(kind)
        other = self._session.get(known, record_id) if known is not None else None
        return Other(kind, record_id, other.label if other is not None else kind, str(link.relation))

    def _line(
        self,
        sort: Sort,
        edit: _Edit,
        record: Record,
        changes: tuple[FieldChange, ...],
        columns: tuple[str, ...],
        other: Other | None = None,
        *,
        takes_all: bool = False,
    ) -> HistoryLine:
        who = edit.last.name or NOBODY
        gone = self._partly.get(edit.first, set())
        is_undone = edit.first in self._undone or (
            bool(columns) and all((record.id, column) in gone for column in columns)
        )
        can = (bool(columns) or takes_all) and not is_undone
        return HistoryLine(
            sort=sort,
            first=edit.first,
            at=edit.last.at,
            person_id=edit.last.person_id,
            who=who,
            initials=initials_of(who),
            act=str(edit.last.act),
            is_here=edit.last.copy == self._here,
            is_undone=is_undone,
            changes=changes,
            change=OneChange(record.kind, record.id, edit.first, columns) if can else None,
            other=other,
        )


def _placed(*, is_on: bool) -> FieldChange:
    return FieldChange(BINNED, "", None, not is_on, is_on)


def _parted(record: Record, read: dict[str, FieldChange]) -> Iterator[tuple[Sort, tuple[str, ...]]]:
    """The lines of one edit: a field each, without what only followed; telling how and when is one."""
    shown: dict[bool, list[str]] = defaultdict(list)
    for column, change in read.items():
        about = change.field
        if column == BINNED:
            yield Sort.BIN, (column,)
        elif about is not None and not about.hidden and about.kind is not FieldKind.ID:
            shown[about.locked].append(column)
    columns = shown[False] or shown[True]
    if all(key in columns for key in TOLD):
        yield Sort.TOLD, TOLD
        columns = [column for column in columns if column not in TOLD]
    for column in columns:
        yield (Sort.TOLD if column in TOLD else Sort.FIELD), (column,)
