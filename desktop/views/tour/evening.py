"""An evening as it is written down in `resources/demo/evening.txt`: what is said and done when, and who was there."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.bundled import bundled
from desktop.models.capture import MARKS
from desktop.models.line import Mark

INTERPRETED = "interpreted: "
_STEP = re.compile(r"(\d\d):(\d\d) (.+)")
_ACT = re.compile(r"\[(.+)\]")
# A role is "Library staff" or "Resident B".
_SAID = re.compile(r'(?:([!+?>*]) ?)?(")?@([A-Z][a-z]+(?: [a-z]+(?= ))*(?: [B-H](?= ))?) (.+)')
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A line somebody says, and how it is typed."""

    at: time
    speaker: str
    words: str
    sign: str = ""
    is_quoted: bool = False
    is_interpreted: bool = False

    @property
    def mark(self) -> Mark:
        """What the line is."""
        return MARKS.get(self.sign, Mark.NOTE)


@dataclass(frozen=True, slots=True)
class Act:
    """Something done: its name, and what stands behind it."""

    at: time
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Evening:
    """A session: its plan, a concern that was open before, and the steps in their order."""

    title: str
    area: str
    place: str
    agenda: tuple[tuple[str, int], ...]
    here: dict[str, int]
    organization: str
    earlier: str
    steps: tuple[Said | Act, ...]

    @property
    def said(self) -> list[Said]:
        """The lines alone."""
        return [step for step in self.steps if isinstance(step, Said)]

    @property
    def minutes(self) -> int:
        """How long it is planned to be."""
        return sum(minutes for _, minutes in self.agenda)

    @property
    def starts(self) -> time:
        """When it starts, on the wall."""
        return self.steps[0].at

    def clipped(self) -> "Evening":
        """The same acts with only the lines they need: a few minutes of the evening, for a quick look."""
        kept: list[Said | Act] = []
        for step, after in zip(self.steps, (*self.steps[1:], None), strict=True):
            if isinstance(step, Act) or isinstance(after, Act):
                kept.append(step)
        return replace(self, steps=tuple(kept))


@dataclass(slots=True)
class EveningClock:
    """The clock of a store during an evening: it goes on with each look, and jumps to the next step; never back."""

    now: datetime
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        """What time it is."""
        with self._lock:
            self.now += TICK
            return self.now

    def go_to(self, moment: datetime) -> None:
        """Let the time pass until then."""
        with self._lock:
            self.now = max(self.now, moment)


def evening_clock(evening: Evening, day: date, zone: str, minutes_before: int = 5) -> EveningClock:
    """The clock shortly before it starts."""
    start = datetime.combine(day, evening.starts, ZoneInfo(zone)).astimezone(UTC)
    return EveningClock(start - timedelta(minutes=minutes_before))


def the_evening() -> Evening:
    """The one that comes with the program."""
    return read_evening(bundled("demo", "evening.txt"))


def read_evening(path: Path) -> Evening:
    """Read an evening; ValueError names a line that cannot be one."""
    heads: dict[str, list[str]] = {}
    steps: list[Said | Act] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if found := _STEP.fullmatch(line):
            steps.append(_step(time(int(found[1]), int(found[2])), found[3]))
        else:
            key, _, value = line.partition(": ")
            heads.setdefault(key, []).append(value)
    return Evening(
        title=heads["title"][0],
        area=heads["area"][0],
        place=heads["place"][0],
        agenda=tuple((title, int(minutes)) for minutes, title in _counted(heads["agenda"])),
        here={group: int(count) for count, group in _counted(heads["here"])},
        organization=heads["organization"][0],
        earlier=heads["earlier"][0],
        steps=tuple(steps),
    )


def _counted(values: list[str]) -> Iterator[tuple[str, str]]:
    for value in values:
        count, _, what = value.partition(" ")
        yield count, what


def _step(at: time, text: str) -> Said | Act:
    if act := _ACT.fullmatch(text):
        return _act(at, act[1])
    if not (said := _SAID.fullmatch(text)):
        raise ValueError(f"no line of an evening: {text}")
    words = said[4]
    return Said(
        at,
        speaker=said[3],
        words=words.removeprefix(INTERPRETED),
        sign=said[1] or "",
        is_quoted=bool(said[2]),
        is_interpreted=words.startswith(INTERPRETED),
    )


def _act(at: time, text: str) -> Act:
    name, _, about = text.partition(": ")
    return Act(at, name, about)
