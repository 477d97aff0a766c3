"""`people`: who can sign in, with roles and drawers; adding, removing, other roles, new passphrases and keys."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.models.access import Role
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.store import members
from desktop.store.rekeying import BACKUPS_KEEP_THEIRS, new_office_key
from desktop.store.store import Store
from desktop.verbs.office_arguments import opened, parser, passphrase, print_json, remark
from desktop.verbs.recovery import expect_place, offer_sheet, write_sheet


def run(given: Sequence[str]) -> None:
    """Make the change asked for, if any, and print who can sign in."""
    arguments = _parser().parse_args(given)
    if arguments.recovery_code_file:
        _reset(arguments)
        return
    named = arguments.add or arguments.remove or arguments.set_role
    changes = bool(named or arguments.new_passphrase or arguments.recovery or arguments.new_key)
    with opened(arguments, write=changes) as store:
        own = _change(store, arguments) if changes else ""
        listed = [_person(each) for each in members.members(store)]
        who = str(store.member.person_id)
    if arguments.new_key:
        _give_new_key(arguments.office, who, own)
    if arguments.json:
        print_json(listed)
        return
    for each in listed:
        drawers = ", ".join(each["drawers"]) or "no drawers"
        print(f"{each['name']}: {each['role'] or 'no role'}, {drawers}")


def _change(store: Store, arguments: Namespace) -> str:
    """Make the changes that an open office can make; gives the passphrase that signs in afterwards."""
    own = passphrase(arguments.passphrase_file) if arguments.passphrase_file != "-" else ""
    if not own:
        raise Refusal("Give your passphrase with --passphrase-file FILE: changing who can sign in asks for it again.")
    if arguments.new_key:
        members.expect_supervisor(store)  # before anything else is done
    if arguments.recovery:
        expect_place(arguments.recovery)  # the old code ends with the new one, which only the sheet holds
    if arguments.add:
        if not arguments.role:
            raise Refusal("Say with --role what the new person may do: reader, staff, coordinator or supervisor.")
        theirs = passphrase(arguments.new_passphrase_file, "Their passphrase: ")
        members.add_member(store, own, arguments.add, Role(arguments.role), theirs)
    if arguments.set_role:
        if not arguments.role:
            raise Refusal("Say with --role which role it is: reader, staff, coordinator or supervisor.")
        members.set_role(store, own, arguments.set_role, Role(arguments.role))
    if arguments.remove:
        remark([members.remove_member(store, own, arguments.remove)])
    if arguments.new_passphrase:
        new = passphrase(arguments.new_passphrase_file, "New passphrase: ")
        members.change_passphrase(store, own, new)
        own = new
    if arguments.recovery:
        code = members.new_recovery_code(store, own)
        write_sheet(store.office.name, code, arguments.recovery, arguments.language)
    return own


def _give_new_key(office: Path, who: str, own: str) -> None:
    """Once the store is closed: a new key needs the office alone."""
    backup = new_office_key(office, who, own)
    remark([f"The office has a new key. {BACKUPS_KEEP_THEIRS} The last of them is {backup.name}."])


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
    made.add_argument("--role", choices=[role.value for role in Role], help="what the person may do")
    made.add_argument("--set-role", metavar="NAME", help="give somebody another role, with the drawers it carries")
    made.add_argument("--remove", metavar="NAME", help="take somebody's key slot and role")
    made.add_argument("--new-key", action="store_true", help="give the office a new key, after a verified backup")
    made.add_argument("--new-passphrase", action="store_true", help="change your own passphrase")
    made.add_argument("--new-passphrase-file", metavar="FILE", help="file with the new passphrase")
    made.add_argument("--recovery-code-file", metavar="FILE", help="file with the code of the printed recovery sheet")
    offer_sheet(made, "write a new recovery sheet; the old one ends")
    return made
