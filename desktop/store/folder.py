"""The office folder: where its files lie, and who holds it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLockFile

from desktop.models.refusal import Refusal
from desktop.store.office_files import BACKUPS, DATABASE, FILES, LOCK, RESTORED

__all__ = ["BACKUPS", "DATABASE", "FILES", "LOCK", "RESTORED", "Holder", "OfficeFolder", "OfficeLock"]

LOCK_WAIT_MS = 500
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True)
class OfficeFolder:
    """The places in an office folder. Nothing is read or made by naming them."""

    root: Path

    @cached_property  # named with every question and every write
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / DATABASE

    @property
    def wal(self) -> Path:
        """What the database has committed but not yet folded in."""
        return self.root / f"{DATABASE}-wal"

    @property
    def files(self) -> Path:
        """Encrypted attachments."""
        return self.root / FILES

    @property
    def backups(self) -> Path:
        """Automatic backups."""
        return self.root / BACKUPS

    @property
    def is_office(self) -> bool:
        """Whether an office lies here."""
        return self.database.exists()

    def expect_office(self) -> None:
        """Refusal when no office lies here."""
        if not self.root.exists():
            raise Refusal(f"There is no folder {self.root}. Check the path, or create an office there.")
        if not self.is_office:
            raise Refusal(f"{self.root} is not an office: it has no {DATABASE}. Check the path, or create one there.")

    @property
    def is_writable(self) -> bool:
        """Whether this person may write into the folder and its database."""
        return os.access(self.root, os.W_OK | os.X_OK) and os.access(self.database, os.W_OK)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office open for writing."""

    process: int
    computer: str
    since: datetime | None

    def __str__(self) -> str:
        """The words shown to the person who has to wait."""
        since = f" since {self.since.astimezone():%H:%M}" if self.since else ""
        return f"process {self.process} on {self.computer}{since}"


def _this_computer() -> str:
    import socket  # here: the lock screen needs it only beside a lock file without a name

    return socket.gethostname()


class OfficeLock:
    """The right to write, held by one process at a time; one left by a dead process is taken over at once."""

    def __init__(self, folder: OfficeFolder) -> None:
        self._path = folder.root / LOCK
        self._file = QLockFile(str(self._path))
        self._file.setStaleLockTime(0)  # a holder is stale when its process is gone, however long it has worked

    def __enter__(self) -> "OfficeLock":
        """Take it, or Refusal naming the holder."""
        if not self._file.tryLock(LOCK_WAIT_MS) and not (self._clear_abandoned() and self._file.tryLock(LOCK_WAIT_MS)):
            raise self._refusal()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back."""
        self.release()

    def release(self) -> None:
        """Give it back; giving back twice does no harm."""
        self._file.unlock()

    def holder(self) -> Holder | None:
        """Who holds it now, None when nobody does."""
        process, computer, _ = self._file.getLockInfo()
        if not process:
            return None
        try:
            since = datetime.fromtimestamp(self._path.stat().st_mtime, tz=UTC)
        except OSError:
            since = None
        return Holder(process, computer or _this_computer(), since)

    def _clear_abandoned(self) -> bool:
        """Take away a lock that no living process holds, though it names nobody or another computer; whether it did.

        A kill while the lock is being written leaves it empty, and a folder moved after a crash brings its lock along;
        Qt takes neither over. A living holder keeps its lock file locked (Windows: cannot be deleted).
        """
        if self._file.error() is not QLockFile.LockError.LockFailedError:
            return False
        try:
            if os.name != "nt":
                return self._unlink_unless_held()
            self._path.unlink()
        except OSError:
            return False
        return True

    def _unlink_unless_held(self) -> bool:
        import fcntl

        with self._path.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another process may have cleared it meanwhile and made its own, which is not the one locked here.
            if os.path.samestat(os.fstat(lock.fileno()), self._path.stat()):
                self._path.unlink()
        return True

    def _refusal(self) -> Refusal:
        folder = self._path.parent
        if self._file.error() is QLockFile.LockError.LockFailedError:
            holder = self.holder() or "another program"
            return Refusal(
                f"The office {folder} is open for writing elsewhere: {holder}. "
                "Close it there and try again; reading works meanwhile."
            )
        if os.access(folder, os.W_OK | os.X_OK):
            return Refusal(
                f"The disk that holds {folder} is full or failed. Make room or check the disk, then try again. "
                "Nothing was changed."
            )
        return Refusal(
            f"The folder {folder} cannot be written to. Ask for the right to write there, "
            "or move the office to a folder of your own."
        )
