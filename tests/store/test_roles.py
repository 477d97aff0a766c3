"""Roles: what each may do is decided in the store, whatever a view offers; and the slots carry the drawers."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desktop.models.access import DRAWERS, Role
from desktop.models.base import Record
from desktop.models.concern import Category, Status, StatusType
from desktop.models.kind import Kind, KindOf
from desktop.models.line import Line
from desktop.models.office import Office
from desktop.models.person import Person
from desktop.models.records import RECORDS
from desktop.models.refusal import Refusal
from desktop.models.speaker import SpeakerRole
from desktop.models.theme import Theme
from desktop.store.bin import put_in_bin
from desktop.store.keys import KeySlots
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories
from tests.conftest import Opener
from tests.factories import PASSPHRASES, READER, ROLES, STAFF

OF_A_SUPERVISOR: dict[str, Callable[[], Record]] = {
    "category": lambda: Category(name="Trees", position=1),
    "status": lambda: Status(name="Waiting", type=StatusType.NEW, position=1),
    "kind": lambda: Kind(name="Picnic", of=KindOf.MEETING, position=1),
    "speaker role": lambda: SpeakerRole(name="Poet", speaks_for_office=False, position=1),
}
OF_STAFF: dict[str, Callable[[], Record]] = {
    "concern": factories.concern,
    "promise": factories.promise,
    "question": factories.question,
    "action": factories.action,
    "area": factories.area,
    "organization": factories.organization,
    "person": factories.person,
    "meeting": factories.meeting,
    "theme": lambda: Theme(name="trees"),
}


def may(store: Store, work: Callable[[WritingSession], object]) -> bool:
    head = store.journal_head()
    try:
        store.write("Try", work).result()
    except Refusal as refusal:
        assert store.journal_head() == head
        assert store.member.name in str(refusal)
        return False
    return True


@pytest.mark.parametrize("who", ROLES)
def test_who_may_add_what(opened: Opener, who: str) -> None:
    """The whole table of roles and kinds."""
    store = opened(who)
    role = ROLES[who]
    for make in OF_STAFF.values():
        assert may(store, lambda s, make=make: s.add(make())) == (role is not Role.READER)  # type: ignore[misc]
    for make in OF_A_SUPERVISOR.values():
        assert may(store, lambda s, make=make: s.add(make())) == (role is Role.SUPERVISOR)  # type: ignore[misc]


@pytest.mark.parametrize("who", ROLES)
def test_who_may_change_or_bin_what_a_supervisor_decided(opened: Opener, who: str) -> None:
    store = opened(who)
    supervisor = ROLES[who] is Role.SUPERVISOR

    def rename(session: WritingSession) -> None:
        session.scalars(select(Office)).one().name = "Another precinct"

    def drop(session: WritingSession) -> None:
        put_in_bin(session, session.scalars(select(Category)).first())  # type: ignore[arg-type]

    assert may(store, rename) == supervisor
    assert may(store, drop) == supervisor


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("whom", ROLES)
def test_who_may_give_and_take_roles(opened: Opener, who: str, whom: str) -> None:
    store = opened(who)

    def own(session: WritingSession) -> Person:
        return session.scalars(select(Person).where(Person.name == whom)).one()

    supervisor = ROLES[who] is Role.SUPERVISOR
    other = Role.STAFF if ROLES[whom] is Role.SUPERVISOR else Role.SUPERVISOR
    assert may(store, lambda s: setattr(own(s), "role", other)) == supervisor
    assert may(store, lambda s: put_in_bin(s, own(s))) == supervisor


def test_a_contact_without_a_role_is_everybodys_work(opened: Opener) -> None:
    store = opened(STAFF)
    contact = factories.person()
    factories.saved(store, contact)
    assert may(store, lambda s: factories.assign(s, contact, {"phone": "555-0100"}))
    assert not may(store, lambda s: factories.assign(s, contact, {"role": Role.STAFF}))
    assert may(store, lambda s: put_in_bin(s, s.get_one(Person, contact.id)))


def test_every_kind_says_who_may_write_it() -> None:
    by_role = {record.kind: record.written_by for record in RECORDS}
    supervisors = {kind for kind, role in by_role.items() if role is Role.SUPERVISOR}
    assert supervisors == {*OF_A_SUPERVISOR, "office"}
    assert set(by_role.values()) == {Role.STAFF, Role.SUPERVISOR}


@pytest.mark.parametrize("who", ROLES)
def test_the_slot_of_a_role_carries_its_drawers(opened: Opener, who: str) -> None:
    store = opened(who, write=False)
    assert store.member.role is ROLES[who]
    expected = frozenset(DRAWERS) if ROLES[who] in (Role.COORDINATOR, Role.SUPERVISOR) else frozenset()
    assert store.drawers.open_drawers == expected


def test_the_slots_file_says_nobodys_role(opened: Opener) -> None:
    store = opened(READER, write=False)
    text = (store.folder.root / "keys.json").read_text(encoding="utf-8")
    assert not any(role.value in text for role in Role)
    assert KeySlots.read(store.folder.root).unlock(READER, PASSPHRASES[READER]).drawers == {}


def test_a_reader_opens_for_writing_after_the_slots_changed(opened: Opener) -> None:
    """The first to sign in after somebody was added may be a reader: that must not shut the door on them."""
    store = opened(READER)
    assert store.can_write
    with store.reading() as session:
        assert session.scalars(select(Line)).all() == []
