"""`people`: who is taken away loses role, slot and drawers; a new key for the office; a role brings its drawers."""

from pathlib import Path
from typing import Any

import pytest

from desktop.store.backup import backups
from desktop.store.keys import KeySlots
from desktop.store.members import A_LEFT_SLOT
from desktop.store.opening import open_office
from tests.factories import COORDINATOR, PASSPHRASES, READER, ROLES, STAFF, SUPERVISOR
from tests.verbs.harness import Bench, Ran, assert_refused, lines_of

pytest_plugins = ["tests.torture.benches"]

DRAWERS = ["young people", "referrals"]


def key_of(bench: Bench) -> bytes:
    return KeySlots.read(bench.root).unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]).office_key


def drawers_of(bench: Bench, who: str) -> set[str]:
    """What the slot carries, whatever the list says."""
    return set(KeySlots.read(bench.root).unlock(who, PASSPHRASES[who]).drawers)


def listed(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    return {each["name"]: each for each in ran.json}


def as_(bench: Bench, who: str, verb: str, *words: str | Path) -> Ran:
    other = Bench(bench.root, bench.aside / who.replace(" ", "-"), who)
    other.aside.mkdir(exist_ok=True)
    return other.call(verb, *words)


def test_a_removed_person_is_gone_and_the_left_slot_is_told(bench: Bench) -> None:
    before = key_of(bench)
    ran = bench.call("people", "--remove", COORDINATOR, "--json")
    assert COORDINATOR not in listed(ran)
    assert ran.err == A_LEFT_SLOT + "\n"
    assert key_of(bench) == before
    assert_refused(as_(bench, COORDINATOR, "list", "concerns"), COORDINATOR)


def test_with_a_new_key_the_office_is_another_one_for_them(bench: Bench) -> None:
    before, kept = key_of(bench), {path.name: path.read_bytes() for path in bench.root.glob("keys*.json")}
    ran = bench.call("people", "--remove", COORDINATOR, "--new-key", "--json")
    assert set(listed(ran)) == set(ROLES) - {COORDINATOR}
    (made,) = [info for info in backups(bench.root / "backups") if info.why == "before a new key"]
    first, second = ran.err.splitlines()
    assert first == A_LEFT_SLOT
    assert second.startswith("The office has a new key.")
    assert second.endswith(f"{made.name}.")
    assert key_of(bench) != before
    for who in (SUPERVISOR, STAFF, READER):
        store = open_office(bench.root, PASSPHRASES[who], person=who, write=False)
        assert len(lines_of(store)) == 3
        store.close()
    assert bench.call("check", "--deep").code == 0
    for name, content in kept.items():
        (bench.root / name).write_bytes(content)
    assert_refused(as_(bench, COORDINATOR, "list", "concerns"), "office.db")


def test_a_new_key_alone(bench: Bench) -> None:
    before = key_of(bench)
    ran = bench.call("people", "--new-key")
    assert (ran.code, ran.out.count("\n")) == (0, len(ROLES))
    assert key_of(bench) != before
    assert bench.call("check", "--deep").code == 0


def test_a_new_key_with_a_new_passphrase(bench: Bench) -> None:
    before = key_of(bench)
    secret = bench.file("new", "a passphrase of another year")
    ran = bench.call("people", "--new-passphrase", "--new-passphrase-file", secret, "--new-key")
    assert ran.code == 0, ran.err
    assert KeySlots.read(bench.root).unlock(SUPERVISOR, "a passphrase of another year").office_key != before


def test_a_role_comes_and_goes_with_its_drawers(bench: Bench) -> None:
    ran = bench.call("people", "--set-role", STAFF, "--role", "coordinator", "--json")
    assert (listed(ran)[STAFF]["role"], listed(ran)[STAFF]["drawers"]) == ("coordinator", DRAWERS)
    assert drawers_of(bench, STAFF) == set(DRAWERS)
    ran = bench.call("people", "--set-role", STAFF, "--role", "reader", "--json")
    assert (listed(ran)[STAFF]["role"], listed(ran)[STAFF]["drawers"]) == ("reader", [])
    assert drawers_of(bench, STAFF) == set()
    assert drawers_of(bench, COORDINATOR) == set(DRAWERS)
    assert bench.call("check", "--deep").code == 0
    assert_refused(as_(bench, STAFF, "set", "M26-0001", "place", "Elsewhere"), "reader")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--remove", SUPERVISOR), "remove yourself"),
        (("--remove", "Zoe"), "no key slot"),
        (("--set-role", SUPERVISOR, "--role", "reader"), "your own role"),
        (("--set-role", STAFF), "--role"),
        (("--set-role", "Zoe", "--role", "reader"), "no key slot"),
    ],
)
def test_what_is_refused_changes_nothing(bench: Bench, words: tuple[str, ...], says: str) -> None:
    before = {name: drawers_of(bench, name) for name in ROLES}
    assert_refused(bench.call("people", *words, "--json"), says)
    assert {name: drawers_of(bench, name) for name in ROLES} == before


@pytest.mark.parametrize("who", [COORDINATOR, STAFF, READER])
@pytest.mark.parametrize(
    "words", [("--new-key",), ("--remove", STAFF, "--new-key"), ("--set-role", READER, "--role", "supervisor")]
)
def test_only_a_supervisor_may(bench: Bench, who: str, words: tuple[str, ...]) -> None:
    before = key_of(bench)
    assert_refused(as_(bench, who, "people", *words), "only a supervisor")
    assert key_of(bench) == before
    assert {each.name for each in KeySlots.read(bench.root).people} == set(ROLES)


def test_while_somebody_reads_the_removal_stands_and_the_key_is_asked_for_again(bench: Bench) -> None:
    before = key_of(bench)
    reader = open_office(bench.root, PASSPHRASES[STAFF], person=STAFF, write=False)
    reader.journal_head()
    ran = bench.call("people", "--remove", READER, "--new-key")
    assert ran.code == 1
    told = ran.err.splitlines()
    assert told[0] == A_LEFT_SLOT
    assert told[1].startswith("Another program reads")
    reader.close()
    assert key_of(bench) == before
    assert READER not in listed(bench.call("people", "--json"))
    assert bench.call("people", "--new-key").code == 0
    assert key_of(bench) != before
