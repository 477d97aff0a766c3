"""Meetings and their agenda: where residents speak, and what is noted while they do."""

import enum
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.area import Area
from desktop.models.base import FromOutside, LongText, Numbered, Ordered, Record, Reference, ShortText, WallTime
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.final import expect_unprinted
from desktop.models.kind import Kind
from desktop.models.office import the_office
from desktop.models.person import Person
from desktop.models.refusal import Refusal

# Notes that begin earlier on the clock than this long before the start belong to the day after.
EARLY = timedelta(hours=6)
# What an office agrees on at the start unless it wrote something else.
GROUND_RULES = "One voice at a time\nNo names needed\nNothing is recorded"
# What the head of the minutes prints.
PRINTED = (
    "title", "sort", "area", "place", "starts_at", "ends_at", "zone", "adults", "young_people", "officers", "also_here",
)  # fmt: skip


class MeetingStatus(enum.StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    LIVE = "live"
    WRAP_UP = "wrap-up"
    DONE = "done"
    CANCELED = "canceled"


class Meeting(Numbered, FromOutside, Record):
    """One gathering: a listening session, a coffee hour, a town hall."""

    __tablename__ = "meeting"
    kind = "meeting"
    kinds = "meetings"
    letter = "M"

    title: Mapped[ShortText]
    sort_id: Mapped[Reference | None] = mapped_column(ForeignKey("kind.id"))
    area_id: Mapped[Reference | None] = mapped_column(ForeignKey("area.id"))
    place: Mapped[ShortText | None]
    starts_at: Mapped[WallTime]
    ends_at: Mapped[WallTime | None]
    zone: Mapped[ShortText]
    status: Mapped[MeetingStatus] = mapped_column(default=MeetingStatus.PLANNED)
    lead_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))
    adults: Mapped[int | None]
    young_people: Mapped[int | None]
    officers: Mapped[int | None]
    also_here: Mapped[ShortText | None]
    head_count: Mapped[int | None]
    through_interpreter: Mapped[int | None]
    ground_rules: Mapped[LongText | None]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    runs_since: Mapped[datetime | None]
    ran_seconds: Mapped[int | None]
    break_since: Mapped[datetime | None]

    sort: Mapped[Kind | None] = relationship()
    area: Mapped[Area | None] = relationship()
    lead: Mapped[Person | None] = relationship()
    agenda: Mapped[list["AgendaItem"]] = relationship(back_populates="meeting", order_by="AgendaItem.position")

    @property
    def held_on(self) -> date:
        """The date on the wall when the meeting starts."""
        return self.starts_at.date()

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone of the place where the meeting is held."""
        return ZoneInfo(self.zone)

    @property
    def people_here(self) -> int | None:
        """The head-count, None while nobody counted."""
        counts = [count for count in (self.adults, self.young_people, self.officers) if count is not None]
        return sum(counts) if counts else self.head_count

    @property
    def rules(self) -> list[str]:
        """What was agreed at the start, one rule a line."""
        return [rule.strip() for rule in (self.ground_rules or GROUND_RULES).splitlines() if rule.strip()]

    def moment_of(self, clock: time) -> datetime:
        """The instant meant by a time written in the notes; one long before the start is after midnight."""
        wall = datetime.combine(self.held_on, clock)
        if wall < self.starts_at - EARLY:
            wall += timedelta(days=1)
        return wall.replace(tzinfo=self.time_zone).astimezone(UTC)

    def settle(self, session: Session, now: datetime) -> None:
        """A meeting is held in the office's zone unless another is given."""
        if self.zone is None:
            self.zone = the_office(session).zone

    def expect_open(self, session: Session) -> None:
        """Final minutes lock what they say about the meeting; its status and lead go on."""
        expect_unprinted(session, self, PRINTED, "id")

    def check(self) -> None:
        """A meeting ends after it starts, and nobody can be counted below zero."""
        try:
            self.time_zone.utcoffset(None)
        except (KeyError, ValueError, OSError) as error:
            raise Refusal(
                f'The time zone "{self.zone}" of the meeting is not known here. Write one such as America/New_York.'
            ) from error
        if self.ends_at is not None and self.ends_at < self.starts_at:
            raise Refusal("The meeting would end before it starts. Check its start and end, with their dates.")
        counts = (self.adults, self.young_people, self.officers, self.head_count, self.through_interpreter)
        if any(count is not None and count < 0 for count in counts):
            raise Refusal("A head-count of the meeting is below zero. Write how many people were there.")


