"""The rows of a table that others made, as records: new, the same, changed, in conflict, or refused with a reason."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from desktop.exchange.cell_values import day_comes_first, status_meant, value_of
from desktop.exchange.foreign.table import TableRow
from desktop.exchange.mapping import IDS, Mapped, Plan, normal
from desktop.exchange.own_json import bring_in, differs, named_in
from desktop.exchange.record_json import new_record
from desktop.exchange.report import Report
from desktop.models.area import Area
from desktop.models.base import FromOutside, Record
from desktop.models.concern import Category, Concern, Status
from desktop.models.disclosure import Consent
from desktop.models.field import Field, FieldKind
from desktop.models.meeting import Meeting
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.setting import assign
from desktop.models.values import from_json

# What a file may name that the office does not know yet: it comes along. Everything else must be there already.
COME_ALONG = (Area, Category)
# By what a row without an id is known again among those that came from the same place.
KNOWN_BY: dict[type[Record], tuple[str, ...]] = {
    Concern: ("title", "words", "heard_on"),
    Person: ("name", "email", "phone"),
    Meeting: ("title", "starts_at"),
}
AT_A_TIME = 500
SAYS_NO = frozenset(("", "no", "n", "false", "0"))

ChangedHere = Callable[[Session, Record], set[str]]
"""The keys of the fields of a record that somebody here changed since it last came from a file."""


@dataclass(slots=True)
class TableImport:
    """Brings the rows of one plan into an open change set. `source` is where they come from, as it is remembered."""

    session: Session
    plan: Plan
    file: str
    source: str
    zone: tzinfo
    attempt: Callable[[], AbstractContextManager[None]]
    changed_here: ChangedHere
    report: Report = field(default_factory=Report)
    _referred: dict[tuple[type[Record], str], Record] = field(default_factory=dict)
    _along: list[tuple[type[Record], str]] = field(default_factory=list)
    _day_first: dict[str, bool] = field(default_factory=dict)
    _statuses: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, Record] = field(default_factory=dict)

    def run(self) -> Report:
        """All rows; one that is refused leaves nothing behind and does not stop the rest."""
        self._expect_honored()
        for column in self.plan.columns:
            if column.field.kind in (FieldKind.DATE, FieldKind.WALL_TIME):
                cells = (row.cell(column.place) for row in self.plan.rows)
                self._day_first[column.field.key] = day_comes_first(cells)
        for place in range(0, len(self.plan.rows), AT_A_TIME):
            rows = self.plan.rows[place : place + AT_A_TIME]
            self._look_up(rows)
            items = self._read(rows)
            # Nearly always all of them pass the rules; where one does not, each stands for itself.
            if not self._together(items):
                for row, item in items:
                    self._alone(row, item)
        self.report.refused.sort(key=lambda each: int(each["row"]))
        self.report.left_out = self.plan.left_out
        return self.report

    def _read(self, rows: Sequence[TableRow]) -> list[tuple[TableRow, dict[str, Any]]]:
        """The values of the rows that can be read."""
        read = []
        for row in rows:
            try:
                read.append((row, self._item(row)))
            except Refusal as refusal:
                self._refuse(row, refusal)
        return read

    def _together(self, items: Sequence[tuple[TableRow, dict[str, Any]]]) -> bool:
        self._along.clear()
        try:
            with self.attempt():
                outcomes = [self._bring_in(row, item) for row, item in items]
                self.session.flush()
        except Refusal:
            self._forget_along()
            return False
        self._count(*outcomes)
        return True

    def _alone(self, row: TableRow, item: dict[str, Any]) -> None:
        self._along.clear()
        try:
            with self.attempt():
                outcome = self._bring_in(row, item)
                self.session.flush()
        except Refusal as refusal:
            self._forget_along()
            self._refuse(row, refusal)
        else:
            self._count(outcome)

    def _count(self, *outcomes: str) -> None:
        self.report.counts.update(outcomes)
        self.report.also.update(kind.kinds for kind, _ in self._along)

    def _forget_along(self) -> None:
        for each in self._along:
            self._referred.pop(each, None)

    def _refuse(self, row: TableRow, refusal: Refusal) -> None:
        self.report.refuse(self.file, row.number, self._head(refusal), str(refusal))

    def _bring_in(self, row: TableRow, item: dict[str, Any]) -> str:
        came_id = row.cell(self.plan.id_column[0]) if self.plan.id_column else None
        known = self._known(item, came_id)
        if known is None or known.is_deleted:
            self._add(item, known, came_id)
            return "new"
        fields = [self.plan.kind.fields[key] for key in item]
        changed = [about for about in fields if differs(self.session, known, about, item[about.key], self.zone)]
        if not changed:
            return "same"
        ours = self.changed_here(self.session, known)
        self._set(known, {about.key: item[about.key] for about in changed if about.key not in ours})
        return "conflict" if ours & {about.key for about in changed} else "changed"

    def _look_up(self, rows: Sequence[TableRow]) -> None:
        """The records these rows came to be before, asked for at once and held, with what they refer to."""
        kind = self.plan.kind
        self._by_id.clear()
        if self.plan.id_column is None or not issubclass(kind, FromOutside):
            return
        references = [each.field.key for each in self.plan.columns if each.field.kind is FieldKind.REFERENCE]
        ids = [row.cell(self.plan.id_column[0]) for row in rows]
        live_last = (
            select(kind)
            .where(kind.external_source == self.source, kind.external_id.in_(ids))
            .order_by(kind.deleted_at.is_(None), kind.id)
            .options(*(selectinload(getattr(kind, key)) for key in references))
        )
        for record in self.session.scalars(live_last):
            self._by_id[str(record.external_id)] = record

    # One row

    def _item(self, row: TableRow) -> dict[str, Any]:
        item: dict[str, Any] = {}
        for column in self.plan.columns:
            value = self._value(column, row.cell(column.place))
            if value is not None:
                item[column.field.key] = value
        if self._private_in(row) is not None:
            item["contact_consent"] = Consent.NOTHING_OUTSIDE.value
            item.pop("contact", None)
        return item

    def _private_in(self, row: TableRow) -> str | None:
        """The head of the column in which a row says that it is private."""
        return next((head for at, head in self.plan.private if row.cell(at).casefold() not in SAYS_NO), None)

    def _value(self, column: Mapped, text: str) -> Any:
        about = column.field
        text = self.plan.values.get(about.key, {}).get(text, text)
        try:
            value = value_of(about, text, day_first=self._day_first.get(about.key, False))
        except Refusal as refusal:
            raise Refusal(str(refusal), column.head) from None
        if about.target is Status and isinstance(value, str):
            return self._status(value)
        return value

    def _status(self, word: str) -> str:
        if word not in self._statuses:
            known = self.session.scalars(select(Status).where(Status.deleted_at.is_(None)).order_by(Status.position))
            self._statuses[word] = status_meant(word, known)
        return self._statuses[word]

    def _refer(self, about: Field, name: str) -> Record:
        """The record a cell names; an area or a category that the office does not know yet comes along."""
        assert about.target is not None, about.key
        wanted = (about.target, name.casefold())
        if wanted not in self._referred:
            self._referred[wanted] = self._come_along(about.target, name) or self.session.get_one(
                about.target, from_json(self.session, about, name)
            )
        return self._referred[wanted]

    def _come_along(self, kind: type[Record], name: str) -> Record | None:
        if kind not in COME_ALONG:
            return None
        live_first = select(kind).where(_called(kind, name)).order_by(kind.deleted_at.is_(None).desc(), kind.id.desc())
        known = self.session.scalars(live_first.limit(1)).first()
        if known is None or known.is_deleted:
            self._along.append((kind, name.casefold()))
        if known is None:
            return new_record(self.session, kind, {"name": name})
        known.deleted_at = None  # an undo took it back
        return known

    def _known(self, item: Mapping[str, Any], came_id: str | None) -> Record | None:
        """The record a row stands for, live before taken back: by its id there, or by what it is called."""
        kind = self.plan.kind
        if came_id is not None and issubclass(kind, FromOutside):
            return self._by_id.get(came_id)
        wanted = select(kind).order_by(kind.deleted_at.is_(None).desc(), kind.id.desc()).limit(1)
        if kind.alone_in == ("name",):
            return self.session.scalars(wanted.where(_called(kind, str(item.get("name"))))).first()
        if not issubclass(kind, FromOutside):
            return None
        same = [
            kind.fields.column(about) == from_json(self.session, about, item[about.key])
            if item.get(about.key) is not None
            else kind.fields.column(about).is_(None)
            for about in map(kind.fields.__getitem__, KNOWN_BY.get(kind, ("name",)))
            if about.key in {column.field.key for column in self.plan.columns}
        ]
        return self.session.scalars(wanted.where(kind.external_source == self.source, *same)).first()

    def _add(self, item: Mapping[str, Any], taken_back: Record | None, came_id: str | None) -> None:
        record = taken_back or self.plan.kind()
        with self.session.no_autoflush:  # half filled in, nothing of it may be saved
            record.deleted_at = None
            self._set(record, item)
            if isinstance(record, FromOutside):
                record.external_source, record.external_id = self.source, came_id
        self.session.add(record)

    def _set(self, record: Record, item: Mapping[str, Any]) -> None:
        for key, value in item.items():
            about = record.fields[key]
            if about.kind is FieldKind.REFERENCE:
                setattr(record, key, self._refer(about, value))
            elif about.locked:
                setattr(record, key, from_json(self.session, about, value))  # a day the office would give today
            else:
                assign(self.session, record, about, value)

    # What is refused

    def _expect_honored(self) -> None:
        if "contact_consent" in self.plan.kind.fields:
            return
        private = next(filter(None, map(self._private_in, self.plan.rows)), None)
        if private is not None:
            raise Refusal(
                f'{self.file} says in its column "{private}" that some rows are private, and {self.plan.kind.kinds} '
                "cannot be kept so. Take these rows out, or the column if it means something else."
            )

    def _head(self, refusal: Refusal) -> str | None:
        """The head of the column a refusal is about, as it stands in the file."""
        named = named_in(self.plan.kind, refusal)
        heads = {column.field.key: column.head for column in self.plan.columns}
        return heads.get(named, named) if named else None


def source_of(plan: Plan, file_stem: str) -> str:
    """Where rows come from: the system whose ids they bear, if the head of these tells; otherwise the file."""
    if plan.id_column is not None and normal(plan.id_column[1]) not in IDS:
        return plan.id_column[1]
    return file_stem


def bring_back(plan: Plan, session: Session, file: str, zone: tzinfo, attempt: Any) -> Report:
    """The rows of a list that this program exported: every field as it was written, known again by its id."""
    items = [{column.field.key: _as_written(column, row, zone) for column in plan.columns} for row in plan.rows]
    numbers = [row.number for row in plan.rows]
    return bring_in(session, plan.kind, items, file=file, zone=zone, attempt=attempt, numbers=numbers)


def _as_written(column: Mapped, row: TableRow, zone: tzinfo) -> Any:
    text = row.cells[column.place] if column.place < len(row.cells) else ""
    if column.field.kind is FieldKind.MOMENT and text:  # a workbook shows them on the office's wall
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return moment.isoformat() if moment.tzinfo else moment.replace(tzinfo=zone).isoformat()
    with suppress(Refusal):  # somebody may have typed over it in another habit; what stays unread is refused below
        return value_of(column.field, text)
    return text


def _called(kind: type[Record], name: str) -> ColumnElement[bool]:
    label = kind.fields.column(kind.fields["name"])
    return or_(label == name, func.lower(label) == name.lower())  # the engine lowers plain letters only
