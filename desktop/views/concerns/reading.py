"""What the pane shows of one concern, read in one go and disclosed for whoever looks."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.documents import dates
from desktop.models.concern import CONCERN_FIELDS, Concern, Source, Status, StatusType
from desktop.models.disclosure import Audience, audience_for
from desktop.models.link import Link, Relation
from desktop.models.office import the_office
from desktop.models.rows import disclose
from desktop.store.history import history_of
from desktop.store.store import Store
from desktop.views.concerns.looks import SOURCE_WORDS
from desktop.views.concerns.steps import Progress, days_reached, progress

WITHHELD = "The words are withheld: the speaker asked that nothing leaves the office."


@dataclass(frozen=True, slots=True)
class ConcernShown:
    """All of it, as plain values. Words are None where this person may not see them."""

    id: int
    number: str
    heard_on: date
    title: str | None
    words: str | None
    is_verbatim: bool
    is_struck: bool
    is_deleted: bool
    said_where: str
    source: Source
    raised: int
    meaning: StatusType
    progress: Progress
    told_on: date | None
    told_how: str
    closed_because: str
    meeting_id: int | None = field(default=None)

    @property
    def is_done(self) -> bool:
        """Resolved or closed."""
        return not self.meaning.is_open


def read_concern(store: Store, record_id: int) -> ConcernShown | None:
    """A concern, live or in the Bin; None when there is none."""
    with store.reading() as session:
        concern = session.get(Concern, record_id)
        if concern is None:
            return None
        zone = the_office(session).time_zone
        statuses = session.scalars(select(Status).where(Status.deleted_at.is_(None)).order_by(Status.position)).all()
        by_name = {status.name: status.type for status in statuses}
        history = history_of(session, concern)
        reached = days_reached(concern, history, by_name.get, zone)
        title, words = _words(session, store, record_id)
        return ConcernShown(
            id=record_id,
            number=concern.number or "",
            heard_on=concern.heard_on,
            title=title,
            words=words,
            is_verbatim=bool(concern.line and concern.line.verbatim),
            is_struck=concern.struck_at is not None,
            is_deleted=concern.is_deleted,
            said_where=_said_where(concern),
            source=concern.source,
            raised=_raised(session, record_id),
            meaning=concern.status.type,
            progress=progress(concern, statuses, reached),
            told_on=concern.told_on,
            told_how=concern.told_how or "",
            closed_because=concern.closed_because or "",
            meeting_id=concern.meeting_id,
        )


def _words(session: Session, store: Store, record_id: int) -> tuple[str | None, str | None]:
    known = disclose(CONCERN_FIELDS, audience_for(store.member.role, Audience.OFFICE), only=("title", "words"))
    rows = session.execute(known.select().where(Concern.id == record_id))
    _, title, words = next(known.rows(rows))
    return title, words


def _said_where(concern: Concern) -> str:
    """Resident, session of October 1."""
    if concern.line is not None and concern.meeting is not None:
        speaker = concern.line.speaker
        said_by = speaker.label_text if speaker else "Resident"
        through = ", through an interpreter" if concern.line.interpreted else ""
        return f"{said_by}, session of {dates.month_day(concern.meeting.held_on)}{through}."
    said = SOURCE_WORDS[concern.source]
    return f"{said[:1].upper()}{said[1:]}, {dates.month_day(concern.heard_on)}."


def _raised(session: Session, record_id: int) -> int:
    again = select(func.count()).select_from(Link)
    here = (Link.to_kind == Concern.kind, Link.to_id == record_id, Link.relation == Relation.RAISED_AGAIN)
    return 1 + (session.scalar(again.where(*here, Link.deleted_at.is_(None))) or 0)
