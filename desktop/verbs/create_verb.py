"""`create`: an empty office with its first supervisor and its recovery sheet."""

from argparse import ArgumentParser
from collections.abc import Sequence

from desktop.store.creating import NewOffice, create_office
from desktop.store.machine import zone_name
from desktop.verbs.office_arguments import parser, passphrase, print_json, remark
from desktop.verbs.recovery import expect_place, offer_sheet, write_sheet

NO_SHEET = "No recovery sheet was written. Make one soon: people OFFICE --recovery FILE.pdf"


def run(given: Sequence[str]) -> None:
    """Create the office and print where it is."""
    arguments = _parser().parse_args(given)
    if arguments.recovery:
        expect_place(arguments.recovery)
    new = NewOffice(
        name=arguments.name,
        person=arguments.person,
        passphrase=passphrase(arguments.passphrase_file),
        zone=arguments.zone or zone_name(),
        title=arguments.title,
        address=arguments.address,
        phone=arguments.phone,
    )
    code = create_office(arguments.office, new)
    if arguments.recovery:
        write_sheet(new.name, code, arguments.recovery, arguments.language)
    else:
        remark([NO_SHEET])
    sheet = str(arguments.recovery) if arguments.recovery else None
    print_json({"office": str(arguments.office), "person": new.person, "recovery": sheet})


def _parser() -> ArgumentParser:
    made = parser("create", "make an empty office and its recovery sheet", signs_in=False)
    made.add_argument("--name", required=True, help="what the office is called")
    made.add_argument("--person", required=True, help="its first person, a supervisor")
    made.add_argument("--passphrase-file", metavar="FILE", help="file with that person's passphrase; - reads it here")
    offer_sheet(made, "where to write the recovery sheet")
    made.add_argument("--zone", help="time zone such as America/New_York (default: this computer's)")
    made.add_argument("--title", help="the person's title")
    made.add_argument("--address", help="for the letterhead")
    made.add_argument("--phone", help="for the letterhead")
    return made
