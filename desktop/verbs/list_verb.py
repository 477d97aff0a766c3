"""`list`: records, newest first, as JSON or as plain lines."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from desktop.documents.extract import Extract, text_of
from desktop.documents.json_table import records_of
from desktop.jobs.extracts import Wanted, extract
from desktop.models.records import record_named
from desktop.verbs.office_arguments import opened, parser, print_json

WIDTH = 40


def run(given: Sequence[str]) -> None:
    """Print the list."""
    arguments = _parser().parse_args(given)
    wanted = Wanted(
        record_named(arguments.kind), typed=arguments.filter, meeting=arguments.meeting, limit=arguments.limit
    )
    with opened(arguments, write=False) as store, extract(store, wanted) as found:
        if arguments.json:
            print_json(list(records_of(found)))
        else:
            _print_lines(found)


def _print_lines(found: Extract) -> None:
    shown = [(i, field) for i, field in enumerate(found.fields, 1) if not field.hidden][:6]
    zone = found.about.made_at.tzinfo
    print("\t".join(field.head for _, field in shown))
    for row in found.rows:
        texts = (" ".join(text_of(field, row[i], zone).split()) for i, field in shown)
        print("\t".join(text if len(text) <= WIDTH else text[: WIDTH - 1] + "…" for text in texts))


def count(text: str) -> int:
    """A number of records, 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _parser() -> ArgumentParser:
    made = parser("list", "list records, newest first")
    made.add_argument("kind", metavar="KIND", help="such as concerns, meetings, lines")
    made.add_argument("--filter", metavar="TEXT", default="", help="as typed into the filter box: all words, prefixes")
    made.add_argument("--meeting", metavar="NUMBER", default="", help="only of this meeting")
    made.add_argument("--limit", metavar="N", type=count, default=0, help="at most this many")
    made.add_argument("--json", action="store_true", help="as JSON")
    return made
