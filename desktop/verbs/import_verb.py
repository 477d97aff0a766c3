"""`import`: records from a spreadsheet, a text table or our own JSON; all accepted ones or none, one undo."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from desktop.jobs.bringing_in import bring_in_file, read_map
from desktop.models.records import record_named
from desktop.store.faults import told_plainly
from desktop.verbs.office_arguments import opened, parser, print_json, remark


def run(given: Sequence[str]) -> None:
    """Import, or with --dry-run only say what would happen, and print the counts."""
    arguments = _parser().parse_args(given)
    kind, source = record_named(arguments.kind), arguments.file
    with opened(arguments, write=True) as store, told_plainly(source):
        wanted = read_map(arguments.map) if arguments.map else None
        report = bring_in_file(store, kind, source, wanted=wanted, dry_run=arguments.dry_run)
        print_json(report.to_json(kind.kinds))
    if report.left_out:
        remark([f"Columns that no field was found for: {', '.join(report.left_out)}. They stay out."])
    if report.refused:
        remark([f"{len(report.refused)} rows were refused; the reasons stand in the report."])


def _parser() -> ArgumentParser:
    made = parser("import", "bring records in from a file, all or none")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, people")
    made.add_argument("file", metavar="FILE", type=Path, help=".xlsx, .csv and other text tables, or our own .json")
    made.add_argument(
        "--map", metavar="MAP.json", type=Path, help="which column is which field, where heads do not tell"
    )
    made.add_argument("--dry-run", action="store_true", help="only say what would happen")
    made.add_argument("--json", action="store_true", help="as JSON (always)")
    return made
