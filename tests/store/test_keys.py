"""Who can open an office, what a damaged folder does, and what the files give away."""

import base64
import json
import os
import random
import re
import stat
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.models.refusal import Refusal
from desktop.store import slot_sealing, slots_file
from desktop.store.keys import (
    CHEAP,
    KdfCost,
    KeySlots,
    SlotInfo,
    SlotsDamaged,
    SlotsMissing,
    TooSoon,
    Unlocked,
    WrongPassphrase,
)
from desktop.store.recovery_code import ALPHABET, make_code, read_code
from desktop.store.slots_file import COPIES, SlotsFile, canonical

ANA, BEN, CARA = "3760193536000012345", "3760193536000012346", "3760193536000012347"
ANAS, BENS, CARAS = "ana likes long walks", "ben has a red bicycle", "cara counts her sheep"
YOUNG, REFERRALS = "young people", "referrals"


class Clock:
    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def made(folder: Path, seed: int = 7, **more: Any) -> tuple[KeySlots, Unlocked]:
    values: dict[str, Any] = {"office_name": "42nd Precinct", "person_id": ANA, "person_name": "Ana Ruiz"}
    values |= {"passphrase": ANAS, "cost": CHEAP, "entropy": random.Random(seed).randbytes, "now": Clock()}
    return KeySlots.create(folder, **(values | more))


def read(folder: Path, now: Callable[[], float] = Clock()) -> KeySlots:  # noqa: B008 - a clock that stands still
    return KeySlots.read(folder, cost=CHEAP, now=now)


@pytest.fixture
def office(tmp_path: Path) -> tuple[KeySlots, Unlocked]:
    return made(tmp_path)


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in COPIES]


