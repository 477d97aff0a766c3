"""What a list asks: which records of a kind, in which order, said in Fields and turned into SQL here.

Conditions are plain values, so that a view can be saved. NULL stands last in either direction, the id breaks ties.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import total_ordering
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from desktop.models.base import Ordered, Record
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.refusal import Refusal

SEALED = "A sealed field cannot be sorted or filtered here. Open its own list, which holds it in memory."
# The key of the special condition that asks for the Bin.
IN_BIN = "bin"
# What is sorted by a column of its own, whose index can be walked.
_BY_COLUMN = frozenset({FieldKind.ID, FieldKind.INTEGER, FieldKind.YES_NO} | {FieldKind.DATE, FieldKind.WALL_TIME})


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field is one of these: ids of a reference, words of a choice, yes or no; None stands for "not set"."""

    key: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The day is `first` to `last`, both included; None leaves an end open."""

    key: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """The text holds these words somewhere, in any case."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Special:
    """A condition of an area's own, such as "open or done since October 1", known by `key` and the `answer` chosen."""

    key: str
    answer: str
    where: Callable[[], ColumnElement[bool]] = field(compare=False)


Condition = OneOf | Between | Holds | Special


@dataclass(frozen=True, slots=True)
class Order:
    """Sorted by a field; `id` descending is newest first."""

    key: str = "id"
    descending: bool = True


NEWEST = Order()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a list is sorted by."""

    by: ColumnElement[Any]
    descending: bool

    @property
    def clause(self) -> UnaryExpression[Any]:
        """For ORDER BY: what is not set comes last in either direction."""
        return (self.by.desc() if self.descending else self.by.asc()).nulls_last()


@dataclass(frozen=True, slots=True)
class Listing:
    """One question: the live records of a kind that meet all conditions and hold what was typed, in an order."""

    fields: Fields
    conditions: tuple[Condition, ...] = ()
    order: Order = NEWEST
    typed: str = ""
    zone: tzinfo = UTC

    @property
    def record(self) -> type[Record]:
        """The kind of record."""
        return self.fields.record

    def without(self, key: str) -> "Listing":
        """The same without the condition of this key."""
        return replace(self, conditions=tuple(each for each in self.conditions if each.key != key))

    @property
    def is_of_bin(self) -> bool:
        """Whether it asks for what lies in the Bin, which all other lists leave out."""
        return any(each.key == IN_BIN for each in self.conditions)

    def where(self) -> list[ColumnElement[bool]]:
        """Live, and all conditions; what was typed is the store's part."""
        live = [] if self.is_of_bin else [self.record.deleted_at.is_(None)]
        return [*live, *(clause(self.fields, condition, self.zone) for condition in self.conditions)]

    @property
    def is_by_id(self) -> bool:
        """Whether the order is the one records were made in, which costs nothing."""
        return self.order.key == "id"

    @property
    def walks_index(self) -> bool:
        """Whether the order is that of an indexed column, so that the first rows are found without sorting all."""
        if self.is_by_id:
            return True
        about = self.fields[self.order.key]
        return about.kind in _BY_COLUMN and bool(getattr(self.record.__table__.c[about.column_key], "index", False))

    def terms(self) -> list[Term]:
        """What the list is sorted by; the id last, so that every place is certain."""
        by_id = Term(self.record.__table__.c.id, self.order.descending)
        if self.is_by_id:
            return [by_id]
        about = self.fields[self.order.key]
        return [*(Term(by, self.order.descending) for by in _sorted_by(self.fields, about)), by_id]


def is_sealed(about: Field) -> bool:
    """Whether the database cannot read the values of a field."""
    return about.kind is FieldKind.SEALED or bool(about.drawer)


def may_sort(about: Field) -> bool:
    """Whether lists are sorted by this field in SQL."""
    return not is_sealed(about) and about.kind is not FieldKind.REFERENCES


def may_filter(about: Field) -> bool:
    """Whether lists are filtered by this field in SQL."""
    return may_sort(about) and about.kind not in (FieldKind.ID, FieldKind.INTEGER)


def clause(fields: Fields, condition: Condition, zone: tzinfo = UTC) -> ColumnElement[bool]:
    """A condition as SQL; Refusal for a sealed field."""
    if isinstance(condition, Special):
        return condition.where()
    about = _readable(fields, condition.key)
    column = fields.record.__table__.c[about.column_key]
    if isinstance(condition, OneOf):
        named = [value for value in condition.values if value is not None]
        found = column.in_(named)
        return or_(found, column.is_(None)) if len(named) < len(condition.values) else found
    if isinstance(condition, Holds):
        return _text_of(fields, about).contains(condition.text.strip().lower(), autoescape=True)
    return _between(about, column, condition, zone)


def _readable(fields: Fields, key: str) -> Field:
    about = fields[key]
    if is_sealed(about):
        raise Refusal(SEALED)
    return about


