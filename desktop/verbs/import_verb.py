"""`import`: our own JSON back into an office, all accepted records or none, one undo."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from desktop.exchange.own_json import Report, bring_in
from desktop.exchange.record_json import read_items
from desktop.models.records import record_named
from desktop.models.refusal import Refusal
from desktop.store.faults import told_plainly
from desktop.store.journal import Act
from desktop.store.writing import WritingSession
from desktop.verbs.office_arguments import opened, parser, print_json, remark


class _DryRunError(Exception):
    """Carries the report out of a transaction that must not be kept."""

    def __init__(self, report: Report) -> None:
        super().__init__("dry run")
        self.report = report


def run(given: Sequence[str]) -> None:
    """Import, or with --dry-run only say what would happen, and print the counts."""
    arguments = _parser().parse_args(given)
    kind = record_named(arguments.kind)
    source: Path = arguments.file
    if source.suffix.lower() != ".json":
        raise Refusal(f"{source.name} cannot be brought in: this version reads .json files that it wrote itself.")
    with opened(arguments, write=True) as store, told_plainly(source):
        items = read_items(source)
        zone = store.office.time_zone

        def work(session: WritingSession) -> Report:
            report = bring_in(session, kind, items, file=source.name, zone=zone, attempt=session.attempt)
            if arguments.dry_run:
                raise _DryRunError(report)
            return report

        try:
            report = store.write(f"Import {kind.kinds}", work, act=Act.IMPORT).result()
        except _DryRunError as dry_run:
            report = dry_run.report
        print_json(report.to_json(kind.kinds))
    if report.refused:
        remark([f"{len(report.refused)} of {len(items)} records were refused; the reasons stand in the report."])


def _parser() -> ArgumentParser:
    made = parser("import", "bring records in from a file, all or none")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, people")
    made.add_argument("file", metavar="FILE", type=Path, help="a .json file")
    made.add_argument("--dry-run", action="store_true", help="only say what would happen")
    made.add_argument("--json", action="store_true", help="as JSON (always)")
    return made
