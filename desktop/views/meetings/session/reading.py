"""What a session shows of its meeting, read beside the window so that typing never waits for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.models.disclosure import Audience
from desktop.models.meeting import Meeting
from desktop.models.minutes_content import LastTime, last_time_of
from desktop.models.office import the_office
from desktop.models.session_view import SessionView, session_view
from desktop.models.speakers import Spoke, speakers_of
from desktop.models.stream import Heading, Shown, headings_of, lines_of
from desktop.models.theme import theme_names


@dataclass(frozen=True, slots=True)
class Beside:
    """Clocks, agenda, queue and cards, headings between the lines, themes, speakers, promises of last time."""

    view: SessionView
    headings: list[Heading]
    themes: list[str]
    last_time: list[LastTime]
    spoke: list[Spoke]


@dataclass(frozen=True, slots=True)
class ReadBeside:
    """The question for one meeting."""

    meeting_id: int
    now: datetime

    def __call__(self, session: Session) -> Beside:
        """Read it all."""
        view = session_view(session, self.meeting_id, self.now)
        meeting, today = session.get_one(Meeting, self.meeting_id), the_office(session).today(self.now)
        return Beside(
            view=view,
            headings=headings_of(session, self.meeting_id),
            themes=theme_names(session),
            last_time=last_time_of(session, meeting, Audience.OFFICE, today),
            spoke=speakers_of(session, self.meeting_id),
        )


@dataclass(frozen=True, slots=True)
class ReadLines:
    """The question for some lines of one meeting; those that are gone are not in the answer."""

    meeting_id: int
    ids: frozenset[int]

    def __call__(self, session: Session) -> list[Shown]:
        """Read them."""
        return lines_of(session, self.meeting_id, self.ids)
