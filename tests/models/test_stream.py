"""A line just written is shown as it is read later."""

from desktop.models.capture import capture
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes
from desktop.models.stream import Shown, as_shown, lines_of
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

TYPED = (
    "!the lamp is out again #lighting #Alder-St",
    "@Officer +we will ask the crew by Friday #lighting",
    "\u201cnobody told us\u201d",
    "@Interpreter the bus is late",
    "one line\nand another",
)


def test_a_line_just_written_is_shown_as_it_is_read_later(store: Store) -> None:
    def write(session: WritingSession) -> tuple[int, list[Shown]]:
        meeting = factories.meeting(area=factories.area())
        session.add(meeting)
        session.flush()
        notes = Notes(session, session.get_one(Meeting, meeting.id))
        written = [notes.record(capture(typed, ["Resident", "Officer"]), session.now) for typed in TYPED]
        session.flush()
        return meeting.id, [as_shown(each.line, each.speaker, each.themes) for each in written]

    meeting_id, shown = store.write("Write lines", write).result()
    with store.reading() as session:
        assert lines_of(session, meeting_id) == shown
        assert lines_of(session, meeting_id, [line.id for line in shown]) == shown
