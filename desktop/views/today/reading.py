"""What Today shows, read beside the window in two questions: the lists first, the three numbers after."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.models import rates, today
from desktop.models.office import the_office
from desktop.models.rates import Answers, Kept, Period
from desktop.models.today import Day, Gathering, Section, Thing, Whose

MOST = 3
COMING = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of the day: its first lines, and how many there are."""

    section: Section
    count: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class DayShown:
    """The lists, the meetings, and the wall clock they were read at."""

    day: Day
    wall: datetime
    lists: tuple[Listed, ...]
    coming: tuple[Gathering, ...]
    last: Gathering | None

    def count(self, section: Section) -> int:
        """How many a list has."""
        return next((listed.count for listed in self.lists if listed.section is section), 0)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The three numbers of the last quarter, and the median of the one before."""

    period: Period
    answers: Answers
    days_before: float | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class ReadDay:
    """The first question; `open_lists` are shown whole."""

    now: datetime
    whose: Whose
    open_lists: frozenset[Section]

    def __call__(self, session: Session) -> DayShown:
        """Read the lists and the meetings."""
        day = today.the_day(session, self.now)
        wall = self.now.astimezone(the_office(session).time_zone).replace(tzinfo=None)
        lists = []
        for section in Section:
            count = today.how_many(session, section, day, self.whose)
            limit = count if section in self.open_lists else MOST
            found = today.things(session, section, day, self.whose, limit) if count else []
            lists.append(Listed(section, count, tuple(found)))
        coming = tuple(today.coming_up(session, self.now, COMING))
        return DayShown(day, wall, tuple(lists), coming, today.last_session(session))


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """The second question."""

    day: date

    def __call__(self, session: Session) -> Numbers:
        """Read the quarter and the one before."""
        office, period = the_office(session), rates.quarter_before(self.day)
        return Numbers(
            period,
            rates.answers(session, office, period, self.day),
            rates.answers(session, office, period.before, self.day).days,
            rates.kept(session, period),
        )
