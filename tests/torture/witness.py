"""What an office must hold after a kill: all that was acknowledged, and of everything else all or nothing."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.store.store import Store
from tests.verbs.harness import (
    FIRST_LINES,
    FIRST_PLACE,
    concerns_of,
    lines_of,
    place_of,
    problems_of,
    quick_problems_of,
)

SIGNS = ("!", "+", "", "*")  # concern, promise, note, praise
WORDS = ("lamp", "gate", "bench", "noise", "corner", "crossing", "dog", "porch", "Nguyễn", "señora", "噪音", "trash")


@dataclass(frozen=True)
class Notes:
    """One list of notes as it is typed, and as the lines it makes."""

    name: str
    typed: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return [sign_free(line) for line in self.typed]

    @property
    def concerns(self) -> list[str]:
        return [sign_free(line) for line in self.typed if line.startswith("!")]


def notes(name: str, chance: random.Random, shortest: int = 3, longest: int = 40) -> Notes:
    """Some notes; every line says which of how many it is."""
    count = chance.randint(shortest, longest)
    typed = []
    for place in range(count):
        sign = chance.choice(SIGNS)
        rest = " ".join(chance.choices(WORDS, k=chance.randint(3, 25)))
        typed.append(f"{sign} {name} {place + 1} of {count} {rest}".strip())
    return Notes(name, tuple(typed))


@dataclass
class Witness:
    """Saw what was started and what was acknowledged, and compares an office with it."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: list[Notes] = field(default_factory=list)
    settled: list[Notes] = field(default_factory=list)
    places: set[str | None] = field(default_factory=lambda: {FIRST_PLACE})

    def started(self, listed: Notes) -> None:
        """A list is being added; until its answer comes it may be there or not, whole."""
        self.unanswered.append(listed)

    def answered(self, listed: Notes, ids: Sequence[str]) -> None:
        """The list was acknowledged with these ids, in order."""
        self.unanswered.remove(listed)
        self.settled.append(listed)
        assert len(ids) == len(listed.typed)
        self.acknowledged |= dict(zip(ids, listed.words, strict=True))

    def place_tried(self, place: str) -> None:
        """A new place is being set."""
        self.places.add(place)

    def place_answered(self, place: str) -> None:
        """The new place was acknowledged."""
        self.places = {place}

    def wrong(self, store: Store, *, thoroughly: bool) -> list[str]:
        """What is lost, half-written or unsound in the office; settles what was unanswered."""
        found = []
        lines, concerns = lines_of(store), concerns_of(store)
        lost = [words for id_, words in self.acknowledged.items() if lines.get(id_) != words]
        if lost:
            found.append(f"{len(lost)} acknowledged lines are lost or changed, such as {lost[0]!r}")
        present = Counter(lines.values())
        for listed in self.unanswered:
            there = sum(1 for words in listed.words if present[words])
            if there not in (0, len(listed.typed)):
                found.append(f"{there} of {len(listed.typed)} lines of the list {listed.name} are there")
            elif there:
                self.settled.append(listed)
        self.unanswered = []
        expected = [sign_free(line) for line in FIRST_LINES]
        expected += [words for listed in self.settled for words in listed.words]
        if present != Counter(expected):
            found.append(f"lines are missing or too many: {len(lines)} instead of {len(expected)}")
        made = [sign_free(line) for line in FIRST_LINES if line.startswith("!")]
        if concerns != Counter([*made, *(words for listed in self.settled for words in listed.concerns)]):
            found.append("the concerns are not those that the lines made")
        place = place_of(store)
        if place not in self.places:
            found.append(f"the place is {place!r}, which is neither old nor new")
        self.places = {place}
        return found + (problems_of if thoroughly else quick_problems_of)(store)


def sign_free(line: str) -> str:
    """The words of a typed line without the sign in front."""
    return line.lstrip("!+* ")
