"""Opening an office: who, with what passphrase, on which computer, in what state."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.arrival import Arrived, MovedOrCopied, letters_of, this_copy
from desktop.store.database import reading_engine
from desktop.store.faults import told_plainly
from desktop.store.folder import OfficeFolder, OfficeLock
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.office_key import finish_new_office_key, key_of_database, settled_key
from desktop.store.place import expect_own_disk
from desktop.store.schema import is_older
from desktop.store.sealing import finish_new_drawer_keys
from desktop.store.store import Store, utc_now
from desktop.store.swapping import finish_interrupted
from desktop.store.tables import read_state
from desktop.store.writing import Member

__all__ = ["Arrived", "MovedOrCopied", "letters_of", "open_office"]


def open_office(
    root: Path,
    passphrase: str,
    *,
    person: str | None = None,
    write: bool = True,
    arrived: Arrived | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Store:
    """Unlock and open an office. `person` None means the only one, or the last in the list. Refusals change nothing."""
    folder = OfficeFolder(root.absolute())
    with told_plainly(folder.database):
        finish_interrupted(folder)
        folder.expect_office()
        if write:
            expect_own_disk(folder.root)
        slots = KeySlots.read(folder.root)
        unlocked = slots.unlock(person or slots.people[-1].name, passphrase)
        lock = OfficeLock(folder).__enter__() if write else None
        if lock is not None and not folder.is_writable:
            lock.release()
            raise Refusal(
                f"{folder.database} cannot be written to. Ask for the right to write there; reading works meanwhile."
            )
        try:
            return _open(folder, slots, unlocked, lock, arrived, clock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise


def _open(
    folder: OfficeFolder,
    slots: KeySlots,
    unlocked: Unlocked,
    lock: OfficeLock | None,
    arrived: Arrived | None,
    clock: Callable[[], datetime],
) -> Store:
    drawers = DrawerKeys(unlocked.drawers)
    key = settled_key(folder, unlocked) if lock is not None else key_of_database(folder, unlocked)
    _bring_up(folder, key, may_write=lock is not None, clock=clock)
    engine = reading_engine(folder.database, key, drawers)
    try:
        with Session(engine) as session:
            _expect_same_office(session, slots, folder)
            member = _member(session, unlocked)
    finally:
        engine.dispose()
    copy, beside = this_copy(folder, key, arrived, clock, may_write=lock is not None)
    mended = list(slots.notes)
    if lock is not None and mended:
        slots.heal()
    store = Store(folder, key=key, drawers=drawers, member=member, copy=copy, lock=lock, clock=clock)
    try:
        if lock is not None:
            unlocked = finish_new_office_key(store, slots, unlocked)
            finish_new_drawer_keys(store, unlocked)
            if beside is not None:
                store.note(
                    "Restored beside the office in use, so it is a copy of its own", letters=copy.letter
                ).result()
            _note_what_happened(store, slots, unlocked, mended)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up(folder: OfficeFolder, key: bytes, *, may_write: bool, clock: Callable[[], datetime]) -> None:
    """Update an older database on a verified copy; reading an older one asks to open it for writing once."""
    engine = reading_engine(folder.database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            older = is_older(connection)
    finally:
        engine.dispose()
    if not older:
        return
    if not may_write:
        raise Refusal("This office was last opened by an older version. Open it once for writing, which updates it.")
    from desktop.store.upgrading import upgrade

    upgrade(folder, key, clock)


def _expect_same_office(session: Session, slots: KeySlots, folder: OfficeFolder) -> None:
    if read_state(session.connection(), "office_id") != slots.office_id:
        raise Refusal(
            f"The key slots in {folder.root} belong to another office than its database. "
            "Put back keys.json and keys.copy.json of this office, or restore a backup."
        )


def _member(session: Session, unlocked: Unlocked) -> Member:
    """The signed-in person's role comes from the encrypted database, never from the slots file."""
    person = session.get(Person, int(unlocked.person_id))
    if person is None or person.is_deleted or person.role is None:
        raise Refusal(f"{unlocked.name} no longer works in this office. Ask a supervisor to give the role back.")
    return Member(person.id, person.name, person.role)


def _note_what_happened(store: Store, slots: KeySlots, unlocked: Unlocked, mended: list[str]) -> None:
    """Journal what the people here should know: failed tries, and key slots that were mended or are too old."""
    if mended:
        store.note("Mend the key slots", found=mended).result()
    if unlocked.failed_before:
        store.note("Failed to unlock", times=unlocked.failed_before).result()
    with store.reading() as session:
        known = int(read_state(session.connection(), "slots_generation") or 0)
    if slots.generation < known:
        store.note("Older key slots in use", generation=slots.generation, last_known=known).result()
    elif slots.generation > known:
        store.remember("slots_generation", str(slots.generation)).result()
