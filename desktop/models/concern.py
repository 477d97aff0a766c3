"""Concerns: what residents raised, who answers, what was done and who was told."""

import enum
from datetime import date, datetime

from sqlalchemy import Computed, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.access import Role
from desktop.models.area import Area
from desktop.models.base import FromOutside, LongText, Numbered, Ordered, Record, Reference, ShortText, saved_value
from desktop.models.disclosure import Audience, Consent
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.final import expect_unprinted
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.models.office import the_office
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.refusal import Refusal

TITLE_LENGTH = 80
# Which clock runs: the first answer, then the call to whoever it was passed on to, then the fix. None once it is done.
# Worked out by the database from the row alone, so that it can be sorted and counted by an index and is never wrong.
NEXT_DUE = (
    "CASE WHEN resolved_on IS NOT NULL THEN NULL WHEN answered_at IS NULL THEN answer_due "
    "WHEN call_back_on IS NOT NULL THEN call_back_on ELSE resolve_by END"
)
# What spreadsheets call where and when something was heard, the likeliest first.
AREA_WORDS = ("beat", "police district", "district", "neighborhood", "neighbourhood")
HEARD_WORDS = ("opened", "open", "date", "reported", "received", "created")
# What stands in the title once the words were struck.
STRUCK = "Struck at the speaker's wish"


class StatusType(enum.StrEnum):
    """What an office's own status means; the words on screen are the office's."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in progress"
    REFERRED = "referred"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Something is still to be done."""
        return self not in (StatusType.RESOLVED, StatusType.CLOSED)


class Priority(enum.StrEnum):
    """How soon, next to the due dates."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Source(enum.StrEnum):
    """Where a concern was heard."""

    SESSION = "session"
    DESK = "desk"
    PHONE = "phone"
    E_MAIL = "e-mail"
    EVENT = "event"
    WALK = "walk"

    @property
    def words(self) -> str:
        """How it is said in passing: "C26-0139, Quarry Hill, phone call"."""
        return {"desk": "front desk", "phone": "phone call", "walk": "on the street"}.get(self.value, self.value)


class Status(Ordered, Record):
    """One step a concern can be at, in the office's own words, behind a fixed type."""

    __tablename__ = "status"
    kind = "status"
    kinds = "statuses"
    written_by = Role.SUPERVISOR
    alone_in = ("name",)

    name: Mapped[ShortText]
    type: Mapped[StatusType]


class Category(Ordered, Record):
    """What a concern is about, in the office's own words."""

    __tablename__ = "category"
    kind = "category"
    kinds = "categories"
    written_by = Role.SUPERVISOR
    alone_in = ("name",)

    name: Mapped[ShortText]
    themes: Mapped[LongText | None]

    def has_theme(self, theme: str) -> bool:
        """Whether a #theme of the notes is one of this category's words."""
        words = {self.name.casefold(), *(self.themes or "").casefold().split()}
        return theme.casefold() in words


