"""Values as text and JSON: one reading and one writing per FieldKind, for forms, verbs and files."""

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal

YES = {"yes", "true", "1", "y"}
NO = {"no", "false", "0", "n"}
LARGEST_ID = 2**63 - 1
LARGEST_COUNT = 10**9


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
    try:
        return _READERS[field.kind](field, value)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise Refusal(f"{field.label} ({field.key}): {_shown(value)} is not {_EXPECTED[field.kind](field)}.") from None


def to_json(field: Field, value: Any, zone: tzinfo = UTC) -> Any:
    """Write one value for JSON: ids as text, dates ISO, moments with the offset of `zone`."""
    if value is None or isinstance(value, bool):
        return value
    if field.kind is FieldKind.ID:
        return str(value)
    if field.kind is FieldKind.REFERENCE:
        return str(value)
    if field.kind is FieldKind.REFERENCES:
        return value.split("\x1f") if value else []
    if isinstance(value, enum.Enum):
        return value.value
    if field.kind is FieldKind.MOMENT:
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):  # datetimes are dates
        return value.isoformat()
    return value


def find_reference(session: Session, target: type[Record], name: str, *where: ColumnElement[bool]) -> int:
    """The id of the live record people call `name`: its number, label or id. Refusal when none or several."""
    known = select(target.id).where(target.deleted_at.is_(None), *where)
    label = getattr(target, target.label_key)
    exact = label == name if target.label_key != "id" else target.id == _as_id(name)
    if hasattr(target, "number"):
        exact = or_(exact, target.number == name.upper())
    found = session.scalars(known.where(exact).limit(2)).all()
    if not found and target.label_key != "id":
        found = session.scalars(known.where(func.lower(label) == name.lower()).limit(2)).all()
    if not found and name.isdecimal():
        found = session.scalars(known.where(target.id == _as_id(name))).all()
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"Several records of kind {target.kind} are called {_shown(name)}. Write the number or id.")
    raise Refusal(f"There is no {target.kind} called {_shown(name)} in this office. Check the name, or add it first.")


def _reference(session: Session, field: Field, value: Any, scope: int | None) -> int:
    assert field.target is not None, field.key
    where = []
    if field.within and scope is not None:
        where.append(getattr(field.target, f"{field.within}_id") == scope)
    name = str(value).strip(" ") if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not name:
        raise Refusal(
            f"{field.label} ({field.key}): {_shown(value)} is not the name or number of a {field.target.kind}."
        )
    return find_reference(session, field.target, name, *where)


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Refusal(f"{field.label} ({field.key}): {_shown(value)} is not text. Put it in quotation marks.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refusal(
            f"{field.label} ({field.key}): holds half a character that cannot be stored. Type it again."
        ) from None
    return value.strip(" ")


def _as_id(value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError
    number = int(value) if str(value).isascii() else -1
    if not 0 <= number <= LARGEST_ID:
        raise ValueError
    return number


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
    return moment.astimezone(UTC)


def _wall_time(field: Field, value: Any) -> datetime:
    wall = datetime.fromisoformat(value)
    if wall.tzinfo is not None:
        raise ValueError
    return wall


def _choice(field: Field, value: Any) -> enum.StrEnum:
    assert field.choices is not None, field.key
    word = str(value).strip().casefold()
    by_word = {choice.value: choice for choice in field.choices}
    return by_word[word]


def _choices(field: Field) -> str:
    assert field.choices is not None, field.key
    return "one of: " + ", ".join(choice.value for choice in field.choices)


def _shown(value: Any) -> str:
    """The value as repeated in a sentence: short, one line, never a whole text."""
    text = " ".join(str(value).split())
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


_READERS: dict[FieldKind, Callable[[Field, Any], Any]] = {
    FieldKind.ID: lambda field, value: _as_id(value),
    FieldKind.NUMBER: lambda field, value: str(value).strip(" "),
    FieldKind.INTEGER: _integer,
    FieldKind.YES_NO: _yes_no,
    FieldKind.DATE: lambda field, value: date.fromisoformat(value),
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
