"""Ids: each larger than the last, unique across copies, and no clock in the world can break that."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.ids import EPOCH, LARGEST_COPY, IdSource, copy_of
from tests.factories import FrozenClock

MOVES = st.lists(st.one_of(st.just(0), st.integers(-(10**11), 10**11)), max_size=200)


def made(source: IdSource, clock: FrozenClock, moves: list[int]) -> list[int]:
    ids = []
    for move in moves:
        clock.move(milliseconds=move)
        ids.append(source.next())
    return ids


@given(MOVES)
def test_ids_grow_also_when_the_clock_goes_back(moves: list[int]) -> None:
    clock = FrozenClock()
    ids = made(IdSource(7, 0, clock), clock, moves)
    assert ids == sorted(set(ids))
    assert all(0 <= each < 2**63 and copy_of(each) == 7 for each in ids)


@given(st.lists(MOVES, min_size=3, max_size=3))
def test_three_copies_never_make_the_same_id(moves: list[list[int]]) -> None:
    made_ids = [
        made(IdSource(copy, 0, clock), clock, each)
        for copy, each in zip((0, 1, LARGEST_COPY), moves, strict=True)
        for clock in [FrozenClock()]
    ]
    together = [each for ids in made_ids for each in ids]
    assert len(together) == len(set(together))


def test_three_copies_at_the_same_millisecond() -> None:
    clock = FrozenClock()
    sources = [IdSource(copy, 0, clock) for copy in (0, 1, 26)]
    ids = [source.next() for _ in range(5000) for source in sources]
    assert len(set(ids)) == 15_000


def test_when_the_sequence_of_a_millisecond_is_used_up_the_next_one_begins_early() -> None:
    clock = FrozenClock()
    source = IdSource(3, 0, clock)
    ids = [source.next() for _ in range(4096 * 3 + 1)]
    assert ids == sorted(set(ids))
    assert ids[4095] - ids[0] == 4095
    assert {copy_of(each) for each in ids} == {3}
    # The clock catches up, and nothing is given twice while it does.
    for _ in range(5):
        clock.move(milliseconds=1)
        assert source.next() > ids[-1]
        ids.append(source.next())
    assert ids == sorted(set(ids))


@given(MOVES, MOVES)
def test_a_restarted_office_goes_on_behind_its_last_id(before: list[int], after: list[int]) -> None:
    clock = FrozenClock()
    first = made(IdSource(0, 0, clock), clock, before)
    clock.move(days=-400)
    second = made(IdSource(0, first[-1] if first else 0, clock), clock, after)
    assert first + second == sorted(set(first + second))


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), EPOCH - timedelta(milliseconds=1), EPOCH])
def test_a_clock_that_fell_back_to_its_beginnings_still_gives_ids(at: datetime) -> None:
    source = IdSource(0, 0, FrozenClock(at))
    ids = [source.next() for _ in range(3)]
    assert ids == sorted(set(ids))
    assert ids[0] > 0


def test_an_id_fits_63_bits_until_the_year_2089() -> None:
    clock = FrozenClock(datetime(2089, 1, 1, tzinfo=UTC))
    assert IdSource(LARGEST_COPY, 0, clock).next() < 2**63
