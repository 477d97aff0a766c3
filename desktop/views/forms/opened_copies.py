"""Copies of attachments that are open to be read: in a private folder, read only, wiped when the office is left."""

import os
import secrets
import shutil
import stat
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

PREFIX = "commonground-opened-"
HELD = ".held"  # beside each folder; held as long as its window lives
LONGEST_STEM = 150  # bytes: file systems count those, not letters
# By content, never by name: what a program may take for more than a paper gets no ending that says so.
ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}


class OpenedCopies:
    """Makes and wipes copies. One for each window; `wipe` belongs into locking and closing."""

    def __init__(self, within: Path | None = None) -> None:
        """`within` is the system's folder for temporary files unless given; what a crash left there goes now."""
        self._within = within or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._finalizer: weakref.finalize[..., OpenedCopies] | None = None
        for left in self._within.glob(f"{PREFIX}*"):
            if left.suffix != HELD and not left.is_symlink() and left.is_dir():
                _wipe_of_the_dead(left)

    def write(self, name: str, media_type: str, data: bytes) -> Path:
        """A read-only copy of a paper; its ending says what it is. ValueError for what is never opened."""
        if media_type not in ENDINGS:
            raise ValueError("this kind of file is kept, never opened")
        if self._folder is None:
            self._open_folder()
        assert self._folder is not None
        own = Path(tempfile.mkdtemp(dir=self._folder))
        stem = Path(name).stem.encode()[:LONGEST_STEM].decode(errors="ignore")
        path = own / f"{stem or 'file'}{ENDINGS[media_type]}"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        path.chmod(stat.S_IRUSR)
        return path

    def wipe(self) -> None:
        """Remove every copy. A program that still shows one keeps only what it has read."""
        if self._folder is not None and self._finalizer is not None:
            self._finalizer()
            self._folder = None

    def _open_folder(self) -> None:
        """The lock comes first: a folder without one that is held belongs to nobody."""
        folder = self._within / f"{PREFIX}{secrets.token_hex(8)}"
        held = _lock_of(folder)
        held.tryLock(0)
        folder.mkdir(mode=stat.S_IRWXU)
        self._folder = folder
        self._finalizer = weakref.finalize(self, _leave, folder, held)


def _lock_of(folder: Path) -> QLockFile:
    """What says, on every system, whether the window that made a folder still lives: no process is asked or ended."""
    lock = QLockFile(str(folder.with_name(folder.name + HELD)))
    lock.setStaleLockTime(0)  # however long a copy is open
    return lock


def _wipe_of_the_dead(folder: Path) -> None:
    lock = _lock_of(folder)
    if lock.tryLock(0):
        _leave(folder, lock)


def _leave(folder: Path, held: QLockFile) -> None:
    _wipe(folder)
    held.unlock()


def _wipe(folder: Path) -> None:
    """Take the folder away; a file another program holds open goes with the next start."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
