"""Columns of a table: what Fields say already, and the exceptions a table makes."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from desktop.models.field import Field, FieldKind, Fields
from desktop.models.listing import may_sort
from desktop.views.saying import say
from desktop.views.tables.row import Row


class CellLook(enum.Enum):
    """How a cell is drawn."""

    WORDS = "words"
    TITLE = "title"  # what the record is called: stronger, and the strongest while selected
    TAG = "tag"  # small words after an icon
    PILL = "pill"
    DUE = "due"  # words after an icon, over a bar
    AVATAR = "avatar"
    TWO_LINES = "two lines"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. `text` alone is copied and read; `share`, 0 to 1, fills a bar; `tip` says more."""

    text: str = ""
    icon: str = ""
    tone: str = ""
    share: float = 0.0
    under: str = ""
    initials: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """One more value a cell needs, such as the type of a status: read in SQL, and only with the field it is `about`."""

    key: str
    about: str
    value: Callable[[], ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` and `least` are design pixels; the one that `stretches` takes what is left, at least `least`.

    Where the table is narrow, columns with the highest `gives_way` go first; 0 never goes. In a window of `hides_at`
    design pixels or less a column goes anyhow. `is_hidden` columns wait in the column chooser. `needs` are other fields
    its cells read, `extras` other values; `sorts_by` is another field to sort by ("" is its own, None sorts by none).
    """

    field: str
    width: float = 120
    look: CellLook = CellLook.WORDS
    head: str = ""
    cell: Callable[[Row], Cell] | None = None
    stretches: bool = False
    least: float = 180
    gives_way: int = 0
    hides_at: int = 0
    is_hidden: bool = False
    needs: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    sorts_by: str | None = ""

    def cell_of(self, row: Row) -> Cell:
        """What this column shows of a row."""
        return Cell(row.text(self.field)) if self.cell is None else self.cell(row)

    def head_of(self, fields: Fields) -> str:
        """The words in the head."""
        return say(self.head or fields[self.field].head)

    def order_key(self, fields: Fields) -> str | None:
        """The field the head sorts by; None when it does not sort."""
        if self.sorts_by is None:
            return None
        key = self.sorts_by or self.field
        return key if may_sort(fields[key]) or fields[key].kind is FieldKind.SEALED else None


_WIDTHS = {
    FieldKind.NUMBER: 93,
    FieldKind.DATE: 104,
    FieldKind.WALL_TIME: 152,
    FieldKind.MOMENT: 152,
    FieldKind.LONG_TEXT: 220,
    FieldKind.TEXT: 160,
    FieldKind.INTEGER: 72,
    FieldKind.YES_NO: 72,
}
WIDTH = 120


def all_columns(fields: Fields, chosen: Sequence[Column]) -> tuple[Column, ...]:
    """The columns a table names, then one hidden column for every other field that is not hidden itself."""
    named = {column.field for column in chosen}
    others = (
        Column(field.key, width_of(field), is_hidden=True)
        for field in fields
        if not field.hidden and field.key not in named
    )
    return (*chosen, *others)


def width_of(field: Field) -> float:
    """How wide a column of this field is at first."""
    return _WIDTHS.get(field.kind, WIDTH)
