"""A new key for a drawer: who no longer holds it reads nothing, those who do read all, and the journal stays whole."""

import base64
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from desktop.models.access import REFERRALS, YOUNG_PEOPLE, Role
from desktop.models.refusal import Refusal
from desktop.models.sealed import CLOSED, Closed, DrawerKeys, Sealed
from desktop.store import backup, members, payload
from desktop.store.backup import make_backup
from desktop.store.check import check
from desktop.store.history import history_of
from desktop.store.journal import broken_at
from desktop.store.payload import make_payload, read_payload
from desktop.store.rekeying import new_drawer_key
from desktop.store.restoring import restore
from desktop.store.tables import ROW_CHANGE
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, READER, STAFF, SUPERVISOR, FrozenClock
from tests.store.mentees import OTHER, SECRET, Mentee, changed, decrypted, raw, read
from tests.store.renewing import OWN, expect_sound, give_back, labels, sealed_values, take_away


def pieces_left(root: Path, office_key: bytes, values: list[Sealed]) -> int:
    """How many of these ciphertexts lie, at least in part, on any page of the database or its log."""
    pages = b""
    for name in ("office.db", "office.db-wal"):
        content = (root / name).read_bytes() if (root / name).exists() else b""
        pages += decrypted(office_key, content, log=name.endswith("-wal"))
    written = [form for value in values for form in (value[48:], base64.b64encode(value)[64:])]
    return sum(any(form[at : at + 12] in pages for at in range(0, len(form) - 12, 4)) for form in written)


# Taking away and giving


def test_who_lost_a_drawer_reads_nothing_in_it_even_with_the_old_slots(
    opened: Opener, mentee: Mentee, kept: DrawerKeys
) -> None:
    store = opened()
    before = sealed_values(store)
    assert {kept.open(YOUNG_PEOPLE, value) for value in before} >= {SECRET, f"{SECRET}-Smith"}, "until now they can"
    take_away(store)
    after = sealed_values(store)
    assert len(after) == len(before) >= 7
    assert all(isinstance(kept.open(YOUNG_PEOPLE, value), Closed) for value in after)
    assert read(store, mentee) == SECRET
    expect_sound(store, {2})
    store.close()
    theirs = opened(COORDINATOR)
    assert theirs.member.role is Role.STAFF
    assert theirs.drawers.open_drawers == frozenset()
    assert read(theirs, mentee) is CLOSED
    assert theirs.drafts() == []


def test_nothing_of_the_older_ciphertext_stays_in_the_file_or_its_log(
    opened: Opener, mentee: Mentee, office_folder: Path
) -> None:
    store = opened()
    before = sealed_values(store)
    assert pieces_left(office_folder, store.key, before) >= len(before), "the finder, tried before it is trusted"
    take_away(store)
    assert pieces_left(office_folder, store.key, before) == 0
    assert pieces_left(office_folder, store.key, sealed_values(store)) >= len(before)


def test_who_is_removed_loses_the_drawers_as_well(opened: Opener, mentee: Mentee, kept: DrawerKeys) -> None:
    store = opened()
    assert members.remove_member(store, OWN, COORDINATOR) == members.A_LEFT_SLOT
    assert all(isinstance(kept.open(YOUNG_PEOPLE, value), Closed) for value in sealed_values(store))
    expect_sound(store, {2})
    assert read(store, mentee) == SECRET
    assert labels(store)[-1] == "Take somebody's key slot"


