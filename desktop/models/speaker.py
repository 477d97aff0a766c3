"""Speakers: a role in the room and what they agreed to, never a name unless it was offered."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.access import Role
from desktop.models.base import Record, Reference, ShortText
from desktop.models.disclosure import Audience, Consent
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal

DEFAULT_ROLE = "Resident"


class SpeakerRole(Record):
    """One entry of the closed list of roles; a new one needs a supervisor, and none says who somebody is."""

    __tablename__ = "speaker_role"
    kind = "speaker role"
    kinds = "speaker-roles"
    written_by = Role.SUPERVISOR

    name: Mapped[ShortText]
    speaks_for_office: Mapped[bool]
    position: Mapped[int]


class Speaker(Record):
    """Somebody who spoke at one meeting: a label such as "Resident" or "Shop owner B", and their consent.

    Speakers belong to one meeting; nothing links those of two meetings.
    """

    __tablename__ = "speaker"
    __table_args__ = (
        Index(
            "uq_speaker_meeting_id_label_live",
            "meeting_id",
            "label_text",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )
    kind = "speaker"
    kinds = "speakers"
    label_key = "label_text"

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    role_id: Mapped[Reference] = mapped_column(ForeignKey("speaker_role.id"))
    label_text: Mapped[ShortText]
    consent: Mapped[Consent] = mapped_column(default=Consent.NOTHING_OUTSIDE)
    offered_name: Mapped[ShortText | None]

    meeting: Mapped[Meeting] = relationship()
    role: Mapped[SpeakerRole] = relationship()

    def check(self) -> None:
        """A name is kept only of somebody who may be contacted."""
        if self.offered_name and self.consent is not Consent.MAY_CONTACT:
            raise Refusal(
                "A speaker's name is kept only when they may be contacted. Set their consent first, or leave it out."
            )


SPEAKER_ROLE_FIELDS = Fields(
    SpeakerRole,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Role", audience=Audience.ANYONE, needed=True),
    Field("speaks_for_office", "Speaks for the office", FieldKind.YES_NO, audience=Audience.ANYONE),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
)

SPEAKER_FIELDS = Fields(
    Speaker,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, target=Meeting),
    Field("role", "Role", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, role=True, target=SpeakerRole),
    Field("label_text", "Speaker", audience=Audience.ANYONE, needed=True, role=True),
    Field("consent", "Agreed to", FieldKind.CHOICE, choices=Consent),
    Field("offered_name", "Name offered", help="Only if the speaker offered it."),
)
