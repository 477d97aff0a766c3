"""A new key for a drawer, killed at any moment: what a holder reads is whole, and the next one finishes it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.models.access import YOUNG_PEOPLE, Role
from desktop.models.sealed import CLOSED, Closed, DrawerKeys
from desktop.store import members, sealing
from desktop.store.rekeying import new_office_key
from desktop.store.writing import WritingSession
from tests.conftest import Opener
from tests.factories import COORDINATOR, STAFF, SUPERVISOR
from tests.store.dying import KilledError
from tests.store.mentees import OTHER, SECRET, Mentee, changed, read
from tests.store.renewing import OWN, expect_sound, give_back, labels, sealed_values, take_away
from tests.verbs.harness import ROOT


def test_a_kill_between_slots_and_database_is_finished_by_the_next_holder(
    opened: Opener, mentee: Mentee, kept: DrawerKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()

    real = sealing.seal_drawer_again

    def killed(session: WritingSession, drawer: str) -> None:
        if drawer == YOUNG_PEOPLE:
            raise KilledError
        real(session, drawer)

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(sealing, "seal_drawer_again", killed)
        take_away(store)
    assert read(store, mentee) == SECRET
    changed(store, mentee, name=OTHER)
    store.close()
    for who, write in ((STAFF, True), (SUPERVISOR, False)):
        store = opened(who, write=write)
        assert {value.version for value in sealed_values(store)} == {1, 2}, who
        assert read(store, mentee) == (OTHER if who == SUPERVISOR else CLOSED)
        store.close()
    store = opened()
    assert f"Finish the new key of the drawer “{YOUNG_PEOPLE}”" in labels(store)[-2:]
    assert all(isinstance(kept.open(YOUNG_PEOPLE, value), Closed) for value in sealed_values(store))
    expect_sound(store, {2})
    count = len(labels(store))
    store.close()
    assert len(labels(opened())) == count


CHILD = """
import sys
from pathlib import Path
from desktop.models.access import Role
from desktop.models.records import BY_KIND
from desktop.store import members
from desktop.store.opening import open_office
from tests.store.mentees import Mentee
BY_KIND[Mentee.kind] = Mentee
store = open_office(Path(sys.argv[1]), sys.argv[3], person=sys.argv[2])
print("now", flush=True)
members.set_role(store, sys.argv[3], sys.argv[4], Role.STAFF)
print("done", flush=True)
"""


def kill_while_taking(root: Path, after: float) -> tuple[str, float]:
    words = [sys.executable, "-c", CHILD, str(root), SUPERVISOR, OWN, COORDINATOR]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "now\n"
        begun = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            child.wait(after)
        child.send_signal(signal.SIGKILL)
        child.wait()
        return child.stdout.read(), time.monotonic() - begun


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(
    ("seed", "kills"), [(1, 5), *(pytest.param(s, 20, marks=pytest.mark.torture) for s in range(2, 7))]
)
def test_real_kills_while_a_drawer_is_taken_away(
    opened: Opener, mentee: Mentee, office_folder: Path, tmp_path: Path, seed: int, kills: int
) -> None:
    store = opened()
    rows = [Mentee(code=f"Y{n}", name=f"{SECRET} {n}") for n in range(150)]
    store.write("Many", lambda session: session.add_all(rows)).result()
    store.close()
    chance, found = random.Random(seed), Counter[str]()
    root = tmp_path / "killed"
    shutil.copytree(office_folder, root)
    _, takes = kill_while_taking(root, 60)
    while found.total() < kills:
        shutil.rmtree(root)
        shutil.copytree(office_folder, root)
        said, _ = kill_while_taking(root, chance.uniform(0, takes))
        store = opened(SUPERVISOR, root, write=False)
        left = {value.version for value in sealed_values(store)}
        taken = store.drawers.newest(YOUNG_PEOPLE) > 1
        assert left <= ({1}, {2})[left == {2}]
        assert read(store, rows[7]) == f"{SECRET} 7"
        (role,) = [each.person.role for each in members.members(store) if each.name == COORDINATOR and each.person]
        assert role is (Role.STAFF if left == {2} else Role.COORDINATOR)
        store.close()
        store = opened(SUPERVISOR, root)
        expect_sound(store, {2} if taken else {1})
        store.close()
        if not said:
            found[f"slots {'new' if taken else 'old'}, database {'new' if left == {2} else 'old'}"] += 1
    print(found)


@pytest.mark.parametrize("seed", range(4))
def test_any_history_of_drawers_and_keys_leaves_the_right_people_reading(
    opened: Opener, mentee: Mentee, office_folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    name, holds, versions = SECRET, True, 1
    store = opened()
    for step in range(10):
        act = chance.choice(["write", "write", "undo", "take", "give", "office"])
        if act == "write":
            name = f"{OTHER} {step}"
            changed(store, mentee, name=name)
        elif act == "undo" and name != SECRET:
            store.undo().result()
            name = read(store, mentee)
        elif act == "take":
            take_away(store)
            versions, holds = versions + holds, False
        elif act == "give":
            give_back(store)
            holds = True
        elif act == "office":
            store.close()
            new_office_key(office_folder, SUPERVISOR, OWN)
            store = opened()
        assert read(store, mentee) == name
        expect_sound(store, {versions})
    store.close()
    theirs = opened(COORDINATOR)
    assert read(theirs, mentee) == (name if holds else CLOSED)
