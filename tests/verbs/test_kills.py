"""A power cut, a crash, a flat battery: what was acknowledged is there, and everything else is there whole or not."""

import random

from tests.torture.killing import Killings
from tests.verbs.harness import Bench

pytest_plugins = ["tests.torture.benches"]


def test_ten_killed_verbs_lose_nothing_that_was_acknowledged(bench: Bench) -> None:
    killings = Killings(bench, random.Random(1), "k")
    killings.run(10)
    print(killings.told())
    assert killings.wrong == []
