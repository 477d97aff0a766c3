"""One evening from its plan to final minutes, in the real window; what it left, in numbers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.models.disclosure import Consent
from desktop.models.line import Line, Mark
from desktop.models.meeting import Meeting
from desktop.models.passed_on import at_meeting, how_many_passed_on
from desktop.models.speakers import lines_by_speaker, speakers_of
from desktop.store.store import Store
from desktop.views.tour.evening import Evening, EveningClock
from desktop.views.tour.planned import plan
from desktop.views.tour.session_player import Look, SessionPlayer
from desktop.views.tour.stage import Stage
from desktop.views.tour.wrap_up_player import WrapUpPlayer


@dataclass(frozen=True, slots=True)
class Played:
    """What an evening left in the office."""

    number: str
    minutes: int
    lines: int
    marks: Counter[Mark]
    interpreted: int
    struck: int
    speakers: int
    consents: frozenset[Consent]
    exits: int


def play_evening(stage: Stage, evening: Evening, clock: EveningClock, day: date, look: Look) -> Played:
    """Plan the meeting, play it, wrap it up, and say what it left."""
    stage.open_office()
    meeting_id = plan(stage.store, evening, day)
    SessionPlayer(stage, evening, clock, meeting_id, look).play()
    WrapUpPlayer(stage, evening, meeting_id, look).play()
    return _left_by(stage.store, meeting_id)


def _left_by(store: Store, meeting_id: int) -> Played:
    with store.reading() as session:
        meeting = session.get_one(Meeting, meeting_id)
        kept = select(Line).where(Line.meeting_id == meeting_id, Line.deleted_at.is_(None))
        lines = session.scalars(kept).all()
        said = lines_by_speaker(session, meeting_id)
        spoke = [each for each in speakers_of(session, meeting_id) if each.id in said]
        return Played(
            number=meeting.number or "",
            minutes=round((meeting.ran_seconds or 0) / 60),
            lines=len(lines),
            marks=Counter(line.mark for line in lines if line.mark is not Mark.NOTE),
            interpreted=sum(line.interpreted for line in lines),
            struck=sum(line.struck_at is not None for line in lines),
            speakers=len(spoke),
            consents=frozenset(each.consent for each in spoke),
            exits=sum(row[1] for row in session.execute(how_many_passed_on(at_meeting(meeting_id)))),
        )
