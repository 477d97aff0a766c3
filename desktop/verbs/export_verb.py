"""`export`: records or a document to a file; the ending of the file chooses the writer."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.documents.words import LANGUAGES
from desktop.jobs.export import export
from desktop.jobs.order import CHARTS, ENGLISH, LETTER, PAPERS, Order
from desktop.jobs.papers import CONCERN, DOCUMENTS
from desktop.jobs.writers import PDF
from desktop.models.concern import Concern
from desktop.models.disclosure import Audience
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.store import Store
from desktop.verbs.list_verb import count
from desktop.verbs.office_arguments import opened, parser, passphrase, print_json, remark

NAMED = [what for what in DOCUMENTS if what != CONCERN]


def run(given: Sequence[str]) -> None:
    """Write the file, journal the export, and print what went out and what was withheld."""
    arguments = _parser().parse_args(given)
    order = Order(
        arguments.kind,
        arguments.to,
        Audience(arguments.audience),
        arguments.filter,
        arguments.meeting,
        language=arguments.language,
        second=arguments.second,
        paper=arguments.paper,
        large=arguments.large,
        passphrase=_new_passphrase(arguments.lock),
        sheets=arguments.sheets,
        chart=arguments.chart,
    )
    if arguments.concern and (arguments.kind != Concern.kinds or arguments.filter or arguments.meeting):
        raise Refusal("--concern names one of the concerns to write. Leave it out, or write concerns and nothing else.")
    with opened(arguments, write=True) as store:
        if arguments.concern:
            order = _of_one(store, order, arguments.concern)
        elif arguments.mine:
            order = replace(order, owner=store.member.person_id)
        exported = export(store, order)
        print_json({"file": str(exported.target), **exported.facts})
    remark(exported.remarks)


def _of_one(store: Store, order: Order, number: str) -> Order:
    with store.reading() as session:
        one = replace(order, ids=(find_reference(session, Concern, number),), typed=number.strip().upper())
    return replace(one, what=CONCERN) if order.target.suffix.lower() == PDF else one


def _new_passphrase(source: str | None) -> str:
    return passphrase(source, "Passphrase of the file: ", "--lock") if source is not None else ""


def _parser() -> ArgumentParser:
    made = parser("export", "write records or a document to a file")
    made.add_argument("kind", metavar="KIND", help=f"such as concerns, meetings, lines; or one of: {', '.join(NAMED)}")
    made.add_argument("--to", metavar="FILE.EXT", type=Path, required=True, help=".xlsx, .csv, .json or .pdf")
    made.add_argument("--meeting", metavar="NUMBER", default="", help="only of this meeting")
    made.add_argument("--concern", metavar="NUMBER", default="", help="only this one of the concerns; .pdf is its page")
    made.add_argument("--mine", action="store_true", help="day: only what waits for whoever signs in")
    made.add_argument("--sheets", metavar="N", type=count, default=1, help="sign-in, slips: how many sheets")
    made.add_argument("--language", choices=LANGUAGES, default=ENGLISH, help="of a document")
    made.add_argument("--second", choices=LANGUAGES, default="", help="the other one where two stand side by side")
    made.add_argument("--paper", choices=PAPERS, default=LETTER)
    made.add_argument("--large", action="store_true", help="a document in large type")
    made.add_argument("--lock", metavar="FILE", help="lock the PDF with the passphrase in this file; - reads it here")
    made.add_argument("--chart", choices=CHARTS, default="", help="concerns as .pdf: counted by this at the end")
    made.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.OFFICE.value)
    made.add_argument("--filter", metavar="TEXT", default="", help="as typed into the filter box")
    return made
