"""`backup`: one verified, self-contained file with everything in it."""

from collections.abc import Sequence
from pathlib import Path

from desktop.jobs.noting import note_written
from desktop.store.backup import make_backup
from desktop.verbs.office_arguments import opened, parser, print_json


def run(given: Sequence[str]) -> None:
    """Make the backup, journal it, and print what it holds."""
    made = parser("backup", "make a verified, self-contained backup")
    made.add_argument("--to", metavar="DIR", type=Path, required=True, help="the folder to put it in")
    arguments = made.parse_args(given)
    with opened(arguments, write=True) as store:
        info = make_backup(store.folder, store.key, now=store.clock(), to=arguments.to)
        facts = {"journal_count": info.journal_count, "attachments": info.attachments}
        note_written(store, info.path, "Make a backup", facts)
    print_json(info.to_json())
