"""What an office shows before it is unlocked: its name, who signs in, last save and last backup, who holds it.

Reads without any key, and imports nothing that would keep the lock screen from showing at once.
"""

import os
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.models.refusal import Refusal
from desktop.store.folder import BACKUPS, DATABASE, DEMO_PASSPHRASE, LOCK, OfficeFolder, OfficeLock
from desktop.store.slots_file import COPIES
from desktop.store.unlocked import SlotInfo
from desktop.store.unlocking import LockedSlots

BACKUP_NAME = re.compile(r".*-(\d{8}-\d{6})(?:-\d+)?\.cgbackup")
ARRIVING = ".arriving"
LONGEST_PASSPHRASE = 4096


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds an office open for writing."""

    process: int
    computer: str
    account: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Glance:
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
    return any((root / name).exists() for name in (DATABASE, *COPIES, ARRIVING))


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
    try:
        slots = LockedSlots.read(root)
    except Refusal as refusal:
        return Glance(root, name=root.name, trouble=str(refusal), **seen)
    trouble = "" if (root / DATABASE).exists() else f"The office in {root} has lost its records: {DATABASE} is missing."
    return Glance(root, slots.office_name, tuple(slots.people), slots.has_recovery, trouble=trouble, **seen)


def holding(root: Path) -> Holding | None:
    """Who holds the office, None when nobody does; a lock that a dead process left holds nothing."""
    path = root / LOCK
    if not path.exists() or _is_left_over(path):
        return None
    holder = OfficeLock(OfficeFolder(root)).holder()
    if holder is None:
        return None
    account = ""
    with suppress(OSError, KeyError, NotImplementedError):
        account = path.owner()
    return Holding(holder.process, holder.computer or socket.gethostname(), account, holder.since)


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
                with suppress(ValueError):
                    made.append(datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC))
    return max(made, default=None)


def _demo_passphrase(root: Path) -> str:
    with suppress(OSError, UnicodeDecodeError), (root / DEMO_PASSPHRASE).open("rb") as file:
        return file.read(LONGEST_PASSPHRASE).decode().strip("\r\n")
    return ""
