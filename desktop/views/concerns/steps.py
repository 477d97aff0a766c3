"""How far a concern has come: its five steps with their days, and where Referred stands beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from desktop.models.concern import Concern, Status, StatusType
from desktop.store.history import HistoryEntry
from desktop.views import dates
from desktop.views.saying import say

STEPS = (
    StatusType.NEW,
    StatusType.ACKNOWLEDGED,
    StatusType.IN_PROGRESS,
    StatusType.RESOLVED,
    StatusType.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the office's words for it, a day below them, whether it is behind, and whether it is now."""

    meaning: StatusType
    label: str
    day: str = ""
    is_done: bool = False
    is_now: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        state = say("now") if self.is_now else say("done") if self.is_done else say("not yet")
        return ", ".join(part for part in (self.label, state, self.day) if part)


@dataclass(frozen=True, slots=True)
class Branch:
    """Referred: `lines` say where to, since when and when we call back; empty while it was not used."""

    is_now: bool = False
    was_used: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """All a stepper shows."""

    steps: tuple[Step, ...]
    branch: Branch


def progress(concern: Concern, statuses: Sequence[Status], reached: dict[StatusType, date]) -> Progress:
    """What the stepper shows of a concern. `reached` are the days of `days_reached`."""
    now = concern.status.type
    is_referred = now is StatusType.REFERRED
    at = STEPS.index(StatusType.IN_PROGRESS if is_referred else now)
    names = {status.type: status.name for status in reversed(statuses)}
    steps = []
    for place, meaning in enumerate(STEPS):
        is_now = place == at and not is_referred
        label = say(concern.status.name if is_now else names.get(meaning, meaning.value.capitalize()))
        day = _day(concern, meaning, reached, is_now=is_now, is_past=place <= at)
        is_done = place < at or (is_now and not meaning.is_open)
        steps.append(Step(meaning, label, day, is_done, is_now or (is_referred and place == at)))
    return Progress(tuple(steps), _branch(concern, reached))


def days_reached(
    concern: Concern, history: Sequence[HistoryEntry], type_of: Callable[[str], StatusType | None], zone: tzinfo
) -> dict[StatusType, date]:
    """The day each step was reached last, from the journal and from what the record itself keeps.

    What came in bulk has no days of its own in the journal, so only changes count there.
    """
    reached: dict[StatusType, date] = {}
    for entry in history:
        for change in entry.changes:
            meaning = type_of(str(change.after)) if change.key == "status" and entry.act != "created" else None
            if meaning is not None and not entry.is_undone:
                reached[meaning] = _on_the_wall(entry.at, zone)
    return days_kept(concern, zone) | reached | {StatusType.NEW: concern.heard_on}


def days_kept(concern: Concern, zone: tzinfo) -> dict[StatusType, date]:
    """The days the record itself keeps: heard, first answered, resolved, told."""
    kept = {StatusType.NEW: concern.heard_on}
    if concern.answered_at is not None:
        kept[StatusType.ACKNOWLEDGED] = _on_the_wall(concern.answered_at, zone)
    if concern.resolved_on is not None:
        kept[StatusType.RESOLVED] = concern.resolved_on
    if concern.status.type is StatusType.CLOSED and concern.told_on is not None:
        kept[StatusType.CLOSED] = concern.told_on
    return kept


def _on_the_wall(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def _day(concern: Concern, meaning: StatusType, reached: dict[StatusType, date], *, is_now: bool, is_past: bool) -> str:
    known = reached.get(meaning) if is_past else None
    if known is not None:
        words = dates.short_day(known)
        return say("since {words}", words=words) if is_now and meaning is StatusType.IN_PROGRESS else words
    if meaning is StatusType.RESOLVED and concern.resolve_by is not None and not is_past:
        return say("by {day}", day=dates.short_day(concern.resolve_by))
    return ""


def _branch(concern: Concern, reached: dict[StatusType, date]) -> Branch:
    to = concern.referred_to.name if concern.referred_to else ""
    is_now = concern.status.type is StatusType.REFERRED
    if not is_now:
        return Branch(was_used=bool(to), lines=(say("Was referred to {to}", to=to),) if to else ())
    since = reached.get(StatusType.REFERRED)
    first = ", ".join(part for part in (to, dates.short_day(since) if since else "") if part)
    back = say("Call back {day}", day=dates.weekday(concern.call_back_on)) if concern.call_back_on else ""
    return Branch(is_now=True, was_used=True, lines=tuple(part for part in (first, back) if part))
