"""Whether an office folder is where it was, or came from elsewhere: moved, copied, restored beside the one in use.

Two folders that give numbers must not be one copy: both would make C26-0143.
"""

import enum
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, insert, select, update

from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.database import reading_engine, writing_engine
from desktop.store.faults import told_plainly
from desktop.store.folder import RESTORED, OfficeFolder
from desktop.store.ids import LARGEST_COPY
from desktop.store.machine import machine_id, machine_name
from desktop.store.slots_file import read_copies
from desktop.store.tables import COPY, read_state, write_state
from desktop.store.writing import Copy

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Copies taken from the office get one letter; a folder that was copied by hand picks among the two-letter ones, so
# that two of them hardly ever meet.
FIRST_UNANNOUNCED = len(ALPHABET)
PLACE = "place"  # in the table `state`: the folder in which this copy was last opened for writing


class Arrived(enum.StrEnum):
    """How an office folder came to where it is."""

    MOVED = "moved"
    COPIED = "copied"


class MovedOrCopied(Refusal):
    """The office was last used on another computer, `computer`, and somebody must say how it came here."""

    def __init__(self, words: str, computer: str) -> None:
        super().__init__(words)
        self.computer = computer


def this_copy(
    folder: OfficeFolder, key: bytes, arrived: Arrived | None, clock: Callable[[], datetime], *, may_write: bool
) -> tuple[Copy, Path | None]:
    """Which copy of the office this folder is; and beside which folder in use it was restored, if it was just that.

    Opened for writing on another computer, it must be said how the folder arrived. What was restored beside an office
    that still lies where it was becomes a copy of its own, unless somebody says it takes the other's place.
    """
    engine = (writing_engine if may_write else reading_engine)(folder.database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            this = connection.execute(select(COPY).where(COPY.c.is_this == 1)).one()
            place = read_state(connection, PLACE)
        if not may_write:
            return Copy(this.number, this.letter), None
        beside = None
        if this.machine != machine_id():
            this = _settle(engine, folder, this, _said(arrived, this.machine_name), clock())
        elif place != (here := str(folder.root.resolve())):
            beside = _restored_beside(folder, place) if arrived is None else None
            if beside or arrived is Arrived.COPIED:
                this = _settle(engine, folder, this, Arrived.COPIED, clock())
            else:
                with suppress(Refusal), told_plainly(folder.database), engine.begin() as connection:
                    write_state(connection, PLACE, here)
        with suppress(OSError):
            (folder.root / RESTORED).unlink(missing_ok=True)
        return Copy(this.number, this.letter), beside
    finally:
        engine.dispose()


def _said(arrived: Arrived | None, computer: str) -> Arrived:
    if arrived is None:
        raise MovedOrCopied(
            f'This office was last used on the computer "{computer}". Was the folder moved here, or is it '
            "a copy while the other goes on being used? Say --moved or --copied.",
            computer,
        )
    return arrived


def _restored_beside(folder: OfficeFolder, place: str | None) -> Path | None:
    """Where the same office still lies, when this folder was restored from a backup of it and not opened since."""
    if place is None or not (folder.root / RESTORED).exists():
        return None
    other = OfficeFolder(Path(place))
    with suppress(Refusal, OSError):
        if other.is_office and read_copies(other.root)[0].office_id == read_copies(folder.root)[0].office_id:
            return None if other.root.samefile(folder.root) else other.root
    return None


def _settle(engine: Engine, folder: OfficeFolder, this: Row[Any], arrived: Arrived, now: datetime) -> Row[Any]:
    here = {"machine": machine_id(), "machine_name": machine_name(), "since": now, "is_this": 1}
    number = this.number
    with engine.begin() as connection:
        if arrived is Arrived.COPIED:
            known = set(connection.scalars(select(COPY.c.number)))
            connection.execute(update(COPY).values(is_this=0))
            number = secrets.choice([n for n in range(FIRST_UNANNOUNCED, _letters()) if n not in known])
            connection.execute(insert(COPY).values(number=number, letter=letters_of(number), **here))
        else:
            connection.execute(update(COPY).where(COPY.c.number == number).values(**here))
        write_state(connection, PLACE, str(folder.root.resolve()))
        return connection.execute(select(COPY).where(COPY.c.number == number)).one()


def letters_of(number: int) -> str:
    """The letters of a copy: "" for the first, B to Z for taken ones, AA to ZZ for copies made by hand."""
    if number == 0:
        return ""
    if number < FIRST_UNANNOUNCED:
        return ALPHABET[number]
    first, second = divmod(number - FIRST_UNANNOUNCED, len(ALPHABET))
    return ALPHABET[first] + ALPHABET[second]


def _letters() -> int:
    return min(LARGEST_COPY, FIRST_UNANNOUNCED + len(ALPHABET) ** 2)
