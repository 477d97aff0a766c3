"""The days a demo office looks back on and ahead to, worked out once: a row's dates are looked up, not reckoned."""

from datetime import UTC, date, datetime, time, timedelta

from desktop.models.office import Office
from desktop.models.working_days import is_working_day

BACK, AHEAD = 400, 200
OFFICE_HOURS = (time(9, 12), time(10, 5), time(11, 40), time(13, 27), time(14, 50), time(16, 33))
WEEK = 7


class Days:
    """Days by their place in a row: `dates[place]`; `today` is the place of today.

    `open_before` and `open_after` give the place of the nearest working day, the day itself when the office is open.
    `moments` are six instants in office hours, `answer_due` and `question_due` what the office promises.
    """

    def __init__(self, office: Office, today: date) -> None:
        self.zone = office.time_zone
        self.today = BACK
        self.dates = [today + timedelta(days) for days in range(-BACK, AHEAD + 1)]
        closed = office.closed
        self._open = [place for place, day in enumerate(self.dates) if is_working_day(day, closed)]
        self.open_before = self._nearest(backward=True)
        self.open_after = self._nearest(backward=False)
        past = self.dates[: BACK + 1]
        self.answer_due = [office.answer_due(day) for day in past]
        self.question_due = [office.question_due(day) for day in past]
        self.moments = [tuple(self.instant(day, clock) for clock in OFFICE_HOURS) for day in past]

    def place_of(self, day: date) -> int:
        """The place of a date."""
        return (day - self.dates[0]).days

    def in_week(self, weeks_ago: int, weekday: int) -> int:
        """The place of a weekday (Monday 0) in the week that lies so many weeks back; negative is ahead."""
        return self.today - self.dates[self.today].weekday() - WEEK * weeks_ago + weekday

    def instant(self, day: date, clock: time) -> datetime:
        """The instant of a time on the office's wall."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _nearest(self, *, backward: bool) -> list[int]:
        """For each place the nearest working day at or before it, or at or after it; the ends hold the last one."""
        working = set(self._open)
        places = range(len(self.dates)) if backward else reversed(range(len(self.dates)))
        nearest, last = [0] * len(self.dates), self._open[0] if backward else self._open[-1]
        for place in places:
            last = place if place in working else last
            nearest[place] = last
        return nearest
