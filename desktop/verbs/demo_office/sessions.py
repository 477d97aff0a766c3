"""What is said at the demo meetings: word for word where a session was written down, put together elsewhere."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial

from desktop.models.capture import capture
from desktop.models.concern import first_words
from desktop.models.line import Mark
from desktop.models.recording import OWED
from desktop.models.speaker import DEFAULT_ROLE
from desktop.verbs.demo_office.invented import MONTHS, OwedText, Raised, Spoken
from desktop.verbs.demo_office.meetings import NOTES, Plan, Script
from desktop.verbs.demo_office.notes import Making, Notes
from desktop.verbs.demo_office.owed import SAYS_NOT

WELCOME, REPORT, READ_BACK = "Welcome, and how notes are taken", "What became of last time", "Reading back the promises"
OPEN_FLOOR = "What is on your mind"
ONE_TOPIC = {"Coffee hour": OPEN_FLOOR, "Walk-through": "Along the way"}
READ_BACK_WORDS = "Every promise was read out. Nobody asked for a change."
WALKING = Spoken("Officer", "We stop where you say stop. Notes by hand, no names unless you offer yours.", Mark.NOTE)
ENDING = re.compile(r"^Reading back|read out loud")
# What a meeting with such a word in its title is mostly about.
TOPICS = {
    "lamp": ("Lighting", "Safety"),
    "lighting": ("Lighting", "Traffic"),
    "tram": ("Lighting", "Safety"),
    "Racing": ("Traffic", "Noise"),
    "Fireworks": ("Noise", "Parks"),
    "Heat": ("Housing",),
    "School": ("Traffic", "Youth"),
    "route": ("Traffic", "Access"),
    "Steps": ("Access", "Safety", "Lighting"),
    "steps": ("Youth", "Parks"),
    "Ramps": ("Access",),
    "arcade": ("Safety", "Lighting"),
    "Market day": ("Traffic", "Access", "Noise"),
    "cameras": ("Service",),
    "stop sounds": ("Service", "Youth"),
    "officer": ("Service", "Youth"),
    "shift": ("Noise", "Traffic", "Access"),
    "Friday": ("Youth",),
    "tea": ("Access", "Safety"),
}
CITY = {
    "Lighting": "City lighting office",
    "Traffic": "City streets office",
    "Parks": "City parks office",
    "Dumping": "City clean-up office",
    "Housing": "City housing inspections",
}
TRANSIT, BY_TRANSIT = "Fernhill Transit Desk", frozenset({"bus", "tram"})
SAID_BY = {
    "promise": "Officer",
    "question": "Resident",
    "action": "Partner",
    "praise": "Resident",
}
DATED = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})\b", re.IGNORECASE)


def topics_of(plan: Plan, raised: list[Raised]) -> list[str]:
    """The points of the agenda between welcome and end."""
    if plan.script:
        return list(plan.script.topics.values())
    if plan.kind in ONE_TOPIC or not raised:
        return [ONE_TOPIC.get(plan.kind, OPEN_FLOOR)]
    return list(dict.fromkeys(one.pattern.category for one in raised))


def hold(notes: Notes, raised: list[Raised]) -> None:
    """Let everybody speak."""
    if notes.plan.script:
        _by_script(notes, notes.plan.script)
    else:
        _put_together(notes, raised)


def chosen(making: Making, plan: Plan) -> list[Raised]:
    """What people raise at a meeting that was not written down, grouped by what it is about."""
    area = making.town.area_of(plan.place)
    fitting = making.town.raised_in(area, making.days.dates[plan.held].month)
    if plan.kind == "Youth forum":
        fitting = [one for one in fitting if one.pattern.said_by == "Young person" or one.pattern.category == "Youth"]
    mostly = next((topics for part, topics in TOPICS.items() if part in plan.title), ())
    making.chance.shuffle(fitting)
    fitting.sort(key=lambda one: one.pattern.category not in mostly)
    raised = fitting[: making.chance.randint(*plan.habit.concerns)]
    return sorted(raised, key=lambda one: one.pattern.category)


# A session that was written down


def _by_script(notes: Notes, script: Script) -> None:
    making = notes.making
    shift = making.days.dates[notes.plan.held] - script.written_for
    lines = list(_lines(making, script))
    step = (notes.plan.habit.minutes - 8) / len(lines)
    topic, is_over = 0, False
    for place, (spoken, clock) in enumerate(lines):
        topic = next((n for n, part in enumerate(script.topics, 2) if part in spoken.words), topic)
        topic = 1 if "report-back" in spoken.themes and topic == 0 else topic
        is_over = is_over or bool(ENDING.search(spoken.words))
        notes.turn_to(-1 if is_over else topic)
        if clock is not None:
            notes.now = making.days.instant(making.days.dates[notes.plan.held], clock)
        words = DATED.sub(partial(_moved, shift=shift, year=script.written_for.year), spoken.words)
        _say_scripted(notes, script, spoken, words, lines[place + 1][0] if place + 1 < len(lines) else None)
        if clock is None:
            notes.wait(step * making.chance.uniform(0.6, 1.4))


def _lines(making: Making, script: Script) -> Iterator[tuple[Spoken, time | None]]:
    """The lines, with the time where one was noted."""
    if script.number != NOTES:
        yield from ((spoken, None) for spoken in making.town.sessions[script.number])
        return
    for typed in making.town.notes:
        got = capture(typed, making.roles)
        said_by = got.speaker or DEFAULT_ROLE
        yield Spoken(said_by, got.words, got.mark, got.verbatim, got.interpreted, got.themes), got.clock


def _say_scripted(notes: Notes, script: Script, spoken: Spoken, words: str, after: Spoken | None) -> None:
    mark = notes.may_hear(spoken.mark)
    said = Spoken(spoken.said_by, words, mark, spoken.verbatim, spoken.interpreted, spoken.themes)
    line = notes.say(said, spoken.said_by if script.number == NOTES else "")
    if mark is Mark.CONCERN:
        category = notes.making.category_of(spoken.themes)
        refer_to = TRANSIT if BY_TRANSIT & set(spoken.themes) else CITY.get(category or "", "")
        concern = notes.making.concerns.written_down(notes.plan.held, first_words(words), words, category, refer_to)
        notes.hear(line, concern, spoken.themes)
    elif mark in OWED:
        owing = notes.owe(line, mark, spoken.themes, **_named_day(notes, words))
        outcome = next((text for part, text in script.outcomes.items() if words.startswith(part)), "")
        if outcome:
            notes.making.owed.end(owing, OwedText(mark.value, words, outcome))
        elif mark is Mark.QUESTION and after and after.mark is Mark.NOTE and not SAYS_NOT.search(after.words):
            notes.making.owed.end_in_the_room(owing, after.words)


def _named_day(notes: Notes, words: str) -> dict[str, date]:
    """The day a promise names, as its due date."""
    if not (named := DATED.search(words)):
        return {}
    held = notes.making.days.dates[notes.plan.held]
    month = MONTHS.index(named[1].capitalize()) + 1
    day = date(held.year + (month < held.month), month, int(named[2]))
    return {"due": day, "first_due": day}


def _moved(named: "re.Match[str]", *, shift: timedelta, year: int) -> str:
    """A day named in the words, moved with the session, spelled as it was."""
    day = date(year, MONTHS.index(named[1].capitalize()) + 1, int(named[2])) + shift
    month = MONTHS[day.month - 1]
    return f"{month if named[1][0].isupper() else month.lower()} {day.day}"


# A session put together from what people of the area raise


def _put_together(notes: Notes, raised: list[Raised]) -> None:
    making = notes.making
    opening = making.town.sessions[1]
    for spoken in (WALKING,) if notes.plan.kind == "Walk-through" else opening[:2]:
        notes.say(spoken)
        notes.wait(1.5)
    notes.turn_to(1)
    for owing in making.owed.to_report(notes.plan.area, notes.plan.held, 3):
        words = f"{owing.row['words']}: {owing.row['what_happened']}"
        notes.say(Spoken("Officer", words, Mark.NOTE, themes=["report-back"]))
        notes.wait(2)
    topics = topics_of(notes.plan, raised)
    owed = _dealt(notes)
    for one in raised:
        category = one.pattern.category
        notes.turn_to(2 + (topics.index(category) if category in topics else 0))
        _raise(notes, one)
        if owed:
            _owe(notes, owed.pop(0), one.pattern.category)
    for text in owed:
        _owe(notes, text, "")
    notes.turn_to(len(topics) + 2)
    notes.say(Spoken("Officer", READ_BACK_WORDS, Mark.NOTE, themes=["read-back"]))


def _dealt(notes: Notes) -> list[OwedText]:
    deal = partial(notes.making.owed.deal, area=notes.plan.area, held=notes.plan.held)
    long = notes.plan.habit.minutes > 90
    chance = notes.making.chance
    return [
        *deal("promise", count=2 if long else 1),
        *deal("question", count=1),
        *deal("promise", count=1),
        *deal("action", count=1),
        *deal("praise", count=chance.randint(0, 1)),
    ]


def _raise(notes: Notes, one: Raised) -> None:
    pattern = one.pattern
    _, words = one.said(notes.making.chance)
    mark = notes.may_hear(Mark.CONCERN)
    themes = [pattern.category.lower()]
    spoken = Spoken(pattern.said_by, words, mark, pattern.verbatim, pattern.interpreted, themes)
    line = notes.say(spoken)
    notes.wait(notes.making.chance.uniform(2, 6))
    if mark is Mark.CONCERN:
        concern = notes.making.concerns.at_session(one, notes.plan.held, first_words(words), words)
        notes.hear(line, concern, themes)


def _owe(notes: Notes, text: OwedText, category: str) -> None:
    mark = Mark(text.kind)
    line = notes.say(Spoken(SAID_BY[text.kind], text.words, mark))
    notes.wait(notes.making.chance.uniform(1, 4))
    if mark in OWED:
        notes.making.owed.end(notes.owe(line, mark, []), text)
