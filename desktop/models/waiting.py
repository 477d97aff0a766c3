"""Who waits to speak: a place in the room, never what somebody looks like or who they are."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.base import Ordered, Record, Reference, ShortText
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal

LONGEST_PLACE = 40


class Waiting(Ordered, Record):
    """One place in the queue of a meeting; `called_at` is when they got the word."""

    __tablename__ = "waiting"
    kind = "waiting"
    kinds = "waiting"
    label_key = "place"
    ordered_within = "meeting"

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    place: Mapped[ShortText]
    called_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()

    def check(self) -> None:
        """A place is a few words."""
        super().check()
        if len(self.place) > LONGEST_PLACE or not self.place.isprintable():
            raise Refusal('Say in a few words where they sit, such as "left side, third row".')


WAITING_FIELDS = Fields(
    Waiting,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, needed=True, target=Meeting),
    Field("place", "Where they sit", needed=True),
    Field("called_at", "Called", FieldKind.MOMENT, locked=True),
    Field("position", "Order", FieldKind.INTEGER),
)