def _between(about: Field, column: ColumnElement[Any], asked: Between, zone: tzinfo) -> ColumnElement[bool]:
    first: Any = asked.first
    after: Any = asked.last + timedelta(days=1) if asked.last else None
    if about.kind in (FieldKind.MOMENT, FieldKind.WALL_TIME):
        of_zone = zone if about.kind is FieldKind.MOMENT else None
        first = datetime.combine(first, time(), tzinfo=of_zone) if first else None
        after = datetime.combine(after, time(), tzinfo=of_zone) if after else None
    parts = [column.is_not(None)]
    parts += [column >= first] if first else []
    parts += [column < after] if after else []
    return and_(*parts)


def _text_of(fields: Fields, about: Field) -> ColumnElement[Any]:
    """The words of a field in small letters; of a reference, those of its label."""
    own = fields.record.__table__.c[about.column_key]
    if about.kind is FieldKind.REFERENCE and about.target is not None and about.target.label_key != "id":
        return func.lower(_of_target(about, own, about.target.label_key))
    return func.lower(own)


def _of_target(about: Field, own: ColumnElement[Any], key: str) -> ColumnElement[Any]:
    assert about.target is not None
    target = aliased(about.target)
    return select(getattr(target, key)).where(target.id == own).scalar_subquery()


def _sorted_by(fields: Fields, about: Field) -> list[ColumnElement[Any]]:
    """The expressions a field is sorted by, in turn."""
    if not may_sort(about):
        raise Refusal(SEALED)
    own = fields.record.__table__.c[about.column_key]
    if about.kind is FieldKind.NUMBER:
        return [func.substr(own, 1, 3), func.length(own), own]  # C26-9999 comes before C26-10000
    if about.kind is FieldKind.CHOICE and about.choices is not None:
        return [case({member.value: place for place, member in enumerate(about.choices)}, value=func.lower(own))]
    if about.kind is FieldKind.REFERENCE and about.target is not None:
        if issubclass(about.target, Ordered):
            return [_of_target(about, own, "position")]
        return [own] if about.target.label_key in ("id", "number") else [_text_of(fields, about)]
    if about.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return [func.lower(own)]
    return [own]


def rank(listing: Listing, keys: Sequence[Any]) -> "Rank":
    """Where a row stands: `keys` are the values of `listing.terms()`, compared as the database compares them."""
    return Rank(tuple(keys), tuple(term.descending for term in listing.terms()))


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Rank:
    """The place of a row among others of the same list; the lesser stands further up."""

    keys: tuple[Any, ...]
    descending: tuple[bool, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rank) and self.keys == other.keys

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: "Rank") -> bool:
        for mine, theirs, descending in zip(self.keys, other.keys, self.descending, strict=True):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return theirs is None
            return bool(mine > theirs) if descending else bool(mine < theirs)
        return False


def ids(listing: Listing) -> Select[int]:
    """The ids a list shows, in order, as far as nothing was typed."""
    record = listing.record
    return select(record.id).where(*listing.where()).order_by(*(term.clause for term in listing.terms()))


def how_many(listing: Listing, about: Field) -> Select[Any]:
    """How many records of the list have each value of a field: (value, count), for the choices of a filter."""
    column = listing.record.__table__.c[_readable(listing.fields, about.key).column_key]
    return select(column, func.count()).where(*listing.where()).group_by(column)


def to_plain(conditions: Sequence[Condition], order: Order) -> dict[str, Any]:
    """A view as JSON keeps it."""
    kept: list[dict[str, Any]] = []
    for each in conditions:
        if isinstance(each, OneOf):
            kept.append({"key": each.key, "one_of": list(each.values)})
        elif isinstance(each, Between):
            days = [day.isoformat() if day else None for day in (each.first, each.last)]
            kept.append({"key": each.key, "between": days})
        elif isinstance(each, Holds):
            kept.append({"key": each.key, "holds": each.text})
        else:
            kept.append({"key": each.key, "answer": each.answer})
    return {"conditions": kept, "order": order.key, "descending": order.descending}


def from_plain(
    fields: Fields, plain: dict[str, Any], special: Callable[[str, str], Special | None]
) -> tuple[tuple[Condition, ...], Order]:
    """The conditions and the order of a saved view; what is not known any more is left out."""
    read = (_condition(fields, each, special) for each in plain.get("conditions", ()))
    key = str(plain.get("order", "id"))
    known = key == "id" or (key in fields and may_sort(fields[key]))
    order = Order(key, bool(plain.get("descending", True))) if known else NEWEST
    return tuple(each for each in read if each is not None), order


def _condition(
    fields: Fields, plain: dict[str, Any], special: Callable[[str, str], Special | None]
) -> Condition | None:
    key = str(plain.get("key", ""))
    if "answer" in plain:
        return special(key, str(plain["answer"]))
    if key not in fields or not may_filter(fields[key]):
        return None
    if "one_of" in plain:
        return OneOf(key, tuple(plain["one_of"]))
    if "between" in plain:
        first, last = (date.fromisoformat(day) if day else None for day in plain["between"])
        return Between(key, first, last)
    return Holds(key, str(plain.get("holds", "")))
