"""`export`: records or a document to a file; the ending of the file chooses the writer."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop.documents.extract import Extract
from desktop.models.disclosure import Audience, audience_for
from desktop.models.meeting import Meeting
from desktop.models.records import record_named
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.faults import told_plainly
from desktop.store.store import Store
from desktop.verbs.extracts import Wanted, about, extract
from desktop.verbs.office_arguments import note_written, opened, parser, print_json, remark

Remarks = list[str]
NAMED = 10


def run(given: Sequence[str]) -> None:
    """Write the file, journal the export, and print what went out and what was withheld."""
    arguments = _parser().parse_args(given)
    target: Path = arguments.to
    audience = Audience(arguments.audience)
    if target.is_dir():
        raise Refusal(f"{target} is a folder. Give the name of a file in it, such as concerns.xlsx.")
    with opened(arguments, write=True) as store, told_plainly(target):
        write = _minutes if arguments.kind == "minutes" else _records
        written, remarks = write(store, arguments, target, audience)
        facts = {"kind": arguments.kind, "format": target.suffix[1:].lower(), **written}
        note_written(store, target, f"Export {arguments.kind}", facts)
        print_json({"file": str(target), **written})
        if written.get("rows") == 0:
            remarks.append(f"{target} holds no rows: nothing in the office matched.")
    remark(remarks)


def _records(store: Store, arguments: Namespace, target: Path, audience: Audience) -> tuple[dict[str, Any], Remarks]:
    kind = record_named(arguments.kind)
    write = _writer(target, arguments.kind)
    wanted = Wanted(kind, audience, arguments.filter, arguments.meeting)
    with extract(store, wanted) as found:
        counted = _Counted(found)
        remarks = write(found, target)
    return {
        "rows": counted.rows,
        "audience": found.about.audience.value,
        "withheld": found.withheld.total,
        "columns_left_out": len(found.left_out),
    }, remarks


class _Counted:
    """Counts the rows of an extract while a writer takes them."""

    def __init__(self, found: Extract) -> None:
        self.rows = 0
        self._source = found.rows
        found.rows = iter(self)

    def __iter__(self) -> Any:
        for row in self._source:
            self.rows += 1
            yield row


def _writer(target: Path, kind: str) -> Callable[[Extract, Path], Remarks]:
    writers = {".xlsx": _xlsx, ".csv": _csv, ".json": _json}
    if kind == "concerns":
        writers[".pdf"] = _concern_list
    ending = target.suffix.lower()
    if ending not in writers:
        known = ", ".join(sorted(writers))
        raise Refusal(f'{kind} cannot be written as "{ending}". Choose a file name that ends in one of: {known}.')
    return writers[ending]


def _xlsx(found: Extract, target: Path) -> Remarks:
    from desktop.documents.workbook import write_workbook

    write_workbook(found, target)
    return []


def _csv(found: Extract, target: Path) -> Remarks:
    from desktop.documents.csv_table import write_csv

    write_csv(found, target)
    return []


def _json(found: Extract, target: Path) -> Remarks:
    from desktop.documents.json_table import write_json

    write_json(found, target)
    return []


def _concern_list(found: Extract, target: Path) -> Remarks:
    from desktop.documents.concern_list import write_concern_list

    return _missing(write_concern_list(found, target))


def _minutes(store: Store, arguments: Namespace, target: Path, audience: Audience) -> tuple[dict[str, Any], Remarks]:
    from desktop.documents.minutes import write_minutes
    from desktop.models.minutes_content import minutes_content

    if target.suffix.lower() != ".pdf":
        raise Refusal("Minutes are written as PDF. Choose a file name that ends in .pdf.")
    if not arguments.meeting:
        raise Refusal("Minutes belong to a meeting. Name it with --meeting, such as --meeting M26-0031.")
    audience = audience_for(store.member.role, audience)
    said = about(store, audience)
    with store.reading() as session:
        meeting = session.get_one(Meeting, find_reference(session, Meeting, arguments.meeting))
        content = minutes_content(session, meeting, audience, said.made_at.date())
    missing = write_minutes(content, said, target)
    return {"meeting": meeting.number, "audience": audience.value, "withheld": content.withheld.total}, _missing(
        missing
    )


def _missing(missing: Any) -> Remarks:
    if not missing:
        return []
    named = [f"U+{ord(character):04X}" for character in sorted(missing)]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return [f"The fonts lack {len(named)} characters, printed as boxes: {', '.join(named[:NAMED])}{more}."]


def _parser() -> ArgumentParser:
    made = parser("export", "write records or a document to a file")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, lines, people; or minutes")
    made.add_argument("--to", metavar="FILE.EXT", type=Path, required=True, help=".xlsx, .csv, .json or .pdf")
    made.add_argument("--meeting", metavar="NUMBER", default="", help="only of this meeting")
    made.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.OFFICE.value)
    made.add_argument("--filter", metavar="TEXT", default="", help="as typed into the filter box")
    return made
