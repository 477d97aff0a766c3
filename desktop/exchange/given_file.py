"""The text of a file that somebody named: read whole, but never without end and never waiting for another program."""

import os
import stat
from pathlib import Path

from desktop.models.refusal import Refusal

MEGABYTE = 1024 * 1024


def read_given(path: Path, *, megabytes: int, too_large: str) -> str:
    """The UTF-8 text of a file on the disk, without a byte order mark.

    Refusal for what is no such file (a pipe that nobody writes to would be waited for with the office held), is larger
    than so many `megabytes` (`too_large` says what to do), or is not UTF-8.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refusal(f"{path} is a pipe or a device, not a file. Save what it gives as a file and name that.")
        content = file.read(megabytes * MEGABYTE + 1)
    if len(content) > megabytes * MEGABYTE:
        raise Refusal(f"{path} is larger than {megabytes} MB. {too_large}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from None


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe waits for its writer unless told not to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
