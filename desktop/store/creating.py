"""A new office: made whole beside its place, then moved there, so that a half-made one never shows."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from desktop.models.access import DRAWERS, Role
from desktop.models.office import Office
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.database import create_database, fold_in_log, writing_engine
from desktop.store.faults import told_plainly
from desktop.store.files import FILES_KEYS, files_key
from desktop.store.first_records import first_records
from desktop.store.folder import PRIVATE_FOLDER, OfficeFolder
from desktop.store.ids import IdSource
from desktop.store.journal import Act
from desktop.store.keys import KdfCost, KeySlots, Unlocked
from desktop.store.machine import machine_id, machine_name
from desktop.store.place import expect_own_disk
from desktop.store.schema import create_schema
from desktop.store.store import utc_now
from desktop.store.tables import COPY, write_state
from desktop.store.writing import Copy, WritingSession

ANSWER_DAYS = 3
QUESTION_DAYS = 5
FIRST_COPY = Copy(0, "")


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What somebody says about a new office. `zone` is an IANA name; `person` becomes its first supervisor."""

    name: str
    person: str
    passphrase: str
    zone: str
    title: str | None = None
    address: str | None = None
    phone: str | None = None


def create_office(
    root: Path, new: NewOffice, *, clock: Callable[[], datetime] = utc_now, cost: KdfCost | None = None
) -> str:
    """Make an office in `root` (absent or empty) and give the recovery code to print. Refusal leaves nothing behind."""
    root = root.absolute()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise Refusal(f"{root} is not empty. Choose a new or an empty folder for the office.")
    expect_own_disk(root)
    making = root.with_name(f".{root.name}.being-made")
    with told_plainly(root):
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=PRIVATE_FOLDER, parents=True)
        try:
            code = _make(OfficeFolder(making), new, clock, cost or KdfCost())
            if root.exists():
                root.rmdir()
            os.replace(making, root)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    return code


def _make(folder: OfficeFolder, new: NewOffice, clock: Callable[[], datetime], cost: KdfCost) -> str:
    ids = IdSource(FIRST_COPY.number, 0, clock)
    person_id = ids.next()
    slots, unlocked = KeySlots.create(
        folder.root,
        office_name=new.name,
        person_id=str(person_id),
        person_name=new.person,
        passphrase=new.passphrase,
        drawers=DRAWERS,
        cost=cost,
    )
    code = slots.with_recovery(unlocked)
    create_database(folder.database, unlocked.office_key)
    folder.files.mkdir(mode=PRIVATE_FOLDER)
    folder.backups.mkdir(mode=PRIVATE_FOLDER)
    engine = writing_engine(folder.database, unlocked.office_key, DrawerKeys(unlocked.drawers))
    try:
        with engine.begin() as connection:
            create_schema(connection)
            connection.execute(insert(COPY).values(_this_copy(clock())))
            _remember(connection, slots)
            write_state(connection, FILES_KEYS, files_key(unlocked.office_key).hex())
        with WritingSession(engine, member=None, copy=FIRST_COPY, ids=ids, now=clock(), act=Act.CREATE) as session:
            session.begin_writing()
            _fill(session, new, person_id, unlocked)
            session.finish("Create the office")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            fold_in_log(connection)
    finally:
        engine.dispose()
    return code


def _fill(session: WritingSession, new: NewOffice, person_id: int, unlocked: Unlocked) -> None:
    session.add(
        Office(
            name=new.name,
            address=new.address,
            phone=new.phone,
            zone=new.zone,
            answer_days=ANSWER_DAYS,
            question_days=QUESTION_DAYS,
        )
    )
    session.flush()
    session.add_all(first_records())
    session.add(Person(id=person_id, name=unlocked.name, title=new.title, role=Role.SUPERVISOR))


def _this_copy(now: datetime) -> dict[str, object]:
    return {
        "number": FIRST_COPY.number,
        "letter": FIRST_COPY.letter,
        "machine": machine_id(),
        "machine_name": machine_name(),
        "since": now,
        "is_this": 1,
    }


def _remember(connection: Connection, slots: KeySlots) -> None:
    """Keep outside the slots files which office and generation they are: an older one put back is noticed."""
    write_state(connection, "office_id", slots.office_id)
    write_state(connection, "slots_generation", str(slots.generation))
