"""What stands in one cell of a table that others made, as the value a field takes; a Refusal says what is wrong."""

import enum
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TypeVar

from desktop.models.concern import Source, Status, StatusType
from desktop.models.field import Field, FieldKind
from desktop.models.natural_date import MONTHS
from desktop.models.refusal import Refusal
from desktop.models.values import YEARS

Meaning = TypeVar("Meaning", bound=enum.StrEnum)

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_PARTS = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_NAMED = re.compile(
    r"(?:[a-z]{3,9}\.?, )?(?:([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})[ -]([a-z]{3,9})\.?),?[ -](\d{2,4})"
)
_CLOCK = re.compile(
    r"[T ,]*(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?(?:z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_WHOLE = re.compile(r"([+-]?\d+)(?:\.0+)?")
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_PHONE_SIGNS = re.compile(r"[\s().\-/+]|(?:\s*(?:ext|x)\.?\s*\d{1,6}$)", re.IGNORECASE)
DIGITS_OF_A_PHONE = range(7, 16)
# Two digits of a year: up to this far ahead of the century they are ours, beyond it the one before.
CENTURY_TURNS = 68

# What other systems call the steps and the ways in which something was heard; whole words, the longer first.
MEANT_STATUS = {
    StatusType.NEW: ("open", "opened", "new", "received", "submitted", "not started"),
    StatusType.ACKNOWLEDGED: ("acknowledged", "assigned", "accepted"),
    StatusType.IN_PROGRESS: ("in progress", "in process", "started", "pending", "on hold"),
    StatusType.REFERRED: ("referred", "transferred", "forwarded"),
    StatusType.RESOLVED: ("resolved", "done", "completed", "fixed"),
    StatusType.CLOSED: ("closed", "canceled", "cancelled", "duplicate"),
}
MEANT_SOURCE = {
    Source.PHONE: ("constituent call", "phone", "telephone", "call", "voicemail", "hotline"),
    Source.E_MAIL: ("self service", "e-mail", "email", "web", "website", "online", "app"),
    Source.WALK: ("employee generated", "patrol", "on foot", "walk"),
    Source.DESK: ("walk-in", "front desk", "in person", "desk", "letter"),
    Source.SESSION: ("listening session", "community meeting", "session", "meeting"),
    Source.EVENT: ("event",),
}


def day_comes_first(days: Iterable[str]) -> bool:
    """Whether the slashed dates of a column can only be day before month; without a sign the month comes first."""
    parts = [found for text in days if (found := _PARTS.match(text.strip())) and len(found[1]) <= 2]
    return any(int(found[1]) > 12 for found in parts) and not any(int(found[2]) > 12 for found in parts)


def value_of(field: Field, text: str, *, day_first: bool = False) -> str | bool | int | None:
    """The JSON value of a cell for a field; None for an empty one. References stay the names they are."""
    if not text:
        return None
    if field.kind is FieldKind.DATE:
        return _day(field, text, day_first).isoformat()
    if field.kind is FieldKind.WALL_TIME:
        return _wall_time(field, text, day_first)
    if field.kind is FieldKind.INTEGER:
        whole = _WHOLE.fullmatch(text.replace(",", ""))
        return int(whole[1]) if whole else text
    if field.choices is Source:
        return _meant(text, MEANT_SOURCE) or text
    if field.key == "phone":
        return _phone(field, text)
    if field.key == "email":
        return _mail(field, text)
    return text


def status_meant(text: str, statuses: Iterable[Status]) -> str:
    """The name of the office's own status that a word of another system means; the word itself when none is meant."""
    known = list(statuses)
    if any(status.name.casefold() == text.casefold() for status in known):
        return text
    meant = _meant(text, MEANT_STATUS)
    return next((status.name for status in known if status.type is meant), text)


def _meant(text: str, meanings: Mapping[Meaning, tuple[str, ...]]) -> Meaning | None:
    words = text.casefold()
    return next((meaning for meaning, known in meanings.items() if words == meaning.value or words in known), None)


def _day(field: Field, text: str, day_first: bool) -> date:
    words = text.casefold()
    found = _ISO.match(words) or _PARTS.match(words) or _NAMED.match(words)
    rest = words[found.end() :] if found else words
    if found is None or (rest.strip() and not _CLOCK.fullmatch(rest)):
        raise _no_day(field, text)
    try:
        day = date(*_year_month_day(found, day_first))
    except ValueError:
        raise _no_day(field, text) from None
    if day.year not in YEARS:
        raise _no_day(field, text)
    return day


def _year_month_day(found: "re.Match[str]", day_first: bool) -> tuple[int, int, int]:
    if found.re is _ISO:
        return int(found[1]), int(found[2]), int(found[3])
    if found.re is _NAMED:
        months = [at for at, name in enumerate(MONTHS, 1) if name.startswith(found[1] or found[4])]
        if len(months) != 1:
            raise ValueError
        return _whole_year(found[5]), months[0], int(found[2] or found[3])
    if len(found[1]) == 4:
        return int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) > 2:
        raise ValueError
    month, day = (found[2], found[1]) if day_first else (found[1], found[2])
    return _whole_year(found[3]), int(month), int(day)


def _whole_year(digits: str) -> int:
    if len(digits) == 3:
        raise ValueError
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year <= CENTURY_TURNS else 1900)


def _no_day(field: Field, text: str) -> Refusal:
    return Refusal(f"{field.label} ({field.key}): {_quoted(text)} is not a date with its year such as 10/19/2026.")


def _wall_time(field: Field, text: str, day_first: bool) -> str:
    day = _day(field, text, day_first)
    clock = _CLOCK.search(text)
    if clock is None:
        raise Refusal(f"{field.label} ({field.key}): {_quoted(text)} has no time of day such as 18:30.")
    hour, half = int(clock[1]), (clock[4] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return f"{day.isoformat()}T{time(hour, int(clock[2])).isoformat('minutes')}"
    except ValueError:
        raise Refusal(f"{field.label} ({field.key}): {_quoted(text)} is not a time of day such as 18:30.") from None


def _phone(field: Field, text: str) -> str:
    digits = _PHONE_SIGNS.sub("", text)
    if not digits.isdecimal() or len(digits) not in DIGITS_OF_A_PHONE:
        raise Refusal(f"{field.label} ({field.key}): {_quoted(text)} is not a phone number of 7 to 15 digits.")
    return text


def _mail(field: Field, text: str) -> str:
    if not _MAIL.fullmatch(text):
        raise Refusal(f"{field.label} ({field.key}): {_quoted(text)} is not one e-mail address.")
    return text


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line[:40]}…"' if len(line) > 40 else f'"{line}"'
