"""Which column of a table is which field: by its head, the words people use for a field, and what stands under it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.exchange.foreign.table import TableRow
from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.field import Field
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.refusal import Refusal

# Where the heads may stand: above them people write titles and instructions.
LOOKED_AT = 20
IDS = ("id", "external id", "old number", "reference number", "reference", "unique id", "key")
# What says who somebody is beyond what the office needs: never brought in unless a map names it.
SENSITIVE = (
    "birth",
    "dob",
    "age",
    "race",
    "ethnicity",
    "plate",
    "ssn",
    "social security",
    "license",
    "passport",
    "citizenship",
)
PRIVATE = ("private", "confidential", "anonymous", "do not share", "do not publish", "not public", "internal only")
# What others call a record of a kind.
CALLED: dict[type[Record], tuple[str, ...]] = {
    Concern: ("case", "case enquiry", "complaint", "issue", "request", "service request", "ticket"),
    Person: ("contact", "volunteer", "member"),
    Organization: ("agency", "organisation"),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[\W_]+")
# Words of a head that say nothing about what stands under it.
_NOISE = frozenset(("dt", "date", "the", "of", "case", "request", "current", "name", "full", "address", "no", "nr"))
# Without one of these a row says nothing a person could find again.
NAMING = ("title", "name", "words")
_GIVEN_BY_FILES = frozenset(("resolved_on",))


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column that comes in: where it stands, its head as written, and its field."""

    place: int
    head: str
    field: Field


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one table become records of one kind."""

    kind: type[Record]
    columns: tuple[Mapped, ...]
    rows: tuple[TableRow, ...]
    id_column: tuple[int, str] | None = None
    private: tuple[tuple[int, str], ...] = ()
    left_out: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_ours: bool = False


def plan_for(kind: type[Record], rows: Sequence[TableRow], file: str, wanted: Mapping[str, Any] | None = None) -> Plan:
    """Find the heads, and a field for each.

    `file` is what the file is called. `wanted` is a map somebody made: {"columns": {head: field or null}, "values":
    {field: {as written: as here}}}. Refusal when no column tells what a record is called, or when the map names what
    there is not.
    """
    wanted = wanted or {}
    place = _place_of_heads(kind, rows)
    heads = [head.strip() for head in rows[place].cells]
    below = tuple(rows[place + 1 :])
    by_label = {field.label: field for field in kind.fields}
    if {"Id", "Number"} & set(heads) and all(head in by_label for head in heads):
        ours = tuple(Mapped(i, head, by_label[head]) for i, head in enumerate(heads))
        return Plan(kind, ours, below, is_ours=True)  # a list this program exported
    told = wanted.get("columns", {})
    chosen = _chosen(kind, heads, told, file)
    free = [i for i, head in enumerate(heads) if head and head not in told]
    # No map takes away that a row is private: what says so is honored, or the file is refused.
    private = [i for i, head in enumerate(heads) if _says(head, PRIVATE)]
    id_column = _id_column(kind, heads, below, [i for i in free if i not in private])
    taken = {*private, id_column}
    known = [i for i in free if i not in taken and not _says(heads[i], SENSITIVE)]
    columns = {**_guessed(kind, heads, known, {each.key for each in chosen.values()}), **chosen}
    if not {field.key for field in columns.values()} & set(NAMING):
        raise Refusal(
            f"{file} has no column that says what {kind.kinds} are called or what was said. Name one with a map."
        )
    return Plan(
        kind,
        tuple(Mapped(i, heads[i], columns[i]) for i in sorted(columns)),
        below,
        None if id_column is None else (id_column, heads[id_column]),
        tuple((i, heads[i]) for i in private),
        tuple(heads[i] for i in free if i not in columns and i not in taken),
        _meanings(kind, wanted.get("values", {})),
    )


def normal(head: str) -> str:
    """A head without case, underscores and signs: "CASE_ENQUIRY_ID" and "caseEnquiryId" are "case enquiry id"."""
    return _NO_WORD.sub(" ", _CAMEL.sub(" ", head)).strip().casefold()


def _place_of_heads(kind: type[Record], rows: Sequence[TableRow]) -> int:
    """The row that knows most fields by name; of equals the first that is about as wide as the table."""

    def known(row: TableRow) -> float:
        names = [normal(cell) for cell in row.cells if cell.strip()]
        if len(set(names)) < len(names) or any(name.replace(" ", "").isdecimal() for name in names):
            return -1.0
        return float(sum(any(_fit(name, field) for field in kind.fields) for name in names)) + len(names) / 1000

    return max(range(min(LOOKED_AT, len(rows))), key=lambda place: (known(rows[place]), -place))


def _chosen(kind: type[Record], heads: Sequence[str], columns: Mapping[str, str | None], file: str) -> dict[int, Field]:
    found = {}
    for head, key in columns.items():
        if head not in heads:
            known = ", ".join(each for each in heads if each)[:300]
            raise Refusal(f'{file} has no column "{head[:40]}", which the map names. Its columns are: {known}.')
        if key is None:
            continue
        field = kind.fields.find(key)
        if field is None or not _may_come(field):
            raise Refusal(f'There is no field "{key[:40]}" of {kind.kinds} that a file may fill. Correct the map.')
        found[heads.index(head)] = field
    return found


def _meanings(kind: type[Record], values: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    found = {}
    for name, meanings in values.items():
        field = kind.fields.find(name)
        if field is None:
            raise Refusal(f'There is no field "{name[:40]}" of {kind.kinds} that a file may fill. Correct the map.')
        found[field.key] = meanings
    return found


def _may_come(field: Field) -> bool:
    """Roles come with keys, and are given by a supervisor one by one."""
    return (not field.locked or field.key in _GIVEN_BY_FILES) and field is not Person.fields["role"]


def _guessed(kind: type[Record], heads: Sequence[str], free: Sequence[int], taken: set[str]) -> dict[int, Field]:
    """The best pairs first; each field and each column once."""
    pairs = sorted(
        (-fit, place, field.key)
        for place in free
        for field in kind.fields
        if _may_come(field) and field.key not in taken and (fit := _fit(normal(heads[place]), field))
    )
    found: dict[int, Field] = {}
    for _, place, key in pairs:
        if place not in found and key not in {field.key for field in found.values()}:
            found[place] = kind.fields[key]
    return found


def _fit(head: str, field: Field) -> float:
    """How well a head names a field: its own names before synonyms, these in their order, then without noise; 0 not."""
    names = [normal(name) for name in (field.label, field.key, field.head, *field.synonyms)]
    if head in names:
        return 100.0 - names.index(head)
    bare = [_bare(name) for name in names]
    return 50.0 - bare.index(_bare(head)) if _bare(head) and _bare(head) in bare else 0.0


def _bare(name: str) -> str:
    kept = [word for word in name.split() if word not in _NOISE]
    return " ".join(kept)


def _says(head: str, words: Iterable[str]) -> bool:
    padded = f" {normal(head)} "
    return any(f" {word} " in padded for word in words)


def _id_column(kind: type[Record], heads: Sequence[str], rows: Sequence[TableRow], free: Sequence[int]) -> int | None:
    """The column whose values tell the rows apart, under a head that says so."""
    for place in sorted(free, key=lambda place: normal(heads[place]) != "id"):
        values = [row.cell(place) for row in rows]
        if _names_rows(kind, normal(heads[place])) and all(values) and len(set(values)) == len(values):
            return place
    return None


def _names_rows(kind: type[Record], head: str) -> bool:
    """Whether a head is that of the rows' own names elsewhere, not of what they belong to: "case id", not "area id"."""
    about, _, last = head.rpartition(" ")
    return head in IDS or (last in ("id", "number") and about in (kind.kind, *CALLED.get(kind, ())))
