"""The clock of a meeting and of its agenda: it begins, rests during a break, goes on, ends. Instants, never wall times,
so that a clock change or midnight in the middle moves nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from desktop.models.meeting import AgendaItem, Meeting, MeetingStatus
from desktop.models.refusal import Refusal


class Clocked(Protocol):
    """What has a clock: `ran_seconds` up to the instant `runs_since`, when it runs now."""

    began_at: datetime | None
    ended_at: datetime | None
    runs_since: datetime | None
    ran_seconds: int | None


def ran_for(clocked: Clocked, now: datetime) -> timedelta:
    """How long it has run up to `now`; a clock of the computer set back counts as standing still."""
    before = timedelta(seconds=clocked.ran_seconds or 0)
    since = clocked.runs_since
    return before + max(now - since, timedelta()) if since is not None else before


def start(meeting: Meeting, now: datetime) -> None:
    """The session begins, or goes on after it was ended by mistake. Refusal for a meeting that is canceled."""
    if meeting.status is MeetingStatus.CANCELED:
        raise Refusal(f"{meeting.label} is canceled. Set its status to planned before you start it.")
    if meeting.status is not MeetingStatus.LIVE:
        meeting.status = MeetingStatus.LIVE
        meeting.ended_at = None
    meeting.began_at = meeting.began_at or now
    _run(meeting, now)
    if (item := current_item(meeting)) is None and (coming := next_item(meeting)) is not None:
        begin_item(meeting, coming, now)
    elif item is not None:
        _run(item, now)


def take_break(meeting: Meeting, now: datetime) -> None:
    """The clocks rest; lines can still be written."""
    if meeting.runs_since is None:
        return
    meeting.break_since = now
    _rest(meeting, now)
    if (item := current_item(meeting)) is not None:
        _rest(item, now)


def end_break(meeting: Meeting, now: datetime) -> None:
    """The clocks go on."""
    if meeting.break_since is None:
        return
    meeting.break_since = None
    _run(meeting, now)
    if (item := current_item(meeting)) is not None:
        _run(item, now)


def begin_item(meeting: Meeting, item: AgendaItem, now: datetime) -> None:
    """Turn to a point of the agenda, also back to one that was left; the one before ends."""
    if (before := current_item(meeting)) is not None and before is not item:
        _rest(before, now)
        before.ended_at = now
    item.began_at = item.began_at or now
    item.ended_at = None
    if meeting.break_since is None:
        _run(item, now)


def turn_to_next(meeting: Meeting, now: datetime) -> AgendaItem | None:
    """Turn to the next point of the agenda; None when the last one is over, which ends then."""
    coming = next_item(meeting)
    if coming is not None:
        begin_item(meeting, coming, now)
    elif (last := current_item(meeting)) is not None:
        _rest(last, now)
        last.ended_at = now
    return coming


def end(meeting: Meeting, now: datetime) -> None:
    """The session is over; what it left is sorted in the wrap-up."""
    if meeting.status is not MeetingStatus.LIVE:
        return
    meeting.status = MeetingStatus.WRAP_UP
    meeting.ended_at = now
    meeting.break_since = None
    _rest(meeting, now)
    if (item := current_item(meeting)) is not None:
        _rest(item, now)
        item.ended_at = now


def finish(meeting: Meeting) -> None:
    """Everything is sorted as far as it shall be; minutes can be made."""
    if meeting.status is not MeetingStatus.WRAP_UP:
        raise Refusal(f"{meeting.label} is not in its wrap-up. End the session first.")
    meeting.status = MeetingStatus.DONE


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order."""
    return [item for item in meeting.agenda if not item.is_deleted]


def current_item(meeting: Meeting) -> AgendaItem | None:
    """The point the meeting is at."""
    begun = {item.began_at: item for item in items_of(meeting) if item.began_at is not None and item.ended_at is None}
    return begun[max(begun)] if begun else None


def next_item(meeting: Meeting) -> AgendaItem | None:
    """The first point after the present one that was not begun."""
    items = items_of(meeting)
    present = current_item(meeting)
    after = items[items.index(present) + 1 :] if present is not None else items
    return next((item for item in after if item.began_at is None), None)


def expected_starts(meeting: Meeting, now: datetime) -> list[tuple[AgendaItem, datetime]]:
    """When the points still to come will begin, as instants, if each takes the time it was given."""
    present = current_item(meeting)
    at = now
    if present is not None and present.minutes is not None:
        at += max(timedelta(minutes=present.minutes) - ran_for(present, now), timedelta())
    return list(_each_after(_still_to_come(meeting), at))


def _still_to_come(meeting: Meeting) -> Sequence[AgendaItem]:
    return [item for item in items_of(meeting) if item.began_at is None]


def _each_after(items: Sequence[AgendaItem], at: datetime) -> Sequence[tuple[AgendaItem, datetime]]:
    planned = []
    for item in items:
        planned.append((item, at))
        at += timedelta(minutes=item.minutes or 0)
    return planned


def _run(clocked: Clocked, now: datetime) -> None:
    if clocked.runs_since is None:
        clocked.runs_since = now


def _rest(clocked: Clocked, now: datetime) -> None:
    clocked.ran_seconds = round(ran_for(clocked, now).total_seconds())
    clocked.runs_since = None
