"""A wrong passphrase told at once: before the database engine and the records are loaded, which takes longer.

Only the verb's own opening decides; whatever is not plain here, such as a folder that is no office, is left to it.
"""

import sys
from argparse import ArgumentError, ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop.models.refusal import Refusal
from desktop.store.slots_file import SlotsDamaged, SlotsMissing
from desktop.store.tries import TooSoon
from desktop.store.unlocking import LockedSlots, WrongPassphrase

SIGNING_IN = {"people", "add", "set", "strike", "undo", "history", "list", "export", "import", "check"}
SIGNING_IN |= {"backup", "backups"}
UNSETTLED = (".arriving", ".incoming")  # a restore that a kill stopped brings other slots
LONGEST_PASSPHRASE = 4096


def expect_passphrase(given: Sequence[str]) -> None:
    """Refusal when the passphrase on the command line does not open the office, or must wait."""
    if len(given) < 2 or given[0] not in SIGNING_IN:
        return
    try:
        asked, others = _parser().parse_known_args(given[1:])
    except ArgumentError:
        return
    root = Path(asked.office)
    if {"-h", "--help", "--recovery-code-file"} & set(others) or any((root / name).exists() for name in UNSETTLED):
        return
    try:
        passphrase = _passphrase(asked.passphrase_file)
        slots = LockedSlots.read(root)
    except (OSError, UnicodeDecodeError, SlotsMissing, SlotsDamaged):
        return
    if passphrase is None:
        return
    try:
        slots.expect_passphrase(asked.person or slots.people[-1].name, passphrase)
    except (WrongPassphrase, TooSoon):
        raise
    except Refusal:
        return


def _passphrase(source: str | None) -> str | None:
    """The passphrase where it can be read without taking it from the verb that asks for it next."""
    if source is None:
        return None
    if source != "-":
        path = Path(source)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            raw = file.read(LONGEST_PASSPHRASE)
    else:
        peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
        raw, end, _ = (b"" if peek is None or sys.stdin.isatty() else peek()).partition(b"\n")
        if not end:
            return None
    return raw.decode().removesuffix("\n").removesuffix("\r")


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentError(None, message)


def _parser() -> ArgumentParser:
    made = _Parser(add_help=False, allow_abbrev=False)
    made.add_argument("office")
    made.add_argument("--passphrase-file")
    made.add_argument("--person")
    return made
