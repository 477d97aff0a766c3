"""A file that somebody named: read whole, but never without end and never waiting for another program."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop.models.refusal import Refusal

MEGABYTE = 1024 * 1024


def read_given(path: Path, *, megabytes: int, too_large: str) -> str:
    """The UTF-8 text of a file on the disk, without a byte order mark.

    Refusal for what is no such file (a pipe that nobody writes to would be waited for with the office held), is larger
    than so many `megabytes` (`too_large` says what to do), or is not UTF-8.
    """
    with opened_given(path, bytes_at_most=megabytes * MEGABYTE, too_large=too_large) as file:
        content = file.read(megabytes * MEGABYTE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from None


@contextmanager
def opened_given(
    path: Path, *, bytes_at_most: int, too_large: str = "Cut it into smaller files."
) -> Iterator[BinaryIO]:
    """The file opened to read its bytes; Refusal for what is no such file, or larger (`too_large` says what to do)."""
    with open(path, "rb", opener=_without_waiting) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Refusal(f"{path} is a pipe or a device, not a file. Save what it gives as a file and name that.")
        if found.st_size > bytes_at_most:
            raise Refusal(f"{path} is larger than {bytes_at_most // MEGABYTE} MB. {too_large}")
        yield file


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe waits for its writer unless told not to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
