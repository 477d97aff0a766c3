"""Backups that restore: made while the office is in use, read back before they count, thinned but never all removed.

The automatic ones lie in the office's `backups/` and only name the attachments, which stay in `files/` beside them;
one made to another place holds everything.
"""

import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.models.attachment import Attachment
from desktop.models.office import Office
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import journal
from desktop.store.backup_file import ENDING, BackupWriter, Manifest, read_manifest, verify_file
from desktop.store.database import copy_database, page_errors, reading_engine
from desktop.store.faults import Damaged, damaged, told_plainly
from desktop.store.files import FileShelf, make_folder, shelf_of
from desktop.store.folder import DATABASE, FILES, OfficeFolder
from desktop.store.own_acts import row_counts
from desktop.store.schema import schema_of
from desktop.store.slots_file import COPIES, put_in_place, read_copies

AUTOMATIC = "automatic"
BY_HAND = "by hand"
OFTEN = timedelta(minutes=30)
# What was made before something that can be taken back stays at least this long.
BEFORE_KEPT = timedelta(days=30)
KEPT = (("%Y-%m-%d %H", 24), ("%Y-%m-%d", 30), ("%G week %V", 12), ("%Y-%m", 24))
MAKING = ".being-made-"
STALE_SECONDS = 24 * 60 * 60
SPARE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup as it is listed. `problem` is empty when it can be restored as far as a quick look tells."""

    path: Path
    size: int
    made_at: datetime
    office_id: str = ""
    office_name: str = ""
    why: str = ""
    journal_count: int = 0
    journal_head: str = ""
    attachments: int = 0
    missing_attachments: int = 0
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def is_usable(self) -> bool:
        """Whether nothing speaks against restoring it."""
        return not self.problem

    def to_json(self) -> dict[str, Any]:
        """For `backups --json`."""
        more = {"name": self.name, "path": str(self.path), "made_at": self.made_at.isoformat()}
        return asdict(self) | more | {"is_usable": self.is_usable}


@dataclass(frozen=True, slots=True)
class _Copied:
    """What was true in the office at the moment of the copy."""

    schema: str
    head: tuple[int, str]
    counts: dict[str, int]
    addresses: tuple[str, ...]
    shelf: FileShelf


def make_backup(
    folder: OfficeFolder, key: bytes, *, now: datetime, to: Path | None = None, why: str = ""
) -> BackupInfo:
    """Make one verified backup, in the office's own folder or, with all attachments, in the folder `to`.

    Works from any thread while the office is in use. Refusal when the disk is full; then nothing is left behind.
    """
    place = to.absolute() if to else folder.backups
    if place.exists() and not place.is_dir():
        raise Refusal(f"{place} is a file. Name a folder for the backup.")
    why = why or (BY_HAND if to else AUTOMATIC)
    with told_plainly(place):
        make_folder(place)
        with _room_beside(folder, place) as beside:
            copied = _copy_database(folder, key, beside / DATABASE)
            # Read later than the database: slots keep the older keys of a drawer, a database is never behind them.
            slots, _ = read_copies(folder.root)
            manifest = Manifest(
                slots.office_id, slots.office_name, now, why, copied.schema, *copied.head, copied.addresses
            )
            _write(beside, slots.to_bytes(), manifest, copied.counts, key, copied.shelf if to else None)
            _verify(beside, key, copied.counts)
            final = _free_name(place, slots.office_name, now)
            put_in_place(beside / ENDING, final)
    return info_of(final)


def _copy_database(folder: OfficeFolder, key: bytes, to: Path) -> _Copied:
    """Copy the database and read, in the same instant of it, what the manifest says about it."""
    engine = reading_engine(folder.database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            counts = row_counts(connection)
            addresses = tuple(sorted(set(connection.scalars(select(Attachment.address)))))
            shelf = shelf_of(connection, folder.files, key)
            copied = _Copied(schema_of(connection), journal.head(connection), counts, addresses, shelf)
            copy_database(connection, to, key)
            return copied
    finally:
        engine.dispose()


def _write(
    beside: Path, slots: bytes, manifest: Manifest, counts: dict[str, int], key: bytes, shelf: FileShelf | None
) -> None:
    writer = BackupWriter(beside / ENDING, manifest.made_at)
    try:
        with (beside / DATABASE).open("rb") as database:
            writer.add(DATABASE, database)
        for name in COPIES:
            writer.add(name, BytesIO(slots))
        missing = []
        for address in manifest.attachments if shelf else ():
            assert shelf is not None
            # A lost photograph must not stop the backup of everything else.
            if shelf.is_sound(address):
                writer.add(f"{FILES}/{address[:2]}/{address}", BytesIO(shelf.path(address).read_bytes()))
            else:
                missing.append(address)
        manifest = replace(manifest, members=writer.members, missing=tuple(missing))
        writer.finish(replace(manifest, sealed=manifest.seal_counts(key, counts)))
    finally:
        writer.give_up()


def _verify(beside: Path, key: bytes, counts: dict[str, int]) -> None:
    """Read the file back, and open the database it holds: the copy beside it has the same digest."""
    manifest = verify_file(beside / ENDING)
    expect_whole(beside / DATABASE, key, manifest)
    if manifest.open_counts(key) != counts:
        raise Damaged(f"The backup in {beside.parent} did not come out whole. Check the disk; nothing was replaced.")


def expect_whole(database: Path, key: bytes, manifest: Manifest) -> None:
    """Open the database of a backup and read it to the last page; Damaged when it is not what the manifest says."""
    if page_errors(database, key):
        raise damaged(database)
    engine = reading_engine(database, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            office = connection.execute(select(Office.id, Office.name)).first()
            found = (schema_of(connection), *journal.head(connection), row_counts(connection))
    finally:
        engine.dispose()
    told = (manifest.schema, manifest.journal_count, manifest.journal_head, manifest.open_counts(key))
    if office is None or found != told:
        raise Damaged(f"{database} does not hold what its backup says. Nothing was restored; use another backup.")


@contextmanager
def _room_beside(folder: OfficeFolder, place: Path) -> Iterator[Path]:
    """A folder in `place` to make a backup in, gone afterwards. Refusal when the disk is plainly too small."""
    for left in place.glob(f"{MAKING}*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    size = folder.database.stat().st_size + (folder.wal.stat().st_size if folder.wal.exists() else 0)
    if place != folder.backups and folder.files.exists():
        size += sum(path.stat().st_size for path in folder.files.glob("*/*")) // 2
    needed, free = 2 * size + SPARE_BYTES, shutil.disk_usage(place).free
    if free < needed:
        raise Refusal(
            f"The disk that holds {place} has {free // 1024**2} MB left, and the backup takes {needed // 1024**2} MB "
            "while it is made. Make room, or choose another disk. Nothing was changed."
        )
    beside = Path(tempfile.mkdtemp(prefix=MAKING, dir=place))
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _free_name(place: Path, office: str, now: datetime) -> Path:
    """<office>-<UTC time>, numbered when two are made in one second: no backup ever replaces another."""
    ascii_name = unicodedata.normalize("NFKD", office).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60].strip("-") or "office"
    stem = f"{slug}-{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    names = (f"{stem}{f'-{n}' if n > 1 else ''}{ENDING}" for n in range(1, 1000))
    return next(place / name for name in names if not os.path.lexists(place / name))


def backups(place: Path) -> list[BackupInfo]:
    """The backups in a folder, newest first; those that a quick look finds cut short are marked."""
    if not place.is_dir():
        return []
    with told_plainly(place):
        found = [info_of(path) for path in place.glob(f"*{ENDING}") if path.is_file()]
    return sorted(found, key=lambda info: (info.made_at, info.name), reverse=True)


def info_of(path: Path) -> BackupInfo:
    """One backup by its manifest, without reading all of it."""
    stat = path.stat()
    try:
        manifest = read_manifest(path)
    except Refusal as refusal:
        made_at = datetime.fromtimestamp(stat.st_mtime, UTC)
        return BackupInfo(path, stat.st_size, made_at, problem=str(refusal))
    return BackupInfo(
        path,
        stat.st_size,
        manifest.made_at,
        manifest.office_id,
        manifest.office_name,
        manifest.why,
        manifest.journal_count,
        manifest.journal_head,
        len(manifest.attachments),
        len(manifest.missing),
    )


def backup_is_due(folder: OfficeFolder, clock: Callable[[], datetime]) -> bool:
    """Whether the newest usable automatic backup is older than 30 minutes, or from a time still to come."""
    newest = next((info for info in backups(folder.backups) if info.is_usable), None)
    return newest is None or not timedelta() <= clock() - newest.made_at <= OFTEN


def back_up_when_due(folder: OfficeFolder, key: bytes, clock: Callable[[], datetime]) -> BackupInfo | None:
    """At close: a backup when one is due and something was journaled since the newest, then the old ones thinned."""
    if not backup_is_due(folder, clock):
        return None
    newest = next((info for info in backups(folder.backups) if info.is_usable), None)
    engine = reading_engine(folder.database, key, DrawerKeys())
    try:
        with told_plainly(folder.database), engine.connect() as connection:
            head = journal.head(connection)
    finally:
        engine.dispose()
    if newest and (newest.journal_count, newest.journal_head) == head:
        return None
    made = make_backup(folder, key, now=clock())
    thin(folder, clock())
    return made


def thin(folder: OfficeFolder, now: datetime) -> list[Path]:
    """Remove automatic backups beyond 24 hourly, 30 daily, 12 weekly, 24 monthly; gives what was removed.

    Counts the hours, days, weeks and months that have a backup, not those that went by: a clock that jumps ahead
    removes nothing. What is damaged, made by hand or from the future is left alone.
    """
    ours = [info for info in backups(folder.backups) if info.is_usable and info.why != BY_HAND and info.made_at <= now]
    kept = {info.path for info in ours if info.why != AUTOMATIC and now - info.made_at <= BEFORE_KEPT}
    for pattern, count in KEPT:
        newest_of: dict[str, Path] = {}
        for info in ours:
            newest_of.setdefault(info.made_at.astimezone(UTC).strftime(pattern), info.path)
        kept.update(list(newest_of.values())[:count])
    removed = [info.path for info in ours if info.path not in kept]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed
