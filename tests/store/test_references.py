"""References while records are saved: given as a record or as an id, rules, rows and journal come out the same."""

from typing import Any

import pytest
from sqlalchemy import inspect, select

from desktop.models.concern import Category, Concern
from desktop.models.line import Line, LineTheme
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.theme import Theme
from desktop.store.payload import read_payload
from desktop.store.store import Store
from desktop.store.tables import ROW_CHANGE
from desktop.store.writing import WritingSession
from tests import factories


@pytest.fixture
def meeting(store: Store) -> Meeting:
    here = factories.meeting()
    factories.saved(store, here)
    return here


def journaled(store: Store, record_id: int) -> dict[str, tuple[Any, Any]]:
    with store.reading() as session:
        found = session.connection().execute(select(ROW_CHANGE).where(ROW_CHANGE.c.record_id == record_id)).all()
    changes: dict[str, tuple[Any, Any]] = {}
    for change in found:
        changes |= read_payload(change.facts) | read_payload(change.words)
    return {key: values for key, values in changes.items() if key != "id"}


def test_a_record_and_its_id_are_saved_alike(store: Store, meeting: Meeting) -> None:
    def by_record(session: WritingSession) -> int:
        line = Line(meeting=session.get_one(Meeting, meeting.id), position=1000, words="the lamp flickers")
        session.add(line)
        session.flush()
        return line.id

    def by_id(session: WritingSession) -> int:
        line = Line(meeting_id=meeting.id, position=1000, words="the lamp flickers")
        session.add(line)
        session.flush()
        return line.id

    one, other = (store.write("Add", work).result() for work in (by_record, by_id))
    assert journaled(store, one) == journaled(store, other)
    assert journaled(store, one)["meeting_id"] == (None, meeting.id)


def test_the_reference_is_still_at_hand_after_the_flush(store: Store, meeting: Meeting) -> None:
    def work(session: WritingSession) -> tuple[Line, Meeting]:
        here = session.get_one(Meeting, meeting.id)
        line = Line(meeting=here, position=1000, words="the lamp flickers")
        session.add(line)
        session.flush()
        return line, here

    line, here = store.write("Add", work).result()  # by now the session is closed: nothing can be read
    assert line.meeting is here
    assert not inspect(line).modified


def test_what_is_new_on_both_sides_is_written_in_order(store: Store, meeting: Meeting) -> None:
    def work(session: WritingSession) -> LineTheme:
        line = Line(meeting=session.get_one(Meeting, meeting.id), position=1000, words="the lamp flickers")
        link = LineTheme(line=line, theme=Theme(name="lighting"))
        session.add(link)
        return link

    link = store.write("Add", work).result()
    with store.reading() as session:
        assert [theme.name for theme in session.get_one(Line, link.line_id).themes] == ["lighting"]


def test_a_rule_sees_the_record_that_a_new_one_names_by_id(store: Store, meeting: Meeting) -> None:
    """A speaker's label says the role: the rule reads the role, of which it has the id alone."""

    def named(label: str) -> int:
        def work(session: WritingSession) -> int:
            role = session.scalars(select(SpeakerRole.id).where(SpeakerRole.name == "Resident")).one()
            speaker = Speaker(meeting_id=meeting.id, role_id=role, label_text=label)
            session.add(speaker)
            session.flush()
            return speaker.id

        return store.write("Add", work).result()

    with pytest.raises(Refusal, match="A speaker in the role Resident is called"):
        named("Mrs. Kim")
    assert named("Resident B")


def test_a_rule_sees_the_record_that_a_saved_one_names_now(store: Store, meeting: Meeting) -> None:
    with store.reading() as session:
        other = session.scalars(select(SpeakerRole.id).where(SpeakerRole.name != "Resident").limit(1)).one()

    def made(session: WritingSession) -> int:
        return factories.speaker(session, session.get_one(Meeting, meeting.id)).id

    speaker_id = store.write("Add", made).result()

    def work(session: WritingSession) -> None:
        speaker = session.get_one(Speaker, speaker_id)
        assert speaker.role.name == "Resident"
        speaker.role_id = other

    with pytest.raises(Refusal, match="A speaker in the role"):
        store.write("Change", work).result()


def test_taking_a_reference_away_empties_its_id(store: Store) -> None:
    def work(session: WritingSession) -> int:
        concern = factories.concern(category=session.scalars(select(Category)).first())
        session.add(concern)
        session.flush()
        assert concern.category_id
        return concern.id

    concern_id = store.write("Add", work).result()

    def empty(session: WritingSession) -> None:
        session.get_one(Concern, concern_id).category = None

    store.write("Change", empty).result()
    with store.reading() as session:
        assert session.get_one(Concern, concern_id).category_id is None
    assert store.undo().result()
    with store.reading() as session:
        assert session.get_one(Concern, concern_id).category is not None


def test_an_attempt_that_failed_leaves_nothing_aside(store: Store, meeting: Meeting) -> None:
    """The references of the refused line do not come back with the next one."""

    def work(session: WritingSession) -> Line:
        here = session.get_one(Meeting, meeting.id)
        with pytest.raises(Refusal), session.attempt():
            session.add(Line(meeting=here, position=1000, words=""))
            session.flush()
        line = Line(meeting=here, position=1000, words="the lamp flickers")
        session.add(line)
        session.flush()
        return line

    line = store.write("Add", work).result()
    with store.reading() as session:
        assert session.scalars(select(Line.id)).all() == [line.id]
        assert session.get_one(Line, line.id).meeting_id == meeting.id
