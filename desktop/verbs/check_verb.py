"""`check`: proves that the office is sound, also when it is too damaged to open."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.check import check_folder
from desktop.store.database import reading_engine
from desktop.store.faults import Damaged, told_plainly
from desktop.store.folder import OfficeFolder
from desktop.store.keys import KeySlots
from desktop.store.office_key import key_of_database
from desktop.store.schema import is_older
from desktop.store.swapping import finish_interrupted
from desktop.verbs.office_arguments import parser, passphrase, print_json, remark


def run(given: Sequence[str]) -> int:
    """Print the report; exit 1 with what is wrong."""
    arguments = _parser().parse_args(given)
    folder = OfficeFolder(arguments.office.absolute())
    finish_interrupted(folder)
    folder.expect_office()
    slots = KeySlots.read(folder.root)
    unlocked = slots.unlock(arguments.person or slots.people[-1].name, passphrase(arguments.passphrase_file))
    drawers = DrawerKeys(unlocked.drawers)
    key = key_of_database(folder, unlocked)
    _expect_current(folder, key)
    report = check_folder(folder, key, drawers, deep=arguments.deep, anchor=arguments.anchor)
    if arguments.json:
        print_json(report.to_json())
    elif report.is_ok:
        print(f"All {len(report.checks)} checks passed. Journal: {report.journal_count}:{report.journal_head[:16]}")
    if not report.is_ok:
        remark(report.problems)
    return 0 if report.is_ok else 1


def _expect_current(folder: OfficeFolder, key: bytes) -> None:
    """An office of another version is told apart from a damaged one; a damaged one goes on to the checks."""
    engine = reading_engine(folder.database, key, DrawerKeys())
    try:
        with told_plainly(folder.database), engine.connect() as connection:
            older = is_older(connection)
    except Damaged:
        return
    finally:
        engine.dispose()
    if older:
        raise Refusal("This office was last opened by an older version. Open it once for writing, which updates it.")


def anchor(text: str) -> tuple[int, str]:
    """COUNT:HEAD as printed on a report's footer, the head shortened or whole."""
    count, _, head = text.partition(":")
    if not count.isdecimal() or len(head) < 8 or any(digit not in "0123456789abcdef" for digit in head.lower()):
        raise ArgumentTypeError(f"{text!r} is not a count and a head such as 214:9f86d081884c7d65")
    return int(count), head.lower()


def _parser() -> ArgumentParser:
    made = parser("check", "prove that the office is sound")
    made.add_argument("--deep", action="store_true", help="also replay the journal and decrypt every attachment")
    made.add_argument("--anchor", metavar="COUNT:HEAD", type=anchor, help="as printed on an earlier report")
    made.add_argument("--json", action="store_true", help="as JSON")
    return made
