"""The ids of a result: one list becomes another in steps that tell exactly what happened."""

from array import array

from hypothesis import given
from hypothesis import strategies as some

from desktop.views.tables import result
from desktop.views.tables.result import Ids, Inserted, Moved, Removed, Reordered, few_steps, index_of, runs, steps

IDS = some.lists(some.integers(-(2**62), 2**62) | some.integers(0, 40), unique=True, max_size=40)


def applied(old: Ids, told: list[result.Step]) -> Ids:
    """What somebody who hears only the steps has in the end."""
    now = array("q", old)
    for step in told:
        if isinstance(step, Removed):
            del now[step.first : step.last + 1]
        elif isinstance(step, Inserted):
            now[step.first : step.first] = step.ids
        elif isinstance(step, Moved):
            moved = now.pop(step.first)
            now.insert(step.to, moved)
        else:
            assert sorted(step.ids) == sorted(now)
            now = array("q", step.ids)
    return now


@given(IDS, IDS)
def test_steps_turn_any_list_into_any_other(before: list[int], after: list[int]) -> None:
    old, new = array("q", before), array("q", after)
    assert applied(old, list(steps(old, new))) == new


@given(IDS, some.lists(some.integers(0, 60), unique=True, max_size=6), some.randoms())
def test_few_steps_need_no_look_at_the_others(before: list[int], touched: list[int], chance: object) -> None:
    old = array("q", before)
    new = [each for each in before if each not in touched]
    for each in touched:
        if chance.random() < 0.6:  # type: ignore[attr-defined]
            new.insert(chance.randint(0, len(new)), each)  # type: ignore[attr-defined]
    assert list(applied(old, list(few_steps(old, array("q", new), touched)))) == new


def test_one_row_that_moves_is_told_as_a_move() -> None:
    old = array("q", [1, 2, 3, 4, 5])
    assert list(few_steps(old, array("q", [5, 1, 2, 3, 4]), [5, 2])) == [Moved(4, 0)]
    assert list(few_steps(old, array("q", [2, 3, 1, 4, 5]), [1])) == [Moved(0, 2)]
    assert list(few_steps(old, array("q", [2, 1, 3, 5, 4]), [1, 5])) == [Reordered(array("q", [2, 1, 3, 5, 4]))]


def test_rows_that_come_behind_are_told_in_one_step() -> None:
    old = array("q", range(200))
    new = array("q", range(100_000))
    assert [(type(step), getattr(step, "first", None)) for step in steps(old, new)] == [(Inserted, 200)]


@given(IDS)
def test_every_id_is_found_where_it_stands(ids: list[int]) -> None:
    known = array("q", ids)
    assert [index_of(known, each) for each in ids] == list(range(len(ids)))
    assert index_of(known, 2**62 + 1) == -1


def test_bytes_that_look_like_an_id_between_two_are_not_taken_for_it() -> None:
    ids = array("q", [0x0100000000000000, 0x0000000000000002])
    assert index_of(ids, 0x0000000000000201 << 56 >> 56) == -1


@given(some.lists(some.integers(0, 50), unique=True).map(sorted))
def test_runs_cover_exactly_the_places(places: list[int]) -> None:
    assert [at for first, last in runs(places) for at in range(first, last + 1)] == places


@given(some.lists(some.integers(0, 500), unique=True, max_size=300).map(sorted), some.integers(0, 500))
def test_a_place_is_found_by_rank(ids: list[int], rank: int) -> None:
    known = array("q", ids)
    asked: list[int] = []

    def ranks(of: object) -> dict[int, object]:
        asked.append(len(of))  # type: ignore[arg-type]
        return {each: each for each in of}  # type: ignore[attr-defined]

    place = result.place_by_rank(known, rank, ranks)
    assert place == sum(each < rank for each in ids)
    assert len(asked) <= 3
