"""Dates and clock times as people read them; one place, so that another language is one more table.

Built by hand: strftime's "%-d" does not exist on Windows, and its names follow the machine's language, not the page's.
"""

from datetime import date, datetime, time

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SPANISH_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = 3
NOON = 12


def day(value: date) -> str:
    """Oct 19, 2026."""
    return f"{short_day(value)}, {value.year}"


def short_day(value: date) -> str:
    """Oct 19: where the year is plain from the page."""
    return f"{MONTHS[value.month - 1][:SHORT]} {value.day}"


def weekday(value: date) -> str:
    """Tue, Oct 20: for rows, where the year is plain from the page."""
    return f"{WEEKDAYS[value.weekday()][:SHORT]}, {short_day(value)}"


def month_day(value: date) -> str:
    """October 8: for sentences."""
    return f"{MONTHS[value.month - 1]} {value.day}"


def spanish_month_day(value: date) -> str:
    """8 de octubre."""
    return f"{value.day} de {SPANISH_MONTHS[value.month - 1]}"


def long_day(value: date) -> str:
    """October 15, 2026."""
    return f"{month_day(value)}, {value.year}"


def full_day(value: date) -> str:
    """Thursday, October 15, 2026."""
    return f"{WEEKDAYS[value.weekday()]}, {long_day(value)}"


def clock(value: time | datetime) -> str:
    """7:12 PM."""
    return f"{_hour(value)}:{value.minute:02} {_half(value)}"


def moment(value: datetime) -> str:
    """Oct 19, 2026, 7:12 PM, as `value` itself reads."""
    return f"{day(value)}, {clock(value)}"


def long_moment(value: datetime) -> str:
    """October 15, 2026, 8:12 PM, as `value` itself reads."""
    return f"{long_day(value)}, {clock(value)}"


def span(start: datetime, end: datetime | None) -> str:
    """Thursday, October 15, 2026, 6:30 to 8:01 PM; the first AM or PM only where the two differ."""
    if end is None:
        return f"{full_day(start)}, {clock(start)}"
    if end.date() != start.date():
        return f"{full_day(start)}, {clock(start)} to {full_day(end)}, {clock(end)}"
    first = f"{_hour(start)}:{start.minute:02}" if _half(start) == _half(end) else clock(start)
    return f"{full_day(start)}, {first} to {clock(end)}"


def _hour(value: time | datetime) -> int:
    return value.hour % NOON or NOON


def _half(value: time | datetime) -> str:
    return "AM" if value.hour < NOON else "PM"
