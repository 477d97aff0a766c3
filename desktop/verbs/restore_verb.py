"""`restore`: a backup into a new folder, or over an office, whose state before is kept."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from desktop.store.restoring import restore
from desktop.verbs.office_arguments import passphrase, print_json, remark


def run(given: Sequence[str]) -> None:
    """Restore and print where, and where the state before lies."""
    arguments = _parser().parse_args(given)
    secret = passphrase(arguments.passphrase_file) if arguments.passphrase_file else None
    done = restore(arguments.backup, arguments.to, passphrase=secret, person=arguments.person)
    print_json(
        {
            "office": str(done.folder),
            "made_at": done.manifest.made_at.isoformat(),
            "journal_count": done.manifest.journal_count,
            "kept": str(done.kept) if done.kept else None,
            "lost_attachments": len(done.lost_attachments),
        }
    )
    if done.kept is None:
        remark(
            [
                "Where the office it was made from still lies in its old place, this one becomes a copy with letters "
                "in its numbers. Say --moved when you first write into it, if it takes the other's place."
            ]
        )
    if secret is None:
        remark(["Only the digests were compared. With --passphrase-file the database is read to its last page too."])


def _parser() -> ArgumentParser:
    made = ArgumentParser(prog="commonground restore", description="Bring a backup back.")
    made.add_argument("backup", metavar="BACKUP", type=Path, help="a .cgbackup file")
    made.add_argument("--to", metavar="OFFICE", type=Path, required=True, help="a new folder, or the office itself")
    made.add_argument("--passphrase-file", metavar="FILE", help="also open and read the database; - reads it here")
    made.add_argument("--person", metavar="NAME", help="whose passphrase it is")
    return made
