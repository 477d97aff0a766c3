"""Days on which the office answers: due dates land on them and are counted in them."""

from collections.abc import Container, Iterable
from datetime import date, timedelta

SATURDAY = 5
WEEK = 7


def is_working_day(day: date, closed: Container[date] = ()) -> bool:
    """Monday to Friday, unless the office calendar says closed."""
    return day.weekday() < SATURDAY and day not in closed


def working_day_on_or_after(day: date, closed: Container[date] = ()) -> date:
    """The day itself when the office is open, else the next day it is."""
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int, closed: Container[date] = ()) -> date:
    """The working day `count` working days after `day`; `count` 0 lands on the first open day."""
    day = working_day_on_or_after(day, closed)
    for _ in range(count):
        day = working_day_on_or_after(day + timedelta(days=1), closed)
    return day


def next_working_day(day: date, closed: Container[date] = ()) -> date:
    """The first working day after `day`."""
    return working_day_on_or_after(day + timedelta(days=1), closed)


def working_days_until(last: date, after: date, closed: Iterable[date] = ()) -> int:
    """How many working days come after `after` up to `last`, which counts itself; below zero when it is past."""
    if last < after:
        return -working_days_until(after, last, closed)
    weeks, rest = divmod((last - after).days, WEEK)
    open_days = weeks * SATURDAY + sum((after + timedelta(days=n)).weekday() < SATURDAY for n in range(1, rest + 1))
    return open_days - sum(after < day <= last and day.weekday() < SATURDAY for day in set(closed))
