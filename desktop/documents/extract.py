"""Extracts: records on their way out, already disclosed, and the one way a value is written for people."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from desktop.documents import dates
from desktop.models.disclosure import Audience, Withheld
from desktop.models.field import Field, FieldKind
from desktop.models.rows import LIST_SEPARATOR

HEAD_SHOWN = 16


@dataclass(frozen=True, slots=True)
class About:
    """What every document says of itself. `made_at` is aware, in the office's zone; `journal_head` is hex.

    `draft` marks every page until somebody approves it.
    """

    office_name: str
    address: str | None
    phone: str | None
    filter_text: str
    made_at: datetime
    person: str
    audience: Audience
    journal_count: int
    journal_head: str
    draft: bool = False

    @property
    def anchor(self) -> str:
        """The journal's count and the first digits of its head, as `check --anchor` takes it."""
        return f"{self.journal_count}:{self.journal_head[:HEAD_SHOWN]}"

    @property
    def zone(self) -> tzinfo:
        """The zone whose wall clock the document reads."""
        assert self.made_at.tzinfo is not None, "made_at needs its time zone"
        return self.made_at.tzinfo


@dataclass(slots=True)
class Extract:
    """One list as it leaves the office: what this audience may see, and nothing else.

    `rows` yields (id, value, …) in the order of `fields` and is read once; after that `withheld` is complete.
    `left_out` are the columns this audience does not get at all.
    """

    title: str
    kinds: str
    fields: tuple[Field, ...]
    rows: Iterable[tuple[Any, ...]]
    withheld: Withheld
    left_out: tuple[Field, ...]
    about: About

    def withheld_sentences(self) -> list[str]:
        """One sentence per reason, and one for the columns that were left out. Only after the rows were read."""
        said = self.withheld.sentences()
        if self.left_out:
            said.append(f"Columns left out: {', '.join(field.label for field in self.left_out)}")
        return said


def text_of(field: Field, value: Any, zone: tzinfo | None) -> str:
    """One value as people read it; absent is empty. Moments are shown on the wall clock of `zone`."""
    if value is None:
        return ""
    if field.kind is FieldKind.MOMENT:
        return dates.moment(value.astimezone(zone))
    return _WRITERS.get(field.kind, str)(value)


def _choice(value: Any) -> str:
    word = str(value.value if isinstance(value, enum.Enum) else value)
    return word[:1].upper() + word[1:]


_WRITERS: dict[FieldKind, Callable[[Any], str]] = {
    FieldKind.YES_NO: lambda value: "Yes" if value else "No",
    FieldKind.DATE: dates.day,
    FieldKind.WALL_TIME: dates.moment,
    FieldKind.CHOICE: _choice,
    FieldKind.REFERENCES: lambda value: ", ".join(value.split(LIST_SEPARATOR)),
}