class Concern(Numbered, FromOutside, Record):
    """Something residents raised. The title is their first words, never a rewrite.

    `contact_consent` None means "as its speaker agreed at the meeting"; see `effective_consent`.
    """

    __tablename__ = "concern"
    __table_args__ = (Index(None, "status_id", "deleted_at"),)
    kind = "concern"
    kinds = "concerns"
    letter = "C"

    title: Mapped[ShortText]
    words: Mapped[LongText | None]
    area_id: Mapped[Reference | None] = mapped_column(ForeignKey("area.id"))
    category_id: Mapped[Reference | None] = mapped_column(ForeignKey("category.id"))
    status_id: Mapped[Reference] = mapped_column(ForeignKey("status.id"))
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[Source]
    heard_on: Mapped[date] = mapped_column(index=True)
    meeting_id: Mapped[Reference | None] = mapped_column(ForeignKey("meeting.id"))
    line_id: Mapped[Reference | None] = mapped_column(ForeignKey("line.id"))
    answer_due: Mapped[date | None] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    resolve_by: Mapped[date | None] = mapped_column(index=True)
    first_resolve_by: Mapped[date | None]
    resolved_on: Mapped[date | None] = mapped_column(index=True)
    answer: Mapped[LongText | None]
    told_on: Mapped[date | None]
    told_how: Mapped[ShortText | None]
    closed_because: Mapped[ShortText | None]
    referred_to_id: Mapped[Reference | None] = mapped_column(ForeignKey("organization.id"))
    call_back_on: Mapped[date | None]
    next_due: Mapped[date | None] = mapped_column(Computed(NEXT_DUE), index=True)
    contact_consent: Mapped[Consent | None]
    contact: Mapped[ShortText | None]
    struck_at: Mapped[datetime | None]
    sorted_at: Mapped[datetime | None]

    area: Mapped[Area | None] = relationship()
    category: Mapped[Category | None] = relationship()
    status: Mapped[Status] = relationship()
    owner: Mapped[Person | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    line: Mapped[Line | None] = relationship()
    referred_to: Mapped[Organization | None] = relationship()

    @property
    def effective_consent(self) -> Consent:
        """The stricter of what is set here and what the speaker agreed to; nothing known is the least."""
        known = [self.contact_consent] if self.contact_consent else []
        known += [self.line.consent] if self.line else []
        return min(known, key=lambda consent: consent.rank, default=Consent.NOTHING_OUTSIDE)

    def expect_open(self, session: Session) -> None:
        """Final minutes lock the words they print; the work on the concern goes on."""
        if self.line_id is not None:
            expect_unprinted(session, self, ("title", "words", "meeting", "deleted_at"))

    def settle(self, session: Session, now: datetime) -> None:
        """Fill in what follows from what was given: title, status, dates. Called before each save."""
        office = the_office(session)
        today = office.today(now)
        self.title = self.title or first_words(self.words or "")
        self.source = self.source or (Source.SESSION if self.line_id or self.line else Source.DESK)
        if self.heard_on is None:  # not given; a saved concern always has it
            self.heard_on = self.meeting.held_on if self.meeting else today
        if self.status is None:
            self.status = session.scalars(select(Status).order_by(Status.position).limit(1)).one()
        if self.answered_at is None:
            self.answer_due = office.answer_due(self.heard_on)
        self._settle_answered(now)
        if self.status.type is not StatusType.REFERRED and self._was_referred(session):
            self.call_back_on = None
        if self.resolve_by and self.first_resolve_by is None:
            self.first_resolve_by = self.resolve_by
        self.resolved_on = None if self.status.type.is_open else self.resolved_on or today

    def _settle_answered(self, now: datetime) -> None:
        """Residents have an answer when one is written, somebody was told, or it is acknowledged to them."""
        has_answer = bool(self.answer or self.told_on) or self.status.type is StatusType.ACKNOWLEDGED
        if has_answer:
            self.answered_at = self.answered_at or now
        elif self.status.type is StatusType.NEW:
            self.answered_at = None

    def _was_referred(self, session: Session) -> bool:
        """Whether another office had it as saved: once it is ours again, nobody is to be called back about it."""
        before = saved_value(self, "status_id")
        if before is None or before == self.status.id:
            return False
        return session.get_one(Status, before).type is StatusType.REFERRED

    def check(self) -> None:
        """Nothing closes before somebody was told or the reason is written; contacts only with consent."""
        if not self.title and self.struck_at is None:
            raise Refusal("A concern has no words. Write what was said, at least a title.")
        if self.struck_at is not None and (self.words or self.title != STRUCK):
            raise Refusal(f"{self.number} was struck at the speaker's wish. Its words are not written again.")
        if self.status.type is StatusType.CLOSED and not (self.told_on or self.closed_because):
            raise Refusal(
                f"{self.number or 'The concern'} cannot be closed before somebody was told. "
                "Set told_on, or write in closed_because why nobody could be told."
            )
        if self.contact and self.effective_consent is not Consent.MAY_CONTACT:
            raise Refusal(
                "A contact is kept only of somebody who may be contacted. Set contact_consent first, or leave it out."
            )


def first_words(words: str) -> str:
    """The first typed words as a title: whole words up to 80 letters, one line."""
    line = next((line.strip(" ") for line in words.splitlines() if line.strip(" ")), words)
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0]
    return cut + "…"


