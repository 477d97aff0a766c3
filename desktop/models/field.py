"""Field, Fields, FieldKind: one description of a column for table, form, filter, search, files and paper."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import InstrumentedAttribute

from desktop.models.base import Record
from desktop.models.disclosure import Audience


class FieldKind(enum.StrEnum):
    """What sort of value a field holds; editor, width, cell type and parser follow from it."""

    ID = "id"
    NUMBER = "number"  # spoken number, C26-0142
    TEXT = "text"
    LONG_TEXT = "long text"
    INTEGER = "integer"
    YES_NO = "yes or no"
    DATE = "date"
    WALL_TIME = "wall time"  # date and time on the wall where it happens, zone beside it
    MOMENT = "moment"  # instant, UTC in the file, the office's zone for people
    CHOICE = "choice"  # one of a fixed list in code
    REFERENCE = "reference"  # another record, shown by its label
    REFERENCES = "references"  # several other records
    SEALED = "sealed"  # closed with a drawer key


@dataclass(frozen=True, slots=True)
class Field:
    """One column, described once. Facts only: no widget, no width, no writer.

    `audience` is the widest circle that may see the value; `spoken` marks a resident's own words, which follow
    their consent and can be struck; `tells` marks what our office wrote about them, or where they were heard, which
    follows their consent too; `role` marks what tells who spoke. `target` is the record a reference names,
    `within` the reference both share: a speaker is looked for in the meeting.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    short: str = ""
    help: str = ""
    audience: Audience = Audience.OFFICE
    needed: bool = False
    searchable: bool = False
    spoken: bool = False
    tells: bool = False
    role: bool = False
    locked: bool = False
    hidden: bool = False
    synonyms: tuple[str, ...] = ()
    choices: type[enum.StrEnum] | None = None
    target: type[Record] | None = None
    within: str = ""
    drawer: str = ""

    @property
    def head(self) -> str:
        """The column head: the short label where there is one."""
        return self.short or self.label

    @property
    def column_key(self) -> str:
        """The attribute that holds the stored value: `area_id` for the reference `area`."""
        return f"{self.key}_id" if self.kind is FieldKind.REFERENCE else self.key


class Fields:
    """The fields of one kind of record in reading order; also reachable as `Record.fields`."""

    def __init__(self, record: type[Record], *fields: Field) -> None:
        self.record = record
        self._by_key = {field.key: field for field in fields}
        record.fields = self

    def __iter__(self) -> Iterator[Field]:
        return iter(self._by_key.values())

    def __getitem__(self, key: str) -> Field:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, name: str) -> Field | None:
        """The field a person means by `name`: its key, label or a synonym, in any case."""
        wanted = name.strip().casefold()
        for field in self:
            if wanted in {n.casefold() for n in (field.key, field.label, field.head, *field.synonyms)}:
                return field
        return None

    def column(self, field: Field) -> InstrumentedAttribute[object]:
        """The mapped attribute that stores this field."""
        attribute: InstrumentedAttribute[object] = getattr(self.record, field.column_key)
        return attribute

    @cached_property
    def searchable(self) -> tuple[Field, ...]:
        """The fields whose text the search index holds."""
        return tuple(field for field in self if field.searchable)

    @cached_property
    def spoken(self) -> tuple[Field, ...]:
        """The fields that hold a resident's words: what strike removes."""
        return tuple(field for field in self if field.spoken)

    @cached_property
    def spoken_keys(self) -> frozenset[str]:
        """Their keys, by which the journal keeps words apart from facts."""
        return frozenset(field.key for field in self.spoken)
