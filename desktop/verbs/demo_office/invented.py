"""The invented town: what `resources/demo` says about its areas, people, words and promises."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from desktop.bundled import bundled
from desktop.models.concern import Priority
from desktop.models.line import Mark
from desktop.models.refusal import Refusal

ENGLISH = "en"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WINTER, SUMMER = (11, 12, 1, 2, 3), (5, 6, 7, 8, 9)
# In which months a concern or a meeting makes sense, by a part of its title; all others fit all year.
SEASONS: dict[str, tuple[int, ...]] = {
    "in winter": (12,),
    "No heat": WINTER,
    "Ice on": (12, 1, 2),
    "Snow piled": (12, 1, 2),
    "in the cold": WINTER,
    "Heat, hot water": WINTER,
    "Summer heat": (6, 7, 8),
    "Summer on": (5, 6, 7),
    "No shade": (7, 8),
    "in summer": (5, 6, 7),
    "Summer jobs": (3, 4, 5, 6),
    "Fireworks": (6, 7),
    "Kites": (3, 4, 5),
    "Litter after": SUMMER,
    "Geese": SUMMER,
    "Leaf blowers": (9, 10, 11),
    "Leaves in": (10, 11),
    "speed sign": (9, 10, 11),
    "A place to study": (1, 5, 6, 12),
}
_PLACEHOLDER = re.compile(r"{(\w+)}")
# An answer that says what is still coming; the others only fit when all is done.
_COMING = re.compile(r"\b(will|ordered|asked|booked|list|next|until|looking|agrees?|waits?|comes|is being)\b")


@dataclass(frozen=True, slots=True)
class Neighborhood:
    """One area with the streets and places that residents name."""

    name: str
    description: str
    streets: list[str]
    places: list[str]
    kind_of: dict[str, str]

    def places_of(self, kinds: list[str]) -> list[str]:
        """The places of these kinds; all of them when none is asked for."""
        return [place for place in self.places if not kinds or self.kind_of[place] in kinds]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What somebody raises, with room for a street, a place, a weekday, an hour or a count; and what came of it."""

    category: str
    title: str
    words: str
    verbatim: bool
    interpreted: bool
    said_by: str
    answer: str
    priority: Priority
    not_done: str = ""
    refer_to: str = ""
    n: list[int] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    place_kinds: list[str] = field(default_factory=list)

    def suits(self, month: int) -> bool:
        """Whether people raise it in this month."""
        return in_season(self.title, month)

    @property
    def answer_is_coming(self) -> bool:
        """Whether the answer can be given before the matter is resolved."""
        return bool(_COMING.search(self.answer))


class Raised:
    """One pattern in one area: gives a title and words each time somebody raises it."""

    def __init__(self, pattern: Pattern, area: Neighborhood) -> None:
        self.pattern = pattern
        self.area = area
        choices: dict[str, list[Any]] = {
            "street": area.streets,
            "place": area.places_of(pattern.place_kinds),
            "weekday": list(WEEKDAYS),
            "hour": pattern.hours,
            "n": list(range(pattern.n[0], pattern.n[1] + 1)) if pattern.n else [],
        }
        used = dict.fromkeys(_PLACEHOLDER.findall(pattern.title + pattern.words))
        self._choices = [(key, choices[key], len(choices[key])) for key in used]

    def said(self, chance: Random) -> tuple[str, str]:
        """A title and words, filled in."""
        if not self._choices:
            return self.pattern.title, self.pattern.words
        values = {key: choices[int(chance.random() * count)] for key, choices, count in self._choices}
        return self.pattern.title.format_map(values), self.pattern.words.format_map(values)


@dataclass(frozen=True, slots=True)
class OwedText:
    """A promise, question, action or praise, and how it ended."""

    kind: str
    words: str
    outcome: str = ""
    not_kept_because: str = ""
    area: str = ""

    @property
    def what_happened(self) -> str:
        """How it ended, in the office's words."""
        return self.outcome or self.not_kept_because


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a session that was written down in full."""

    said_by: str
    words: str
    mark: Mark
    verbatim: bool = False
    interpreted: bool = False
    themes: list[str] = field(default_factory=list)


class Town:
    """All invented content, read once."""

    def __init__(self, folder: Path) -> None:
        facts = _read(folder / "town.json")
        self.office: dict[str, Any] = facts["office"]
        self.people: list[dict[str, str]] = facts["people"]
        self.organizations: list[dict[str, str]] = facts["organizations"]
        self.meeting_titles: list[dict[str, str]] = facts["meeting_titles"]
        self.areas = [Neighborhood(kind_of=facts["place_kinds"], **area) for area in facts["areas"]]
        self.patterns = [
            Pattern(**{**pattern, "priority": Priority(pattern["priority"])})
            for pattern in _read(folder / "concerns.json")
        ]
        self.owed = [OwedText(**owed) for owed in _read(folder / "promises.json")]
        self.sessions: dict[int, list[Spoken]] = {}
        for line in _read(folder / "lines.json"):
            mark = Mark(line.pop("mark") or Mark.NOTE)
            self.sessions.setdefault(line.pop("session"), []).append(Spoken(mark=mark, **line))
        self.notes = (folder / "notes.txt").read_text(encoding="utf-8").splitlines()
        self._home = {organization["name"]: organization["area"] for organization in self.organizations}

    def area_of(self, place: str) -> Neighborhood:
        """The area in which a place lies."""
        return next(area for area in self.areas if place in area.places)

    def raised_in(self, area: Neighborhood, month: int) -> list[Raised]:
        """What people of an area raise in a month; what a partner of another area answers is left out."""
        return [
            Raised(pattern, area)
            for pattern in self.patterns
            if pattern.suits(month)
            and self._home.get(pattern.refer_to, "") in ("", area.name)
            and area.places_of(pattern.place_kinds)
        ]


def in_season(title: str, month: int) -> bool:
    """Whether a title fits the month."""
    return all(month in months for part, months in SEASONS.items() if part in title)


def read_town(language: str) -> Town:
    """The town in a language; Refusal when it was not written in that one."""
    return Town(_folder(language))


def town(language: str = ENGLISH) -> dict[str, Any]:
    """The town's plain facts, among them its "office" and "people", the first of whom signs in."""
    facts: dict[str, Any] = _read(_folder(language) / "town.json")
    return facts


def _folder(language: str) -> Path:
    folder = bundled("demo")
    if language != ENGLISH:
        folder /= language
    if not (folder / "town.json").exists():
        raise Refusal(f'There is no demo town in the language "{language}". Leave --language out for English.')
    return folder


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
