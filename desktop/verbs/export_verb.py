"""`export`: records or a document to a file; the ending of the file chooses the writer."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.jobs.export import export
from desktop.jobs.order import Order
from desktop.models.concern import Concern
from desktop.models.disclosure import Audience
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.store import Store
from desktop.verbs.office_arguments import opened, parser, print_json, remark


def run(given: Sequence[str]) -> None:
    """Write the file, journal the export, and print what went out and what was withheld."""
    arguments = _parser().parse_args(given)
    order = Order(arguments.kind, arguments.to, Audience(arguments.audience), arguments.filter, arguments.meeting)
    if arguments.concern and (arguments.kind != Concern.kinds or arguments.filter or arguments.meeting):
        raise Refusal("--concern names one of the concerns to write. Leave it out, or write concerns and nothing else.")
    with opened(arguments, write=True) as store:
        if arguments.concern:
            order = _of_one(store, order, arguments.concern)
        exported = export(store, order)
        print_json({"file": str(exported.target), **exported.facts})
    remark(exported.remarks)


def _of_one(store: Store, order: Order, number: str) -> Order:
    with store.reading() as session:
        return replace(order, ids=(find_reference(session, Concern, number),), typed=number.strip().upper())


def _parser() -> ArgumentParser:
    made = parser("export", "write records or a document to a file")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, lines, people; or minutes")
    made.add_argument("--to", metavar="FILE.EXT", type=Path, required=True, help=".xlsx, .csv, .json or .pdf")
    made.add_argument("--meeting", metavar="NUMBER", default="", help="only of this meeting")
    made.add_argument("--concern", metavar="NUMBER", default="", help="only this one of the concerns")
    made.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.OFFICE.value)
    made.add_argument("--filter", metavar="TEXT", default="", help="as typed into the filter box")
    return made
