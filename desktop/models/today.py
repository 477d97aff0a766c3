"""What needs somebody today, in four lists over all kinds of records; shared by Today, badges and views of concerns."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.base import Record
from desktop.models.concern import STRUCK, Concern, Status, StatusType
from desktop.models.disclosure import Audience, audience_for
from desktop.models.due import Counted, Dates, Due, Tone, due, due_on
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.office import the_office
from desktop.models.promise import Action, Owed, Promise, Question
from desktop.models.rows import disclose
from desktop.models.working_days import next_working_day

NOBODY_TOLD = Counted("Nobody told", "Nobody told")
OWED: tuple[type[Promise] | type[Question] | type[Action], ...] = (Promise, Question, Action)


class Section(enum.StrEnum):
    """The lists of the day, in their order."""

    LATE = "late"
    CALL_BACK = "call back"
    DUE = "due"
    NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the office: `until` is the next working day, up to which things are due soon."""

    today: date
    until: date
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose work is asked for, and what whoever asks may see; `person_id` None is the whole office."""

    role: Role
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of a list. `values` are the disclosed values of its fields by their keys; `due` is a concern's clock."""

    record: type[Record]
    id: int
    section: Section
    values: dict[str, Any]
    due: Due | None
    counted: Counted
    tone: Tone
    sorted_by: date

    @property
    def said(self) -> str:
        """What its date means, in English."""
        return self.due.words if self.due is not None else self.counted.words

    @property
    def title(self) -> str:
        """The first words of it; empty when this person may not see them."""
        words = self.values.get("title") or self.values.get("words")
        return next(iter((words or STRUCK).splitlines()), STRUCK) if words or self._is_struck else ""

    @property
    def _is_struck(self) -> bool:
        return self.values.get("struck_at") is not None


def the_day(session: Session, now: datetime) -> Day:
    """Today where the office stands."""
    office = the_office(session)
    today = office.today(now)
    return Day(today, next_working_day(today, office.closed), office.closed)


# Which records


def is_open() -> ColumnElement[bool]:
    """Something is still to be done about the concern."""
    return Concern.resolved_on.is_(None)


def is_unanswered() -> ColumnElement[bool]:
    """Nobody has given residents a first answer, and it is still open."""
    return and_(is_open(), Concern.answered_at.is_(None))


def is_late(today: date) -> ColumnElement[bool]:
    """The clock that runs for the concern is past its date."""
    return Concern.next_due < today


def is_open_or_done_since(day: date) -> ColumnElement[bool]:
    """Open, or done lately."""
    return or_(is_open(), Concern.resolved_on >= day)


def is_referred() -> ColumnElement[bool]:
    """Another office has it."""
    return _has_status(StatusType.REFERRED)


def is_done_not_told() -> ColumnElement[bool]:
    """Done, and nobody who asked has heard of it yet."""
    return and_(_has_status(StatusType.RESOLVED), Concern.told_on.is_(None))


def concerns_in(section: Section, day: Day) -> list[ColumnElement[bool]]:
    """What puts a concern into a list of the day."""
    if section is Section.NOT_TOLD:
        return [is_done_not_told()]
    waits = and_(Concern.answered_at.is_not(None), Concern.call_back_on.is_not(None))
    if section is Section.CALL_BACK:
        return [waits, Concern.next_due <= day.until]
    by = is_late(day.today) if section is Section.LATE else Concern.next_due.between(day.today, day.until)
    return [by, ~waits]


def owed_in(kind: type[Owed], section: Section, day: Day) -> list[ColumnElement[bool]] | None:
    """What puts a promise, question or action into a list of the day; None where there are none."""
    if section is Section.CALL_BACK:
        return None
    if section is Section.NOT_TOLD:
        return [kind.outcome.is_not(None), kind.told_on.is_(None)]
    by = kind.due < day.today if section is Section.LATE else kind.due.between(day.today, day.until)
    return [kind.outcome.is_(None), by]


def needs_me(session: Session, day: Day, person_id: int) -> int:
    """How many concerns that are late or due today this person answers."""
    mine = (Concern.deleted_at.is_(None), Concern.owner_id == person_id, Concern.next_due <= day.today)
    return session.scalar(select(func.count()).select_from(Concern).where(*mine)) or 0


def _has_status(meaning: StatusType) -> ColumnElement[bool]:
    return Concern.status_id.in_(select(Status.id).where(Status.type == meaning))


# The lists


def how_many(session: Session, section: Section, day: Day, whose: Whose) -> int:
    """How many lines a list has."""
    return sum(
        session.scalar(select(func.count()).select_from(record).where(*where)) or 0
        for record, where in _asked(section, day, whose)
    )


def things(session: Session, section: Section, day: Day, whose: Whose, limit: int) -> list[Thing]:
    """The first lines of a list, the longest due first, as far as this person may see them."""
    found: list[Thing] = []
    for record, where in _asked(section, day, whose):
        known = disclose(record.fields, audience_for(whose.role, Audience.OFFICE))
        keys = [field.key for field in known.shown]
        query = known.select().where(*where).order_by(_by(record, section)).limit(limit)
        for each, *values in known.rows(session.execute(query)):
            found.append(_thing(record, each, section, dict(zip(keys, values, strict=True)), day))
    return sorted(found, key=lambda thing: (thing.sorted_by, thing.id))[:limit]


