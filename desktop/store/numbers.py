"""Spoken numbers: letter, year, running number, C26-0142. Never given twice, also not after undo."""

import re

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import sqlite

from desktop.store.tables import NUMBER_SERIES

CENTURY = 100
THIS_CENTURY = 2000
_NUMBER = re.compile(r"([A-Z])(\d{2})-([A-Z]{0,2})(\d{4,})", re.ASCII)

# Built once: every marked line of a live session passes here. The series begins with what is taken, or goes on by it.
_BEGIN = sqlite.insert(NUMBER_SERIES)
_TAKE = _BEGIN.on_conflict_do_update(
    index_elements=list(NUMBER_SERIES.primary_key), set_={"last": NUMBER_SERIES.c.last + _BEGIN.excluded.last}
).returning(NUMBER_SERIES.c.last)


def take(connection: Connection, letter: str, year: int, copy: tuple[int, str], count: int = 1) -> list[str]:
    """The next `count` numbers of a series within the running transaction; `copy` is its number and its letter."""
    given = {"letter": letter, "year": year, "copy": copy[0], "last": count}
    last = connection.execute(_TAKE, given).scalar_one()
    return [f"{letter}{year % CENTURY:02}-{copy[1]}{n:04}" for n in range(last - count + 1, last + 1)]


def reserve(connection: Connection, number: str, copy: tuple[int, str]) -> None:
    """Take a number that a record brought along out of its series, so that no other record gets it."""
    match = _NUMBER.fullmatch(number)
    if match is None or match[3] != copy[1]:
        return
    letter, year, running = match[1], THIS_CENTURY + int(match[2]), int(match[4])
    series = (NUMBER_SERIES.c.letter == letter) & (NUMBER_SERIES.c.year == year) & (NUMBER_SERIES.c.copy == copy[0])
    last = connection.scalar(select(NUMBER_SERIES.c.last).where(series))
    if last is None:
        connection.execute(insert(NUMBER_SERIES).values(letter=letter, year=year, copy=copy[0], last=running))
    elif last < running:
        connection.execute(update(NUMBER_SERIES).where(series).values(last=running))


def following(connection: Connection, letter: str, year: int, copy: tuple[int, str]) -> str:
    """The number a series would give next, without giving it."""
    series = (NUMBER_SERIES.c.letter == letter) & (NUMBER_SERIES.c.year == year) & (NUMBER_SERIES.c.copy == copy[0])
    last = connection.scalar(select(NUMBER_SERIES.c.last).where(series)) or 0
    return f"{letter}{year % CENTURY:02}-{copy[1]}{last + 1:04}"
