"""The notes of one demo meeting: speakers and what they agreed to, lines, and what their marks make of them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop.models.base import Record
from desktop.models.concern import Category
from desktop.models.disclosure import Consent
from desktop.models.line import POSITION_STEP, Line, LineTheme, Mark
from desktop.models.meeting import AgendaItem
from desktop.models.recording import OWED
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.theme import Theme
from desktop.verbs.demo_office.concerns import ConcernRows, Heard
from desktop.verbs.demo_office.days import Days
from desktop.verbs.demo_office.invented import Spoken, Town
from desktop.verbs.demo_office.meetings import Plan
from desktop.verbs.demo_office.owed import OwedRows, Owing

Row = dict[str, Any]

# Several people of one role are told apart by a letter, as the capture bar reads it.
LETTERS = ("", "", " B", " C", " D")
MANY = frozenset({"Resident", "Tenant", "Young person", "Parent", "Shop owner"})
CONSENTS = (
    *[Consent.NOTHING_OUTSIDE] * 10,
    *[Consent.WITHOUT_ROLE] * 7,
    *[Consent.WITH_ROLE] * 3,
    Consent.MAY_CONTACT,
)
# What themes mean that are no category's own word.
ABOUT = {
    "deliveries": "Traffic",
    "tram": "Traffic",
    "market": "Access",
    "courts": "Youth",
    "friday": "Youth",
    "youth": "Youth",
    "language": "Service",
    "stops": "Service",
    "closing": "Safety",
}


@dataclass(slots=True)
class Making:
    """What all meetings of the demo office share while they are made."""

    town: Town
    days: Days
    chance: Random
    next_id: Callable[[], int]
    roles: dict[str, SpeakerRole]
    categories: list[Category]
    areas: dict[str, int]
    staff: dict[str, int]
    kinds: dict[str, int]
    concerns: ConcernRows
    owed: OwedRows
    concerns_left: int = 0
    rows: dict[type[Record], list[Row]] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    answers: list[tuple[Owing, Row]] = field(default_factory=list)

    def add(self, record: type[Record], **row: Any) -> Row:
        """Keep one row to be added, with its id."""
        row["id"] = self.next_id()
        self.rows.setdefault(record, []).append(row)
        return row

    def category_of(self, themes: list[str]) -> str | None:
        """What a line with these themes is about."""
        found = [category.name for theme in themes for category in self.categories if category.has_theme(theme)]
        return next(iter(found), None) or next((ABOUT[theme] for theme in themes if theme in ABOUT), None)


class Notes:
    """Adds the lines of one meeting in their order."""

    def __init__(self, making: Making, plan: Plan, meeting: Row, items: list[Row]) -> None:
        self.making = making
        self.plan = plan
        self.area = (plan.area, making.areas[plan.area])
        self.counts: Counter[Mark] = Counter()
        self._meeting_id = meeting["id"]
        self._items = items
        self._item = items[0]
        self._speakers: dict[str, int] = {}
        self._position = 0
        self._concerns: list[tuple[frozenset[str], Row]] = []
        day = making.days.dates[plan.held]
        self.now: datetime = making.days.instant(day, plan.starts) + timedelta(minutes=1)

    def turn_to(self, item: int) -> None:
        """Go to a point of the agenda."""
        self._item = self._items[item]

    def wait(self, minutes: float) -> None:
        """Let some time pass, to the second."""
        self.now += timedelta(seconds=int(minutes * 60))

    def say(self, spoken: Spoken, label: str = "") -> Row:
        """One line, as somebody of a role says it."""
        making = self.making
        self._position += POSITION_STEP
        self.counts[spoken.mark] += 1
        line = making.add(
            Line,
            meeting_id=self._meeting_id,
            item_id=self._item["id"],
            speaker_id=self._speaker(label or self._label(spoken.said_by), spoken.said_by),
            position=self._position,
            said_at=self.now,
            mark=spoken.mark,
            verbatim=spoken.verbatim,
            interpreted=spoken.interpreted,
            words=spoken.words,
        )
        for theme in dict.fromkeys(spoken.themes):
            making.add(LineTheme, line_id=line["id"], theme_id=self._theme(theme))
        return line

    def may_hear(self, mark: Mark) -> Mark:
        """The mark itself, or a note when the demo has all the concerns that were asked for."""
        return Mark.NOTE if mark is Mark.CONCERN and self.making.concerns_left <= 0 else mark

    def hear(self, line: Row, concern: Row, themes: list[str]) -> None:
        """The concern that a line made."""
        concern.update(meeting_id=self._meeting_id, line_id=line["id"], area_id=self.area[1])
        self.making.concerns_left -= 1
        self.making.heard.append((self.plan.held, concern))
        self._concerns.append((frozenset(themes), concern))

    def owe(self, line: Row, mark: Mark, themes: list[str], **more: Any) -> Owing:
        """What a line promised, asked or took on; it answers the last concern about the same thing."""
        assert mark in OWED, mark
        owing = self.making.owed.add(
            mark, line["words"], self.plan.held, self.area, meeting_id=self._meeting_id, line_id=line["id"], **more
        )
        about = [concern for known, concern in self._concerns if known & frozenset(themes)]
        if about and mark is not Mark.QUESTION:
            self.making.answers.append((owing, about[-1]))
        return owing

    def _label(self, role: str) -> str:
        return role + self.making.chance.choice(LETTERS) if role in MANY else role

    def _speaker(self, label: str, role_name: str) -> int:
        if label not in self._speakers:
            role = self.making.roles[role_name]
            agreed = Consent.WITH_ROLE if role.speaks_for_office else self.making.chance.choice(CONSENTS)
            speaker = self.making.add(
                Speaker, meeting_id=self._meeting_id, role_id=role.id, label_text=label, consent=agreed
            )
            self._speakers[label] = speaker["id"]
        return self._speakers[label]

    def _theme(self, name: str) -> int:
        if name not in self.making.themes:
            self.making.themes[name] = self.making.add(Theme, name=name)["id"]
        return self.making.themes[name]


def agenda(making: Making, meeting: Row, titles: list[str], minutes: int) -> list[Row]:
    """The points of an agenda: short ones at both ends, the time between them shared."""
    share = max(5, (minutes - 20) // max(1, len(titles) - 3))
    times = [5, 10, *[share] * (len(titles) - 3), 5]
    return [
        making.add(
            AgendaItem, meeting_id=meeting["id"], position=place, title=title, minutes=time, lead_id=meeting["lead_id"]
        )
        for place, (title, time) in enumerate(zip(titles, times, strict=True), 1)
    ]