STATUS_FIELDS = Fields(
    Status,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Status", audience=Audience.ANYONE, needed=True),
    Field("type", "Means", FieldKind.CHOICE, audience=Audience.ANYONE, needed=True, choices=StatusType),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
)

CATEGORY_FIELDS = Fields(
    Category,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Category", audience=Audience.ANYONE, needed=True),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("themes", "Themes", audience=Audience.ANYONE, help="The #words that mean this category, with spaces."),
)

CONCERN_FIELDS = Fields(
    Concern,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("number", "Number", FieldKind.NUMBER, audience=Audience.ANYONE, searchable=True, locked=True),
    Field(
        "title",
        "Concern",
        audience=Audience.ANYONE,
        searchable=True,
        spoken=True,
        synonyms=("case title", "subject", "summary"),
        help="The first typed words.",
    ),
    Field(
        "words",
        "Words",
        FieldKind.LONG_TEXT,
        audience=Audience.ANYONE,
        searchable=True,
        spoken=True,
        synonyms=("description", "details", "comments", "location"),
    ),
    Field("area", "Area", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Area, synonyms=AREA_WORDS),
    Field("category", "Category", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Category, synonyms=("type",)),
    Field("status", "Status", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Status),
    Field("priority", "Priority", FieldKind.CHOICE, audience=Audience.PARTNER, choices=Priority),
    Field("owner", "Who answers", FieldKind.REFERENCE, short="Who", audience=Audience.PARTNER, target=Person),
    Field("source", "Heard at", FieldKind.CHOICE, audience=Audience.ANYONE, choices=Source),
    Field("heard_on", "Heard on", FieldKind.DATE, audience=Audience.ANYONE, synonyms=HEARD_WORDS),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, tells=True, target=Meeting),
    Field("line", "Line", FieldKind.REFERENCE, locked=True, hidden=True, target=Line),
    Field("answer_due", "First answer due", FieldKind.DATE, short="Answer by", audience=Audience.ANYONE, locked=True),
    Field("answered_at", "First answer at", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field(
        "resolve_by", "Fix by", FieldKind.DATE, audience=Audience.ANYONE, synonyms=("target date", "due", "due date")
    ),
    Field("first_resolve_by", "First fix-by date", FieldKind.DATE, audience=Audience.ANYONE, locked=True),
    Field("next_due", "Due", FieldKind.DATE, audience=Audience.ANYONE, locked=True),
    Field(
        "resolved_on",
        "Resolved on",
        FieldKind.DATE,
        audience=Audience.ANYONE,
        locked=True,
        synonyms=("closed", "closed on", "completed"),
    ),
    Field(
        "answer",
        "Our answer to residents",
        FieldKind.LONG_TEXT,
        short="Answer",
        audience=Audience.ANYONE,
        searchable=True,
        tells=True,
    ),
    Field("told_on", "Told on", FieldKind.DATE, audience=Audience.ANYONE),
    Field("told_how", "Told how", audience=Audience.PARTNER),
    Field(
        "closed_because",
        "Closed because",
        audience=Audience.ANYONE,
        tells=True,
        synonyms=("closure reason", "resolution", "outcome"),
    ),
    Field("referred_to", "Referred to", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Organization),
    Field("call_back_on", "Call back on", FieldKind.DATE, audience=Audience.PARTNER),
    Field("contact_consent", "Agreed to", FieldKind.CHOICE, choices=Consent),
    Field("contact", "Contact", help="Only if offered by somebody who may be contacted."),
    Field("struck_at", "Struck", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True, hidden=True),
    Field("sorted_at", "Sorted", FieldKind.MOMENT, locked=True, hidden=True),
    Field("external_source", "Came from", locked=True, hidden=True),
    Field("external_id", "Id there", locked=True, hidden=True),
)
