"""Spoken numbers: letter, year, running number, C26-0142. Never given twice, also not after undo."""

from sqlalchemy import Connection, insert, select, update

from desktop.store.tables import NUMBER_SERIES

CENTURY = 100


def take(connection: Connection, letter: str, year: int, copy: tuple[int, str], count: int = 1) -> list[str]:
    """The next `count` numbers of a series within the running transaction; `copy` is its number and its letter."""
    series = (NUMBER_SERIES.c.letter == letter) & (NUMBER_SERIES.c.year == year) & (NUMBER_SERIES.c.copy == copy[0])
    last = connection.scalar(select(NUMBER_SERIES.c.last).where(series))
    if last is None:
        last = 0
        connection.execute(insert(NUMBER_SERIES).values(letter=letter, year=year, copy=copy[0], last=count))
    else:
        connection.execute(update(NUMBER_SERIES).where(series).values(last=last + count))
    return [f"{letter}{year % CENTURY:02}-{copy[1]}{n:04}" for n in range(last + 1, last + count + 1)]
