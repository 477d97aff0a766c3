"""The office key while it is being changed: which of two opens the database, and what is left to do.

The slots get the new key first and keep the former one beside it; then the database takes the new key; then the slots
forget the former one. A kill in between is found at the next opening, which goes on from there.
"""

from contextlib import suppress

from desktop.models.refusal import Refusal
from desktop.store.database import held_alone, opens
from desktop.store.faults import told_plainly
from desktop.store.files import FILES_KEYS, files_key, files_keys
from desktop.store.folder import OfficeFolder
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.store import Store


def key_of_database(folder: OfficeFolder, unlocked: Unlocked) -> bytes:
    """The key that opens the database; when none does it is damaged, which reading it with this key will tell."""
    new, former = unlocked.office_key, unlocked.former_office_key
    return former if former is not None and not opens(folder.database, new) and opens(folder.database, former) else new


def settled_key(folder: OfficeFolder, unlocked: Unlocked) -> bytes:
    """As `key_of_database`, but a database still under the former key gets the new one first, if that can be now."""
    key = key_of_database(folder, unlocked)
    if key == unlocked.office_key:
        return key
    with suppress(Refusal):  # no room, or another program reads: the office works on with the former key meanwhile
        with told_plainly(folder.database), held_alone(folder.database, key) as change_key:
            change_key(unlocked.office_key)
        return unlocked.office_key
    return key


def finish_new_office_key(store: Store, slots: KeySlots, unlocked: Unlocked) -> Unlocked:
    """Once the database has the new key: what is attached gets one of its own, and the slots forget the former one."""
    if unlocked.former_office_key is None or store.key != unlocked.office_key:
        return unlocked
    with suppress(Refusal):  # without room it is done next time
        with store.reading() as session:
            keys = files_keys(session.connection(), unlocked.former_office_key)
        if (newest := files_key(unlocked.office_key)) not in keys:
            store.note("The office has a new key").result()
            keep_files_keys(store, [newest, *keys])
        return slots.finish_rekey(unlocked)
    return unlocked


def keep_files_keys(store: Store, keys: list[bytes]) -> None:
    """Remember under which keys attachments were and are stored, the newest first."""
    store.remember(FILES_KEYS, " ".join(key.hex() for key in keys)).result()
