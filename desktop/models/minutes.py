"""Minutes: the meeting as it goes on paper, from draft to final."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.access import Role
from desktop.models.base import LongText, Record, Reference, saved_value
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.final import changed_fields
from desktop.models.meeting import Meeting
from desktop.models.person import Person
from desktop.models.refusal import Refusal


class MinutesState(enum.StrEnum):
    """How far the minutes are; final ones are locked and only take dated corrections."""

    DRAFT = "draft"
    READ_BACK = "read back"
    CORRECTED = "corrected"
    FINAL = "final"


class Minutes(Record):
    """The state of one meeting's minutes. Their content is assembled from the marked lines."""

    __tablename__ = "minutes"
    __table_args__ = (
        Index(
            "uq_minutes_meeting_id_live",
            "meeting_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )
    kind = "minutes"
    kinds = "minutes"
    label_key = "id"
    alone_in = ("meeting",)

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    read_back_at: Mapped[datetime | None]
    summary: Mapped[LongText | None]
    corrections: Mapped[LongText | None]
    approved_by_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship()
    approved_by: Mapped[Person | None] = relationship()

    @property
    def doubled(self) -> Refusal:
        """A meeting has one state of its minutes."""
        return Refusal(f"{self.meeting.label} has minutes already. Use set to change those.")

    @property
    def is_final(self) -> bool:
        """Locked: lines may no longer change, except by a strike that two people ask for."""
        return self.state is MinutesState.FINAL

    @property
    def _was_final(self) -> bool:
        return saved_value(self, "state") is MinutesState.FINAL

    def guarded(self, changed: set[str]) -> dict[str, Role]:
        """What is final stays so unless a supervisor decides otherwise."""
        return dict.fromkeys(changed & {"state", "deleted_at"}, Role.SUPERVISOR) if self._was_final else {}

    def expect_open(self, session: Session) -> None:
        """Final minutes that stay final take corrections and nothing else."""
        locked = ("meeting", "read_back_at", "summary", "approved_by")
        if self.is_final and self._was_final and changed_fields(self, locked):
            raise Refusal("These minutes are final and locked. Add a dated correction in corrections.")

    def settle(self, session: Session, now: datetime) -> None:
        """Final minutes are opened again as corrected ones; only undo takes them back to what they were before."""
        if self._was_final and self.state not in (MinutesState.FINAL, MinutesState.CORRECTED):
            raise Refusal("These minutes are final. A supervisor opens them again by setting state to corrected.")

    def check(self) -> None:
        """Nothing becomes final that was not read back."""
        if self.is_final and not self._was_final and self.read_back_at is None:
            raise Refusal("Say when the minutes were read back (read_back_at) before they become final.")


MINUTES_FIELDS = Fields(
    Minutes,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, target=Meeting),
    Field("state", "State", FieldKind.CHOICE, audience=Audience.ANYONE, choices=MinutesState),
    Field("read_back_at", "Read back", FieldKind.MOMENT, audience=Audience.ANYONE),
    # Free texts that may tell of what is withheld: in lists for our office only; the paper decides for itself.
    Field("summary", "Summary", FieldKind.LONG_TEXT, searchable=True),
    Field("corrections", "Corrections", FieldKind.LONG_TEXT, searchable=True),
    Field("approved_by", "Approved by", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Person),
)