def _asked(section: Section, day: Day, whose: Whose) -> Iterator[tuple[type[Any], Sequence[ColumnElement[bool]]]]:
    yield Concern, [*concerns_in(section, day), *_live_and_theirs(Concern, whose)]
    for kind in OWED:
        if (where := owed_in(kind, section, day)) is not None:
            yield kind, [*where, *_live_and_theirs(kind, whose)]


def _live_and_theirs(record: type[Any], whose: Whose) -> list[ColumnElement[bool]]:
    theirs = [] if whose.person_id is None else [record.owner_id == whose.person_id]
    return [record.deleted_at.is_(None), *theirs]


def _by(record: type[Any], section: Section) -> Any:
    if section is Section.NOT_TOLD:
        return record.resolved_on if record is Concern else record.done_on
    return record.next_due if record is Concern else record.due


def _thing(record: type[Record], each: int, section: Section, values: dict[str, Any], day: Day) -> Thing:
    if section is Section.NOT_TOLD:
        done = values.get("resolved_on") or values.get("done_on") or day.today
        return Thing(record, each, section, values, None, NOBODY_TOLD, Tone.SOON, done)
    if record is Concern:
        clock = due(dates_of(values), day.today, day.closed)
        return Thing(record, each, section, values, clock, clock.said, clock.tone, clock.by or day.today)
    said, tone = due_on(values["due"], day.today, day.closed)
    return Thing(record, each, section, values, None, said, tone, values["due"])


def dates_of(values: Any) -> Dates:
    """The dates of a concern from its disclosed values, by their keys."""
    return Dates(
        heard_on=values["heard_on"],
        answer_due=values["answer_due"],
        is_answered=values["answered_at"] is not None,
        call_back_on=values["call_back_on"],
        resolve_by=values["resolve_by"],
        resolved_on=values["resolved_on"],
    )


# Meetings


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting as Today shows it."""

    id: int
    title: str
    area: str
    place: str
    sort: str
    starts_at: datetime
    is_live: bool
    waits_for_wrap_up: bool
    open_promises: int = 0
    without_owner: int = 0
    minutes: MinutesState | None = None


def coming_up(session: Session, now: datetime, limit: int) -> list[Gathering]:
    """The next meetings, with how many open promises to their area are to be reported on; a live one first."""
    day = the_office(session).today(now)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - on the wall where it is held
    planned = and_(Meeting.status == MeetingStatus.PLANNED, Meeting.starts_at >= midnight)
    live = Meeting.status == MeetingStatus.LIVE  # also one that began before midnight
    query = select(Meeting).where(Meeting.deleted_at.is_(None), or_(live, planned))
    found = session.scalars(query.order_by(live.desc(), Meeting.starts_at, Meeting.id).limit(limit))
    return [_gathering(meeting, open_promises=_promises_to(session, meeting)) for meeting in found]


def last_session(session: Session) -> Gathering | None:
    """The meeting held last, and what of it waits to be sorted."""
    held = Meeting.status.in_([MeetingStatus.WRAP_UP, MeetingStatus.DONE])
    newest = select(Meeting).where(Meeting.deleted_at.is_(None), held).order_by(Meeting.starts_at.desc()).limit(1)
    if (meeting := session.scalars(newest).first()) is None:
        return None
    loose = select(func.count()).select_from(Concern).where(*without_owner_at(meeting.id))
    state = select(Minutes.state).where(Minutes.meeting_id == meeting.id, Minutes.deleted_at.is_(None))
    return _gathering(meeting, without_owner=session.scalar(loose) or 0, minutes=session.scalars(state).first())


def without_owner_at(meeting_id: int) -> list[ColumnElement[bool]]:
    """The open concerns of a meeting that nobody answers yet."""
    return [Concern.meeting_id == meeting_id, Concern.deleted_at.is_(None), is_open(), Concern.owner_id.is_(None)]


def _promises_to(session: Session, meeting: Meeting) -> int:
    if meeting.area_id is None:
        return 0
    where = (Promise.area_id == meeting.area_id, Promise.deleted_at.is_(None), Promise.outcome.is_(None))
    return session.scalar(select(func.count()).select_from(Promise).where(*where)) or 0


def _gathering(meeting: Meeting, **more: Any) -> Gathering:
    return Gathering(
        id=meeting.id,
        title=meeting.title,
        area=meeting.area.name if meeting.area else "",
        place=meeting.place or "",
        sort=meeting.sort.name if meeting.sort else "",
        starts_at=meeting.starts_at,
        is_live=meeting.status is MeetingStatus.LIVE,
        waits_for_wrap_up=meeting.status is MeetingStatus.WRAP_UP,
        **more,
    )
