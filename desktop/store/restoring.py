"""Restoring a backup: everything is proved before anything is replaced, and what it replaces is kept."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, update

from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.backup import expect_whole, make_backup
from desktop.store.backup_file import Manifest, unpack, verify_file
from desktop.store.database import fold_in_log, opens, reading_engine, stand_alone, writing_engine
from desktop.store.faults import Damaged, told_plainly
from desktop.store.files import FileShelf, files_keys, make_folder, sync_folder
from desktop.store.folder import BACKUPS, DATABASE, FILES, PRIVATE_FOLDER, RESTORED, OfficeFolder, OfficeLock
from desktop.store.journal import Act
from desktop.store.keys import KeySlots
from desktop.store.office_key import key_of_database
from desktop.store.own_acts import journal_own_act
from desktop.store.schema import OLDER_SCHEMAS, SCHEMA
from desktop.store.slots_file import COPIES, NotOpenedError, SlotsDamaged, SlotsMissing, put_in_place, read_copies
from desktop.store.store import utc_now
from desktop.store.swapping import TRIES, make_incoming, settle, swap_in, sync_file
from desktop.store.tables import NUMBER_SERIES

Series = dict[tuple[str, int, int], int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `kept` is where the state before lies: a backup to restore, or a folder of its files."""

    folder: Path
    manifest: Manifest
    kept: Path | None
    lost_attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """Who opens what is being restored; without a passphrase only digests are compared."""

    passphrase: str | None
    person: str | None
    clock: Callable[[], datetime]


