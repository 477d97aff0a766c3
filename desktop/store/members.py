"""The people who can sign in: their records carry the role, their key slots the keys."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from desktop.models.access import DRAWERS, Role
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.store.folder import OfficeFolder
from desktop.store.journal import Act
from desktop.store.keys import KeySlots, SlotInfo, Unlocked
from desktop.store.opening import open_office
from desktop.store.sealing import renew_drawer
from desktop.store.store import Store
from desktop.store.tables import write_state
from desktop.store.writing import WritingSession

A_LEFT_SLOT = (
    "An older copy of keys.json still opens this office for them, older copies and backups too. "
    "Give the office a new key where that matters."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with a slot or a role. `person` is None when the slot has no live record."""

    person_id: str
    name: str
    person: Person | None
    has_slot: bool


def members(store: Store) -> list[Listed]:
    """Everybody with a key slot, then those who have a role but cannot sign in yet."""
    slots = KeySlots.read(store.folder.root)
    with store.reading() as session:
        records = session.scalars(select(Person).where(Person.deleted_at.is_(None), Person.role.is_not(None)))
        people = {str(person.id): person for person in records}
    listed = [Listed(s.person_id, s.name, people.pop(s.person_id, None), has_slot=True) for s in slots.people]
    return listed + [Listed(key, person.name, person, has_slot=False) for key, person in people.items()]


def add_member(store: Store, own_passphrase: str, name: str, role: Role, passphrase: str) -> None:
    """Give somebody a role and a slot that carries the role's drawers. A person of that name is taken, or made."""
    expect_supervisor(store)
    slots = KeySlots.read(store.folder.root)
    unlocked = slots.unlock(str(store.member.person_id), own_passphrase)
    if any(slot.name.casefold() == name.strip().casefold() for slot in slots.people):
        raise Refusal(f"{name} can sign in already. Remove them first, or choose another name.")

    def work(session: WritingSession) -> int:
        known = select(Person).where(Person.name == name.strip(), Person.deleted_at.is_(None))
        person = session.scalars(known).first() or Person(name=name.strip())
        person.role = role
        session.add(person)
        session.flush()
        # Inside the transaction: if the slot cannot be made, the role is not given.
        slots.add(unlocked, str(person.id), person.name, passphrase, role.drawers)
        write_state(session.connection(), "slots_generation", str(slots.generation))
        return person.id

    store.write("Let somebody sign in", work, act=Act.NOTE).result()


def remove_member(store: Store, own_passphrase: str, name: str) -> str:
    """Take somebody's slot, role and drawers; gives the sentence about what an older slots file still opens."""
    expect_supervisor(store)
    slots = KeySlots.read(store.folder.root)
    unlocked = slots.unlock(str(store.member.person_id), own_passphrase)
    slot = _slot_of_another(store, slots, name)

    def work(session: WritingSession) -> None:
        person = session.get(Person, int(slot.person_id))
        if person is not None:
            person.role = None
            session.flush()
        rest = _take_drawers(session, slots, unlocked, slot.person_id, held_by(slots, unlocked, slot.person_id))
        slots.remove(rest, slot.person_id)
        write_state(session.connection(), "slots_generation", str(slots.generation))

    store.write("Take somebody's key slot", work, act=Act.NOTE).result()
    store.fold_in().result()
    return A_LEFT_SLOT


def set_role(store: Store, own_passphrase: str, name: str, role: Role) -> None:
    """Give somebody who can sign in another role, and their slot the drawers of that role and no other."""
    expect_supervisor(store)
    slots = KeySlots.read(store.folder.root)
    unlocked = slots.unlock(str(store.member.person_id), own_passphrase)
    slot = _slot_of_another(store, slots, name)
    if lacking := [drawer for drawer in DRAWERS if drawer not in unlocked.drawers]:
        raise Refusal(f"You do not hold “{lacking[0]}”, so you cannot give or take it. Ask a supervisor who does.")

    def work(session: WritingSession) -> None:
        person = session.get(Person, int(slot.person_id))
        if person is None or person.is_deleted:
            raise Refusal(f"{slot.name} is in the Bin. Take the person out first.")
        person.role = role
        session.flush()
        held = held_by(slots, unlocked, slot.person_id)
        rest = _take_drawers(session, slots, unlocked, slot.person_id, held - set(role.drawers))
        if given := [drawer for drawer in role.drawers if drawer not in held]:
            slots.give_drawers(rest, slot.person_id, given)
        write_state(session.connection(), "slots_generation", str(slots.generation))

    store.write("Change what somebody may do", work, act=Act.NOTE).result()
    store.fold_in().result()


def held_by(slots: KeySlots, unlocked: Unlocked, person_id: str) -> set[str]:
    """Which of one's own drawers another person holds as well; of the others nobody else can tell."""
    return {d for d in unlocked.drawers if person_id in {each.person_id for each in slots.holders(unlocked, d)}}


def _take_drawers(
    session: WritingSession, slots: KeySlots, unlocked: Unlocked, person_id: str, drawers: set[str]
) -> Unlocked:
    for drawer in sorted(drawers):
        rest = [each.person_id for each in slots.holders(unlocked, drawer) if each.person_id != person_id]
        unlocked = renew_drawer(session, slots, unlocked, drawer, rest)
    return unlocked


def _slot_of_another(store: Store, slots: KeySlots, name: str) -> SlotInfo:
    slot = next((s for s in slots.people if s.name.casefold() == name.strip().casefold()), None)
    if slot is None:
        raise Refusal(f"{name} has no key slot here. See the list with the verb people.")
    if slot.person_id == str(store.member.person_id):
        raise Refusal("You cannot remove yourself or change your own role. Ask another supervisor to do it.")
    return slot


def change_passphrase(store: Store, own_passphrase: str, new: str) -> None:
    """Change one's own passphrase."""
    slots = KeySlots.read(store.folder.root)
    slots.change_passphrase(slots.unlock(str(store.member.person_id), own_passphrase), new)
    _remember(store, slots, "Change a passphrase")


def reset_passphrase(root: Path, code: str, name: str, new: str) -> None:
    """Give somebody who forgot theirs a new passphrase with the printed recovery sheet; its use is journaled.

    The office is opened with the new passphrase at once, to journal it.
    """
    folder = OfficeFolder(root.absolute())
    folder.expect_office()
    slots = KeySlots.read(folder.root)
    slot = next((s for s in slots.people if s.name.casefold() == name.strip().casefold()), None)
    if slot is None:
        known = ", ".join(s.name for s in slots.people)
        raise Refusal(f'"{name}" has no key slot here. Say with --person who forgot their passphrase: {known}.')
    slots.change_passphrase(slots.unlock_recovery(code), new, slot.person_id)
    store = open_office(root, new, person=slot.name)
    try:
        store.note("The recovery sheet was used", person=slot.name).result()
    finally:
        store.close()


def new_recovery_code(store: Store, own_passphrase: str) -> str:
    """A new recovery code to print; the old sheet opens nothing any more."""
    expect_supervisor(store)
    slots = KeySlots.read(store.folder.root)
    code = slots.with_recovery(slots.unlock(str(store.member.person_id), own_passphrase))
    _remember(store, slots, "Make a new recovery sheet")
    return code


def _remember(store: Store, slots: KeySlots, label: str) -> None:
    store.note(label).result()
    store.remember("slots_generation", str(slots.generation)).result()


def expect_supervisor(store: Store) -> None:
    """Refusal for everybody but a supervisor."""
    if store.member.role is not Role.SUPERVISOR:
        raise Refusal(
            f"{store.member.name} signs in as {store.member.role}; only a supervisor decides who can sign in."
        )
