"""What stands beside the stream: which groups were not heard yet."""

from desktop.models.capture import capture
from desktop.models.recording import Notes, role_names
from desktop.models.session_view import session_view
from desktop.models.speaker import SpeakerRole
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories


def test_a_group_is_heard_once_it_speaks_for_itself_and_the_office_is_no_group(store: Store) -> None:
    def write(session: WritingSession) -> int:
        meeting = factories.meeting(area=factories.area())
        session.add(meeting)
        session.flush()
        notes, roles = Notes(session, meeting), role_names(session)
        for typed in ("@Resident the lamp is out", "@Parent interpreted: it is dark there", "@Officer we will ask"):
            captured = capture(typed.replace("interpreted: ", ""), roles)
            captured.interpreted = "interpreted" in typed
            notes.record(captured, session.now)
        return meeting.id

    meeting_id = store.write("Write lines", write).result()
    with store.reading() as session:
        not_heard = session_view(session, meeting_id, store.clock()).not_heard
        groups = [role.name for role in session.query(SpeakerRole) if not role.speaks_for_office]
    assert "Parent" in groups
    assert sorted(not_heard) == sorted(name for name in groups if name != "Resident")
