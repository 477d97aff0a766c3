"""Meetings of the demo office: which were held when and where, which are planned, and which has to be wrapped up."""

from dataclasses import dataclass, field
from datetime import date, time
from random import Random

from desktop.models.meeting import MeetingStatus
from desktop.models.minutes import MinutesState
from desktop.verbs.demo_office.days import Days
from desktop.verbs.demo_office.invented import Town, in_season

NOTES = 0
THURSDAY, TUESDAY = 3, 1
LATEST_WEEK, FIRST_WEEK, EVERY = 8, 50, 3
# Thursdays of weeks in which nobody comes to a meeting.
HOLIDAYS = {(11, day) for day in range(22, 29)} | {(12, day) for day in range(22, 32)} | {(1, 1), (1, 2), (1, 3)}
# Meetings at another hour than their kind, by a part of the title.
AT_OTHER_HOURS = {
    "first shift": time(7, 0),
    "School route": time(7, 40),
    "Noodles": time(15, 0),
    "Afternoon": time(15, 0),
    "Closing time": time(18, 0),
    "dark lamps": time(20, 30),
    "From the tram": time(20, 0),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How the office holds a kind of meeting."""

    weekday: int
    starts: time
    minutes: int
    concerns: tuple[int, int]
    adults: tuple[int, int]
    young_people: tuple[int, int]


HABITS = {
    "Listening session": Habit(THURSDAY, time(18, 30), 120, (5, 7), (18, 46), (0, 6)),
    "Town hall": Habit(2, time(18, 30), 120, (5, 7), (35, 90), (1, 9)),
    "Coffee hour": Habit(4, time(8, 0), 75, (2, 4), (6, 19), (0, 0)),
    "Youth forum": Habit(TUESDAY, time(17, 0), 90, (4, 5), (3, 8), (11, 28)),
    "Walk-through": Habit(2, time(16, 0), 75, (3, 4), (5, 16), (0, 4)),
}


@dataclass(frozen=True, slots=True)
class Script:
    """A session whose lines are all written down. Days named in its words count from `written_for`.

    `topics` says with which words the room turns to which point of the agenda; `outcomes` what became of a promise.
    """

    number: int
    title: str
    written_for: date
    weeks_ago: int
    next_after: int
    next_title: str
    state: MinutesState
    topics: dict[str, str]
    outcomes: dict[str, str] = field(default_factory=dict)


SCRIPTS = (
    Script(
        3,
        "Nights, stairwells and being understood",
        date(2026, 10, 8),
        6,
        8,
        "Nights, stairwells and being understood",
        MinutesState.FINAL,
        {
            "First point tonight": "Nights and the warehouse trucks",
            "Second point": "Stairwells and locks",
            "Third point": "Cameras and stops",
        },
        {
            "Call the fire station": "Called the next morning. The alarm has a new battery since that Friday.",
            "Stop by on two early": "Stopped by on both mornings, eleven drivers told. The rule was new to most.",
            "Bring ten copies": "Brought on Thursday, all ten were gone by Friday. Five more are printed.",
        },
    ),
    Script(
        1,
        "Vans, buses and room to walk",
        date(2026, 10, 15),
        3,
        4,
        "You said, we did: the year so far",
        MinutesState.FINAL,
        {"First point": "Vans and the bus on Market St", "Second point": "Room to walk on market day"},
    ),
    Script(
        2,
        "Evenings at the courts",
        date(2026, 10, 20),
        2,
        4,
        "What a fair stop sounds like",
        MinutesState.READ_BACK,
        {"Now the courts": "The courts", "Next one": "How officers talk to us", "Last one": "Friday nights"},
    ),
    Script(
        NOTES,
        "The tram stop and the playground",
        date(2026, 10, 15),
        1,
        4,
        "The tram stop and the playground",
        MinutesState.DRAFT,
        {
            "Mill Lane Tram Stop has no light": "The tram stop",
            "glass in the sand": "The playground and the lot",
            "delivery at": "Saddler St, and being greeted",
            "nothing open sunday": "Rainy Sundays",
        },
    ),
)


@dataclass(slots=True)
class Plan:
    """One meeting: what, where, when (the place of its day), and how far it is."""

    title: str
    kind: str
    place: str
    area: str
    held: int
    status: MeetingStatus
    starts: time
    script: Script | None = None
    state: MinutesState | None = None

    @property
    def habit(self) -> Habit:
        """How this kind of meeting is held."""
        return HABITS[self.kind]


def planned_year(town: Town, days: Days, chance: Random) -> list[Plan]:
    """All meetings, oldest first: the year's, the ones written down line by line, and those these announce."""
    plans = []
    for script in SCRIPTS:
        weekday = script.written_for.weekday()
        held = days.in_week(script.weeks_ago, weekday)
        wrapping_up = script.state is MinutesState.DRAFT
        status = MeetingStatus.WRAP_UP if wrapping_up else MeetingStatus.DONE
        plans.append(_plan(town, script.title, held, status, script))
        next_held = days.in_week(script.weeks_ago - script.next_after, weekday)
        plans.append(_plan(town, script.next_title, next_held, MeetingStatus.PLANNED))
    plans += _rest_of_the_year(town, days, chance)
    return sorted(plans, key=lambda plan: plan.held)


def _rest_of_the_year(town: Town, days: Days, chance: Random) -> list[Plan]:
    """One meeting about every three and a half weeks; the first walk-through fell out because of a storm."""
    used = {script.title for script in SCRIPTS} | {script.next_title for script in SCRIPTS}
    left = [title["title"] for title in town.meeting_titles if title["title"] not in used]
    chance.shuffle(left)
    plans: list[Plan] = []
    week = FIRST_WEEK
    while week >= LATEST_WEEK:
        thursday = days.dates[days.in_week(week, THURSDAY)]
        if (thursday.month, thursday.day) in HOLIDAYS:
            week -= 1
            continue
        title = next(title for title in left if in_season(title, thursday.month))
        left.remove(title)
        plan = _plan(town, title, 0, MeetingStatus.DONE)
        plan.held = days.in_week(week, plan.habit.weekday)
        plan.state = MinutesState.CORRECTED if len(plans) == 1 else MinutesState.FINAL
        plans.append(plan)
        week -= EVERY + chance.randint(0, 1)
    walk = next((plan for plan in plans if plan.kind == "Walk-through"), None)
    if walk is not None:
        walk.status, walk.state = MeetingStatus.CANCELED, None
    return plans


def _plan(town: Town, title: str, held: int, status: MeetingStatus, script: Script | None = None) -> Plan:
    facts = next(facts for facts in town.meeting_titles if facts["title"] == title)
    kind, place = facts["kind"], facts["place"]
    starts = next((starts for part, starts in AT_OTHER_HOURS.items() if part in title), HABITS[kind].starts)
    state = script.state if script else None
    return Plan(title, kind, place, town.area_of(place).name, held, status, starts, script, state)
