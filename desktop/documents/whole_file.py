"""Whole files: a document takes the place of an older one only when it is complete and on the disk."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.models.refusal import Refusal

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path in a new folder beside `path`, to write the document to; at the end it takes the place of `path`.

    Side files may lie in that folder. After an error the old file is as it was and nothing is left behind.
    Refusal where the folder cannot be written to or the disk is full.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            raise Refusal(f"{path} is not a file. Give the name of the file to write.")
        folder = Path(tempfile.mkdtemp(prefix=".commonground-", dir=target.parent))
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}. Choose another folder or name.") from error
    try:
        yield folder / "document"
        _put_in_place(folder / "document", target)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Refusal(
            f"The disk of {target.parent} is full. {target.name} is as it was. Make room, or choose another disk."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(made: Path, target: Path) -> None:
    """Onto the disk first, then in one step into place, then the folder's entry onto the disk."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, made)
    try:
        os.replace(made, target)
    except PermissionError as error:
        raise Refusal(
            f"{target} cannot be replaced; is it open elsewhere? Close it, or choose another name."
        ) from error
    if os.name != "nt":  # Windows cannot open a folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
