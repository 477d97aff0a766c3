"""What stands in the minutes of one meeting: assembled from its records, already disclosed for one audience."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, joinedload

from desktop.models.concern import CONCERN_FIELDS, Concern
from desktop.models.disclosure import Audience, Consent, Reason, Withheld, withheld
from desktop.models.field import Field
from desktop.models.line import LINE_FIELDS, Line, Mark
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import MINUTES_FIELDS, Minutes, MinutesState
from desktop.models.passed_on import at_meeting, how_many_passed_on
from desktop.models.promise import Action, Outcome, Owed, Promise, Question

Value = TypeVar("Value")
Made = Concern | Promise | Question | Action


class PromiseState(enum.StrEnum):
    """How a promise of last time stands, in the word printed beside it."""

    DONE = "Done"
    DONE_IN_PART = "Done in part"
    UNDER_WAY = "Under way"
    LATE = "Late"
    NOT_KEPT = "Not kept"


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they are printed. `verbatim` ones are quoted; `struck_at`, on the wall, stands in place of words."""

    text: str
    verbatim: bool = False
    struck_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastTime:
    """One promise of the meeting before, and what became of it."""

    state: PromiseState
    said: Said
    what_happened: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Raised:
    """One concern; `who` is empty where nobody answers yet or the audience may not know."""

    number: str
    said: Said
    who: str
    answer_by: date | None
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class OwedItem:
    """One promise, question or action."""

    number: str
    said: Said
    who: str
    by: date | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the notes that made no record; `at` on the wall."""

    at: datetime | None
    who: str
    said: Said


@dataclass(slots=True)
class MinutesContent:
    """The minutes as one audience reads them. Times are on the wall of the meeting."""

    audience: Audience
    number: str
    title: str
    sort: str
    area: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    adults: int | None
    young_people: int | None
    officers: int | None
    also_here: str
    state: MinutesState
    read_back_at: datetime | None
    approved_by: str
    summary: str
    corrections: str
    last_time_on: date | None
    next_on: date | None
    last_time: list[LastTime] = field(default_factory=list)
    concerns: list[Raised] = field(default_factory=list)
    promises: list[OwedItem] = field(default_factory=list)
    questions: list[OwedItem] = field(default_factory=list)
    actions: list[OwedItem] = field(default_factory=list)
    praise: list[Said] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    passed_on: int = 0
    withheld: Withheld = field(default_factory=Withheld)

    @property
    def is_final(self) -> bool:
        """Locked; anything else is printed as a draft."""
        return self.state is MinutesState.FINAL

    @property
    def shows_who(self) -> bool:
        """Whether this audience may know who answers."""
        return withheld(CONCERN_FIELDS["owner"], self.audience) is None


def minutes_content(session: Session, meeting: Meeting, audience: Audience, today: date) -> MinutesContent:
    """Assemble the minutes of `meeting` for `audience`; `today` is the office's date, for what is late.

    For anyone outside the office, what came from a line whose speaker agreed to nothing outside is left out whole
    and counted.
    """
    known = select(Minutes).where(Minutes.meeting_id == meeting.id, Minutes.deleted_at.is_(None))
    minutes = session.scalars(known).first()
    sieve = _Sieve(audience)
    content = _head(meeting, minutes, sieve)
    content.next_on = _next_on(session, meeting, today)
    if before := _before(session, meeting):
        content.last_time_on = before.held_on
        content.last_time = list(_last_time(session, before, sieve, today))
    _add_records(session, meeting, sieve, content)
    # One number for all of them: by kind it might tell who complained.
    content.passed_on = sum(count for _, count in session.execute(how_many_passed_on(at_meeting(meeting.id))))
    if not _may_see_free_texts(content):
        sieve.withheld.note(MINUTES_FIELDS["summary"], Reason.AUDIENCE, content.summary)
        sieve.withheld.note(MINUTES_FIELDS["corrections"], Reason.AUDIENCE, content.corrections)
        content.summary = content.corrections = ""
    return content


def last_time_of(session: Session, meeting: Meeting, audience: Audience, today: date) -> list[LastTime]:
    """What was promised at the meeting before this one, as one audience may read it."""
    before = _before(session, meeting)
    return list(_last_time(session, before, _Sieve(audience), today)) if before is not None else []


def _may_see_free_texts(content: MinutesContent) -> bool:
    """Summary and corrections may tell of what is withheld: outside only once final, and nothing is left out."""
    return content.audience is Audience.OFFICE or (content.is_final and not content.withheld.total)


@dataclass(slots=True)
class _Sieve:
    """Lets through what one audience may see, and counts the rest."""

    audience: Audience
    withheld: Withheld = field(default_factory=Withheld)

    def hides(self, consent: Consent | None) -> bool:
        """Whether what was said stays in the office whole; counts it."""
        hidden = withheld(LINE_FIELDS["words"], self.audience, consent) is Reason.NOTHING_OUTSIDE
        self.withheld.rows += hidden
        return hidden

    def see(self, about: Field, value: Value | None, consent: Consent | None = None) -> Value | None:
        """The value, or None when the audience may not see it."""
        if (reason := withheld(about, self.audience, consent)) is None:
            return value
        self.withheld.note(about, reason, value)
        return None

    def person(self, about: Field, record: "Concern | Owed") -> str:
        """The name of who sees to it, as far as it may be known."""
        return self.see(about, record.owner.name if record.owner else None) or ""


def _head(meeting: Meeting, minutes: Minutes | None, sieve: _Sieve) -> MinutesContent:
    approved = minutes.approved_by.name if minutes and minutes.approved_by else None
    return MinutesContent(
        audience=sieve.audience,
        number=meeting.number or "",
        title=meeting.title,
        sort=meeting.sort.name if meeting.sort else "",
        area=meeting.area.name if meeting.area else "",
        place=meeting.place or "",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        adults=meeting.adults,
        young_people=meeting.young_people,
        officers=meeting.officers,
        also_here=meeting.also_here or "",
        state=minutes.state if minutes else MinutesState.DRAFT,
        read_back_at=_on_wall(minutes.read_back_at if minutes else None, meeting.time_zone),
        approved_by=sieve.see(MINUTES_FIELDS["approved_by"], approved) or "",
        summary=(minutes.summary if minutes else None) or "",
        corrections=(minutes.corrections if minutes else None) or "",
        last_time_on=None,
        next_on=None,
        withheld=sieve.withheld,
    )


def _add_records(session: Session, meeting: Meeting, sieve: _Sieve, content: MinutesContent) -> None:
    zone = meeting.time_zone
    shown: set[int | None] = set()
    for concern in session.scalars(_from_lines(Concern, meeting)):
        shown.add(concern.line_id)
        if not sieve.hides(concern.effective_consent):
            content.concerns.append(_raised(concern, sieve, zone))
    owed: tuple[tuple[type[Promise | Question | Action], list[OwedItem]], ...] = (
        (Promise, content.promises),
        (Question, content.questions),
        (Action, content.actions),
    )
    for kind, items in owed:
        for record in session.scalars(_from_lines(kind, meeting)):
            shown.add(record.line_id)
            if not sieve.hides(record.effective_consent):
                who = sieve.person(kind.fields["owner"], record)
                items.append(OwedItem(record.number or "", _said(record, zone), who, record.due))
    lines = select(Line).where(Line.meeting_id == meeting.id, Line.deleted_at.is_(None))
    unmarked = lines.where(Line.id.not_in(shown)).options(joinedload(Line.speaker)).order_by(Line.position, Line.id)
    _add_lines(session.scalars(unmarked), sieve, content, zone)


def _add_lines(lines: Iterable[Line], sieve: _Sieve, content: MinutesContent, zone: ZoneInfo) -> None:
    """Praise for everybody; what made no record for our office only, where nothing is left out."""
    for line in lines:
        if line.mark is Mark.PRAISE:
            if not sieve.hides(line.consent):
                content.praise.append(_said(line, zone))
        elif sieve.audience is Audience.OFFICE:
            who = line.speaker.label_text if line.speaker else ""
            content.notes.append(NoteLine(_on_wall(line.said_at, zone), who, _said(line, zone)))


def _raised(concern: Concern, sieve: _Sieve, zone: ZoneInfo) -> Raised:
    who = sieve.person(CONCERN_FIELDS["owner"], concern)
    answered_on = concern.answered_at.astimezone(zone).date() if concern.answered_at else None
    return Raised(concern.number or "", _said(concern, zone), who, concern.answer_due, answered_on)


def _last_time(session: Session, before: Meeting, sieve: _Sieve, today: date) -> Iterator[LastTime]:
    for promise in session.scalars(_said_at(Promise, before)):
        if not sieve.hides(promise.effective_consent):
            said = _said(promise, before.time_zone)
            yield LastTime(_state(promise, today), said, promise.what_happened or "", promise.due)


def _state(promise: Promise, today: date) -> PromiseState:
    match promise.outcome:
        case Outcome.KEPT:
            return PromiseState.DONE
        case Outcome.KEPT_IN_PART:
            return PromiseState.DONE_IN_PART
        case Outcome.NOT_KEPT:
            return PromiseState.NOT_KEPT
    return PromiseState.LATE if promise.is_late(today) else PromiseState.UNDER_WAY


def _said(record: Line | Made, zone: ZoneInfo) -> Said:
    """Quoted only while the words are the very ones spoken, and were not said through an interpreter."""
    line = record if isinstance(record, Line) else record.line
    if record.struck_at is not None:
        return Said("", struck_at=_on_wall(record.struck_at, zone))
    text = record.words or (record.title if isinstance(record, Concern) else "")
    verbatim = line is not None and line.verbatim and not line.interpreted and line.words == text
    return Said(text, verbatim)


def _said_at(kind: type[Value], meeting: Meeting) -> Select[Value]:
    """The live records of one kind made at a meeting, in the order they were said."""
    record: type[Concern] = kind  # type: ignore[assignment]  # all four kinds have these columns
    return (
        select(kind)
        .outerjoin(Line, Line.id == record.line_id)
        .where(record.meeting_id == meeting.id, record.deleted_at.is_(None))
        .options(joinedload(record.line).joinedload(Line.speaker), joinedload(record.owner))
        .order_by(Line.position.nulls_last(), record.id)
    )


def _from_lines(kind: type[Value], meeting: Meeting) -> Select[Value]:
    """Those made of the meeting's own lines: what only names the meeting came later, and was not read back."""
    return _said_at(kind, meeting).where(Line.meeting_id == meeting.id)


def _before(session: Session, meeting: Meeting) -> Meeting | None:
    """The meeting of the same area before this one; none for a meeting without an area."""
    held = _same_area(meeting).where(Meeting.starts_at < meeting.starts_at, Meeting.status != MeetingStatus.CANCELED)
    return session.scalars(held.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1)).first()


def _next_on(session: Session, meeting: Meeting, today: date) -> date | None:
    """The day of the next planned meeting of the same area that is still to come."""
    planned = _same_area(meeting).where(
        Meeting.starts_at > max(meeting.starts_at, datetime.combine(today, time.min)),
        Meeting.status == MeetingStatus.PLANNED,
    )
    coming = session.scalars(planned.order_by(Meeting.starts_at).limit(1)).first()
    return coming.held_on if coming else None


def _same_area(meeting: Meeting) -> Select[Meeting]:
    known = meeting.area_id is not None
    return select(Meeting).where(Meeting.area_id == meeting.area_id, Meeting.deleted_at.is_(None), literal(known))


def _on_wall(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None
