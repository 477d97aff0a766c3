"""What stands in the minutes, for whom, and what is counted as left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import Concern, Source, Status, StatusType
from desktop.models.disclosure import Audience, Consent
from desktop.models.kind import Kind, KindOf
from desktop.models.line import Line, Mark
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.minutes_content import MinutesContent, PromiseState, Said, minutes_content
from desktop.models.passed_on import Exit, PassedOn
from desktop.models.person import Person
from desktop.models.promise import Action, Outcome, Promise, Question
from desktop.models.records import RECORDS
from desktop.models.speaker import Speaker, SpeakerRole

TODAY = date(2026, 10, 16)


class Room:
    """An office in memory with one meeting, where speakers say lines and records are made of them."""

    def __init__(self, session: Session) -> None:
        assert RECORDS
        self.session = session
        self._last = 0
        self.area = self.add(Area(name="Orchard Flats"))
        self.sort = self.add(Kind(name="Listening session", of=KindOf.MEETING, position=0))
        self.owner = self.add(Person(name="R. Alvarez"))
        self.status = self.add(Status(name="New", type=StatusType.NEW, position=0))
        self.role = self.add(SpeakerRole(name="Resident", speaks_for_office=False, position=0))
        self.meeting = self.held(datetime(2026, 10, 15, 18, 30), title="Street lighting", number="M26-0031")
        self.speakers = {consent: self._speaker(consent) for consent in Consent}

    def add(self, record: Any) -> Any:
        self._last += 1
        record.id = self._last
        self.session.add(record)
        self.session.flush()
        return record

    def held(self, starts_at: datetime, **given: Any) -> Meeting:
        told = {"title": "Earlier", "zone": "America/New_York", "status": MeetingStatus.DONE, "area": self.area}
        made: Meeting = self.add(Meeting(**(told | {"starts_at": starts_at, "sort": self.sort} | given)))
        return made

    def _speaker(self, consent: Consent) -> Speaker:
        made: Speaker = self.add(
            Speaker(meeting=self.meeting, role=self.role, label_text=f"Resident {consent.rank}", consent=consent)
        )
        return made

    def line(self, words: str, consent: Consent = Consent.WITH_ROLE, **given: Any) -> Line:
        told = {"meeting": self.meeting, "speaker": self.speakers[consent], "words": words, "position": self._last}
        made: Line = self.add(Line(**(told | {"said_at": datetime(2026, 10, 15, 23, 12, tzinfo=UTC)} | given)))
        return made

    def concern(self, line: Line | None, words: str | None = None, **given: Any) -> Concern:
        said = words or (line.words if line else None) or ""
        told = {"title": said, "words": said, "line": line, "meeting": self.meeting, "status": self.status}
        told |= {"source": Source.SESSION, "heard_on": self.meeting.held_on, "owner": self.owner}
        made: Concern = self.add(Concern(**(told | {"answer_due": date(2026, 10, 20)} | given)))
        return made

    def owed(self, kind: type[Any], words: str, **given: Any) -> Any:
        told = {"words": words, "meeting": self.meeting, "owner": self.owner, "due": date(2026, 10, 19)}
        return self.add(kind(**(told | given)))

    def minutes(self, audience: Audience = Audience.OFFICE) -> MinutesContent:
        return minutes_content(self.session, self.meeting, audience, TODAY)


@pytest.fixture
def room() -> Iterator[Room]:
    engine = create_engine("sqlite://")
    Record.metadata.create_all(engine)
    with Session(engine) as session:
        yield Room(session)
    engine.dispose()


def test_the_head_tells_when_where_and_how_many(room: Room) -> None:
    room.meeting.adults, room.meeting.place, room.meeting.also_here = 24, "Branch library", "parents’ group"
    content = room.minutes()
    assert (content.number, content.title, content.sort, content.area) == (
        "M26-0031",
        "Street lighting",
        "Listening session",
        "Orchard Flats",
    )
    assert (content.adults, content.young_people, content.place) == (24, None, "Branch library")
    assert content.state is MinutesState.DRAFT
    assert not content.is_final


def test_the_state_comes_from_the_minutes(room: Room) -> None:
    read_back = datetime(2026, 10, 15, 23, 58, tzinfo=UTC)
    room.add(Minutes(meeting=room.meeting, state=MinutesState.FINAL, read_back_at=read_back, approved_by=room.owner))
    assert room.minutes().read_back_at == datetime(2026, 10, 15, 19, 58)
    assert room.minutes().approved_by == "R. Alvarez"
    assert room.minutes().is_final
    assert room.minutes(Audience.ANYONE).approved_by == ""


def test_records_stand_in_the_order_they_were_said(room: Room) -> None:
    late, early = room.line("late", position=20), room.line("early", position=10)
    for line in (late, early):
        last = room.concern(line)
    assert [concern.said.text for concern in room.minutes().concerns] == ["early", "late"]
    last.deleted_at = datetime(2026, 10, 16, tzinfo=UTC)
    room.session.flush()
    assert [concern.said.text for concern in room.minutes().concerns] == ["late"]


def test_what_only_names_the_meeting_is_not_in_its_minutes(room: Room) -> None:
    room.concern(None, "at the desk")
    room.owed(Action, "Ask the branch manager")
    assert (room.minutes().concerns, room.minutes().actions) == ([], [])


def test_only_what_was_said_word_for_word_is_verbatim(room: Room) -> None:
    room.concern(room.line("spoken", verbatim=True))
    room.concern(room.line("noted"))
    room.concern(room.line("interpreted", verbatim=True, interpreted=True))
    room.concern(room.line("spoken once", verbatim=True), "changed since")
    said = {concern.said.text: concern.said.verbatim for concern in room.minutes().concerns}
    assert said == {"spoken": True, "noted": False, "interpreted": False, "changed since": False}


def test_what_nobody_may_hear_outside_is_left_out_and_counted(room: Room) -> None:
    for consent in Consent:
        line = room.line(consent.value, consent)
        room.concern(line)
        room.owed(Question, consent.value, line=line)
        room.line(f"praise {consent}", consent, mark=Mark.PRAISE)
    assert len(room.minutes().concerns) == 4
    assert room.minutes().withheld.total == 0
    for audience in (Audience.PARTNER, Audience.ANYONE):
        content = room.minutes(audience)
        allowed = [consent.value for consent in Consent if consent is not Consent.NOTHING_OUTSIDE]
        assert [concern.said.text for concern in content.concerns] == allowed
        assert [question.said.text for question in content.questions] == allowed
        assert [said.text for said in content.praise] == [f"praise {consent}" for consent in allowed]
        assert content.withheld.rows == 3


def test_a_concern_may_be_stricter_than_its_speaker(room: Room) -> None:
    room.concern(room.line("kept", Consent.WITH_ROLE), contact_consent=Consent.NOTHING_OUTSIDE)
    assert not room.minutes(Audience.PARTNER).concerns


def test_who_answers_is_not_for_anyone(room: Room) -> None:
    room.concern(room.line("lamp"))
    room.owed(Promise, "call", line=room.line("call"))
    assert room.minutes(Audience.PARTNER).promises[0].who == "R. Alvarez"
    content = room.minutes(Audience.ANYONE)
    assert not content.shows_who
    assert content.concerns[0].who == content.promises[0].who == ""
    assert content.withheld.total == 2


def test_what_made_no_record_is_for_our_office_only(room: Room) -> None:
    room.concern(room.line("a concern", mark=Mark.CONCERN))
    room.line("a note")
    room.line("a mark nobody sorted", mark=Mark.ACTION)
    room.line("well done", mark=Mark.PRAISE)
    notes = room.minutes().notes
    assert [(note.at, note.who, note.said.text) for note in notes] == [
        (datetime(2026, 10, 15, 19, 12), "Resident 2", "a note"),
        (datetime(2026, 10, 15, 19, 12), "Resident 2", "a mark nobody sorted"),
    ]
    assert room.minutes(Audience.PARTNER).notes == []


def test_struck_words_are_gone_and_their_time_stays(room: Room) -> None:
    struck = datetime(2026, 10, 15, 23, 12, tzinfo=UTC)
    line = room.line("", struck_at=struck, verbatim=True)
    room.concern(line, "Struck at the speaker's wish", struck_at=struck)
    room.line("", struck_at=struck)
    content = room.minutes()
    gone = Said("", struck_at=datetime(2026, 10, 15, 19, 12))
    assert content.concerns[0].said == gone
    assert content.notes[0].said == gone


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"outcome": Outcome.KEPT}, PromiseState.DONE),
        ({"outcome": Outcome.KEPT_IN_PART}, PromiseState.DONE_IN_PART),
        ({"outcome": Outcome.NOT_KEPT, "what_happened": "no driver"}, PromiseState.NOT_KEPT),
        ({"due": date(2026, 10, 15)}, PromiseState.LATE),
        ({"due": date(2026, 11, 16), "first_due": date(2026, 10, 1)}, PromiseState.LATE),
        ({"due": date(2026, 10, 16)}, PromiseState.UNDER_WAY),
        ({"due": None}, PromiseState.UNDER_WAY),
    ],
)
def test_how_promises_of_last_time_stand(room: Room, given: dict[str, Any], state: PromiseState) -> None:
    before = room.held(datetime(2026, 9, 17, 18, 30))
    room.held(datetime(2026, 8, 1, 18, 30))
    room.held(datetime(2026, 10, 1, 18, 30), status=MeetingStatus.CANCELED)
    room.held(datetime(2026, 10, 2, 18, 30), area=room.add(Area(name="Elsewhere")))
    room.owed(Promise, "Speed sign", meeting=before, **given)
    content = room.minutes()
    assert content.last_time_on == date(2026, 9, 17)
    assert [(item.state, item.said.text, item.what_happened) for item in content.last_time] == [
        (state, "Speed sign", given.get("what_happened", ""))
    ]


def test_the_next_meeting_is_planned_here_and_still_to_come(room: Room) -> None:
    room.held(datetime(2026, 10, 16, 18), status=MeetingStatus.CANCELED)
    assert room.minutes().next_on is None
    room.held(datetime(2026, 12, 17, 18), status=MeetingStatus.PLANNED)
    room.held(datetime(2026, 11, 19, 18), status=MeetingStatus.PLANNED)
    assert room.minutes().next_on == date(2026, 11, 19)


def test_a_meeting_without_an_area_has_no_last_and_no_next(room: Room) -> None:
    room.held(datetime(2026, 9, 17, 18, 30), area=None)
    room.held(datetime(2026, 11, 19, 18), area=None, status=MeetingStatus.PLANNED)
    room.meeting.area = None
    room.session.flush()
    assert (room.minutes().last_time_on, room.minutes().next_on, room.minutes().area) == (None, None, "")


@pytest.mark.parametrize("audience", Audience)
def test_what_was_passed_on_is_one_number_for_everybody(room: Room, audience: Audience) -> None:
    elsewhere = room.held(datetime(2026, 10, 1, 18, 30))
    for exit_, meeting in ((Exit.CRIME, room.meeting), (Exit.COMPLAINT, room.meeting), (Exit.CRIME, elsewhere)):
        room.add(
            PassedOn(exit=exit_, passed_to="Tip line", passed_at=datetime(2026, 10, 15, tzinfo=UTC), meeting=meeting)
        )
    content = minutes_content(room.session, room.meeting, audience, TODAY)
    assert content.passed_on == 2
    assert "Tip line" not in repr(content)


def test_actions_have_their_own_list(room: Room) -> None:
    room.owed(Action, "Ask the branch manager", line=room.line("Ask the branch manager"))
    assert [(item.said.text, item.by) for item in room.minutes().actions] == [
        ("Ask the branch manager", date(2026, 10, 19))
    ]
