"""What the room may see of a meeting: agenda, clock, ground rules, promises of last time. No names, no notes.

What was typed freely is masked on the way: `mask` is the privacy screen's rule, with the names that the office knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.models.disclosure import Audience
from desktop.models.meeting import Meeting
from desktop.models.minutes_content import PromiseState, last_time_of
from desktop.models.session_view import SessionView

Mask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class StagePromise:
    """One promise of last time: how it stands, and its words as anyone may read them."""

    state: PromiseState
    words: str


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One point of the agenda; `begins` is on the wall."""

    place: int
    title: str
    is_over: bool
    is_now: bool
    begins: datetime | None
    minutes: int | None
    runs_since: datetime | None
    ran_seconds: float


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage at one moment. `until` is on the wall, `break_since` an instant."""

    title: str
    zone: str
    until: datetime | None
    points: tuple[StagePoint, ...]
    promises: tuple[StagePromise, ...]
    rules: tuple[str, ...]
    break_since: datetime | None


def promises_of_last_time(session: Session, meeting_id: int, today: date, mask: Mask) -> tuple[StagePromise, ...]:
    """What anyone may know of the promises of the meeting before; struck ones are left out."""
    last_time = last_time_of(session, session.get_one(Meeting, meeting_id), Audience.ANYONE, today)
    return tuple(StagePromise(each.state, mask(each.said.text)) for each in last_time if each.said.struck_at is None)


def stage_of(
    view: SessionView, promises: tuple[StagePromise, ...], on_wall: Callable[[datetime], datetime], mask: Mask
) -> Stage:
    """The stage for what the session shows; `on_wall` turns an instant into a time on the wall."""
    points = tuple(
        StagePoint(
            place=point.place,
            title=mask(point.title),
            is_over=point.is_over,
            is_now=point.is_now,
            begins=on_wall(point.expected) if point.expected else None,
            minutes=point.minutes,
            runs_since=point.runs_since,
            ran_seconds=point.ran_before.total_seconds(),
        )
        for point in view.points
    )
    return Stage(
        title=mask(view.title),
        zone=view.zone,
        until=view.ends_at,
        points=points,
        promises=promises,
        rules=tuple(mask(rule) for rule in view.rules[:3]),
        break_since=view.break_since,
    )