def forge(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change both files the way somebody with an editor and this source would, checksum included."""
    content = json.loads((folder / COPIES[0]).read_bytes())
    change(content)
    del content["checksum"]
    content["checksum"] = slots_file._checksum(content)
    for name in COPIES:
        (folder / name).write_bytes(canonical(content))


# Opening


def test_a_new_office_has_two_identical_private_files(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    first, second = contents(tmp_path)
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(COPIES)
    for name in COPIES:
        assert os.name == "nt" or stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert (slots.office_name, slots.generation, slots.has_recovery) == ("42nd Precinct", 1, False)
    assert slots.people == [SlotInfo(ANA, "Ana Ruiz")]
    assert len(unlocked.office_key) == 32
    assert set(unlocked.drawers) == {YOUNG, REFERRALS}
    assert len({unlocked.office_key, *(drawer[1] for drawer in unlocked.drawers.values())}) == 3


@pytest.mark.parametrize("who", [ANA, "Ana Ruiz", "  aNA   ruiz "])
def test_the_passphrase_opens_by_id_and_by_name(tmp_path: Path, who: str) -> None:
    _, unlocked = made(tmp_path)
    assert read(tmp_path).unlock(who, ANAS) == unlocked


def test_an_office_is_never_made_over_another(tmp_path: Path) -> None:
    made(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(Refusal, match="holds an office already"):
        made(tmp_path, seed=8)
    assert contents(tmp_path) == before


def test_a_wrong_passphrase_is_told_from_an_unknown_name(tmp_path: Path) -> None:
    slots, _ = made(tmp_path)
    with pytest.raises(WrongPassphrase, match="slot of Ana Ruiz"):
        slots.unlock(ANA, ANAS + "!")
    with pytest.raises(Refusal, match=r"“Zoe” cannot sign in.*: Ana Ruiz\.") as caught:
        slots.unlock("Zoe", ANAS)
    assert not isinstance(caught.value, WrongPassphrase)


def test_a_short_passphrase_is_refused_and_twelve_characters_are_not(
    tmp_path: Path, office: tuple[KeySlots, Unlocked]
) -> None:
    slots, unlocked = office
    with pytest.raises(Refusal, match="at least 12 characters"):
        slots.add(unlocked, BEN, "Ben", "eleven char")
    with pytest.raises(Refusal, match="at least 12 characters"):
        slots.change_passphrase(unlocked, "e\u0301" * 11)
    assert slots.generation == 1
    slots.add(unlocked, BEN, "Ben", " twelve char")
    with pytest.raises(WrongPassphrase):
        slots.unlock(BEN, "twelve char")
    assert read(tmp_path).unlock(BEN, " twelve char").name == "Ben"


def test_the_same_letters_open_however_the_system_composes_them(tmp_path: Path) -> None:
    composed = unicodedata.normalize("NFC", "Zoë’s Gärten grünen")
    slots, _ = made(tmp_path, person_name="Zoë", passphrase=composed)
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    assert slots.unlock(unicodedata.normalize("NFD", "ZOË"), apart).name == "Zoë"


def test_keys_do_not_show_in_a_traceback(office: tuple[KeySlots, Unlocked]) -> None:
    _, unlocked = office
    assert "key" not in repr(unlocked)
    assert "drawers" not in repr(unlocked)


def test_nothing_heavy_is_imported_for_the_lock_screen() -> None:
    script = (
        "import sys, desktop.store.keys;"
        "print([name for name in ('cryptography', 'sqlalchemy', 'PySide6') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# The recovery sheet


def test_the_recovery_sheet_opens_everything(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{7}}[{ALPHABET}]{{5}}", code)
    again = read(tmp_path)
    assert again.has_recovery
    assert again.people == [SlotInfo(ANA, "Ana Ruiz")]
    by_sheet = again.unlock_recovery(code)
    assert (by_sheet.office_key, by_sheet.drawers) == (unlocked.office_key, unlocked.drawers)
    assert by_sheet.by_recovery
    assert by_sheet.person_id == ""


def test_the_recovery_code_may_be_typed_as_people_type(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path, seed=1)
    code = slots.with_recovery(unlocked)
    assert "0" in code
    assert "1" in code
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " – ") + "\n",
        code.replace("0", "O").replace("1", "l"),
        code.replace("0", "o").replace("1", "I").replace("V", "U"),
        " ".join(code.replace("-", "")),
    ):
        assert slots.unlock_recovery(typed).office_key == unlocked.office_key


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_told_with_its_group(secret: bytes, place: int, symbol: str) -> None:
    code = make_code(secret)
    assert read_code(code) == secret
    bare = code.replace("-", "")
    typed = bare[:place] + symbol + bare[place + 1 :]
    if typed != bare:
        with pytest.raises(Refusal, match=f"^Group {place // 5 + 1} looks mistyped"):
            read_code(typed)


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.integers(0, 39))
def test_swapped_symbols_and_groups_are_told(secret: bytes, one: int, two: int) -> None:
    code = make_code(secret)
    symbols = list(code.replace("-", ""))
    symbols[one], symbols[two] = symbols[two], symbols[one]
    if one // 5 == two // 5 and symbols != list(code.replace("-", "")):
        with pytest.raises(Refusal, match=f"^Group {one // 5 + 1} looks mistyped"):
            read_code("".join(symbols))
    groups = code.split("-")
    first, second = one // 5, two // 5
    groups[first], groups[second] = groups[second], groups[first]
    if first != second:
        low, high = sorted((first + 1, second + 1))
        with pytest.raises(Refusal, match=f"^Groups {low}, {high} look mistyped"):
            read_code("-".join(groups))


def test_a_missing_symbol_or_group_is_told(office: tuple[KeySlots, Unlocked]) -> None:
    slots, unlocked = office
    groups = slots.with_recovery(unlocked).split("-")
    with pytest.raises(Refusal, match="Group 4 looks mistyped"):
        slots.unlock_recovery("-".join([*groups[:3], groups[3][:4], *groups[4:]]))
    with pytest.raises(Refusal, match="this one has 35 instead of 40"):
        slots.unlock_recovery("-".join(groups[:7]))
    with pytest.raises(Refusal, match="Group 2 looks mistyped"):
        slots.unlock_recovery("-".join([groups[0], groups[1][:4] + "$", *groups[2:]]))
    with pytest.raises(Refusal, match="has 0 instead of 40"):
        slots.unlock_recovery("")


def test_a_new_sheet_replaces_the_old_one(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    with pytest.raises(Refusal, match="no recovery sheet"):
        slots.unlock_recovery(make_code(bytes(20)))
    old = slots.with_recovery(unlocked)
    new = slots.with_recovery(slots.unlock_recovery(old))
    with pytest.raises(WrongPassphrase, match="replaced sheet"):
        slots.unlock_recovery(old)
    assert read(tmp_path).unlock_recovery(new).drawers == unlocked.drawers


def test_a_sheet_is_never_printed_that_opens_less_than_everything(office: tuple[KeySlots, Unlocked]) -> None:
    slots, unlocked = office
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    with pytest.raises(Refusal, match="Ben does not hold “referrals”"):
        slots.with_recovery(slots.unlock(BEN, BENS))


def test_the_sheet_gives_a_new_passphrase_and_keeps_the_drawers(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    with pytest.raises(Refusal, match="Only Ben can change"):
        slots.change_passphrase(unlocked, CARAS, BEN)
    sheet = slots.unlock_recovery(code)
    with pytest.raises(Refusal, match="these people can: Ana Ruiz, Ben"):
        slots.change_passphrase(sheet, CARAS)
    slots.change_passphrase(sheet, CARAS, BEN)
    with pytest.raises(WrongPassphrase):
        slots.unlock(BEN, BENS)
    opened = read(tmp_path).unlock(BEN, CARAS)
    assert opened.drawers == {YOUNG: unlocked.drawers[YOUNG]}
    assert slots.holders(unlocked, YOUNG) == [SlotInfo(ANA, "Ana Ruiz"), SlotInfo(BEN, "Ben")]


# People and drawers


def test_a_person_gets_only_what_was_given(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    ben = read(tmp_path).unlock("ben", BENS)
    assert ben.office_key == unlocked.office_key
    assert ben.drawers == {YOUNG: unlocked.drawers[YOUNG]}
    with pytest.raises(Refusal, match="Ben does not hold “referrals”"):
        slots.add(ben, CARA, "Cara", CARAS, [REFERRALS])
    with pytest.raises(Refusal, match="no drawer “tax”"):
        slots.give_drawers(ben, ANA, ["tax"])
    with pytest.raises(Refusal, match="does not hold"):
        slots.holders(ben, REFERRALS)
    assert [info.name for info in slots.people] == ["Ana Ruiz", "Ben"]


@pytest.mark.parametrize(
    ("person_id", "name"),
    [(ANA, "Other"), (BEN, " ANA ruiz"), (BEN, ANA), (BEN, ""), (BEN, "a\0b"), ("", "Ben")],
)
def test_two_slots_never_answer_to_one_name(office: tuple[KeySlots, Unlocked], person_id: str, name: str) -> None:
    slots, unlocked = office
    with pytest.raises(Refusal):
        slots.add(unlocked, person_id, name, BENS)
    assert slots.generation == 1


def test_giving_a_drawer_needs_no_passphrase_of_the_other(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)
    slots.give_drawers(unlocked, BEN, [REFERRALS])
    assert read(tmp_path).unlock(BEN, BENS).drawers == {REFERRALS: unlocked.drawers[REFERRALS]}


def test_taking_a_drawer_makes_a_new_key_and_leaves_no_old_one(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG, REFERRALS])
    slots.add(unlocked, CARA, "Cara", CARAS, [YOUNG])
    after = slots.new_drawer_key(unlocked, YOUNG, [CARA])
    assert after.drawers[YOUNG][1] == unlocked.drawers[YOUNG][1]
    assert after.drawers[YOUNG][2] not in (after.drawers[YOUNG][1], after.office_key)
    again = read(tmp_path)
    assert set(again.unlock(ANA, ANAS).drawers) == {REFERRALS}
    assert set(again.unlock(BEN, BENS).drawers) == {REFERRALS}
    assert again.unlock(CARA, CARAS).drawers == {YOUNG: after.drawers[YOUNG]}
    assert again.unlock_recovery(code).drawers == after.drawers
    with pytest.raises(Refusal, match="sign in again"):
        slots.give_drawers(unlocked, BEN, [YOUNG])


def test_a_new_drawer_can_be_made_and_needs_a_holder(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path, drawers=())
    assert unlocked.drawers == {}
    with pytest.raises(Refusal, match="Somebody must hold"):
        slots.new_drawer_key(unlocked, "shelters", [])
    slots.add(unlocked, BEN, "Ben", BENS)
    after = slots.new_drawer_key(unlocked, "shelters", [BEN])
    assert read(tmp_path).unlock(BEN, BENS).drawers == {"shelters": after.drawers["shelters"]}
    assert read(tmp_path).unlock(ANA, ANAS).drawers == {}
    with pytest.raises(Refusal, match="does not hold"):
        slots.new_drawer_key(unlocked, "shelters", [ANA])


def test_the_last_person_and_the_last_holder_stay(office: tuple[KeySlots, Unlocked]) -> None:
    slots, unlocked = office
    with pytest.raises(Refusal, match="last person"):
        slots.remove(unlocked, ANA)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    ben = slots.unlock(BEN, BENS)
    with pytest.raises(Refusal, match="Nobody might open “referrals” once Ana Ruiz is gone"):
        slots.remove(ben, ANA)
    code = slots.with_recovery(unlocked)
    slots.remove(ben, ANA)
    assert [info.name for info in slots.people] == ["Ben"]
    assert set(slots.unlock_recovery(code).drawers) == {YOUNG, REFERRALS}
    with pytest.raises(Refusal, match="these people can: Ben"):
        slots.unlock(ANA, ANAS)


def test_a_changed_passphrase_replaces_the_old_one_and_keeps_everything(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.change_passphrase(unlocked, CARAS)
    again = read(tmp_path)
    with pytest.raises(WrongPassphrase):
        again.unlock(ANA, ANAS)
    assert replace(again.unlock(ANA, CARAS), failed_before=0) == unlocked
    slots.new_drawer_key(unlocked, YOUNG, [ANA])


def test_the_office_gets_another_name(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.rename_office(unlocked, "  43rd Precinct ")
    again = read(tmp_path)
    assert (again.office_name, again.office_id) == ("43rd Precinct", slots.office_id)
    assert again.unlock(ANA, ANAS) == unlocked


def test_a_removed_person_opens_old_files_but_not_the_new_key(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)
    kept = contents(tmp_path)[0]
    slots.remove(unlocked, BEN)
    slots.finish_rekey(slots.rekey_office(unlocked, b"N" * 32))
    old = tmp_path / "kept by Ben"
    old.mkdir()
    (old / COPIES[0]).write_bytes(kept)
    assert read(old).unlock(BEN, BENS).office_key == unlocked.office_key
    assert read(tmp_path).unlock(ANA, ANAS).office_key == b"N" * 32


def test_a_new_office_key_comes_with_the_former_one_until_it_is_finished(tmp_path: Path) -> None:
    """A power cut between the slots and the database must leave a database that opens."""
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    ben = slots.unlock(BEN, BENS)
    slots.rekey_office(ben, b"N" * 32)
    for opened in (
        read(tmp_path).unlock(ANA, ANAS),
        read(tmp_path).unlock(BEN, BENS),
        read(tmp_path).unlock_recovery(code),
    ):
        assert (opened.office_key, opened.former_office_key) == (b"N" * 32, unlocked.office_key)
    ana = slots.unlock(ANA, ANAS)
    assert ana.drawers == unlocked.drawers
    with pytest.raises(Refusal, match="not finished"):
        slots.rekey_office(ana, b"M" * 32)
    assert slots.finish_rekey(ana).former_office_key is None
    assert read(tmp_path).unlock(BEN, BENS).former_office_key is None


def test_keys_of_before_change_nothing(office: tuple[KeySlots, Unlocked]) -> None:
    slots, unlocked = office
    slots.rekey_office(unlocked, b"N" * 32)
    with pytest.raises(Refusal, match="lock and sign in again"):
        slots.add(unlocked, BEN, "Ben", BENS)


def test_a_second_window_does_not_overwrite_the_first(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    second = read(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)
    with pytest.raises(Refusal, match="another window"):
        second.add(unlocked, CARA, "Cara", CARAS)
    with pytest.raises(Refusal, match="another window"):
        second.heal()
    assert [info.name for info in read(tmp_path).people] == ["Ana Ruiz", "Ben"]


class Office(RuleBasedStateMachine):
    """Any history leaves exactly the right people able to open exactly the right drawers."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.slots, first = made(Path(self.folder.name))
        self.office_key = first.office_key
        self.drawers = first.drawers
        self.people = {ANA: (ANAS, {YOUNG, REFERRALS})}
        self.code = ""
        self.steps = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    def actor(self, pick: int) -> tuple[str, Unlocked]:
        person_id = sorted(self.people)[pick % len(self.people)]
        return person_id, self.slots.unlock(person_id, self.people[person_id][0])

    def passphrase(self) -> str:
        self.steps += 1
        return f"a new passphrase {self.steps}"

    def attempt(self, allowed: bool, act: Callable[[], object]) -> bool:
        before = self.slots.generation
        if allowed:
            act()
        else:
            with pytest.raises(Refusal):
                act()
        assert self.slots.generation == before + allowed
        return allowed

    some = st.integers(0, 9)
    person = st.sampled_from([ANA, BEN, CARA])
    drawer = st.sampled_from([YOUNG, REFERRALS])

    @rule(pick=some, person_id=person, given=st.sets(drawer))
    def add(self, pick: int, person_id: str, given: set[str]) -> None:
        actor, unlocked = self.actor(pick)
        allowed = person_id not in self.people and given <= self.people[actor][1]
        passphrase = self.passphrase()
        act = lambda: self.slots.add(unlocked, person_id, f"P {person_id}", passphrase, given)  # noqa: E731
        if self.attempt(allowed, act):
            self.people[person_id] = (passphrase, set(given))

    @rule(pick=some, person_id=person)
    def remove(self, pick: int, person_id: str) -> None:
        actor, unlocked = self.actor(pick)
        others = [held for other, (_, held) in self.people.items() if other != person_id]
        safe = self.code or all(
            drawer in self.people[actor][1] and any(drawer in held for held in others) for drawer in self.drawers
        )
        allowed = person_id in self.people and len(self.people) > 1 and bool(safe)
        if self.attempt(allowed, lambda: self.slots.remove(unlocked, person_id)):
            del self.people[person_id]

    @rule(pick=some)
    def change_passphrase(self, pick: int) -> None:
        actor, unlocked = self.actor(pick)
        passphrase = self.passphrase()
        self.attempt(True, lambda: self.slots.change_passphrase(unlocked, passphrase))
        self.people[actor] = (passphrase, self.people[actor][1])

    @rule(person_id=person)
    def forget_passphrase(self, person_id: str) -> None:
        if self.code:
            passphrase = self.passphrase()
            sheet = self.slots.unlock_recovery(self.code)
            act = lambda: self.slots.change_passphrase(sheet, passphrase, person_id)  # noqa: E731
            if self.attempt(person_id in self.people, act):
                self.people[person_id] = (passphrase, self.people[person_id][1])

    @rule(pick=some, person_id=person, drawer=drawer)
    def give(self, pick: int, person_id: str, drawer: str) -> None:
        actor, unlocked = self.actor(pick)
        allowed = person_id in self.people and drawer in self.people[actor][1]
        if self.attempt(allowed, lambda: self.slots.give_drawers(unlocked, person_id, [drawer])):
            self.people[person_id][1].add(drawer)

    @rule(pick=some, drawer=drawer, holders=st.sets(person))
    def rotate(self, pick: int, drawer: str, holders: set[str]) -> None:
        actor, unlocked = self.actor(pick)
        allowed = holders <= set(self.people) and drawer in self.people[actor][1] and bool(holders or self.code)
        results: list[Unlocked] = []
        act = lambda: results.append(self.slots.new_drawer_key(unlocked, drawer, holders))  # noqa: E731
        if self.attempt(allowed, act):
            former, self.drawers = self.drawers[drawer], {**self.drawers, drawer: results[0].drawers[drawer]}
            assert self.drawers[drawer].items() > former.items()
            for person_id, (_, held) in self.people.items():
                (held.add if person_id in holders else held.discard)(drawer)

    @rule(pick=some)
    def print_sheet(self, pick: int) -> None:
        actor, unlocked = self.actor(pick)
        codes: list[str] = []
        allowed = self.people[actor][1] == set(self.drawers)
        if self.attempt(allowed, lambda: codes.append(self.slots.with_recovery(unlocked))):
            old, self.code = self.code, codes[0]
            if old:
                with pytest.raises(WrongPassphrase):
                    self.slots.unlock_recovery(old)

    @rule(pick=some, key=st.binary(min_size=32, max_size=32).filter(any))
    def rekey(self, pick: int, key: bytes) -> None:
        _, unlocked = self.actor(pick)
        self.slots.finish_rekey(self.slots.rekey_office(unlocked, key))
        self.office_key = key

    @invariant()
    def everybody_opens_exactly_their_own(self) -> None:
        again = read(Path(self.folder.name))
        assert again.notes == []
        assert {info.person_id for info in again.people} == set(self.people)
        for person_id, (passphrase, held) in self.people.items():
            opened = again.unlock(person_id, passphrase)
            assert opened.office_key == self.office_key
            assert opened.drawers == {name: self.drawers[name] for name in held}
            for name in held:
                holders = {info.person_id for info in again.holders(opened, name)}
                assert holders == {other for other, (_, theirs) in self.people.items() if name in theirs}
        assert again.has_recovery == bool(self.code)
        if self.code:
            assert again.unlock_recovery(self.code).drawers == self.drawers


Office.TestCase.settings = settings(
    derandomize=True,
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestOffice = Office.TestCase


# Damage


def test_any_flipped_bit_is_seen(tmp_path: Path) -> None:
    """All bits of a whole file: a flip that reads as intact would be believed over the good copy."""
    made(tmp_path, drawers=())
    good = contents(tmp_path)[0]
    for place in range(len(good) * 8):
        bad = bytearray(good)
        bad[place // 8] ^= 1 << place % 8
        with pytest.raises(slots_file.DamagedCopyError):
            SlotsFile.from_bytes(bytes(bad))


@given(data=st.data())
@settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=150,
)
def test_one_copy_survives_the_other(tmp_path: Path, data: st.DataObject) -> None:
    if not (tmp_path / COPIES[0]).exists():
        made(tmp_path)
    good = contents(tmp_path)[0]
    which = data.draw(st.sampled_from(COPIES))
    place = data.draw(st.integers(0, len(good) * 8 - 1))
    bad = bytearray(good)
    bad[place // 8] ^= 1 << place % 8
    damage = data.draw(st.sampled_from([bytes(bad), good[: place // 8], good + b" ", b""]))
    (tmp_path / which).write_bytes(damage)
    slots = read(tmp_path)
    assert slots.notes == [f"The key file {which} is damaged; the other copy was used."]
    assert slots.unlock(ANA, ANAS).drawers.keys() == {YOUNG, REFERRALS}
    slots.heal()
    assert slots.notes == []
    assert contents(tmp_path) == [good, good]
    for name in COPIES:
        (tmp_path / name).write_bytes(damage)
    with pytest.raises(SlotsDamaged, match=r"bring back keys\.json from a backup"):
        read(tmp_path)
    for name in COPIES:
        (tmp_path / name).write_bytes(good)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary().map(repr),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["format", "slots"]), inner),
)


@given(garbage=json_values.map(json.dumps).map(str.encode) | st.binary())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_is_damage_and_nothing_else(tmp_path: Path, garbage: bytes) -> None:
    for name in COPIES:
        (tmp_path / name).write_bytes(garbage)
    with pytest.raises(SlotsDamaged):
        read(tmp_path)


@given(data=st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrong_content_with_a_right_checksum_is_damage(tmp_path: Path, data: st.DataObject) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    made(tmp_path)
    content = json.loads(contents(tmp_path)[0])
    where: Any = data.draw(st.sampled_from([content, content["slots"][0], content["slots"][0]["cost"]]))
    key = data.draw(st.sampled_from(sorted(set(where) - {"checksum", "office_name", "name"})))
    where[key] = data.draw(json_values.filter(lambda value: value != where[key]))
    if where is content and key == "format" and type(where[key]) is int:
        where[key] = 0
    forge(tmp_path, lambda raw: raw.update(content))
    with pytest.raises(Refusal):
        read(tmp_path).unlock(ANA, ANAS)


@pytest.mark.parametrize("depth", [100_000])
def test_deeply_nested_garbage_is_damage(tmp_path: Path, depth: int) -> None:
    for name in COPIES:
        (tmp_path / name).write_bytes(b"[" * depth)
    with pytest.raises(SlotsDamaged):
        read(tmp_path)


@pytest.mark.parametrize(
    "cost", [{"memory_kib": 2**20 + 1}, {"passes": 21}, {"lanes": 17}, {"passes": 0}, {"memory_kib": True}]
)
def test_absurd_costs_are_damage_before_they_hang_the_lock_screen(tmp_path: Path, cost: dict[str, int]) -> None:
    made(tmp_path)
    forge(tmp_path, lambda raw: raw["slots"][0]["cost"].update(cost))
    with pytest.raises(SlotsDamaged):
        read(tmp_path)


def test_both_missing_is_told_from_damage(tmp_path: Path) -> None:
    with pytest.raises(SlotsMissing, match=r"no key slots.*bring back keys\.json from a backup"):
        read(tmp_path)
    (tmp_path / COPIES[1]).write_bytes(b"{}")
    with pytest.raises(SlotsDamaged):
        read(tmp_path)


@pytest.mark.parametrize("gone", COPIES)
def test_a_missing_copy_is_noted_and_healed(tmp_path: Path, gone: str) -> None:
    made(tmp_path)
    (tmp_path / gone).unlink()
    slots = read(tmp_path)
    assert slots.notes == [f"The key file {gone} is missing; the other copy was used."]
    slots.heal()
    assert read(tmp_path).notes == []
    assert len(set(contents(tmp_path))) == 1


def test_a_copy_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / COPIES[0]).unlink()
    (tmp_path / COPIES[0]).mkdir()
    assert read(tmp_path).notes == ["The key file keys.json cannot be read; the other copy was used."]


def test_a_kill_between_the_two_writes_opens_with_the_newer(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    older = contents(tmp_path)[1]
    slots.change_passphrase(unlocked, CARAS)
    (tmp_path / COPIES[1]).write_bytes(older)
    again = read(tmp_path)
    assert again.generation == 2
    assert again.notes == ["The key file keys.copy.json is older than the other copy; the other copy was used."]
    opened = again.unlock(ANA, CARAS)
    again.add(opened, BEN, "Ben", BENS)
    assert read(tmp_path).notes == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("kill_at", range(1, 6))
def test_a_kill_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, kill_at: int) -> None:
    """A child is killed at its n-th sync of the disk: every state it may leave opens with one passphrase."""
    made(tmp_path)
    script = (
        "import os, signal, sys; from pathlib import Path; from desktop.store.keys import KeySlots, CHEAP\n"
        "slots = KeySlots.read(Path(sys.argv[1]), cost=CHEAP, now=lambda: 1.8e9)\n"
        f"unlocked = slots.unlock('{ANA}', '{ANAS}')\n"
        "real, left = os.fsync, [int(sys.argv[2])]\n"
        "def fsync(descriptor):\n"
        "    left[0] -= 1\n"
        "    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(descriptor)\n"
        "os.fsync = fsync\n"
        f"slots.change_passphrase(unlocked, '{CARAS}')\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path), str(kill_at)], check=False)
    changed = 4  # two staged files, two folders
    assert run.returncode == (0 if kill_at > changed else -9)
    again = read(tmp_path)
    assert again.unlock(ANA, ANAS if again.generation == 1 else CARAS).drawers.keys() == {YOUNG, REFERRALS}
    assert again.generation == (1 if kill_at <= 2 else 2)


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    made(tmp_path)
    forge(tmp_path, lambda raw: raw.update(format=2, something="new"))
    before = contents(tmp_path)
    with pytest.raises(Refusal, match="newer Common Ground") as caught:
        read(tmp_path)
    assert not isinstance(caught.value, SlotsDamaged)
    assert contents(tmp_path) == before


# A disk that fails


def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: a virus scanner holds keys.json; four of five tries fail, with 200 ms between them."""
    slots, unlocked = made(tmp_path)
    real, failures = os.replace, [4]
    waits: list[float] = []

    def held(source: Path, target: Path) -> None:
        if failures[0]:
            failures[0] -= 1
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    slots.add(unlocked, BEN, "Ben", BENS)
    assert waits == [0.2] * 4
    failures[0] = 5
    with pytest.raises(Refusal, match=r"could not be saved in .* \(Permission denied\); nothing was changed"):
        slots.remove(unlocked, BEN)
    assert [info.name for info in slots.people] == ["Ana Ruiz", "Ben"]


@pytest.mark.parametrize("fault", ["keys.json.new", "keys.copy.json.new", "keys.copy.json"])
def test_a_failed_save_changes_neither_copy(tmp_path: Path, fault: str) -> None:
    """A folder stands where a file must be written: before the first, before the second, at the last step."""
    slots, unlocked = made(tmp_path)
    before = contents(tmp_path)[0]
    (tmp_path / fault).unlink(missing_ok=True)
    (tmp_path / fault / "in the way").mkdir(parents=True)
    with pytest.raises(Refusal, match="could not be saved"):
        slots.change_passphrase(unlocked, CARAS)
    assert (tmp_path / COPIES[0]).read_bytes() == before
    assert read(tmp_path).unlock(ANA, ANAS) == unlocked
    (tmp_path / fault / "in the way").rmdir()
    (tmp_path / fault).rmdir()
    slots.change_passphrase(unlocked, CARAS)
    assert len(set(contents(tmp_path))) == 1
    assert read(tmp_path).unlock(ANA, CARAS).office_key == unlocked.office_key


def test_a_failed_creation_leaves_no_office(tmp_path: Path) -> None:
    (tmp_path / "keys.copy.json.new" / "in the way").mkdir(parents=True)
    with pytest.raises(Refusal, match="could not be saved"):
        made(tmp_path)
    with pytest.raises(SlotsMissing):
        read(tmp_path)


# Forgery, and what the files give away


@pytest.mark.parametrize("key", ["office_name", "created"])
def test_a_forged_field_is_refused_at_unlocking(tmp_path: Path, key: str) -> None:
    made(tmp_path)
    forge(tmp_path, lambda raw: raw.update({key: "other"}))
    with pytest.raises(SlotsDamaged, match="something other than Common Ground"):
        read(tmp_path).unlock(ANA, ANAS)


def test_a_swapped_public_key_or_an_added_slot_is_refused(tmp_path: Path) -> None:
    """Without this, the next new office key would be sealed for whoever can write the folder."""
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    slots, unlocked = made(tmp_path / "ours")
    slots.add(unlocked, BEN, "Ben", BENS)
    made(tmp_path / "theirs", seed=9)
    theirs = json.loads(contents(tmp_path / "theirs")[0])["slots"][0]
    forge(tmp_path / "ours", lambda raw: raw["slots"][1].update(public=theirs["public"]))
    with pytest.raises(SlotsDamaged):
        read(tmp_path / "ours").unlock(ANA, ANAS)
    slots._file = SlotsFile.from_bytes(contents(tmp_path / "ours")[0])
    with pytest.raises(Refusal, match="nothing was done"):
        slots.rekey_office(unlocked, b"N" * 32)


def test_a_colleague_without_the_drawer_cannot_step_into_a_holders_place(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)
    slots.add(unlocked, CARA, "Cara", CARAS, [YOUNG])
    ben = slots.unlock(BEN, BENS)
    _, ben_slot, cara_slot = slots._file.slots
    forged = replace(cara_slot, public=ben_slot.public)
    file = replace(slots._file, slots=(slots._file.slots[0], ben_slot, forged))
    slots._save(file, ben, slots._names(ben))
    ana = read(tmp_path).unlock(ANA, ANAS)
    with pytest.raises(Refusal, match="slots of its holders changed"):
        read(tmp_path).new_drawer_key(ana, YOUNG, [ANA, CARA])


def test_slots_cannot_change_places(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)

    def swap(raw: dict[str, Any]) -> None:
        one, two = raw["slots"]
        for key in ("salt", "nonce", "sealed", "public", "office", "boxes"):
            one[key], two[key] = two[key], one[key]

    forge(tmp_path, swap)
    with pytest.raises(WrongPassphrase):
        read(tmp_path).unlock(ANA, BENS)


def every_byte(value: Any) -> list[bytes]:
    """All texts of a JSON value, as they stand and base64-decoded."""
    if isinstance(value, dict):
        return [part for key, inner in value.items() for part in (*every_byte(key), *every_byte(inner))]
    if isinstance(value, list):
        return [part for inner in value for part in every_byte(inner)]
    parts = [str(value).encode()]
    with suppress(ValueError):
        parts.append(base64.b64decode(str(value), validate=True))
    with suppress(ValueError):
        parts.append(bytes.fromhex(str(value)))
    return parts


def test_no_key_passphrase_code_or_drawer_stands_in_the_files(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    unlocked = slots.new_drawer_key(slots.unlock(ANA, ANAS), YOUNG, [ANA, BEN])
    with pytest.raises(WrongPassphrase):
        slots.unlock(ANA, CARAS)
    secrets = [unlocked.office_key, *(key for drawer in unlocked.drawers.values() for key in drawer.values())]
    assert len(secrets) == 4
    pieces = {secret[start : start + 8] for secret in secrets for start in range(25)}
    pieces |= {text[start : start + 6].encode() for text in (ANAS, BENS, CARAS) for start in range(len(text) - 5)}
    pieces |= {*(group.encode() for group in code.split("-")), read_code(code)[:8]}
    pieces |= {b"young", b"referral", b'people"'}
    for path in tmp_path.iterdir():
        for part in (path.read_bytes(), *every_byte(json.loads(path.read_bytes()))):
            assert not [piece for piece in pieces if piece in part]


def test_the_files_do_not_tell_who_holds_what(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS, [YOUNG])
    slots.add(unlocked, CARA, "Cara", CARAS)
    raw = json.loads(contents(tmp_path)[0])
    shapes = {
        json.dumps([sorted(slot["boxes"]), [len(box) for box in slot["boxes"].values()], len(slot["office"])])
        for slot in raw["slots"]
    }
    assert len(shapes) == 1
    assert len({len(sheet) for sheet in raw["drawers"].values()}) == 1
    assert len({box for slot in raw["slots"] for box in slot["boxes"].values()}) == 6


# The growing delay


def fail(slots: KeySlots, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            slots.unlock(ANA, "not the passphrase")


def test_after_five_wrong_tries_each_further_one_waits_longer(tmp_path: Path) -> None:
    made(tmp_path)
    clock = Clock()
    slots = read(tmp_path, clock)
    fail(slots, 5)
    for wait in (2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        with pytest.raises(TooSoon, match=f"please wait {wait} seconds") as caught:
            slots.unlock(ANA, ANAS)
        assert caught.value.seconds == wait
        clock.at += wait - 0.5
        with pytest.raises(TooSoon, match="please wait 1 second,"):
            read(tmp_path, clock).unlock(ANA, ANAS)
        clock.at += 0.5
        fail(slots, 1)
    clock.at += 300
    assert slots.unlock(ANA, ANAS).failed_before == 15
    assert slots.unlock(ANA, ANAS).failed_before == 0


def test_a_try_that_comes_too_early_derives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots, _ = made(tmp_path)
    fail(slots, 5)
    derived: list[bytes] = []
    monkeypatch.setattr(slot_sealing, "derive", lambda *_: derived.append(b""))
    with pytest.raises(TooSoon):
        slots.unlock(ANA, ANAS)
    assert derived == []


def test_one_persons_wrong_tries_do_not_stop_another(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    slots.add(unlocked, BEN, "Ben", BENS)
    fail(slots, 5)
    assert slots.unlock(BEN, BENS).failed_before == 0
    with pytest.raises(TooSoon):
        slots.unlock(ANA, ANAS)


def test_wrong_tries_in_another_window_count(tmp_path: Path) -> None:
    made(tmp_path)
    one, two = read(tmp_path), read(tmp_path)
    fail(two, 1)
    fail(one, 4)
    with pytest.raises(TooSoon, match="The last 5 tries for Ana Ruiz were wrong"):
        two.unlock(ANA, ANAS)


def test_a_mistyped_code_is_no_wrong_try_and_a_wrong_one_is(tmp_path: Path) -> None:
    slots, unlocked = made(tmp_path)
    code = slots.with_recovery(unlocked)
    for _ in range(9):
        with pytest.raises(Refusal, match="mistyped"):
            slots.unlock_recovery("0000" + code[4:])
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            slots.unlock_recovery(make_code(bytes(20)))
    with pytest.raises(TooSoon, match="Recovery sheet"):
        slots.unlock_recovery(code)


def test_a_clock_set_back_neither_opens_early_nor_locks_out(tmp_path: Path) -> None:
    made(tmp_path)
    clock = Clock()
    fail(read(tmp_path, clock), 5)
    for _ in range(9):
        clock.at += 300
        fail(read(tmp_path, clock), 1)
    clock.at -= 10 * 365 * 86_400
    for waited in range(0, 300, 60):
        with pytest.raises(TooSoon) as caught:
            read(tmp_path, clock).unlock(ANA, ANAS)
        assert caught.value.seconds == 300 - waited
        clock.at += 60
    opened = read(tmp_path, clock).unlock(ANA, ANAS)
    assert opened.failed_before == 14


@pytest.mark.parametrize("back", [0, 86_400])
def test_a_folder_that_cannot_be_written_stops_no_right_passphrase(tmp_path: Path, back: int) -> None:
    made(tmp_path)
    (tmp_path / "tries.json").mkdir()
    (tmp_path / "tries.json" / "in the way").mkdir()
    clock = Clock()
    slots = read(tmp_path, clock)
    assert slots.unlock(ANA, ANAS).name == "Ana Ruiz"
    fail(slots, 5)
    clock.at -= back
    with pytest.raises(TooSoon):
        slots.unlock(ANA, ANAS)
    clock.at += 2
    assert slots.unlock(ANA, ANAS).failed_before == 5
    assert slots.unlock(ANA, ANAS).failed_before == 0


@given(garbage=json_values.map(json.dumps).map(str.encode) | st.binary())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_broken_record_of_tries_stops_nobody(tmp_path: Path, garbage: bytes) -> None:
    if not (tmp_path / COPIES[0]).exists():
        made(tmp_path)
    (tmp_path / "tries.json").write_bytes(garbage)
    assert read(tmp_path).unlock(ANA, ANAS).name == "Ana Ruiz"


@pytest.mark.parametrize("last", ["NaN", "Infinity", "1e308", "-1e308", "1" + "0" * 400])
@pytest.mark.parametrize("wrong", ["-5", "3", "1" + "0" * 400, "Infinity"])
def test_absurd_records_of_tries_lock_out_for_300_seconds_at_most(
    tmp_path: Path, office: tuple[KeySlots, Unlocked], last: str, wrong: str
) -> None:
    _, unlocked = office
    (tmp_path / "tries.json").write_text(f'{{"{unlocked.slot_id}": [{wrong}, {last}]}}')
    clock = Clock()
    with suppress(TooSoon):
        read(tmp_path, clock).unlock(ANA, ANAS)
    clock.at += 300
    assert read(tmp_path, clock).unlock(ANA, ANAS).name == "Ana Ruiz"


@pytest.mark.bench
def test_a_wrong_passphrase_is_answered_within_a_second(tmp_path: Path) -> None:
    slots, _ = made(tmp_path, cost=KdfCost())
    started = time.perf_counter()
    fail(slots, 1)
    took = time.perf_counter() - started
    print(f"wrong passphrase answered in {took:.3f} s")
    assert took < 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core files")
@pytest.mark.parametrize("how", ["create", "unlock"])
def test_a_process_that_holds_keys_leaves_no_core_file(tmp_path: Path, how: str) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from desktop.store.keys import KeySlots, CHEAP\n"
        "most = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most))\n"
        "folder = Path(sys.argv[1])\n"
        "if sys.argv[2] == 'create':\n"
        "    who = dict(office_name='x', person_id='1', person_name='Ana')\n"
        f"    KeySlots.create(folder, passphrase={ANAS!r}, cost=CHEAP, **who)\n"
        "else:\n"
        f"    KeySlots.read(folder).unlock('Ana', {ANAS!r})\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    if how == "unlock":
        KeySlots.create(tmp_path, office_name="x", person_id="1", person_name="Ana", passphrase=ANAS, cost=CHEAP)
    command = [sys.executable, "-c", code, str(tmp_path), how]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert said.stdout.strip() == "(0, 0)"
