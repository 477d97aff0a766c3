"""What tests of the office folder share: an office full of things, its content as plain data, and sudden death."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.models.area import Area
from desktop.models.capture import capture
from desktop.models.concern import Concern
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.recording import Notes, role_names
from desktop.models.sealed import DrawerKeys
from desktop.store.creating import NewOffice, create_office
from desktop.store.database import reading_engine
from desktop.store.files import attach
from desktop.store.keys import CHEAP, KeySlots
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.writing import WritingSession

PASSPHRASE = "correct horse battery staple"
ROSA = "Rosa Alvarez"
TYPED = (
    "! The street light on Elm has been out since May. #lighting",
    "+ Ask the lighting crew for a date by Friday.",
    "? Who decides where the crossing guard stands?",
    "The bench came back in 2019.",
    '! "Deliveries park across the ramp every morning."',
)
PHOTO = b"\x89PNG\r\n\x1a\n" + b"the lamp on Elm street, seen from the bridge" * 40


def make_office(root: Path, name: str = "Riverside Liaison Office") -> None:
    """An office with a meeting, lines, what they made, an attachment and something undone."""
    create_office(root, NewOffice(name, ROSA, PASSPHRASE, "America/New_York"), cost=CHEAP)
    store = open_office(root, PASSPHRASE)
    store.write("Record notes", record_notes).result()
    with store.reading() as session:
        concern = session.query(Concern).first()
        assert concern is not None
    shelf = store.shelf

    def take_photo(session: WritingSession) -> None:
        attach(session, shelf, concern, "lamp.png", PHOTO)

    store.write("Attach a photo", take_photo).result()
    store.write("Name an area", add_area("Orchard Flats")).result()
    store.undo().result()
    store.close()


def record_notes(session: WritingSession) -> None:
    elm = Area(name="Elm Street")
    meeting = Meeting(
        title="Listening session",
        area=elm,
        starts_at=datetime(2026, 11, 19, 18, 0),
        zone="America/New_York",
        status=MeetingStatus.LIVE,
    )
    session.add(meeting)
    session.flush()
    notes, roles = Notes(session, meeting), role_names(session)
    for typed in TYPED:
        notes.record(capture(typed, roles), None)


def add_area(name: str) -> Callable[[WritingSession], None]:
    return lambda session: session.add(Area(name=name))


def write_area(root: Path, name: str) -> None:
    store = open_office(root, PASSPHRASE)
    store.write("Name an area", add_area(name)).result()
    store.close()


def area_names(root: Path) -> set[str]:
    store: Store = open_office(root, PASSPHRASE, write=False)
    with store.reading() as session:
        names = set(session.scalars(text("SELECT name FROM area WHERE deleted_at IS NULL")))
    store.close()
    return names


def key_of(root: Path) -> bytes:
    key = KeySlots.read(root).unlock(ROSA, PASSPHRASE).office_key
    (root / "tries.json").unlink(missing_ok=True)
    return key


def dump(database: Path, key: bytes, leave_out: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every row of every table, the search index's own included."""
    engine = reading_engine(database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
            names = [name for name in found.scalars() if name not in {"search", *leave_out}]
            return {n: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{n}"')).all())) for n in names}
    finally:
        engine.dispose()


def folder_bytes(root: Path) -> dict[str, bytes]:
    """Every file of a folder except the lock."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in {"office.lock", "tries.json"}
    }


class KilledError(BaseException):
    """The process is dead: nothing it does from here on reaches the disk."""


@contextmanager
def killed_at(step: int) -> Iterator[list[str]]:
    """Die at the `step`-th change of a folder, and let no later one through. Gives the names of the calls so far."""
    calls: list[str] = []

    def dying(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            calls.append(name)
            if len(calls) >= step:
                raise KilledError(name)
            return None if name == "fsync" else real(*arguments, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "rename", "unlink", "rmdir", "mkdir", "fsync"):
            patch.setattr(os, name, dying(name, getattr(os, name)))
        yield calls


def fresh_copy(source: Path, to: Path) -> Path:
    shutil.copytree(source, to)
    return to
