"""Reading a file that others made: in a process apart, within limits, ended as soon as nobody waits for it any more."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop.exchange.foreign.limits import LARGEST_FILE, MEGABYTE, MEMORY, WALL_SECONDS
from desktop.exchange.foreign.table import TableRow
from desktop.exchange.given_file import opened_given
from desktop.models.refusal import Refusal

LOOKED_AFTER = 0.1  # seconds: how soon a reader is stopped that nobody waits for
CHILD_VERB = "_read"
PACKAGE = Path(__file__).resolve().parents[2]


def never() -> bool:
    """Of a reading that nobody watches."""
    return False


def read_table(path: Path, is_unwanted: Callable[[], bool] = never) -> list[TableRow]:
    """The rows of a spreadsheet or text table, blank ones left out.

    `is_unwanted` is asked ten times a second; once it says yes, the reader is ended and there are no rows. Refusal in
    one sentence for what cannot be read, is too large, or takes too long.
    """
    with (
        opened_given(path, bytes_at_most=LARGEST_FILE) as file,
        subprocess.Popen(
            _command(), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as child,
    ):
        try:
            said = _waited_for(child, is_unwanted)
        finally:
            child.kill()
    return [] if said is None else _rows(path, said)


def _waited_for(child: "subprocess.Popen[bytes]", is_unwanted: Callable[[], bool]) -> bytes | None:
    ends = time.monotonic() + WALL_SECONDS
    while True:
        try:
            said, _ = child.communicate(timeout=LOOKED_AFTER)
            return said
        except subprocess.TimeoutExpired:
            if is_unwanted():
                return None
            if time.monotonic() > ends:
                return b""


def _rows(path: Path, said: bytes) -> list[TableRow]:
    lines = said.splitlines()
    last = _ending(lines)
    if last is None:
        raise Refusal(
            f"{path.name} needs more memory or time than a table should ({MEMORY // MEGABYTE} MB, {WALL_SECONDS} s). "
            "Save the part you need as .csv and bring that in."
        )
    if "refused" in last:
        raise Refusal(" ".join((path.name, str(last["refused"]))))
    rows = [TableRow(number, tuple(cells)) for number, cells in map(json.loads, lines[:-1])]
    if not rows:
        raise Refusal(f"{path.name} holds no rows. Check that it is the right file.")
    return rows


def _ending(lines: list[bytes]) -> dict[str, object] | None:
    """The last line, if it is one: a process that was stopped may have written half of a row."""
    try:
        last = json.loads(lines[-1])
    except (IndexError, ValueError):
        return None
    return last if isinstance(last, dict) else None


def _command() -> list[str]:
    """This program once more; frozen it is one file, otherwise a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_VERB]
    return [sys.executable, "-m", "desktop", CHILD_VERB]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"PYTHONPATH": str(PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
