"""The ids of a result in order: how one becomes another in exact steps, and where changed records stand."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Ids: TypeAlias = "array[int]"
ID_BYTES = 8
PIVOTS = 40
# Up to so many changed records each is sought by itself; beyond, the whole lists are compared.
FEW = 12


def index_of(ids: Ids, sought: int) -> int:
    """Where an id stands, -1 when it is not there: sought as bytes, because a loop over a million is slow."""
    raw, needle, start = memoryview(ids).tobytes(), array("q", [sought]).tobytes(), 0
    while (at := raw.find(needle, start)) >= 0:
        if at % ID_BYTES == 0:
            return at // ID_BYTES
        start = at + 1
    return -1


def without(ids: Ids, gone: Iterable[int]) -> Ids:
    """A copy without some ids; those that are not there do not matter."""
    rest = array("q", ids)
    for each in gone:
        if (at := index_of(rest, each)) >= 0:
            del rest[at]
    return rest


@dataclass(frozen=True, slots=True)
class Removed:
    """Rows `first` to `last` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Inserted:
    """New rows stand at `first`."""

    first: int
    ids: Ids


@dataclass(frozen=True, slots=True)
class Moved:
    """The row at `first` stands at `to` afterwards."""

    first: int
    to: int


@dataclass(frozen=True, slots=True)
class Reordered:
    """The same rows in another order."""

    ids: Ids


Step = Removed | Inserted | Moved | Reordered


def steps(old: Ids, new: Ids) -> Iterator[Step]:
    """What turns one result into another: removals from the end, then a new order, then insertions from the top."""
    if old == new:
        return
    if new[: len(old)] == old:
        yield Inserted(len(old), new[len(old) :])
        return
    stays = set(new)
    goes = [at for at, each in enumerate(old) if each not in stays]
    for first, last in reversed(runs(goes)):
        yield Removed(first, last)
    was = set(old)
    comes = [at for at, each in enumerate(new) if each not in was]
    kept = array("q", (each for each in old if each in stays)) if goes else old
    wanted = array("q", (each for each in new if each in was)) if comes else new
    if kept != wanted:
        yield Reordered(wanted)
    for first, last in runs(comes):
        yield Inserted(first, new[first : last + 1])


def few_steps(old: Ids, new: Ids, touched: Iterable[int]) -> Iterator[Step]:
    """The same where only `touched` may be different: no look at the others."""
    if old == new:
        return
    was = {each: at for each in touched if (at := index_of(old, each)) >= 0}
    now = {each: at for each in touched if (at := index_of(new, each)) >= 0}
    for at in sorted((was[each] for each in was.keys() - now.keys()), reverse=True):
        yield Removed(at, at)
    stay = was.keys() & now.keys()
    kept, wanted = without(old, was.keys() - stay), without(new, now.keys() - stay)
    if kept != wanted:
        # One that was moved among others that were only written anew is told as a move.
        one = next((each for each in stay if without(kept, [each]) == without(wanted, [each])), None)
        yield Reordered(wanted) if one is None else Moved(index_of(kept, one), index_of(wanted, one))
    for at in sorted(now[each] for each in now.keys() - stay):
        yield Inserted(at, new[at : at + 1])


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as ranges (first, last)."""
    if not places:
        return []
    breaks = [at for at, (one, two) in enumerate(pairwise(places), 1) if two != one + 1]
    return [(places[start], places[end - 1]) for start, end in zip([0, *breaks], [*breaks, len(places)], strict=True)]


def place_by_id(ids: Ids, each: int, descending: bool) -> int:
    """Where an id belongs among ids that are in order."""
    if descending:
        return bisect_left(ids, -each, key=lambda other: -other)
    return bisect_right(ids, each)


def place_by_rank(ids: Ids, mine: object, ranks: Callable[[Sequence[int]], dict[int, object]]) -> int:
    """Where a rank belongs among ids in order; `ranks` reads those of a few ids, so it is asked for many at once."""
    low, high = 0, len(ids)
    while low < high:
        step = max(1, (high - low) // PIVOTS)
        pivots = range(low, high, step)
        known = ranks([ids[at] for at in pivots])
        for at in pivots:
            rank = known.get(ids[at])
            if rank is not None and not rank < mine:  # type: ignore[operator]
                high = at
                break
            low = at + 1
    return low
