"""One record as this person may see it, and how its values are written on screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from desktop.models.field import Field, FieldKind, Fields
from desktop.views import dates
from desktop.views.value_words import value_words

Shown = Callable[[Field, str], str]


def as_it_is(about: Field, text: str) -> str:
    """The text of a field where nothing is masked."""
    return text


def on_screen(about: Field, value: Any, zone: tzinfo, today: date) -> str:
    """A value as rows on screen write it: "Mon, Oct 19", with the year only where it is another one."""
    if value is None or about.kind not in (FieldKind.DATE, FieldKind.WALL_TIME, FieldKind.MOMENT):
        return value_words(about, value, zone)
    wall = value.astimezone(zone) if about.kind is FieldKind.MOMENT else value
    day = dates.weekday(wall) if wall.year == today.year else dates.day(wall)
    return f"{day}, {dates.clock(wall)}" if isinstance(wall, datetime) else day


class Writer:
    """Writes values for the screen: in the office's zone, as of a day, masked as the privacy screen asks."""

    def __init__(self, fields: Fields, zone: tzinfo, today: date, shown: Shown = as_it_is) -> None:
        self.fields = fields
        self.zone = zone
        self.today = today
        self._shown = shown

    def text(self, key: str, value: Any) -> str:
        """The words of a value, on one line."""
        if key not in self.fields:
            return "" if value is None else str(value)
        about = self.fields[key]
        return self._shown(about, " ".join(on_screen(about, value, self.zone, self.today).split()))


class Row:
    """One record: `row["status"]` is a value, `row.text("status")` its words as they may be shown.

    A value that this person may not see is None, and so is one that was not read.
    """

    __slots__ = ("_cells", "_places", "_values", "_writer", "id")

    def __init__(self, places: Mapping[str, int], values: Sequence[Any], writer: Writer) -> None:
        self.id: int = values[0]
        self._places = places
        self._values = values
        self._writer = writer
        self._cells: dict[int, Any] = {}

    def __getitem__(self, key: str) -> Any:
        place = self._places.get(key)
        return None if place is None else self._values[place]

    def text(self, key: str) -> str:
        """The words of a value, masked where the privacy screen is on."""
        return self._writer.text(key, self[key])

    @property
    def today(self) -> date:
        """The office's date."""
        return self._writer.today

    @property
    def zone(self) -> tzinfo:
        """The office's zone."""
        return self._writer.zone

    def kept(self, place: int, make: "Callable[[Row], Any]") -> Any:
        """What a column makes of this row, made once."""
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = make(self)
        return cell
