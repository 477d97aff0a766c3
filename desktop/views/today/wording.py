"""How Today says things: one line of a list, the hours of a meeting, the sentence under the date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.models.concern import Concern, Source
from desktop.models.due import Tone
from desktop.models.today import Gathering, Section, Thing
from desktop.views import dates
from desktop.views.icons_of_records import icon_of
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import N_, retold, say
from desktop.views.today.reading import DayShown

SECTION_WORDS: dict[Section, tuple[str, str, str]] = {
    Section.LATE: (N_("Late"), "circle-alert", "clay"),
    Section.CALL_BACK: (N_("Call back"), "phone", "ochre"),
    Section.DUE: (N_("Due"), "clock", "ink-2"),
    Section.NOT_TOLD: (N_("Done, not told yet"), "message-circle", "ochre"),
}
EVENING = 17
MINUTES = 60
WITHHELD = N_("Words withheld")


@dataclass(frozen=True, slots=True)
class LineWords:
    """Everything one line shows."""

    icon: str
    token: str
    title: str
    meta: str
    said: str
    said_icon: str
    tone: str


def sentence_day(day: date, today: date) -> str:
    """October 8; with its year where that is another one."""
    return dates.month_day(day) if day.year == today.year else dates.long_day(day)


def line_words(thing: Thing, day: DayShown, privacy: PrivacyScreen) -> LineWords:
    """One line, masked as the privacy screen asks."""
    icon, token = icon_of(thing.record.kind)
    if thing.section is Section.CALL_BACK:
        icon, token = "phone", "ochre"
    elif thing.section is Section.NOT_TOLD:
        icon, token = "circle-check", "accent"
    title = privacy.shown(thing.record.fields["title" if thing.record is Concern else "words"], thing.title)
    said, said_icon = _said(thing, day)
    tone = "ink-2" if thing.tone is Tone.AHEAD else thing.tone.value
    return LineWords(icon, token, title or say(WITHHELD), _meta(thing, day, privacy), said, said_icon, tone)


def day_sentence(shown: DayShown) -> str:
    """3 late, 2 to call back, 3 due by tomorrow."""
    late, back, due = (shown.count(section) for section in (Section.LATE, Section.CALL_BACK, Section.DUE))
    by = until(shown)
    if not late and not back and not due:
        return say("Nothing is late, nobody waits for a call, and nothing is due by {by}.", by=by)
    return say(
        "{late} late, {back} to call back, {due} due by {by}.",
        late=f"{late:,}",
        back=f"{back:,}",
        due=f"{due:,}",
        by=by,
    )


def until(shown: DayShown) -> str:
    """Tomorrow, or the weekday after a weekend."""
    is_tomorrow = shown.day.until - shown.day.today == timedelta(days=1)
    return say("tomorrow") if is_tomorrow else dates.the_weekday(shown.day.until)


def meeting_time(meeting: Gathering, wall: datetime) -> str:
    """Tonight 6:30 PM, in 2 h 40 min."""
    clock, days = dates.clock(meeting.starts_at), (meeting.starts_at.date() - wall.date()).days
    if meeting.is_live:
        return say("Now, since {clock}", clock=clock)
    if days == 0:
        name = say("Tonight") if meeting.starts_at.hour >= EVENING else say("Today")
        left = round((meeting.starts_at - wall).total_seconds() / MINUTES)
        return f"{name} {clock}, {_in(left)}" if left > 0 else f"{name} {clock}"
    return say("Tomorrow {clock}", clock=clock) if days == 1 else f"{dates.weekday(meeting.starts_at)}, {clock}"


def meeting_title(meeting: Gathering) -> str:
    """Its area first, unless the title says it."""
    if not meeting.area or meeting.area.casefold() in meeting.title.casefold():
        return meeting.title
    return f"{meeting.area}: {meeting.title}"


def _in(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES)
    return say("in {hours} h {rest} min", hours=hours, rest=rest) if hours else say("in {rest} min", rest=rest)


def _said(thing: Thing, day: DayShown) -> tuple[str, str]:
    if thing.section is Section.NOT_TOLD:
        return retold(thing.said), "message-circle"
    icon = "circle-alert" if thing.tone is Tone.LATE else "clock"
    if thing.due is not None:
        if thing.section is Section.CALL_BACK:
            return _capital(retold(thing.said.removeprefix(f"{thing.due.clock} "))), icon
        return retold(thing.said), icon
    if thing.section is Section.LATE:
        return f"{say(thing.record.kind.capitalize())} {retold(thing.said)}", icon
    if thing.said == "today":
        return say("Today"), icon
    return dates.weekday(thing.sorted_by), "calendar-clock"


def _meta(thing: Thing, day: DayShown, privacy: PrivacyScreen) -> str:
    values = thing.values
    if thing.record is Concern:
        return _concern_meta(thing, day)
    kind, parts = say(thing.record.kind.capitalize()), [values.get("number") or ""]
    if thing.section is Section.NOT_TOLD:
        parts += [
            values.get("area") or "",
            say("done {day}", day=sentence_day(thing.sorted_by, day.day.today)),
        ]
    elif values.get("made_to"):
        parts.append(privacy.shown(thing.record.fields["made_to"], values["made_to"]))
    else:
        parts.append(values.get("area") or "")
    return ", ".join(part for part in (kind, *parts) if part)


def _concern_meta(thing: Thing, day: DayShown) -> str:
    values, last = thing.values, ""
    if thing.section is Section.NOT_TOLD:
        last = say("resolved {day}", day=sentence_day(thing.sorted_by, day.day.today))
    elif thing.section is Section.CALL_BACK and values.get("referred_to"):
        last = say("referred to {name}", name=values["referred_to"])
    elif values.get("source"):
        last = say(Source(values["source"]).words)
    return ", ".join(part for part in (values.get("number"), values.get("area"), last) if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
