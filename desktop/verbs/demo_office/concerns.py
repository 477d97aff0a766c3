"""Concerns of the demo office: what was raised, and how far the office has come with it for its age."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from random import Random
from typing import Any

from desktop.models.concern import Priority, Source, StatusType
from desktop.models.disclosure import Consent
from desktop.verbs.demo_office.days import Days
from desktop.verbs.demo_office.invented import Pattern, Raised, Town

Row = dict[str, Any]
# The place of the day on which it was heard, and the row.
Heard = tuple[int, Row]

NEW, ACKNOWLEDGED, IN_PROGRESS = StatusType.NEW, StatusType.ACKNOWLEDGED, StatusType.IN_PROGRESS
REFERRED, RESOLVED, CLOSED = StatusType.REFERRED, StatusType.RESOLVED, StatusType.CLOSED
# How many of a hundred concerns stand where, up to an age in days.
STANDING: tuple[tuple[int, dict[StatusType, int]], ...] = (
    (3, {NEW: 85, ACKNOWLEDGED: 15}),
    (14, {NEW: 10, ACKNOWLEDGED: 32, IN_PROGRESS: 28, REFERRED: 16, RESOLVED: 14}),
    (60, {NEW: 2, ACKNOWLEDGED: 6, IN_PROGRESS: 26, REFERRED: 18, RESOLVED: 22, CLOSED: 26}),
    (180, {IN_PROGRESS: 8, REFERRED: 7, RESOLVED: 17, CLOSED: 68}),
    (10_000, {IN_PROGRESS: 2, REFERRED: 2, RESOLVED: 6, CLOSED: 90}),
)
ANSWER_AFTER = (1, 1, 1, 2, 2, 2, 3, 3, 4, 7)
FIX_WITHIN = (7, 14, 14, 21, 21, 28, 30, 42, 60)
MOVED_BY = (7, 14, 21, 30)
RESOLVED_AFTER = (1, 3, 5, 8, 10, 12, 15, 18, 22, 27, 33, 45, 70)
TOLD_AFTER = (0, 0, 1, 1, 2, 3, 5, 9)
CALL_BACK_IN = (-6, -2, 1, 2, 4, 6, 9, 13)
TOLD_HOW = ("By phone", "At the door", "At the front desk", "On the library board", "By e-mail", "By letter")
SOURCES = (*[Source.DESK] * 8, *[Source.PHONE] * 6, *[Source.E_MAIL] * 3, *[Source.EVENT], *[Source.WALK] * 2)
WEEKEND_TOO = frozenset({Source.E_MAIL, Source.EVENT, Source.WALK})
CONSENTS = (
    *[None] * 8,
    *[Consent.NOTHING_OUTSIDE] * 3,
    *[Consent.WITHOUT_ROLE] * 6,
    *[Consent.WITH_ROLE] * 2,
    Consent.MAY_CONTACT,
)
ASKED = (
    "We wrote it down and asked the {}. You hear from us either way.",
    "It has a name and a date now. We asked the {} first and tell you what they say, also if it is no.",
    "Passed on to the {} the same week. We call them back, you do not have to.",
)
WRITTEN_DOWN = (
    "It has a name and a date now. You hear from us either way.",
    "Written down, and one of us sees to it. At the next meeting we say how far we are.",
    "We do not know yet. We find out, and say so even when it is little.",
    "Thank you for saying it here. It has an owner, and the answer comes to the same place.",
)
NOBODY_TO_TELL = "Nobody could be told in person, the answer hangs at the library and the desk."
YEAR = 365
# How often somebody raises again, in the same words of ours, one of so many earlier ones.
AGAIN, REMEMBERED = 0.12, 60
# Above 1, the last months weigh more: an office that people have come to know.
LATELY = 1.5


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of the records that concerns refer to."""

    areas: dict[str, int]
    categories: dict[str, int]
    statuses: dict[StatusType, int]
    organizations: dict[str, int]
    owners: list[int]


