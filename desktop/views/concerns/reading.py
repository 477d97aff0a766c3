"""What the pane shows of one concern: the record itself at once, the days of its steps from its history after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from desktop.models.access import Role
from desktop.models.concern import CONCERN_FIELDS, Concern, Source, Status, StatusType
from desktop.models.disclosure import Audience, audience_for
from desktop.models.line import Line
from desktop.models.link import Link, Relation
from desktop.models.office import the_office
from desktop.models.rows import disclose
from desktop.store.history import history_of
from desktop.store.store import Store
from desktop.views import dates
from desktop.views.concerns.steps import Progress, days_kept, days_reached, progress
from desktop.views.saying import N_, say

WITHHELD = N_("The words are withheld: the speaker asked that nothing leaves the office.")
_CONCERN = select(Concern).options(
    joinedload(Concern.status),
    joinedload(Concern.area),
    joinedload(Concern.category),
    joinedload(Concern.owner),
    joinedload(Concern.meeting),
    joinedload(Concern.referred_to),
    joinedload(Concern.line).joinedload(Line.speaker),
)
# Put together once: that takes longer than the questions themselves.
_BY_ID = _CONCERN.where(Concern.id == bindparam("concern"))
_RAISED = (
    select(func.count())
    .select_from(Link)
    .where(Link.to_kind == Concern.kind, Link.to_id == bindparam("concern"))
    .where(Link.relation == Relation.RAISED_AGAIN, Link.deleted_at.is_(None))
)


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


class ConcernReader:
    """Reads concerns for the pane. What hardly ever changes is read once: call `forget` when it does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._statuses: Sequence[Status] = ()
        self._zone: tzinfo | None = None

    def forget(self) -> None:
        """Statuses or the office were changed."""
        self._statuses, self._zone = (), None

    def read(self, record_id: int) -> ConcernShown | None:
        """A concern, live or in the Bin; None when there is none. Days of steps as the record itself knows them."""
        with self._store.reading() as session:
            concern = session.scalars(_BY_ID, {"concern": record_id}).one_or_none()
            if concern is None:
                return None
            self._learn(session)
            assert self._zone is not None
            title, words = self._words(session, concern)
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
                raised=1 + (session.scalar(_RAISED, {"concern": record_id}) or 0),
                meaning=concern.status.type,
                progress=progress(concern, self._statuses, days_kept(concern, self._zone)),
                told_on=concern.told_on,
                told_how=concern.told_how or "",
                closed_because=concern.closed_because or "",
            )

    def _learn(self, session: Session) -> None:
        if not self._statuses:
            live = select(Status).where(Status.deleted_at.is_(None)).order_by(Status.position)
            self._statuses = session.scalars(live).all()
            self._zone = the_office(session).time_zone

    def _words(self, session: Session, concern: Concern) -> tuple[str | None, str | None]:
        if self._store.member.role is not Role.READER:
            return concern.title, concern.words
        audience = audience_for(self._store.member.role, Audience.OFFICE)
        known = disclose(CONCERN_FIELDS, audience, only=("title", "words"))
        _, title, words = next(known.rows(session.execute(known.select().where(Concern.id == concern.id))))
        return title, words


@dataclass(frozen=True, slots=True)
class ReadSteps:
    """The days of the steps from the history, a question for a reader's thread."""

    record_id: int

    def __call__(self, session: Session) -> tuple[int, Progress] | None:
        """The concern's id, and its steps with all their days."""
        concern = session.scalars(_BY_ID, {"concern": self.record_id}).one_or_none()
        if concern is None:
            return None
        statuses = session.scalars(select(Status).where(Status.deleted_at.is_(None)).order_by(Status.position)).all()
        by_name = {status.name: status.type for status in statuses}
        zone = the_office(session).time_zone
        reached = days_reached(concern, history_of(session, concern), by_name.get, zone)
        return self.record_id, progress(concern, statuses, reached)


def _said_where(concern: Concern) -> str:
    """Resident, session of October 1."""
    if concern.line is not None and concern.meeting is not None:
        speaker = concern.line.speaker
        said_by = speaker.label_text if speaker else say("Resident")
        through = say(", through an interpreter") if concern.line.interpreted else ""
        return say(
            "{said_by}, session of {day}{through}.",
            said_by=said_by,
            day=dates.month_day(concern.meeting.held_on),
            through=through,
        )
    said = say(concern.source.words)
    return f"{said[:1].upper()}{said[1:]}, {dates.month_day(concern.heard_on)}."
