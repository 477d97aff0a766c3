"""`strike`: words leave record, journal, drafts and search at the speaker's wish."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from desktop.models.records import find_record
from desktop.models.refusal import Refusal
from desktop.store.keys import KeySlots
from desktop.store.store import Store
from desktop.store.strike import BACKUPS_REMAIN
from desktop.verbs.office_arguments import opened, parser, passphrase, print_json, remark

WITNESS_OPTION = "--witness-passphrase-file"


def run(given: Sequence[str]) -> None:
    """Strike, and print the numbers and ids of what was struck."""
    arguments = _parser().parse_args(given)
    if not arguments.reason.strip():
        raise Refusal("Say with --reason why it is struck, such as: the speaker asked for it.")
    with opened(arguments, write=True) as store:
        by_two = _is_witnessed(store, arguments)
        with store.reading() as session:
            record = find_record(session, arguments.number)
        struck = store.strike(type(record), record.id, arguments.reason.strip(), by_two=by_two).result()
    print_json([{"kind": each.kind, "number": getattr(each, "number", None), "id": str(each.id)} for each in struck])
    remark([BACKUPS_REMAIN])


def _is_witnessed(store: Store, arguments: Namespace) -> bool:
    """Whether a second person agreed, by their own passphrase."""
    if not arguments.witness:
        return False
    slots = KeySlots.read(store.folder.root)
    witness = slots.unlock(
        arguments.witness, passphrase(arguments.witness_passphrase_file, "Witness's passphrase: ", WITNESS_OPTION)
    )
    if witness.person_id == str(store.member.person_id):
        raise Refusal("The witness is the person who strikes. Ask somebody else to agree.")
    return True


def _parser() -> ArgumentParser:
    made = parser("strike", "take words out at the speaker's wish")
    made.add_argument("number", metavar="NUMBER|LINE-ID", help="spoken number, or the id of a line")
    made.add_argument("--reason", required=True, help="why, without the words themselves")
    made.add_argument("--witness", metavar="NAME", help="second person, needed once the minutes are final")
    made.add_argument(WITNESS_OPTION, metavar="FILE", help="file with the second person's passphrase")
    return made
