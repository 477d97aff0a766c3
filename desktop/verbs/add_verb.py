"""`add`: records from JSON, or lines from notes; one change set, all or nothing."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.exchange.notes_text import add_notes
from desktop.exchange.record_json import new_lines, new_record, read_items
from desktop.models.base import Record
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.models.recording import Recorded
from desktop.models.records import record_named
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.faults import told_plainly
from desktop.store.writing import WritingSession
from desktop.verbs.office_arguments import opened, parser, print_json, remark

Made = list[dict[str, str | None]]


def run(given: Sequence[str]) -> None:
    """Add and print `[{"number", "id"}]`, after the commit."""
    arguments = _parser().parse_args(given)
    kind = record_named(arguments.kind)
    source: Path = arguments.source
    with opened(arguments, write=True) as store, told_plainly(source):
        if source.suffix.lower() == ".json":
            items = read_items(source)
            made, remarks = store.write(
                f"Add {kind.kinds}", lambda s: _json(s, kind, items, arguments.meeting)
            ).result()
        elif kind is Line:
            made, remarks = store.write("Add lines", lambda s: _notes(s, source, arguments.meeting)).result()
        else:
            raise Refusal(
                f"{kind.kinds} are added from a .json file, and {source.name} is none. Only lines come as text."
            )
        print_json(made)
    remark(remarks)


def _json(
    session: WritingSession, kind: type[Record], items: list[dict[str, Any]], meeting: str | None
) -> tuple[Made, list[str]]:
    if kind is Line:
        recorded = new_lines(session, items, _meeting(session, meeting) if meeting else None)
        session.flush()
        return _lines(recorded), []
    made = []
    for row, item in enumerate(items, 1):
        try:
            made.append(new_record(session, kind, item))
            session.flush()
        except Refusal as refusal:
            raise Refusal(f"Record {row}: {refusal}" if len(items) > 1 else str(refusal)) from None
    return [{"number": getattr(record, "number", None), "id": str(record.id)} for record in made], []


def _notes(session: WritingSession, source: Path, meeting: str | None) -> tuple[Made, list[str]]:
    if not meeting:
        raise Refusal("Lines belong to a meeting. Name it with --meeting, such as --meeting M26-0031.")
    recorded, remarks = add_notes(session, _meeting(session, meeting), source)
    session.flush()
    return _lines(recorded), remarks


def _lines(recorded: list[Recorded]) -> Made:
    """The id of each line, and the number of what its mark made."""
    return [{"number": each.made.number if each.made else None, "id": str(each.line.id)} for each in recorded]


def _meeting(session: WritingSession, name: str) -> Meeting:
    return session.get_one(Meeting, find_reference(session, Meeting, name))


def _parser() -> ArgumentParser:
    made = parser("add", "add records from JSON, or lines from a text file")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, lines")
    made.add_argument("--from", dest="source", metavar="FILE", type=Path, required=True, help="a .json or .txt file")
    made.add_argument("--meeting", metavar="NUMBER", help="the meeting that lines belong to")
    return made
