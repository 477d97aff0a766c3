"""`people`: who can sign in, with roles and drawers; adding, removing, a new passphrase, a new recovery sheet."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.models.access import Role
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.store import members
from desktop.store.store import Store
from desktop.verbs.office_arguments import opened, parser, passphrase, print_json
from desktop.verbs.recovery import write_sheet


def run(given: Sequence[str]) -> None:
    """Make the change asked for, if any, and print who can sign in."""
    arguments = _parser().parse_args(given)
    if arguments.recovery_code_file:
        _reset(arguments)
        return
    changes = bool(arguments.add or arguments.remove or arguments.new_passphrase or arguments.recovery)
    with opened(arguments, write=changes) as store:
        if changes:
            _change(store, arguments)
        listed = [_person(each) for each in members.members(store)]
    if arguments.json:
        print_json(listed)
        return
    for each in listed:
        drawers = ", ".join(each["drawers"]) or "no drawers"
        print(f"{each['name']}: {each['role'] or 'no role'}, {drawers}")


def _change(store: Store, arguments: Namespace) -> None:
    own = passphrase(arguments.passphrase_file) if arguments.passphrase_file != "-" else ""
    if not own:
        raise Refusal("Give your passphrase with --passphrase-file FILE: changing who can sign in asks for it again.")
    if arguments.add:
        if not arguments.role:
            raise Refusal("Say with --role what the new person may do: reader, staff, coordinator or supervisor.")
        theirs = passphrase(arguments.new_passphrase_file, "Their passphrase: ")
        members.add_member(store, own, arguments.add, Role(arguments.role), theirs)
    if arguments.remove:
        members.remove_member(store, own, arguments.remove)
    if arguments.new_passphrase:
        members.change_passphrase(store, own, passphrase(arguments.new_passphrase_file, "New passphrase: "))
    if arguments.recovery:
        write_sheet(store.office.name, members.new_recovery_code(store, own), arguments.recovery)


def _reset(arguments: Namespace) -> None:
    """Use the printed recovery sheet to give somebody a new passphrase."""
    if not arguments.person:
        raise Refusal("Say with --person who forgot their passphrase.")
    code = passphrase(arguments.recovery_code_file, "Recovery code: ")
    new = passphrase(arguments.new_passphrase_file, "New passphrase: ")
    members.reset_passphrase(arguments.office, code, arguments.person, new)
    print_json({"person": arguments.person, "passphrase": "changed"})


def _person(each: "members.Listed") -> dict[str, Any]:
    person: Person | None = each.person
    return {
        "id": each.person_id,
        "name": each.name,
        "role": person.role.value if person and person.role else None,
        "title": person.title if person else None,
        "drawers": list(person.role.drawers) if person and person.role else [],
        "has_slot": each.has_slot,
    }


def _parser() -> ArgumentParser:
    made = parser("people", "who can sign in, with roles and drawers")
    made.add_argument("--json", action="store_true", help="as JSON")
    made.add_argument("--add", metavar="NAME", help="let somebody sign in")
    made.add_argument("--role", choices=[role.value for role in Role], help="what the new person may do")
    made.add_argument("--remove", metavar="NAME", help="take somebody's key slot and role")
    made.add_argument("--new-passphrase", action="store_true", help="change your own passphrase")
    made.add_argument("--new-passphrase-file", metavar="FILE", help="file with the new passphrase")
    made.add_argument("--recovery-code-file", metavar="FILE", help="file with the code of the printed recovery sheet")
    made.add_argument("--recovery", metavar="FILE.pdf", type=Path, help="write a new recovery sheet; the old one ends")
    return made
