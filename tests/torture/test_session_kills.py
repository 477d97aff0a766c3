"""Two hundred kills of a session on screen: no line shown as saved is lost, half a line is back, and soon."""

import random

import pytest

from tests.torture.session_typist import TypistKillings
from tests.verbs.harness import Bench, problems_of

LONGEST_OPENING = 2.0  # seconds

pytestmark = pytest.mark.torture
pytest_plugins = ["tests.torture.benches"]


@pytest.mark.parametrize("batch", range(10))
def test_two_hundred_kills_of_a_session_lose_no_line_shown_as_saved(bench: Bench, batch: int) -> None:
    killings = TypistKillings(bench, random.Random(3000 + batch), f"s{batch}")
    killings.run(20)
    print(killings.told())
    assert killings.wrong == []
    assert killings.slowest_opening <= LONGEST_OPENING
    assert killings.saved
    with bench.opened() as store:
        assert problems_of(store) == []
