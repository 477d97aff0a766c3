"""What stands beside the stream of a session, read beside the window so that typing never waits for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.models.session_view import SessionView, session_view
from desktop.models.stream import Heading, headings_of
from desktop.models.theme import theme_names


@dataclass(frozen=True, slots=True)
class Beside:
    """Clocks, agenda, queue and cards, the headings between the lines, and the themes there are."""

    view: SessionView
    headings: list[Heading]
    themes: list[str]


@dataclass(frozen=True, slots=True)
class ReadBeside:
    """The question for one meeting."""

    meeting_id: int
    now: datetime

    def __call__(self, session: Session) -> Beside:
        """Read it all."""
        view = session_view(session, self.meeting_id, self.now)
        return Beside(view, headings_of(session, self.meeting_id), theme_names(session))
