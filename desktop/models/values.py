"""Values as text and JSON: one reading and one writing per FieldKind, for forms, verbs and files."""

import enum
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal

Day = TypeVar("Day", bound=date)

YES = {"yes", "true", "1", "y"}
NO = {"no", "false", "0", "n"}
LARGEST_ID = 2**63 - 1
LARGEST_COUNT = 10**9
# A year outside is a slip of the keyboard, and the ends of the calendar break every sum of days and zones.
YEARS = range(1900, 2200)
_NUMBER = re.compile(r"[A-Z]\d{2}-[A-Z]{0,2}\d{4,}", re.ASCII)


def from_json(session: Session, field: Field, value: Any, scope: int | None = None) -> Any:
    """Read one JSON value for `field`; empty text is absent, references are looked up, Refusal says what is wrong.

    `scope` is the id of the record a reference `within` another is looked for in.
    """
    if value is None or (isinstance(value, str) and not value.strip(" ")):
        return None
    if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.SEALED):
        return _text(field, value)
    if field.kind is FieldKind.REFERENCE:
        return _reference(session, field, value, scope)
    if field.kind is FieldKind.REFERENCES:
        names = value if isinstance(value, list) else [value]
        return [_reference(session, field, name, scope) for name in names]
    try:
        return _READERS[field.kind](field, value)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise Refusal(f"{field.label} ({field.key}): {_shown(value)} is not {_EXPECTED[field.kind](field)}.") from None


def to_json(field: Field, value: Any, zone: tzinfo = UTC) -> Any:
    """Write one value for JSON: ids as text, dates ISO, moments with the offset of `zone`."""
    if field.kind is FieldKind.REFERENCES:
        return value.split("\x1f") if value else []
    if value is None or isinstance(value, bool):
        return value
    if field.kind is FieldKind.ID:
        return str(value)
    if field.kind is FieldKind.REFERENCE:
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if field.kind is FieldKind.MOMENT:
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):  # datetimes are dates
        return value.isoformat()
    return value


def find_reference(session: Session, target: type[Record], name: str, *where: ColumnElement[bool]) -> int:
    """The id of the live record people call `name`: its number, label or id. Refusal when none or several."""
    name = _storable(name)
    known = select(target.id).where(target.deleted_at.is_(None), *where)
    label = getattr(target, target.label_key)
    by_id = int(name) if name.isascii() and name.isdecimal() and len(name) < 20 else -1
    exact = label == name if target.label_key != "id" else target.id == by_id
    if hasattr(target, "number"):
        exact = or_(exact, target.number == name.upper())
    found = session.scalars(known.where(exact).limit(2)).all()
    if not found and target.label_key != "id":
        found = session.scalars(known.where(func.lower(label) == name.lower()).limit(2)).all()
    if not found and 0 <= by_id <= LARGEST_ID:
        found = session.scalars(known.where(target.id == by_id)).all()
    if len(found) == 1:
        return int(found[0])
    if found:
        raise Refusal(f"Several records of kind {target.kind} are called {_shown(name)}. Write the number or id.")
    raise Refusal(f"There is no {target.kind} called {_shown(name)} in this office. Check the name, or add it first.")


def _reference(session: Session, field: Field, value: Any, scope: int | None) -> int:
    assert field.target is not None, field.key
    where = []
    if field.within and scope is not None:
        where.append(getattr(field.target, f"{field.within}_id") == scope)
    name = value.strip(" ") if isinstance(value, str) else ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_ID:
        name = str(value)
    if not name:
        raise Refusal(
            f"{field.label} ({field.key}): {_shown(value)} is not the name or number of a {field.target.kind}."
        )
    try:
        return find_reference(session, field.target, name, *where)
    except Refusal as refusal:
        raise Refusal(f"{field.label} ({field.key}): {refusal}") from None


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        # Not repeated: it may hold what a resident said.
        raise Refusal(f"{field.label} ({field.key}): the value given is not text. Put it in quotation marks.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refusal(
            f"{field.label} ({field.key}): holds half a character that cannot be stored. Type it again."
        ) from None
    return value.strip(" ")


def _as_id(field: Field, value: Any) -> int:
    # A float has lost its last digits already: 3760193536000012345 is ...12288 there.
    if not isinstance(value, int) or isinstance(value, bool):
        if not (isinstance(value, str) and value.isascii() and value.strip(" ").isdecimal()):
            raise ValueError
        value = int(value)
    if not 0 <= value <= LARGEST_ID:
        raise ValueError
    return int(value)


def _number(field: Field, value: Any) -> str:
    number: str = value.strip(" ").upper()
    if not _NUMBER.fullmatch(number):
        raise ValueError
    return number


def _date(field: Field, value: Any) -> date:
    return _in_our_time(date.fromisoformat(value))


def _in_our_time(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError
    return day


def _integer(field: Field, value: Any) -> int:
    if isinstance(value, (bool, float)) or abs(number := int(value)) > LARGEST_COUNT:
        raise ValueError
    return number


def _yes_no(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in YES | NO:
        return word in YES
    raise ValueError


def _moment(field: Field, value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return _in_our_time(moment.astimezone(UTC))


def _wall_time(field: Field, value: Any) -> datetime:
    wall = datetime.fromisoformat(value)
    if wall.tzinfo is not None:
        raise ValueError
    return _in_our_time(wall)


def _choice(field: Field, value: Any) -> enum.StrEnum:
    assert field.choices is not None, field.key
    return field.choices(str(value).strip().casefold())


def _choices(field: Field) -> str:
    assert field.choices is not None, field.key
    return "one of: " + ", ".join(choice.value for choice in field.choices)


def _shown(value: Any) -> str:
    """The value as repeated in a sentence: short, one line, never a whole text."""
    try:
        text = " ".join(str(value).split())
    except (ValueError, RecursionError):  # Python writes out no number of more than 4,300 digits
        text = "a very large value"
    return _storable(f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"')


def _storable(text: str) -> str:
    """Without half characters, which neither database nor terminal takes."""
    return text.encode(errors="replace").decode()


_READERS: dict[FieldKind, Callable[[Field, Any], Any]] = {
    FieldKind.ID: _as_id,
    FieldKind.NUMBER: _number,
    FieldKind.INTEGER: _integer,
    FieldKind.YES_NO: _yes_no,
    FieldKind.DATE: _date,
    FieldKind.WALL_TIME: _wall_time,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _choice,
}
_EXPECTED: dict[FieldKind, Callable[[Field], str]] = {
    FieldKind.ID: lambda field: "an id",
    FieldKind.NUMBER: lambda field: "a number such as C26-0142",
    FieldKind.INTEGER: lambda field: "a whole number",
    FieldKind.YES_NO: lambda field: "yes or no",
    FieldKind.DATE: lambda field: "a date such as 2026-10-19",
    FieldKind.WALL_TIME: lambda field: "a date and time such as 2026-10-15T18:30",
    FieldKind.MOMENT: lambda field: "a moment with its offset such as 2026-10-15T18:30:00-04:00",
    FieldKind.CHOICE: _choices,
}