class AgendaItem(Ordered, Record):
    """One point of a meeting's agenda."""

    __tablename__ = "agenda_item"
    kind = "agenda item"
    kinds = "agenda-items"
    label_key = "title"
    ordered_within = "meeting"

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    title: Mapped[ShortText]
    minutes: Mapped[int | None]
    lead_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    runs_since: Mapped[datetime | None]
    ran_seconds: Mapped[int | None]

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    lead: Mapped[Person | None] = relationship()

    def check(self) -> None:
        """No item takes less than no time."""
        super().check()
        if self.minutes is not None and self.minutes < 0:
            raise Refusal("The minutes of an agenda item are below zero. Write how long it takes, or leave it out.")


MEETING_FIELDS = Fields(
    Meeting,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("number", "Number", FieldKind.NUMBER, audience=Audience.ANYONE, searchable=True, locked=True),
    Field("title", "Meeting", audience=Audience.ANYONE, needed=True, searchable=True, synonyms=("event", "name")),
    Field("sort", "Kind", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Kind, synonyms=("type",)),
    Field("area", "Area", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Area),
    Field("place", "Place", audience=Audience.ANYONE, searchable=True, synonyms=("location", "where")),
    Field("starts_at", "Starts", FieldKind.WALL_TIME, audience=Audience.ANYONE, needed=True, synonyms=("when", "date")),
    Field("ends_at", "Ends", FieldKind.WALL_TIME, audience=Audience.ANYONE),
    Field("zone", "Time zone", audience=Audience.ANYONE, hidden=True),
    Field("status", "Status", FieldKind.CHOICE, audience=Audience.ANYONE, choices=MeetingStatus),
    Field("lead", "Lead", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Person),
    Field("adults", "Adults", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("young_people", "Young people", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("officers", "Officers", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("head_count", "People here", FieldKind.INTEGER, audience=Audience.ANYONE, help="Counted at the door."),
    Field("through_interpreter", "Through an interpreter", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("also_here", "Also here", audience=Audience.ANYONE, help="Organizations that were there, no residents."),
    Field(
        "ground_rules", "Agreed at the start", FieldKind.LONG_TEXT, audience=Audience.ANYONE, help="One rule a line."
    ),
    Field("began_at", "Began", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field("ended_at", "Ended", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field("runs_since", "Clock runs since", FieldKind.MOMENT, locked=True, hidden=True),
    Field("ran_seconds", "Ran before (seconds)", FieldKind.INTEGER, locked=True, hidden=True),
    Field("break_since", "Break since", FieldKind.MOMENT, locked=True, hidden=True),
    Field("external_source", "Came from", locked=True, hidden=True),
    Field("external_id", "Id there", locked=True, hidden=True),
)

AGENDA_ITEM_FIELDS = Fields(
    AgendaItem,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, target=Meeting),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("title", "Agenda item", audience=Audience.ANYONE, needed=True, searchable=True),
    Field("minutes", "Minutes", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("lead", "Lead", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Person),
    Field("began_at", "Began", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field("ended_at", "Ended", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field("runs_since", "Clock runs since", FieldKind.MOMENT, locked=True, hidden=True),
    Field("ran_seconds", "Ran before (seconds)", FieldKind.INTEGER, locked=True, hidden=True),
)
