"""A power cut, a crash, a flat battery: what was acknowledged is there, and everything else is there whole or not."""

import random

import pytest

from tests.torture.changes import CHANGES
from tests.torture.faults import Fault, faulty, needs_strace
from tests.torture.killing import Killings
from tests.torture.steady_writer import SteadyKillings
from tests.verbs.harness import Bench

pytest_plugins = ["tests.torture.benches"]


def test_ten_killed_verbs_lose_nothing_that_was_acknowledged(bench: Bench) -> None:
    killings = Killings(bench, random.Random(1), "k")
    killings.run(10)
    print(killings.told())
    assert killings.wrong == []


def test_fifteen_kills_between_commits_lose_nothing_that_was_acknowledged(bench: Bench) -> None:
    killings = SteadyKillings(bench, random.Random(2), "s")
    killings.run(15)
    print(killings.told())
    assert killings.wrong == []
    assert killings.steps.total() > 0  # it was at work when it was killed


@needs_strace
@pytest.mark.parametrize(
    ("name", "fault", "when"),
    [
        ("add", Fault("pwrite64", "office.db-wal"), 1),
        ("add", Fault("pwrite64", "office.db-wal"), 23),
        ("add", Fault("pwrite64", "office.db"), 7),
        ("add", Fault("write", "office.lock"), 1),
        ("strike", Fault("pwrite64", "office.db-wal"), 17),
        ("strike", Fault("pwrite64", "office.db"), 1),
    ],
    ids=str,
)
def test_a_kill_at_one_write_leaves_the_old_or_the_new_state(bench: Bench, name: str, fault: Fault, when: int) -> None:
    change = CHANGES[name]
    ran = faulty(bench, fault, when, name, *change.words(bench))
    assert ran.was_killed, ran
    change.verify(bench, ran)