class ConcernRows:
    """Makes the rows of concerns; numbers and ids are given when they are added.

    `again` collects what was raised again: the later row and the first.
    """

    def __init__(self, town: Town, days: Days, known: Known, chance: Random) -> None:
        self._town = town
        self._days = days
        self._known = known
        self._chance = chance.random
        self._random = chance
        self._standing = [_standing(age) for age in range(days.today + 1)]
        self.again: list[tuple[Row, Row]] = []

    def heard_elsewhere(self, count: int) -> list[tuple[int, Source]]:
        """When and where so many concerns were heard that nobody raised at a session, oldest first."""
        heard = []
        for source in self._random.choices(SOURCES, k=count):
            place = self._days.today - int(self._chance() ** LATELY * YEAR)
            heard.append((place if source in WEEKEND_TOO else self._days.open_before[place], source))
        return sorted(heard, key=itemgetter(0))

    def elsewhere(self, heard_elsewhere: Iterable[tuple[int, Source]]) -> Iterator[Heard]:
        """These concerns."""
        areas, months = self._town.areas, range(1, 13)
        by_month = [[self._town.raised_in(area, month) for area in areas] for month in months]
        told: deque[tuple[Raised, Row]] = deque(maxlen=REMEMBERED)
        for heard, source in heard_elsewhere:
            month = self._days.dates[heard].month
            first: Row | None = None
            if told and self._chance() < AGAIN:
                raised, first = self._one_of(told)
            if first is not None and raised.pattern.suits(month):
                title, words = first["title"], first["words"]
            else:
                first = None
                raised = self._one_of(self._one_of(by_month[month - 1]))
                title, words = raised.said(self._random)
            row = self._begin(raised.pattern, heard, title, words, source)
            row["area_id"] = self._known.areas[raised.area.name]
            self._agree(row)
            self._proceed(row, heard, raised.pattern)
            if first is not None:
                self.again.append((row, first))
            elif not raised.pattern.verbatim:
                told.append((raised, row))
            yield heard, row

    def at_session(self, raised: Raised, heard: int, title: str, words: str) -> Row:
        """A concern of a pattern that was raised at a session; the caller adds meeting, line and area."""
        row = self._begin(raised.pattern, heard, title, words, Source.SESSION)
        self._proceed(row, heard, raised.pattern)
        return row

    def written_down(self, heard: int, title: str, words: str, category: str | None, refer_to: str) -> Row:
        """A concern of a session of the last weeks, still open."""
        row: Row = {
            "title": title,
            "words": words,
            "category_id": self._known.categories[category] if category else None,
            "priority": Priority.NORMAL,
            "source": Source.SESSION,
            "heard_on": self._days.dates[heard],
            "answer_due": self._days.answer_due[heard],
        }
        status = self._stands(heard)
        self._open(row, heard, status if status.is_open else IN_PROGRESS, "", refer_to)
        return row

    def _begin(self, pattern: Pattern, heard: int, title: str, words: str, source: Source) -> Row:
        return {
            "title": title,
            "words": words,
            "category_id": self._known.categories[pattern.category],
            "priority": pattern.priority,
            "source": source,
            "heard_on": self._days.dates[heard],
            "answer_due": self._days.answer_due[heard],
        }

    def _agree(self, row: Row) -> None:
        consent = CONSENTS[int(self._chance() * len(CONSENTS))]
        row["contact_consent"] = consent
        if consent is Consent.MAY_CONTACT:
            row["contact"] = f"555-01{50 + int(self._chance() * 50)}"

    def _proceed(self, row: Row, heard: int, pattern: Pattern) -> None:
        status = self._stands(heard)
        if status.is_open:
            self._open(row, heard, status, pattern.answer if pattern.answer_is_coming else "", pattern.refer_to)
        else:
            self._resolve(row, heard, status, pattern)

    def _stands(self, heard: int) -> StatusType:
        """How far the office is by today; nothing is done before a working day went by."""
        days = self._days
        status = self._standing[days.today - heard][int(self._chance() * 100)]
        if status is NEW or days.open_after[heard + 1] <= days.open_before[days.today - 1]:
            return status
        return NEW

    def _open(self, row: Row, heard: int, status: StatusType, answer: str, refer_to: str) -> None:
        """Still to be done: new without an owner, or with a first answer and, past that, a date to fix it by."""
        if status is REFERRED and not refer_to:
            status = IN_PROGRESS
        row["status_id"] = self._known.statuses[status]
        if status is NEW and self._chance() < 0.5:
            return
        row["owner_id"] = self._one_of(self._known.owners)
        if status is NEW:
            return
        answered = self._answer(row, heard, (answer if status is not ACKNOWLEDGED else "") or self._first(refer_to))
        if status is REFERRED:
            row["referred_to_id"] = self._known.organizations[refer_to]
            call_back = max(self._days.today + self._one_of(CALL_BACK_IN), answered + 1)
            row["call_back_on"] = self._days.dates[self._days.open_after[call_back]]
        if status is not ACKNOWLEDGED:
            self._fix_by(row, answered)

    def _resolve(self, row: Row, heard: int, status: StatusType, pattern: Pattern) -> None:
        """Done, or honestly not done; closed only when somebody was told or the reason is written."""
        days = self._days
        row["status_id"] = self._known.statuses[status]
        row["owner_id"] = self._one_of(self._known.owners)
        answered = self._answer(row, heard, pattern.answer)
        self._fix_by(row, answered)
        yesterday = days.open_before[days.today - 1]
        done = min(days.open_after[answered + self._one_of(RESOLVED_AFTER)], yesterday)
        row["resolved_on"] = days.dates[done]
        if pattern.refer_to and self._chance() < 0.4:
            row["referred_to_id"] = self._known.organizations[pattern.refer_to]
        if pattern.not_done and status is CLOSED:
            row["closed_because"] = pattern.not_done
        if self._chance() < (0.94 if status is CLOSED else 0.65):
            row["told_on"] = days.dates[min(days.open_after[done + self._one_of(TOLD_AFTER)], days.today)]
            row["told_how"] = "By phone" if row.get("contact") else self._one_of(TOLD_HOW)
        elif status is CLOSED:
            row.setdefault("closed_because", NOBODY_TO_TELL)

    def _answer(self, row: Row, heard: int, answer: str) -> int:
        """Give the first answer on a working day after it was heard, where there was one yet; its place, or today."""
        days = self._days
        first, last = days.open_after[heard + 1], days.open_before[days.today - 1]
        if first > last:
            return days.today
        answered: int = min(days.open_after[heard + self._one_of(ANSWER_AFTER)], last)
        row["answer"] = answer
        row["answered_at"] = self._one_of(days.moments[answered])
        return answered

    def _fix_by(self, row: Row, answered: int) -> None:
        """A date to fix it by; the first one is kept when it was moved."""
        days = self._days
        first = days.open_after[answered + self._one_of(FIX_WITHIN)]
        moved = first < days.today and self._chance() < 0.15
        row["first_resolve_by"] = days.dates[first]
        row["resolve_by"] = days.dates[days.open_after[first + self._one_of(MOVED_BY)] if moved else first]

    def _first(self, refer_to: str) -> str:
        if not refer_to:
            return str(self._one_of(WRITTEN_DOWN))
        return str(self._one_of(ASKED).format(refer_to.replace("City", "city")))

    def _one_of(self, choices: Any) -> Any:
        return choices[int(self._chance() * len(choices))]


def _standing(age: int) -> list[StatusType]:
    """A hundred statuses for an age, to draw one from."""
    shares = next(shares for up_to, shares in STANDING if age <= up_to)
    return [status for status, share in shares.items() for _ in range(share)]
