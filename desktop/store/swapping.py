"""Putting another database and other key slots into an office folder: all of them or none, whenever the power goes.

They are gathered in `.incoming`. Renaming that folder to `.arriving` is the one step that decides; from then on its
files only have to take their places, and whoever comes next finishes that. The old write-ahead log is out of the way
before the new database takes the old one's name, so the two never meet.
"""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from desktop.models.refusal import Refusal
from desktop.store.faults import told_plainly
from desktop.store.files import make_folder, sync_folder
from desktop.store.folder import DATABASE, PRIVATE_FOLDER, OfficeFolder, OfficeLock
from desktop.store.office_files import ARRIVING
from desktop.store.slots_file import COPIES, put_in_place

INCOMING = ".incoming"
UPDATING = ".being-updated"
PLAN = "plan.json"
LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
TRIES = "tries.json"


def finish_interrupted(folder: OfficeFolder) -> bool:
    """Finish a restore that a kill or power cut stopped half-way, and clear what unfinished work left behind.

    Call it before anything else is read from the folder. Says whether a restore was finished here. Refusal when one
    waits to be finished and another program holds the office, or the folder cannot be written to.
    """
    decided = (folder.root / ARRIVING).exists()
    if not decided and not any((folder.root / name).exists() for name in (INCOMING, UPDATING)):
        return False
    try:
        with told_plainly(folder.root), OfficeLock(folder):
            settle(folder)
    except Refusal:
        if decided:
            raise
    return decided


def settle(folder: OfficeFolder) -> None:
    """What `finish_interrupted` does, for a caller that holds the office already."""
    if (folder.root / ARRIVING).exists():
        _take_places(folder)
    for name in (INCOMING, UPDATING):
        shutil.rmtree(folder.root / name, ignore_errors=True)


def make_incoming(folder: OfficeFolder) -> Path:
    """An empty folder, on the same disk, to gather the new files in. The caller holds the office."""
    incoming = folder.root / INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(mode=PRIVATE_FOLDER)
    return incoming


def swap_in(folder: OfficeFolder, keep: str = "") -> None:
    """Let the durable files in `.incoming` take their places.

    `keep` names a folder under `backups/` into which what they replace is moved; without it they replace it.
    """
    incoming = folder.root / INCOMING
    plan = incoming / PLAN
    plan.write_text(json.dumps({"keep": keep}), encoding="utf-8")
    sync_file(plan)
    sync_folder(incoming)
    os.rename(incoming, folder.root / ARRIVING)
    sync_folder(folder.root)
    try:
        _take_places(folder)
    except OSError as error:
        raise Refusal(
            f"What was restored is whole, but could not take its place in {folder.root} yet "
            f"({error.strerror or type(error).__name__}). Close other programs, make room, and open the office again."
        ) from error


def _take_places(folder: OfficeFolder) -> None:
    """Every step can be done again: it looks only at what has not moved yet."""
    arriving = folder.root / ARRIVING
    if (arriving / DATABASE).exists():
        keep = json.loads((arriving / PLAN).read_bytes())["keep"]
        if keep:
            _move_away(folder, folder.backups / Path(keep).name)
        for name in LOGS:
            (folder.root / name).unlink(missing_ok=True)
        sync_folder(folder.root)
        put_in_place(arriving / DATABASE, folder.database)
    for name in COPIES:
        if (arriving / name).exists():
            put_in_place(arriving / name, folder.root / name)
    (arriving / PLAN).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        shutil.rmtree(arriving)
    sync_folder(folder.root)


def _move_away(folder: OfficeFolder, kept: Path) -> None:
    make_folder(folder.backups)
    make_folder(kept)
    for name in (DATABASE, *LOGS, *COPIES, TRIES):
        if (folder.root / name).exists():
            os.replace(folder.root / name, kept / name)
    sync_folder(kept)


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
