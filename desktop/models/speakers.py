"""Who spoke at a meeting so far, and what each agreed to."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.disclosure import Consent
from desktop.models.line import Line
from desktop.models.speaker import Speaker, SpeakerRole


@dataclass(frozen=True, slots=True)
class Spoke:
    """One speaker of a meeting: a label, never a name unless it was offered."""

    id: int
    label: str
    consent: Consent
    offered_name: str | None
    speaks_for_office: bool


def speakers_of(session: Session, meeting_id: int) -> list[Spoke]:
    """The speakers of a meeting in the order they spoke first."""
    asked = Speaker.id, Speaker.label_text, Speaker.consent, Speaker.offered_name, SpeakerRole.speaks_for_office
    query = (
        select(*asked)
        .join(SpeakerRole, SpeakerRole.id == Speaker.role_id)
        .where(Speaker.meeting_id == meeting_id, Speaker.deleted_at.is_(None))
        .order_by(Speaker.id)
    )
    return [Spoke(*row) for row in session.execute(query)]


def spoke(speaker: Speaker) -> Spoke:
    """A record of a speaker as plain values."""
    return Spoke(speaker.id, speaker.label_text, speaker.consent, speaker.offered_name, speaker.role.speaks_for_office)


def lines_by_speaker(session: Session, meeting_id: int) -> dict[int, int]:
    """How many lines of a meeting each speaker said, by id; who said none is left out. Goes through all lines."""
    counted = (
        select(Line.speaker_id, func.count())
        .where(Line.meeting_id == meeting_id, Line.deleted_at.is_(None))
        .group_by(Line.speaker_id)
    )
    return {speaker_id: lines for speaker_id, lines in session.execute(counted) if speaker_id is not None}
