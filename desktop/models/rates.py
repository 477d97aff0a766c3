"""The three numbers of a quarter, each with its count: answered on time, days to the first answer, promises kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.concern import Concern
from desktop.models.office import Office
from desktop.models.promise import Outcome, Promise
from desktop.models.working_days import working_days_until

QUARTER = 3  # months
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def before(self) -> "Period":
        """The quarter before."""
        return quarter_before(self.first)


@dataclass(frozen=True, slots=True)
class Answers:
    """First answers to the concerns heard in a period; only those whose answer was due by today count."""

    heard: int
    on_time: int
    answered: int
    days: float | None  # half of those answered had an answer within so many working days
    on_time_by_week: tuple[float, ...]
    days_by_week: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the promises first due in a period. Late and on time are told elsewhere."""

    promised: int
    kept: int
    in_part: int
    not_kept: int
    still_open: int
    kept_by_week: tuple[float, ...]


def quarter_before(day: date) -> Period:
    """The last whole quarter before the one `day` is in."""
    month = (day.month - 1) // QUARTER * QUARTER + 1
    last = date(day.year, month, 1) - timedelta(days=1)
    return Period(date(last.year, last.month - QUARTER + 1, 1), last)


def answers(session: Session, office: Office, period: Period, today: date) -> Answers:
    """Measured against the first date given, in the office's days."""
    heard = Concern.heard_on.between(period.first, period.last)
    query = select(Concern.heard_on, Concern.answer_due, Concern.answered_at)
    rows = session.connection().execute(query.where(heard, Concern.deleted_at.is_(None))).all()
    closed = office.closed
    in_time: dict[date, list[bool]] = {}
    took: dict[date, list[int]] = {}
    for heard_on, answer_due, answered_at in rows:
        answered_on = None if answered_at is None else office.today(answered_at)
        if answer_due is None or (answered_on is None and answer_due >= today):
            continue
        week = _week(period, heard_on)
        in_time.setdefault(week, []).append(answered_on is not None and answered_on <= answer_due)
        if answered_on is not None:
            took.setdefault(week, []).append(max(0, working_days_until(answered_on, heard_on, closed)))
    every, days = [each for week in in_time.values() for each in week], [n for week in took.values() for n in week]
    return Answers(
        heard=len(every),
        on_time=sum(every),
        answered=len(days),
        days=median(days) if days else None,
        on_time_by_week=tuple(sum(in_time[week]) / len(in_time[week]) for week in _weeks(period) if week in in_time),
        days_by_week=tuple(float(median(took[week])) for week in _weeks(period) if week in took),
    )


def kept(session: Session, period: Period) -> Kept:
    """By the first date given: a promise that was moved still counts where it was first due."""
    due = Promise.first_due.between(period.first, period.last)
    rows = session.connection().execute(
        select(Promise.first_due, Promise.outcome).where(due, Promise.deleted_at.is_(None))
    )
    found = [(first_due, outcome) for first_due, outcome in rows]
    outcomes = [outcome for _, outcome in found]
    weeks = dict.fromkeys(_weeks(period), 0)
    for first_due, outcome in found:
        if first_due is not None:  # the query asks for no others
            weeks[_week(period, first_due)] += outcome is Outcome.KEPT
    running, so_far = [], 0
    for count in weeks.values():
        so_far += count
        running.append(float(so_far))
    return Kept(
        promised=len(found),
        kept=outcomes.count(Outcome.KEPT),
        in_part=outcomes.count(Outcome.KEPT_IN_PART),
        not_kept=outcomes.count(Outcome.NOT_KEPT),
        still_open=outcomes.count(None),
        kept_by_week=tuple(running) if found else (),
    )


def _week(period: Period, day: date) -> date:
    return period.first + (day - period.first) // WEEK * WEEK


def _weeks(period: Period) -> Iterator[date]:
    week = period.first
    while week <= period.last:
        yield week
        week += WEEK
