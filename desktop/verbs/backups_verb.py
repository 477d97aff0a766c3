"""`backups`: the automatic backups of an office, newest first."""

from collections.abc import Sequence

from desktop.store.backup import backups
from desktop.verbs.office_arguments import opened, parser, print_json


def run(given: Sequence[str]) -> None:
    """Print the list."""
    made = parser("backups", "list the automatic backups, newest first")
    made.add_argument("--json", action="store_true", help="as JSON")
    arguments = made.parse_args(given)
    with opened(arguments, write=False) as store:
        found = backups(store.folder.backups)
    if arguments.json:
        print_json([info.to_json() for info in found])
        return
    for info in found:
        print(f"{info.made_at.astimezone():%Y-%m-%d %H:%M}  {info.size:>12,} bytes  {info.problem or info.path}")
