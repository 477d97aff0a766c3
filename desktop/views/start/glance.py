"""What an office shows before it is unlocked: its name, who signs in, last save and last backup, who holds it.

Reads without any key, and imports nothing that would keep the lock screen from showing at once.
"""

import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop.models.refusal import Refusal
from desktop.store.office_files import (
    ARRIVING,
    BACKUPS,
    DATABASE,
    DEMO_PASSPHRASE,
    KEY_COPIES,
    KEY_FORMAT,
    LOCK,
)
from desktop.store.slot_info import SlotInfo
from desktop.store.slot_words import folded
from desktop.views.saying import say

BACKUP_NAME = re.compile(r".*-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-\d+)?\.cgbackup")
LONGEST_PASSPHRASE = 4096


class Holding(NamedTuple):
    """Who holds an office open for writing."""

    process: int
    computer: str
    account: str
    since: datetime | None


class Glance(NamedTuple):
    """`trouble` says in one sentence why nobody can sign in, empty when somebody can."""

    root: Path
    name: str = ""
    people: tuple[SlotInfo, ...] = ()
    has_recovery: bool = False
    saved_at: datetime | None = None
    backed_up_at: datetime | None = None
    held: Holding | None = None
    trouble: str = ""
    is_interrupted: bool = False
    demo_passphrase: str = ""


def is_office(root: Path) -> bool:
    """Whether an office lies here, whole or damaged."""
    return any((root / name).exists() for name in (DATABASE, *KEY_COPIES, ARRIVING))


def glance(root: Path) -> Glance:
    """Look at an office without opening it."""
    root = root.absolute()
    seen: dict[str, Any] = {
        "saved_at": _newest([root / DATABASE, root / f"{DATABASE}-wal"]),
        "backed_up_at": _last_backup(root / BACKUPS),
        "held": holding(root),
        "is_interrupted": (root / ARRIVING).exists(),
        "demo_passphrase": _demo_passphrase(root),
    }
    names = _names(root)
    if names is None:
        return Glance(root, name=root.name, trouble=_what_is_wrong(root), **seen)
    trouble = (
        ""
        if (root / DATABASE).exists()
        else say("The office in {root} has lost its records: {database} is missing.", root=root, database=DATABASE)
    )
    return Glance(root, *names, trouble=trouble, **seen)


def _names(root: Path) -> tuple[str, tuple[SlotInfo, ...], bool] | None:
    """Office, people and whether there is a recovery sheet, from the newer copy of the key slots.

    None when neither can be read. Whether a copy is what this program wrote is proved when it is opened.
    """
    found: dict[int, tuple[str, tuple[SlotInfo, ...], bool]] = {}
    for name in KEY_COPIES:
        try:
            content = json.loads((root / name).read_bytes())
            people = [
                SlotInfo(slot["person_id"], slot["name"]) for slot in content["slots"] if slot["kind"] == "person"
            ]
            has_sheet = any(slot["kind"] == "recovery" for slot in content["slots"])
            people.sort(key=lambda info: (folded(info.name), info.person_id))
            if content["format"] <= KEY_FORMAT and people:
                found[content["generation"]] = (content["office_name"], tuple(people), has_sheet)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return found[max(found)] if found else None


def _what_is_wrong(root: Path) -> str:
    """The sentence of whoever reads key slots in earnest."""
    from desktop.store.unlocking import LockedSlots

    try:
        LockedSlots.read(root)
    except Refusal as refusal:
        return str(refusal)
    return say("Nobody can sign in to this office.")


def holding(root: Path) -> Holding | None:
    """Who holds the office, None when nobody does; a lock that a dead process left holds nothing."""
    path = root / LOCK
    if not path.exists() or _is_left_over(path):
        return None
    from desktop.store.folder import OfficeFolder, OfficeLock

    holder = OfficeLock(OfficeFolder(root)).holder()
    if holder is None:
        return None
    account = ""
    with suppress(OSError, KeyError, NotImplementedError):
        account = path.owner()
    return Holding(holder.process, holder.computer, account, holder.since)


def _is_left_over(path: Path) -> bool:
    """Whether no living process keeps the lock file locked; False where the system cannot tell."""
    if os.name == "nt":
        return False
    import fcntl

    with suppress(OSError), path.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
    return False


def _newest(paths: list[Path]) -> datetime | None:
    times = []
    for path in paths:
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _last_backup(folder: Path) -> datetime | None:
    """From the names of the backups, which say when each was made."""
    made = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            if found := BACKUP_NAME.fullmatch(entry.name):
                year, month, day, hour, minute, second = map(int, found.groups())
                with suppress(ValueError):
                    made.append(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    return max(made, default=None)


def _demo_passphrase(root: Path) -> str:
    with suppress(OSError, UnicodeDecodeError), (root / DEMO_PASSPHRASE).open("rb") as file:
        return file.read(LONGEST_PASSPHRASE).decode().strip("\r\n")
    return ""
