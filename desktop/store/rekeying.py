"""New keys, when somebody may no longer read: one for the whole office, or one for a drawer.

Neither takes back what somebody has already: older copies of the office, and backups made before, still open with the
key slots of then.
"""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from desktop.models.refusal import Refusal
from desktop.store.backup import BackupInfo, make_backup
from desktop.store.database import held_alone, page_errors
from desktop.store.faults import Damaged, told_plainly
from desktop.store.files import FILES_KEYS, files_key
from desktop.store.folder import OfficeFolder
from desktop.store.journal import Act
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.members import expect_supervisor
from desktop.store.office_key import keep_files_keys
from desktop.store.opening import open_office
from desktop.store.sealing import renew_drawer
from desktop.store.store import Store, utc_now
from desktop.store.tables import read_state, write_state
from desktop.store.writing import WritingSession

BEFORE_NEW_KEY = "before a new key"
BACKUPS_KEEP_THEIRS = "Copies and backups made before now still open with the passphrases of then."


def new_office_key(root: Path, person: str, passphrase: str, clock: Callable[[], datetime] = utc_now) -> BackupInfo:
    """Give an office that nobody has open a new key, after a verified backup, which is returned.

    Everybody with a slot signs in as before. A kill leaves an office that opens, and whose next opening for writing
    finishes the change. Refusal unless a supervisor asks, or while another program reads.
    """
    store = open_office(root, passphrase, person=person, clock=clock)
    try:
        expect_supervisor(store)
        slots = KeySlots.read(store.folder.root)
        unlocked = slots.unlock(str(store.member.person_id), passphrase)
        if unlocked.former_office_key is not None:
            raise Refusal(
                "The last new key of this office could not take its place yet. Close every other program that reads "
                "the office, make room on its disk, and open it again."
            )
        backup = make_backup(store.folder, store.key, now=clock(), why=BEFORE_NEW_KEY)
        _keep_first_files_key(store)
        store.note("Begin a new office key", backup=backup.name).result()
        store.close_database()
        _change(store.folder, slots, unlocked, backup)
    finally:
        store.close()
    open_office(root, passphrase, person=person, clock=clock).close()
    return backup


def _keep_first_files_key(store: Store) -> None:
    """An office of before they were kept: its attachments stay readable when its key is gone."""
    with store.reading() as session:
        kept = read_state(session.connection(), FILES_KEYS)
    if kept is None:
        keep_files_keys(store, [files_key(store.key)])


def _change(folder: OfficeFolder, slots: KeySlots, unlocked: Unlocked, backup: BackupInfo) -> None:
    changed = unlocked
    try:
        with told_plainly(folder.database), held_alone(folder.database, unlocked.office_key) as change_key:
            changed = slots.rekey_office(unlocked, os.urandom(32))
            change_key(changed.office_key)
    except Refusal as refusal:
        if changed is unlocked:
            raise
        raise Refusal(f"{refusal} The change is finished when the office is next opened for writing.") from None
    if page_errors(folder.database, changed.office_key):
        raise Damaged(
            f"{folder.database} did not take its new key whole. Check the disk, and restore the backup {backup.name} "
            "into a new folder."
        )


def new_drawer_key(store: Store, own_passphrase: str, drawer: str, holders: Iterable[str]) -> None:
    """Give a drawer a new key for these person ids and the recovery sheet; nobody else reads what is in it any more."""
    expect_supervisor(store)
    slots = KeySlots.read(store.folder.root)
    unlocked = slots.unlock(str(store.member.person_id), own_passphrase)

    def work(session: WritingSession) -> None:
        renew_drawer(session, slots, unlocked, drawer, holders)
        write_state(session.connection(), "slots_generation", str(slots.generation))

    store.write(f"Give the drawer “{drawer}” a new key", work, act=Act.NOTE).result()
    store.fold_in().result()