def restore(
    backup: Path,
    to: Path,
    *,
    passphrase: str | None = None,
    person: str | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Restored:
    """Restore into a new or empty folder, or over an office, whose state before is kept in its `backups/`.

    Every byte of the backup is read first. With a passphrase its database is opened and read to the last page as
    well, numbers given since are not given again, and the journal tells of the restore. Refusals change nothing.
    """
    folder, opening = OfficeFolder(to.absolute()), _Opening(passphrase, person, clock)
    with told_plainly(folder.root):
        if backup.exists() and not backup.is_file():
            raise Refusal(f"{backup} is not a file. Name a backup, which ends in .cgbackup.")
        manifest = verify_file(backup)
        if manifest.schema not in (*OLDER_SCHEMAS, SCHEMA):
            raise Refusal(f"{backup} was made by a newer version of Common Ground. Install it here, then restore.")
        if not folder.root.exists() or (folder.root.is_dir() and not any(folder.root.iterdir())):
            return _into_new(backup.absolute(), folder, opening)
        if not folder.is_office and not any((folder.root / name).exists() for name in (*COPIES, BACKUPS)):
            raise Refusal(f"{folder.root} is neither empty nor an office. Choose a new folder for the restored office.")
        with OfficeLock(folder):
            settle(folder)
            return _over_present(backup.absolute(), folder, opening)


def _into_new(backup: Path, folder: OfficeFolder, opening: _Opening) -> Restored:
    beside = OfficeFolder(folder.root.with_name(f".{folder.root.name}.being-restored"))
    shutil.rmtree(beside.root, ignore_errors=True)
    with _gone_on_failure(beside.root):
        beside.root.mkdir(mode=PRIVATE_FOLDER, parents=True)
        manifest = unpack(backup, beside.root)
        key = _prove(beside.root, manifest, opening)
        for place in (beside.files, beside.backups):
            make_folder(place)
        keys = _files_keys(beside.database, key)
        lost = _take_attachments(manifest, backup.parent.parent / FILES, beside.files, keys)
        (beside.root / RESTORED).touch(mode=0o600)
        sync_folder(beside.root)
        if folder.root.exists():
            folder.root.rmdir()
        put_in_place(beside.root, folder.root)
    return Restored(folder.root, manifest, None, lost)


def _over_present(backup: Path, folder: OfficeFolder, opening: _Opening) -> Restored:
    incoming = make_incoming(folder)
    with _gone_on_failure(incoming):
        manifest = unpack(backup, incoming)
        _expect_same_office(folder, manifest)
        key = _prove(incoming, manifest, opening)
        present = _present_key(folder, key, opening)
        kept = _back_up_present(folder, present, opening) if present else None
        if present and kept:
            if key:
                _carry_on(incoming / DATABASE, key, _series(folder.database, present), backup, opening.clock)
            stand_alone(folder.database, present)
        lost = _place_attachments(folder, incoming, manifest, backup, _files_keys(incoming / DATABASE, key))
        name = "" if kept else f"before-restore-{opening.clock().astimezone(UTC):%Y%m%d-%H%M%S}"
        swap_in(folder, keep=name)
    return Restored(folder.root, manifest, kept or folder.backups / name, lost)


@contextmanager
def _gone_on_failure(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _expect_same_office(folder: OfficeFolder, manifest: Manifest) -> None:
    """An office is not replaced by another; when its own key slots are lost it cannot be told."""
    try:
        slots, _ = read_copies(folder.root)
    except (SlotsDamaged, SlotsMissing):
        return
    if slots.office_id != manifest.office_id:
        raise Refusal(
            f"The backup is of {manifest.office_name}, and {folder.root} holds another office. "
            "Restore it into a new folder."
        )


def _prove(unpacked: Path, manifest: Manifest, opening: _Opening) -> bytes | None:
    """Open what was unpacked and read it whole; gives the office key, None without a passphrase."""
    if opening.passphrase is None:
        return None
    slots = KeySlots.read(unpacked)
    if slots.office_id != manifest.office_id:
        raise Damaged("The backup holds the key slots of another office. Nothing was restored; use another backup.")
    try:
        unlocked = slots.unlock(opening.person or slots.people[-1].name, opening.passphrase)
    finally:
        (unpacked / TRIES).unlink(missing_ok=True)
    for key in filter(None, (unlocked.office_key, unlocked.former_office_key)):
        try:
            manifest.open_counts(key)
        except NotOpenedError:
            continue
        expect_whole(unpacked / DATABASE, key, manifest)
        return key
    raise Damaged("The manifest of the backup was changed by somebody without the office's key. Nothing was restored.")


def _present_key(folder: OfficeFolder, key: bytes | None, opening: _Opening) -> bytes | None:
    """The key with which the office that is here opens, None when it does not, or has no key slots."""
    try:
        read_copies(folder.root)
    except (SlotsDamaged, SlotsMissing):
        return None
    if not folder.is_office:
        return None
    if key is not None and opens(folder.database, key):
        return key
    if opening.passphrase is None:
        return None
    try:
        slots = KeySlots.read(folder.root)
        own = key_of_database(folder, slots.unlock(opening.person or slots.people[-1].name, opening.passphrase))
    except Refusal:  # its people, passphrases or slots are others: then its files are kept as they are
        return None
    return own if own != key and opens(folder.database, own) else None


def _back_up_present(folder: OfficeFolder, key: bytes, opening: _Opening) -> Path | None:
    """A verified backup of what is here, None when it is damaged: then its files are kept as they are."""
    try:
        return make_backup(folder, key, now=opening.clock(), why="before restore").path
    except Damaged:
        return None


def _series(database: Path, key: bytes) -> Series:
    engine = reading_engine(database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            return {(row.letter, row.year, row.copy): row.last for row in connection.execute(select(NUMBER_SERIES))}
    finally:
        engine.dispose()


def _carry_on(database: Path, key: bytes, given: Series, backup: Path, clock: Callable[[], datetime]) -> None:
    """In what comes back: no number that was given meanwhile is given again, and the journal tells of the restore."""
    known = _series(database, key)
    engine = writing_engine(database, key, DrawerKeys())
    try:
        with engine.begin() as connection:
            for (letter, year, copy), last in given.items():
                same = (NUMBER_SERIES.c.letter == letter) & (NUMBER_SERIES.c.year == year)
                same &= NUMBER_SERIES.c.copy == copy
                if (letter, year, copy) not in known:
                    connection.execute(insert(NUMBER_SERIES).values(letter=letter, year=year, copy=copy, last=last))
                elif known[letter, year, copy] < last:
                    connection.execute(update(NUMBER_SERIES).where(same).values(last=last))
            journal_own_act(connection, Act.RESTORE, "Restore the office", clock, {"backup": backup.name})
        with engine.connect() as connection:
            fold_in_log(connection)
    finally:
        engine.dispose()
    sync_file(database)


def _place_attachments(
    folder: OfficeFolder, incoming: Path, manifest: Manifest, backup: Path, keys: list[bytes]
) -> tuple[str, ...]:
    """Put the attachments of the backup among those that are here: their names tell their content, so none is lost."""
    make_folder(folder.files)
    shelf = FileShelf(folder.files)
    for path in sorted((incoming / FILES).glob("*/*")):
        target = shelf.path(path.name)
        make_folder(target.parent)
        put_in_place(path, target)
    shutil.rmtree(incoming / FILES, ignore_errors=True)
    return _take_attachments(manifest, backup.parent.parent / FILES, folder.files, keys)


def _files_keys(database: Path, key: bytes | None) -> list[bytes]:
    """The keys of the attachments a backup names, none when it was not opened."""
    if key is None:
        return []
    engine = reading_engine(database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            return files_keys(connection, key)
    finally:
        engine.dispose()


def _take_attachments(manifest: Manifest, source: Path, files: Path, keys: list[bytes]) -> tuple[str, ...]:
    """Copy what the backup only names from the `files/` it lay beside; gives what is found nowhere."""
    there, here = FileShelf(source, *keys), FileShelf(files, *keys)
    lost = []
    for address in manifest.attachments:
        if here.has(address) and (not keys or here.is_sound(address)):
            continue
        if not there.has(address) or (keys and not there.is_sound(address)):
            lost.append(address)
            continue
        target = here.path(address)
        make_folder(target.parent)
        staged = target.with_name(f"{address}.new")
        shutil.copyfile(there.path(address), staged)
        staged.chmod(0o600)
        sync_file(staged)
        put_in_place(staged, target)
    return tuple(lost)
