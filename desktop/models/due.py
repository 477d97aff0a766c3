"""Which clock of a concern runs and how that is said: "Answer 3 days late", "Fix in 2 days", "Call back tomorrow".

Days are working days of the office. A date on which it is closed is late only once the office has opened again.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.working_days import working_days_until

# So many working days before a date, it is said in ochre.
SOON = 2
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Clock(enum.StrEnum):
    """What is due."""

    ANSWER = "Answer"
    CALL_BACK = "Call back"
    FIX = "Fix"
    NOTHING = "nothing"  # open, answered, and nobody gave a date to fix it by
    DONE = "done"


class Tone(enum.StrEnum):
    """How near it is; also a color of the palette."""

    LATE = "clay"
    SOON = "ochre"
    AHEAD = "pine"
    OVER = "stone"


@dataclass(frozen=True, slots=True)
class Dates:
    """What the clocks of one concern are read from; `is_answered` that residents had a first answer."""

    heard_on: date
    answer_due: date | None = None
    is_answered: bool = False
    call_back_on: date | None = None
    resolve_by: date | None = None
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A phrase of ours not yet filled in, so that paper can say it in its own language: {n} stands in both forms."""

    one: str
    many: str
    n: int = 1

    @property
    def words(self) -> str:
        """In English."""
        return (self.one if self.n == 1 else self.many).format(n=self.n)


@dataclass(frozen=True, slots=True)
class Due:
    """A clock in words. `share` of the time is gone, 0 to 1; `by` is the date itself."""

    clock: Clock
    said: Counted
    tone: Tone
    icon: str
    share: float
    by: date | None = None

    @property
    def words(self) -> str:
        """In English: what is due, and when."""
        return self.said.words if self.by is None else f"{self.clock} {self.said.words}"

    @property
    def is_late(self) -> bool:
        """Past its date."""
        return self.tone is Tone.LATE


LATE = ("{n} day late", "{n} days late")
AHEAD = ("in {n} day", "in {n} days")
TOOK = ("Took {n} day", "Took {n} days")
TODAY, TOMORROW, SAME_DAY, NO_DATE_YET = "today", "tomorrow", "Done the same day", "No date yet"
ON_WEEKDAYS = tuple(f"on {name}" for name in WEEKDAYS)
WORDS_OF_DUE: tuple[str | tuple[str, str], ...] = (
    LATE, AHEAD, TOOK, TODAY, TOMORROW, SAME_DAY, NO_DATE_YET, *ON_WEEKDAYS,
    Clock.ANSWER.value, Clock.CALL_BACK.value, Clock.FIX.value,
)  # fmt: skip
"""All that can be said of a date, for the catalogues."""


def _plain(words: str) -> Counted:
    return Counted(words, words)


NO_DATE = Due(Clock.NOTHING, _plain(NO_DATE_YET), Tone.OVER, "clock", 0.0)


def due(dates: Dates, today: date, closed: frozenset[date] = frozenset()) -> Due:
    """The clock that runs for a concern; the same choice as the stored `next_due`, whose date this is."""
    if dates.resolved_on is not None:
        return _took(dates.heard_on, dates.resolved_on, closed)
    clock, by = _running(dates)
    if by is None:
        return NO_DATE
    said, tone = _said(by, today, closed)
    icon = "phone" if clock is Clock.CALL_BACK else "clock"
    return Due(
        clock=clock,
        said=said,
        tone=tone,
        icon="circle-alert" if tone is Tone.LATE else icon,
        share=_share(dates.heard_on, by, today, closed),
        by=by,
    )


def due_on(by: date, today: date, closed: frozenset[date] = frozenset()) -> tuple[Counted, Tone]:
    """A date on its own as rows say it, "1 day late", "today", "tomorrow", "in 4 days", and how near it is."""
    return _said(by, today, closed)


def _running(dates: Dates) -> tuple[Clock, date | None]:
    if not dates.is_answered:
        return Clock.ANSWER, dates.answer_due
    if dates.call_back_on is not None:
        return Clock.CALL_BACK, dates.call_back_on
    return Clock.FIX, dates.resolve_by


def _said(by: date, today: date, closed: frozenset[date]) -> tuple[Counted, Tone]:
    days = working_days_until(by, today, closed)
    if by < today:
        return Counted(*LATE, max(1, -days)), Tone.LATE
    if by == today:
        return _plain(TODAY), Tone.SOON
    tone = Tone.SOON if days <= SOON else Tone.AHEAD
    if by == today + timedelta(days=1):
        return _plain(TOMORROW), tone
    if days <= 1 and (by - today).days < len(WEEKDAYS):  # over a weekend or a holiday
        return _plain(ON_WEEKDAYS[by.weekday()]), tone
    return Counted(*AHEAD, max(1, days)), tone


def _took(heard_on: date, resolved_on: date, closed: frozenset[date]) -> Due:
    days = max(0, working_days_until(resolved_on, heard_on, closed))
    said = _plain(SAME_DAY) if days == 0 else Counted(*TOOK, days)
    return Due(Clock.DONE, said, Tone.OVER, "check", 1.0)


def _share(start: date, by: date, today: date, closed: frozenset[date]) -> float:
    if by <= today:
        return 1.0 if by < today else 0.92  # a little is left of the last day
    whole = working_days_until(by, start, closed)
    left = working_days_until(by, today, closed)
    return min(1.0, max(0.0, 1 - left / whole)) if whole > 0 else 0.0
