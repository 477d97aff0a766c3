"""`set`: one field of one record."""

from argparse import ArgumentParser
from collections.abc import Sequence

from desktop.models.records import find_record
from desktop.models.setting import set_field, set_label
from desktop.store.writing import WritingSession
from desktop.verbs.office_arguments import opened, parser, print_json


def run(given: Sequence[str]) -> None:
    """Change the field and print the record's number and id."""
    parser_of_set = _parser()
    arguments = parser_of_set.parse_args(given)
    if (arguments.value is None) == (arguments.dashed is None):
        parser_of_set.error("one VALUE is needed; one that begins with - is written --value=-5")
    value = arguments.dashed if arguments.value is None else arguments.value
    with opened(arguments, write=True) as store:
        with store.reading() as session:
            record = find_record(session, arguments.number)
            label = set_label(record.fields, arguments.field, record.reference)
        print_json(store.write(label, lambda s: _set(s, arguments.number, arguments.field, value)).result())


def _set(session: WritingSession, number: str, name: str, value: str) -> dict[str, str | None]:
    record = find_record(session, number)
    set_field(session, record, name, value)
    return {"number": getattr(record, "number", None), "id": str(record.id)}


def _parser() -> ArgumentParser:
    made = parser("set", "change one field of one record")
    made.add_argument("number", metavar="NUMBER", help="spoken number or id")
    made.add_argument("field", metavar="FIELD", help="attribute name or label, such as status")
    made.add_argument("value", metavar="VALUE", nargs="?", help="the new value; empty takes it out")
    made.add_argument("--value", dest="dashed", metavar="VALUE", help="for a value that begins with -: --value=-5")
    return made
