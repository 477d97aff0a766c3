"""The wrap-up of a meeting on one page: what to decide, promises read back, who was here, what was passed on."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.concern import Concern
from desktop.models.guessing import Guesser
from desktop.models.line import Line
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.office import the_office
from desktop.models.organization import Organization
from desktop.models.passed_on import Exit, at_meeting, how_many_passed_on
from desktop.models.promise import Promise
from desktop.models.session_view import Card
from desktop.models.sorting import Told, Unsorted, already_clear, to_sort

GROUPS = ("adults", "young_people", "officers", "through_interpreter")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One promise to read to the room."""

    id: int
    number: str
    words: str
    owner: str
    due: date | None
    is_read: bool


@dataclass(frozen=True, slots=True)
class Older:
    """The open concern a new one may be again."""

    id: int
    number: str
    heard_on: date
    words: str
    is_verbatim: bool
    status: str
    status_type: str
    times: int


@dataclass(slots=True)
class WrapUp:
    """Everything the page shows; times on the wall of the meeting."""

    title: str
    number: str
    area: str
    status: MeetingStatus
    zone: str
    starts_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    lines: int
    told: Told
    counts: dict[str, int | None] = field(default_factory=dict)
    people: int | None = None
    head_count: int | None = None
    waiting: list[Unsorted] = field(default_factory=list)
    clear: list[Card] = field(default_factory=list)
    promises: list[ReadBack] = field(default_factory=list)
    organizations: list[tuple[int, str]] = field(default_factory=list)
    exits: dict[Exit, int] = field(default_factory=dict)
    older: dict[int, Older] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many promises were read back."""
        return sum(promise.is_read for promise in self.promises)


def wrap_up_of(session: Session, meeting_id: int, guesser: Guesser, now: datetime) -> WrapUp:
    """Read the page; `guesser` is the office's."""
    meeting = session.get_one(Meeting, meeting_id)
    told = Told(meeting.lead_id, meeting.lead.name if meeting.lead else "", *_days(session, now))
    waiting = to_sort(session, meeting_id, told, guesser)
    page = WrapUp(
        title=meeting.title,
        number=meeting.number or "",
        area=meeting.area.name if meeting.area else "",
        status=meeting.status,
        zone=meeting.zone,
        starts_at=meeting.starts_at,
        began_at=meeting.began_at,
        ended_at=meeting.ended_at,
        lines=_how_many_lines(session, meeting_id),
        told=told,
        counts={group: getattr(meeting, group) for group in GROUPS},
        people=meeting.people_here,
        head_count=meeting.head_count,
        waiting=waiting,
        clear=already_clear(session, meeting_id, waiting),
        promises=promises_to_read(session, meeting_id),
        organizations=organizations_here(session, meeting_id),
        exits=dict(session.execute(how_many_passed_on(at_meeting(meeting_id))).all()),
    )
    page.older = _older(session, waiting)
    return page


def promises_to_read(session: Session, meeting_id: int) -> list[ReadBack]:
    """The promises of a meeting in the order they were made; struck ones are not read."""
    made = (
        select(Promise)
        .outerjoin(Line, Line.id == Promise.line_id)
        .where(Promise.meeting_id == meeting_id, Promise.deleted_at.is_(None), Promise.struck_at.is_(None))
        .order_by(Line.position.nulls_last(), Promise.id)
    )
    return [
        ReadBack(
            promise.id,
            promise.number or "",
            promise.words or "",
            promise.owner.name if promise.owner else "",
            promise.due,
            promise.read_back_at is not None,
        )
        for promise in session.scalars(made)
    ]


def organizations_here(session: Session, meeting_id: int) -> list[tuple[int, str]]:
    """(link id, name) of the organizations that were at a meeting."""
    here = (
        select(Link.id, Organization.name)
        .join(Organization, Organization.id == Link.to_id)
        .where(
            Link.from_kind == Meeting.kind,
            Link.from_id == meeting_id,
            Link.to_kind == Organization.kind,
            Link.relation == Relation.WAS_HERE,
            Link.deleted_at.is_(None),
            Organization.deleted_at.is_(None),
        )
        .order_by(Link.id)
    )
    return [(row.id, row.name) for row in session.execute(here)]


def times_raised(session: Session, concern_id: int) -> int:
    """How often a concern was raised: once, and once more for every time it was raised again."""
    again = select(func.count()).select_from(Link)
    where = (
        Link.to_kind == Concern.kind,
        Link.to_id == concern_id,
        Link.relation == Relation.RAISED_AGAIN,
        Link.deleted_at.is_(None),
    )
    return 1 + (session.scalar(again.where(*where)) or 0)


def _older(session: Session, waiting: list[Unsorted]) -> dict[int, Older]:
    ids = {
        suggestion.value for each in waiting if each.is_duplicate for suggestion in each.suggestions[:1] if each.card
    }
    found = {}
    for concern in session.scalars(select(Concern).where(Concern.id.in_(ids))):
        line = concern.line
        verbatim = line is not None and line.verbatim and not line.interpreted and line.words == concern.words
        found[concern.id] = Older(
            concern.id,
            concern.number or "",
            concern.heard_on,
            concern.words or concern.title,
            verbatim,
            concern.status.name,
            concern.status.type.value,
            times_raised(session, concern.id),
        )
    return found


def _how_many_lines(session: Session, meeting_id: int) -> int:
    lines = select(func.count()).select_from(Line).where(Line.meeting_id == meeting_id, Line.deleted_at.is_(None))
    return session.scalar(lines) or 0


def _days(session: Session, now: datetime) -> tuple[date, frozenset[date]]:
    office = the_office(session)
    return office.today(now), office.closed