def test_who_held_no_drawer_costs_none_a_new_key(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    members.remove_member(store, OWN, STAFF)
    members.set_role(store, OWN, READER, Role.STAFF)
    expect_sound(store, {1})


def test_a_role_that_carries_drawers_gives_them_with_all_that_is_in_them(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    take_away(store)
    members.set_role(store, OWN, STAFF, Role.COORDINATOR)
    store.close()
    theirs = opened(STAFF)
    assert theirs.drawers.open_drawers == {YOUNG_PEOPLE, REFERRALS}
    assert read(theirs, mentee) == SECRET
    changed(theirs, mentee, name=OTHER)
    theirs.undo().result()
    assert read(theirs, mentee) == SECRET
    expect_sound(theirs, {2})


def test_taken_and_given_again_and_again(opened: Opener, mentee: Mentee) -> None:
    for version in (2, 3, 4):
        store = opened()
        take_away(store)
        expect_sound(store, {version})
        give_back(store)
        store.close()
        theirs = opened(COORDINATOR)
        assert read(theirs, mentee) == SECRET
        (draft,) = theirs.drafts()
        assert draft.content == {"name": f"{OTHER} unfinished"}
        theirs.close()


def test_the_open_office_writes_under_the_new_key_at_once(opened: Opener, mentee: Mentee, kept: DrawerKeys) -> None:
    store = opened()
    take_away(store)
    changed(store, mentee, name=OTHER)
    assert kept.open(YOUNG_PEOPLE, raw(store, mentee)) is CLOSED
    assert read(store, mentee) == OTHER
    store.undo().result()
    assert read(store, mentee) == SECRET
    expect_sound(store, {2})


def test_a_drawer_gets_a_new_key_by_itself(opened: Opener, mentee: Mentee, kept: DrawerKeys) -> None:
    store = opened()
    people = {each.name: each.person_id for each in members.members(store)}
    new_drawer_key(store, OWN, YOUNG_PEOPLE, [people[SUPERVISOR], people[COORDINATOR]])
    assert labels(store)[-1] == f"Give the drawer “{YOUNG_PEOPLE}” a new key"
    expect_sound(store, {2})
    assert kept.open(YOUNG_PEOPLE, raw(store, mentee)) is CLOSED
    store.close()
    assert read(opened(COORDINATOR), mentee) == SECRET


def test_another_drawer_stays_as_it_is(opened: Opener, mentee: Mentee) -> None:
    theirs = opened(COORDINATOR)
    theirs.save_draft("referral:new", {"name": OTHER}, drawer=REFERRALS).result()
    before = sealed_values(theirs, REFERRALS)
    theirs.close()
    store = opened()
    new_drawer_key(store, OWN, YOUNG_PEOPLE, [each.person_id for each in members.members(store)])
    assert [value for value in sealed_values(store, REFERRALS) if value in before] == before


def test_a_backup_made_meanwhile_opens_what_it_holds(
    opened: Opener, mentee: Mentee, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drawer is taken away in the instant before the database is copied."""
    store, real = opened(), backup._copy_database

    def meanwhile(*arguments: Any) -> Any:
        take_away(store)
        return real(*arguments)

    monkeypatch.setattr(backup, "_copy_database", meanwhile)
    made = make_backup(store.folder, store.key, now=clock(), to=tmp_path / "stick")
    restore(made.path, tmp_path / "new", passphrase=OWN, person=SUPERVISOR)
    restored = opened(SUPERVISOR, tmp_path / "new")
    assert read(restored, mentee) == SECRET


# The journal


def test_the_chain_the_printed_anchor_and_history_hold(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    count, head = store.journal_head()
    take_away(store)
    with store.reading() as session:
        assert broken_at(session.connection(), (count, head[:16])) is None
        names = [
            (change.before, change.after)
            for entry in history_of(session, session.get_one(Mentee, mentee.id))
            for change in entry.changes
            if change.key == "name"
        ]
    assert names == [(None, SECRET), (SECRET, f"{SECRET}-Smith"), (f"{SECRET}-Smith", SECRET)]


def test_a_change_of_before_is_undone_after(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    changed(store, mentee, name=OTHER)
    take_away(store)
    assert store.undo().result() == "Change a mentee", "a role is not taken back by undo"
    assert read(store, mentee) == SECRET
    store.redo().result()
    assert read(store, mentee) == OTHER
    expect_sound(store, {2})


@pytest.mark.parametrize("place", [0, 5, 40])
def test_a_sealed_value_in_the_journal_cannot_be_swapped_for_another(
    opened: Opener, mentee: Mentee, place: int
) -> None:
    """Whoever writes other sealed words there breaks the chain; who only spoils the ciphertext spoils the value."""
    store = opened()

    def forge(session: Any) -> None:
        row = session.execute(select(ROW_CHANGE).where(ROW_CHANGE.c.kind == Mentee.kind).limit(1)).one()
        values = read_payload(row.facts)
        value = values["name"][1]
        spoiled = bytearray(value)
        spoiled[place] ^= 1
        values["name"] = (None, Sealed.of(value.drawer, bytes(spoiled)))
        forged = row.facts[: payload.SALT_BYTES] + make_payload(values)[payload.SALT_BYTES :]
        session.connection().execute(update(ROW_CHANGE).where(ROW_CHANGE.c.seq == row.seq).values(facts=forged))

    store.write("Forge", forge).result()
    with store.reading() as session:
        broken = broken_at(session.connection())
        first = session.scalars(select(ROW_CHANGE.c.facts).where(ROW_CHANGE.c.kind == Mentee.kind).limit(1)).one()
    value = read_payload(first)["name"][1]
    if 2 <= place < 34:
        assert broken is not None
    if place:
        assert f"a damaged name of the mentee {mentee.id}" in " ".join(check(store, deep=True).problems)
        with pytest.raises(ValueError, match="damaged"):
            store.drawers.open(YOUNG_PEOPLE, value)


# What refuses, what is damaged


def test_nobody_changes_their_own_role_and_only_a_supervisor_any(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    head = store.journal_head()
    with pytest.raises(Refusal, match="your own role"):
        members.set_role(store, OWN, SUPERVISOR, Role.READER)
    with pytest.raises(Refusal, match="no key slot"):
        members.set_role(store, OWN, "Zoe", Role.READER)
    assert store.journal_head() == head
    store.close()
    theirs = opened(COORDINATOR)
    with pytest.raises(Refusal, match="only a supervisor"):
        members.set_role(theirs, PASSPHRASES[COORDINATOR], STAFF, Role.COORDINATOR)
    with pytest.raises(Refusal, match="only a supervisor"):
        new_drawer_key(theirs, PASSPHRASES[COORDINATOR], YOUNG_PEOPLE, [])
    assert theirs.journal_head() == head


def test_a_damaged_value_does_not_keep_the_others_from_a_new_key(opened: Opener, mentee: Mentee) -> None:
    store = opened()
    spoiled = bytearray(raw(store, mentee))
    spoiled[-1] ^= 1
    spoil = text("UPDATE mentee_of_a_test SET name = :name")
    store.write("Spoil", lambda s: s.connection().execute(spoil, {"name": bytes(spoiled)})).result()
    take_away(store)
    assert raw(store, mentee) == bytes(spoiled)
    assert Counter(value.version for value in sealed_values(store)) == Counter({2: len(sealed_values(store)) - 1, 1: 1})
