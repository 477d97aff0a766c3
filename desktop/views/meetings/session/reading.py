"""What stands beside the stream of a session, read beside the window so that typing never waits for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.models.session_view import SessionView, session_view
from desktop.models.stream import Heading, headings_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Clocks, agenda, queue and cards, and the headings between the lines."""

    view: SessionView
    headings: list[Heading]


@dataclass(frozen=True, slots=True)
class ReadBeside:
    """The question for one meeting."""

    meeting_id: int
    now: datetime

    def __call__(self, session: Session) -> Beside:
        """Read it all."""
        return Beside(session_view(session, self.meeting_id, self.now), headings_of(session, self.meeting_id))
