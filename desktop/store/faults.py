"""What the database engine reports, told as one plain sentence; anything unknown stays our bug."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import StatementError
from sqlcipher3 import dbapi2

from desktop.models.refusal import Refusal

FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FAILING_DISK = {errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT}
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}

# The engine's own backup reports errors by their message alone.
NAMELESS = {
    "disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database is locked": "SQLITE_BUSY",
    "readonly database": "SQLITE_READONLY",
    "unable to open database": "SQLITE_CANTOPEN",
}


class Damaged(Refusal):
    """A file of the office is damaged; the sentence names it and the way back."""


def refusal_for(error: BaseException, path: Path) -> Refusal | None:
    """The sentence for an engine or system error at `path`, None when there is none and it is our bug."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, StatementError):  # a refusal of a column type comes wrapped as well
        return refusal_for(error.orig, path) if error.orig else None
    if isinstance(error, dbapi2.Error):
        return _engine(getattr(error, "sqlite_errorname", "") or "", str(error), path)
    if isinstance(error, OSError):
        return _system(error, path)
    return None


def _engine(name: str, message: str, path: Path) -> Refusal | None:
    name = name or next((known for part, known in NAMELESS.items() if part in message), "")
    if name.startswith("SQLITE_FULL"):
        return disk_full(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Refusal(f"{path} cannot be written to. Ask for the right to write there. Nothing was changed.")
    if name.startswith("SQLITE_BUSY"):
        return Refusal(f"{path} is busy in another program. Close it there and try again. Nothing was changed.")
    if name.startswith("SQLITE_IOERR"):
        return disk_failed(path)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(path)
    return None


def _system(error: OSError, path: Path) -> Refusal | None:
    where = error.filename or path
    if error.errno in FULL_DISK:
        return disk_full(Path(str(where)))
    if error.errno in FAILING_DISK:
        return disk_failed(Path(str(where)))
    if error.errno in NO_RIGHT:
        return Refusal(f"{where} cannot be written to or read. Ask for the right to it. Nothing was changed.")
    if isinstance(error, FileNotFoundError):
        return Refusal(f"There is no {where}. Check the path.")
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return Refusal(f"{where} cannot be used here. Choose another path.")
    return None


def disk_full(path: Path) -> Refusal:
    """The sentence for a full disk."""
    return Refusal(
        f"The disk that holds {path} is full. Make room and try again. "
        "Nothing was changed, and what was saved before is safe."
    )


def disk_failed(path: Path) -> Refusal:
    """The sentence for a disk that reports errors, as some do when they are full."""
    return Refusal(
        f"The disk that holds {path} failed or is full. Make room or check the disk, then try again. "
        "What was saved before is safe."
    )


def damaged(path: Path) -> Damaged:
    """The sentence for a damaged database."""
    return Damaged(
        f"{path} is damaged. Do not delete it: copy the folder, run check on it, "
        "and restore the newest backup into a new folder."
    )


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn engine and system errors at `path` into Refusals; our own bugs pass through."""
    try:
        yield
    except (StatementError, dbapi2.Error, OSError) as error:
        refusal = refusal_for(error, path)
        if refusal is None:
            raise
        raise refusal from None


def is_disk_trouble(error: BaseException) -> bool:
    """Whether trying again later may help: the disk or the engine refused, not a rule."""
    cause = error.__context__
    if isinstance(cause, StatementError) and isinstance(cause.orig, Refusal):
        return False
    return isinstance(cause, (StatementError, dbapi2.Error, OSError))
