"""What all verbs share: the office, who signs in, the passphrase, and opening and closing the store."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.models.refusal import Refusal
from desktop.store.backup import back_up_when_due
from desktop.store.opening import Arrived, open_office
from desktop.store.store import Store
from desktop.verbs.bug_report import printable

LONGEST_PASSPHRASE_FILE = 4096


def parser(verb: str, what: str, *, office: bool = True, signs_in: bool = True) -> argparse.ArgumentParser:
    """An argument parser with the options common to all verbs."""
    made = argparse.ArgumentParser(prog=f"commonground {verb}", description=what[:1].upper() + what[1:] + ".")
    if office:
        made.add_argument("office", metavar="OFFICE", type=Path, help="the office folder")
    if signs_in:
        made.add_argument("--passphrase-file", metavar="FILE", help="file that holds the passphrase; - reads it here")
        made.add_argument("--person", metavar="NAME", help="who signs in (default: the only one, or the last)")
        came = made.add_mutually_exclusive_group()
        came.add_argument("--moved", action="store_true", help="the folder was moved here from another computer")
        came.add_argument("--copied", action="store_true", help="the folder is a copy; the other one is still in use")
    return made


def passphrase(source: str | None, prompt: str = "Passphrase: ", option: str = "--passphrase-file") -> str:
    """The passphrase from a file, from standard input (`-`), or asked for at a terminal."""
    if source is None:
        if not sys.stdin.isatty():
            raise Refusal(f"A passphrase is needed. Give it with {option} FILE, or - for standard input.")
        return getpass.getpass(prompt)
    try:
        raw = sys.stdin.buffer.readline() if source == "-" else _first_bytes(Path(source))
        return raw.decode().removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"The passphrase file {source} cannot be read. Check the path and that it is text.") from None


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_PASSPHRASE_FILE)


@contextmanager
def opened(arguments: argparse.Namespace, *, write: bool) -> Iterator[Store]:
    """The store of the office named on the command line, closed and backed up afterwards."""
    arrived = Arrived.MOVED if arguments.moved else Arrived.COPIED if arguments.copied else None
    store = open_office(
        arguments.office,
        passphrase(arguments.passphrase_file),
        person=arguments.person,
        write=write,
        arrived=arrived,
    )
    try:
        yield store
        if store.has_written:
            _back_up(store)
    finally:
        store.close()


def _back_up(store: Store) -> None:
    """A backup when one is due; what was saved is saved, so a failed one is said and does not fail the verb."""
    try:
        back_up_when_due(store.folder, store.key, store.clock)
    except Refusal as refusal:
        remark([f"No backup was made. {refusal}"])


def print_json(value: Any) -> None:
    """Write one JSON document to standard output at once, and nothing else. BrokenPipeError when nobody reads on."""
    try:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the rest is tried again at the end
        raise Refusal(
            f"The answer could not be written to standard output: {error.strerror}. The work itself is done and saved."
        ) from None


def remark(sentences: Sequence[str]) -> None:
    """Say something beside the result, on standard error."""
    for sentence in sentences:
        print(printable(sentence), file=sys.stderr)
