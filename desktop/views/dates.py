"""Dates and clock times in the language of the window, by the same names as on paper (`documents.dates`).

Spanish is written by hand as English is there: the window has it before the libraries of paper are read. A test holds
it to the words that printed pages use; only rows leave out a "de", for which their columns have no room.
"""

from datetime import date, datetime, time

from desktop.documents import dates as english
from desktop.views.saying import SPANISH, spoken_language

NOON = 12
_SHORT_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic")
_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_SHORT_WEEKDAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


def _is_spanish() -> bool:
    return spoken_language() == SPANISH


def month(number: int) -> str:
    """October, for 10."""
    return english.SPANISH_MONTHS[number - 1] if _is_spanish() else english.MONTHS[number - 1]


def short_month(number: int) -> str:
    """Oct, for 10."""
    return _SHORT_MONTHS[number - 1] if _is_spanish() else english.MONTHS[number - 1][: english.SHORT]


def short_weekday(value: date) -> str:
    """Tue."""
    return _SHORT_WEEKDAYS[value.weekday()] if _is_spanish() else weekday_name(value)[: english.SHORT]


def weekday_name(value: date) -> str:
    """Tuesday."""
    return (_WEEKDAYS if _is_spanish() else english.WEEKDAYS)[value.weekday()]


def the_weekday(value: date) -> str:
    """Friday: behind "by" or "until"."""
    return f"el {weekday_name(value)}" if _is_spanish() else weekday_name(value)


def day(value: date) -> str:
    """Oct 19, 2026."""
    return f"{short_day(value)} {value.year}" if _is_spanish() else english.day(value)


def short_day(value: date) -> str:
    """Oct 19: where the year is plain."""
    return f"{value.day} {_SHORT_MONTHS[value.month - 1]}" if _is_spanish() else english.short_day(value)


def weekday(value: date) -> str:
    """Tue, Oct 20: for rows, where the year is plain."""
    if not _is_spanish():
        return english.weekday(value)
    return f"{_SHORT_WEEKDAYS[value.weekday()]}, {short_day(value)}"


def month_day(value: date) -> str:
    """October 8: for sentences."""
    return english.spanish_month_day(value) if _is_spanish() else english.month_day(value)


def long_day(value: date) -> str:
    """October 15, 2026."""
    return f"{month_day(value)} de {value.year}" if _is_spanish() else english.long_day(value)


def named_day(value: date) -> str:
    """Tuesday, October 13: where the year is plain."""
    return f"{weekday_name(value)}, {month_day(value)}"


def full_day(value: date) -> str:
    """Thursday, October 15, 2026."""
    return f"{weekday_name(value)}, {long_day(value)}"


def clock(value: time | datetime) -> str:
    """7:12 PM."""
    if not _is_spanish():
        return english.clock(value)
    half = "a.m." if value.hour < NOON else "p.m."
    return f"{value.hour % NOON or NOON}:{value.minute:02}\u00a0{half}"


def moment(value: datetime) -> str:
    """Oct 19, 2026, 7:12 PM, as `value` itself reads."""
    return f"{day(value)}, {clock(value)}"
