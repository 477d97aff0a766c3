"""Minutes: the meeting as it goes on paper, from draft to final."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.base import LongText, Record, Reference
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.meeting import Meeting
from desktop.models.person import Person


class MinutesState(enum.StrEnum):
    """How far the minutes are; final ones are locked and only take dated corrections."""

    DRAFT = "draft"
    READ_BACK = "read back"
    CORRECTED = "corrected"
    FINAL = "final"


class Minutes(Record):
    """The state of one meeting's minutes. Their content is assembled from the marked lines."""

    __tablename__ = "minutes"
    kind = "minutes"
    kinds = "minutes"
    label_key = "id"

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"), unique=True)
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    read_back_at: Mapped[datetime | None]
    summary: Mapped[LongText | None]
    corrections: Mapped[LongText | None]
    approved_by_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship()
    approved_by: Mapped[Person | None] = relationship()

    @property
    def is_final(self) -> bool:
        """Locked: lines may no longer change, except by a strike that two people ask for."""
        return self.state is MinutesState.FINAL


def is_final(session: Session, meeting_id: int) -> bool:
    """Whether a meeting's minutes are final."""
    state = select(Minutes.state).where(Minutes.meeting_id == meeting_id, Minutes.deleted_at.is_(None))
    return session.scalar(state) is MinutesState.FINAL


MINUTES_FIELDS = Fields(
    Minutes,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, target=Meeting),
    Field("state", "State", FieldKind.CHOICE, audience=Audience.ANYONE, choices=MinutesState),
    Field("read_back_at", "Read back", FieldKind.MOMENT, audience=Audience.ANYONE),
    Field("summary", "Summary", FieldKind.LONG_TEXT, audience=Audience.ANYONE, searchable=True),
    Field("corrections", "Corrections", FieldKind.LONG_TEXT, audience=Audience.ANYONE, searchable=True),
    Field("approved_by", "Approved by", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Person),
)
