"""The records of one demo meeting: the meeting itself, its agenda, its notes and its minutes."""

from datetime import datetime, timedelta
from typing import Any

from desktop.models.line import Mark
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.verbs.demo_office.meetings import Plan
from desktop.verbs.demo_office.notes import Making, Notes, agenda
from desktop.verbs.demo_office.sessions import READ_BACK, REPORT, WELCOME, chosen, hold, topics_of

Row = dict[str, Any]

FINISHED = (MinutesState.CORRECTED, MinutesState.FINAL)
COUNTED = {
    Mark.CONCERN: "concern",
    Mark.PROMISE: "promise",
    Mark.QUESTION: "question",
    Mark.ACTION: "action",
    Mark.PRAISE: "word of praise",
}
CORRECTION = "{}: one due date had been written down a week too early. It was read out again and is right in the list."


def add_gathering(making: Making, plan: Plan) -> None:
    """One planned, held or canceled meeting with all that belongs to it."""
    meeting = _meeting(making, plan)
    is_held = plan.status in (MeetingStatus.DONE, MeetingStatus.WRAP_UP)
    raised = chosen(making, plan) if is_held and not plan.script else []
    titles = [WELCOME, REPORT, *topics_of(plan, raised), READ_BACK]
    items = agenda(making, meeting, titles, plan.habit.minutes)
    if not is_held:
        return
    notes = Notes(making, plan, meeting, items)
    hold(notes, raised)
    if plan.state:
        _minutes(making, plan, meeting, notes)


def _meeting(making: Making, plan: Plan) -> Row:
    starts_at = datetime.combine(making.days.dates[plan.held], plan.starts)
    names = list(making.staff)
    row: Row = {
        "title": plan.title,
        "sort_id": making.kinds[plan.kind],
        "area_id": making.areas[plan.area],
        "place": plan.place,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=plan.habit.minutes),
        "zone": making.days.zone.key,
        "status": plan.status,
        "lead_id": making.staff[making.chance.choice(names[:3])],
    }
    if plan.status in (MeetingStatus.DONE, MeetingStatus.WRAP_UP):
        row |= _head_count(making, plan)
    return making.add(Meeting, **row)


def _head_count(making: Making, plan: Plan) -> Row:
    """Who was counted, and which organizations of the area were there."""
    chance = making.chance
    near = [one["name"] for one in making.town.organizations if one["area"] == plan.area and one["name"] != plan.place]
    return {
        "adults": chance.randint(*plan.habit.adults),
        "young_people": chance.randint(*plan.habit.young_people),
        "officers": chance.randint(1, 4),
        "also_here": ", ".join(chance.sample(near, min(len(near), chance.randint(0, 2)))) or None,
    }


def _minutes(making: Making, plan: Plan, meeting: Row, notes: Notes) -> None:
    is_read_back = plan.state is not MinutesState.DRAFT
    day = making.days.dates[plan.held]
    ends = making.days.instant(day, plan.starts) + timedelta(minutes=plan.habit.minutes - 4)
    approved_by = making.staff[making.town.people[-1]["name"]] if plan.state in FINISHED else None
    corrected = (day + timedelta(days=9)).isoformat() if plan.state is MinutesState.CORRECTED else ""
    making.add(
        Minutes,
        meeting_id=meeting["id"],
        state=plan.state,
        read_back_at=ends if is_read_back else None,
        summary=_summary(meeting, notes) if is_read_back else None,
        corrections=CORRECTION.format(corrected) if corrected else None,
        approved_by_id=approved_by,
    )


def _summary(meeting: Row, notes: Notes) -> str:
    """What the records say, in two sentences."""
    people = meeting["adults"] + meeting["young_people"] + meeting["officers"]
    counts = [(notes.counts[mark], name) for mark, name in COUNTED.items() if notes.counts[mark]]
    written = ", ".join(f"{count} {_plural(name) if count > 1 else name}" for count, name in counts)
    return f"{people} people were here. Written down: {written or 'notes only'}. The promises were read back."


def _plural(name: str) -> str:
    return "words of praise" if name == COUNTED[Mark.PRAISE] else f"{name}s"
