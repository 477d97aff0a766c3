"""Speakers: a role in the room and what they agreed to, never a name unless it was offered."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey, Index, inspect, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.access import Role
from desktop.models.base import Ordered, Record, Reference, ShortText
from desktop.models.disclosure import Audience, Consent
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal

DEFAULT_ROLE = "Resident"
# What tells apart several speakers in one role.
LETTER = re.compile(r" [A-Za-z]")


class SpeakerRole(Ordered, Record):
    """One entry of the closed list of roles; a new one needs a supervisor, and none says who somebody is."""

    __tablename__ = "speaker_role"
    kind = "speaker role"
    kinds = "speaker-roles"
    written_by = Role.SUPERVISOR
    alone_in = ("name",)

    name: Mapped[ShortText]
    speaks_for_office: Mapped[bool]

    def label_for(self, typed: str) -> str | None:
        """The label of a speaker in this role that somebody typed in any case: "Resident" or "Resident B"."""
        name, letter = typed[: len(self.name)], typed[len(self.name) :]
        if name.casefold() != self.name.casefold():
            return None
        if not letter:
            return self.name
        return self.name + letter.upper() if LETTER.fullmatch(letter) else None


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
    alone_in = ("meeting", "label_text")

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    role_id: Mapped[Reference] = mapped_column(ForeignKey("speaker_role.id"))
    label_text: Mapped[ShortText]
    consent: Mapped[Consent] = mapped_column(default=Consent.NOTHING_OUTSIDE)
    offered_name: Mapped[ShortText | None]

    meeting: Mapped[Meeting] = relationship()
    role: Mapped[SpeakerRole] = relationship()

    @property
    def doubled(self) -> Refusal:
        """A label means one speaker of a meeting."""
        return Refusal(f"{self.meeting.label} has a speaker {self.label_text} already. Use another letter.")

    def settle(self, session: Session, now: datetime) -> None:
        """The label is spelled as the role is."""
        if None not in (self.role, self.label_text):
            self.label_text = self.role.label_for(self.label_text) or self.label_text

    def check(self) -> None:
        """A label says the role and nothing else; a name is kept only of somebody who may be contacted."""
        given = inspect(self).attrs  # a role may have got another name since
        if any(each.history.has_changes() for each in (given.label_text, given.role_id, given.role)):
            self._expect_label()
        if self.offered_name and self.consent is not Consent.MAY_CONTACT:
            raise Refusal(
                "A speaker's name is kept only when they may be contacted. Set their consent first, or leave it out."
            )

    def _expect_label(self) -> None:
        name = self.role.name
        if self.role.label_for(self.label_text) != self.label_text:
            raise Refusal(
                f'A speaker in the role {name} is called "{name}", or "{name} B" with one capital letter. '
                "Nothing else says who somebody is."
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
