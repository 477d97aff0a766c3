"""A live meeting as its window shows it: clocks, agenda, who waits, who was not heard yet, what was noted so far."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.models.amending import is_worked_on
from desktop.models.concern import Concern
from desktop.models.line import Line, LineTheme, Mark
from desktop.models.meeting import AgendaItem, Meeting, MeetingStatus
from desktop.models.recording import KINDS, Made
from desktop.models.running import current_item, expected_starts, items_of, ran_for
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.waiting import Waiting

NEWEST_CARDS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda. `expected` is when it will begin if all goes as planned."""

    id: int
    place: int
    title: str
    minutes: int | None
    is_over: bool
    is_now: bool
    ran: timedelta
    runs_since: datetime | None
    ran_before: timedelta
    expected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """Somebody who waits to speak, by place in the room."""

    id: int
    place: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing noted: what it is, and what is known of it. Labels are empty where nothing is known."""

    kind: str
    id: int
    number: str
    mark: Mark
    line_id: int
    said_at: datetime | None
    words: str
    themes: tuple[str, ...]
    speaker: str
    speaks_for_office: bool
    area_id: int | None
    area: str
    category: str
    owner: str
    due: date | None
    is_sorted: bool


@dataclass(slots=True)
class SessionView:
    """Everything beside the stream. Instants are UTC; the window counts on from `runs_since` by itself."""

    title: str
    number: str
    area: str
    place: str
    zone: str
    lead_id: int | None
    lead: str
    status: MeetingStatus
    starts_at: datetime
    ends_at: datetime | None
    began_at: datetime | None
    runs_since: datetime | None
    ran_before: timedelta
    break_since: datetime | None
    planned: timedelta | None
    head_count: int | None
    rules: list[str]
    points: list[Point] = field(default_factory=list)
    waiting: list[Queued] = field(default_factory=list)
    not_heard: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    @property
    def item_id(self) -> int | None:
        """The point the meeting is at."""
        return next((point.id for point in self.points if point.is_now), None)

    def ran(self, now: datetime) -> timedelta:
        """How long the session ran up to `now`, without breaks."""
        return _ran(self.ran_before, self.runs_since, now)


def session_view(session: Session, meeting_id: int, now: datetime) -> SessionView:
    """Read it all, in about ten short queries."""
    meeting = session.get_one(Meeting, meeting_id)
    view = SessionView(
        title=meeting.title,
        number=meeting.number or "",
        area=meeting.area.name if meeting.area else "",
        place=meeting.place or "",
        zone=meeting.zone,
        lead_id=meeting.lead_id,
        lead=meeting.lead.name if meeting.lead else "",
        status=meeting.status,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        began_at=meeting.began_at,
        runs_since=meeting.runs_since,
        ran_before=timedelta(seconds=meeting.ran_seconds or 0),
        break_since=meeting.break_since,
        planned=_planned(meeting),
        head_count=meeting.people_here,
        rules=meeting.rules,
    )
    view.points = _points(meeting, now)
    view.waiting = [
        Queued(waiting.id, waiting.place)
        for waiting in session.scalars(
            select(Waiting)
            .where(Waiting.meeting_id == meeting_id, Waiting.deleted_at.is_(None), Waiting.called_at.is_(None))
            .order_by(Waiting.position, Waiting.id)
        )
    ]
    view.not_heard = _not_heard(session, meeting_id)
    view.cards = cards_of(session, meeting_id)
    return view


def cards_of(session: Session, meeting_id: int, limit: int | None = NEWEST_CARDS) -> list[Card]:
    """What the lines of a meeting made, the newest first; of each kind the `limit` that were made last."""
    found: list[tuple[int, Card]] = []
    for kind in KINDS.values():
        made = (
            select(kind)
            .where(kind.deleted_at.is_(None), kind.struck_at.is_(None))
            .options(
                joinedload(kind.line).options(
                    joinedload(Line.speaker).joinedload(Speaker.role),
                    selectinload(Line.themed).joinedload(LineTheme.theme),
                )
            )
        )
        if limit is None:
            made = made.join(Line, Line.id == kind.line_id).where(Line.meeting_id == meeting_id)
        else:
            # Read again after every line of a long evening: through its lines the engine would go back to the first
            # one in search of a kind that is rare; what the meeting made of that kind begins with the newest.
            newest = kind.meeting_id == meeting_id, kind.line_id.is_not(None)
            made = made.where(*newest).order_by(kind.id.desc()).limit(limit)
        for each in session.scalars(made):
            if isinstance(each, Made) and each.line is not None:
                found.append((each.line.position, _card(each, each.line)))
    found.sort(key=lambda pair: -pair[0])
    return [card for _, card in found[:limit]]


def _card(made: Made, line: Line) -> Card:
    concern = made if isinstance(made, Concern) else None
    return Card(
        kind=made.kind,
        id=made.id,
        number=made.number or "",
        mark=line.mark,
        line_id=line.id,
        said_at=line.said_at,
        words=made.words or (concern.title if concern else ""),
        themes=tuple(theme.name for theme in line.themes),
        speaker=line.speaker.label_text if line.speaker else "",
        speaks_for_office=bool(line.speaker and line.speaker.role.speaks_for_office),
        area_id=made.area_id,
        area=made.area.name if made.area else "",
        category=concern.category.name if concern and concern.category else "",
        owner=made.owner.name if made.owner else "",
        due=concern.resolve_by if concern else getattr(made, "due", None),
        is_sorted=made.sorted_at is not None or is_worked_on(made),
    )


def _points(meeting: Meeting, now: datetime) -> list[Point]:
    expected: dict[int, datetime] = {item.id: at for item, at in expected_starts(meeting, now)}
    present = current_item(meeting)
    return [_point(place, item, present, now, expected.get(item.id)) for place, item in enumerate(items_of(meeting), 1)]


def _point(place: int, item: AgendaItem, present: AgendaItem | None, now: datetime, expected: datetime | None) -> Point:
    return Point(
        id=item.id,
        place=place,
        title=item.title,
        minutes=item.minutes,
        is_over=item.ended_at is not None,
        is_now=item is present,
        ran=ran_for(item, now),
        runs_since=item.runs_since,
        ran_before=timedelta(seconds=item.ran_seconds or 0),
        expected=expected,
    )


def _planned(meeting: Meeting) -> timedelta | None:
    """How long the session was meant to take: by its end, else by its agenda."""
    if meeting.ends_at is not None:
        return meeting.ends_at - meeting.starts_at
    minutes = sum(item.minutes or 0 for item in items_of(meeting))
    return timedelta(minutes=minutes) if minutes else None


def _not_heard(session: Session, meeting_id: int) -> list[str]:
    """The groups of the closed list nobody of has spoken yet, interpreted lines aside; the office is no group."""
    spoke = exists().where(Line.speaker_id == Speaker.id, Line.deleted_at.is_(None), Line.interpreted.is_(False))
    heard = select(Speaker.role_id).where(Speaker.meeting_id == meeting_id, spoke)
    roles = (
        select(SpeakerRole.name)
        .where(SpeakerRole.deleted_at.is_(None), SpeakerRole.speaks_for_office.is_(False), SpeakerRole.id.not_in(heard))
        .order_by(SpeakerRole.position)
    )
    return list(session.scalars(roles))


def _ran(before: timedelta, since: datetime | None, now: datetime) -> timedelta:
    return before + (max(now - since, timedelta()) if since is not None else timedelta())
