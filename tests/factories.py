"""Records and offices for tests: valid without being told anything, different only where a test says so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.capture import capture
from desktop.models.concern import Concern, Status, StatusType
from desktop.models.disclosure import Consent
from desktop.models.line import Line, Mark
from desktop.models.meeting import AgendaItem, Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.promise import Action, Promise, Question
from desktop.models.recording import Notes, Recorded, role_names, speaker_for
from desktop.models.speaker import DEFAULT_ROLE, Speaker
from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP, KeySlots
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.writing import WritingSession

ZONE = "America/New_York"
# A Thursday, half past six in the evening on the wall of the office.
START = datetime(2026, 10, 15, 22, 30, tzinfo=UTC)

SUPERVISOR, COORDINATOR, STAFF, READER = "Ana Ruiz", "Cara Lund", "Ben Okafor", "Dee Park"
PASSPHRASES = {
    SUPERVISOR: "ana likes long walks",
    COORDINATOR: "cara counts her sheep",
    STAFF: "ben has a red bicycle",
    READER: "dee only wants to look",
}
ROLES = {
    SUPERVISOR: Role.SUPERVISOR,
    COORDINATOR: Role.COORDINATOR,
    STAFF: Role.STAFF,
    READER: Role.READER,
}

Kept = TypeVar("Kept", bound=Record)


class FrozenClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Go forward, or back with negative values: `clock.move(seconds=30)`."""
        self.at += timedelta(**by)


def office(root: Path, clock: Callable[[], datetime] = FrozenClock()) -> Path:  # noqa: B008 - stands still
    """An office with one person of each role, each with a slot. Returns its folder."""
    new = NewOffice("42nd Precinct", SUPERVISOR, PASSPHRASES[SUPERVISOR], ZONE, title="Sergeant")
    create_office(root, new, clock=clock, cost=CHEAP)
    with_store(root, SUPERVISOR, _add_people, clock=clock)
    return root


def _add_people(store: Store) -> None:
    colleagues = [name for name in ROLES if name != SUPERVISOR]
    added = [person(name=name, role=ROLES[name]) for name in colleagues]
    store.write("Add colleagues", lambda session: session.add_all(added)).result()
    slots = KeySlots.read(store.folder.root, cost=CHEAP)
    unlocked = slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR])
    for somebody in added:
        assert somebody.role is not None
        slots.add(unlocked, str(somebody.id), somebody.name, PASSPHRASES[somebody.name], drawers=somebody.role.drawers)


def with_store(root: Path, who: str, job: Callable[[Store], Any], **options: Any) -> Any:
    """Open an office as somebody, do one job, close it."""
    store = open_office(root, PASSPHRASES[who], person=who, **options)
    try:
        return job(store)
    finally:
        store.close()


def saved(store: Store, *records: Record) -> None:
    """Write some records in one change set."""
    store.write("Add records", lambda session: session.add_all(records)).result()


def changed(store: Store, record: Record, **values: Any) -> None:
    """Change some attributes of a record in one change set."""
    store.write("Change a record", lambda session: assign(session, record, values)).result()


def assign(session: Session, record: Record, values: dict[str, Any]) -> None:
    """Set attributes on this session's own copy of a record."""
    own = session.get_one(type(record), record.id)
    for key, value in values.items():
        setattr(own, key, value)


def again(store: Store, record: Kept) -> Kept:
    """The record as the database has it now."""
    with store.reading() as session:
        return session.get_one(type(record), record.id)


def person(**values: Any) -> Person:
    return Person(**{"name": "Nora Lindqvist"} | values)


def area(**values: Any) -> Area:
    return Area(**{"name": "Orchard Flats"} | values)


def organization(**values: Any) -> Organization:
    return Organization(**{"name": "Alder Street Library"} | values)


def meeting(**values: Any) -> Meeting:
    defaults: dict[str, Any] = {
        "title": "Listening session",
        "place": "Alder Street Library",
        "starts_at": datetime(2026, 10, 15, 18, 30),
        "zone": ZONE,
        "status": MeetingStatus.PLANNED,
    }
    return Meeting(**defaults | values)


def agenda_item(of: Meeting, **values: Any) -> AgendaItem:
    return AgendaItem(**{"meeting": of, "position": 1000, "title": "Lighting"} | values)


def minutes(of: Meeting, **values: Any) -> Minutes:
    return Minutes(**{"meeting": of, "state": MinutesState.DRAFT} | values)


def final(of: Meeting) -> Minutes:
    return minutes(of, state=MinutesState.FINAL, read_back_at=START)


def line(of: Meeting, **values: Any) -> Line:
    defaults: dict[str, Any] = {"meeting": of, "position": 1000, "said_at": START, "words": "the lamp flickers"}
    return Line(**defaults | values)


def speaker(session: Session, of: Meeting, label: str = DEFAULT_ROLE, **values: Any) -> Speaker:
    somebody = speaker_for(session, of, label)
    for key, value in values.items():
        setattr(somebody, key, value)
    return somebody


def concern(**values: Any) -> Concern:
    return Concern(**{"words": "Speeding on Elm Street"} | values)


def promise(**values: Any) -> Promise:
    return Promise(**{"words": "Call parks about the gate", "due": date(2026, 10, 23)} | values)


def question(**values: Any) -> Question:
    return Question(**{"words": "Who sees the video?"} | values)


def action(**values: Any) -> Action:
    return Action(**{"words": "Keep the porch light on"} | values)


def status(session: Session, meaning: StatusType) -> Status:
    """The office's status of this meaning."""
    return session.scalars(select(Status).where(Status.type == meaning)).one()


def noted(store: Store, *typed: str, of: Meeting | None = None, consent: Consent | None = None) -> list[Recorded]:
    """Lines as typed in a session, through the capture signs; in a new meeting unless one is given."""

    def work(session: WritingSession) -> list[Recorded]:
        here = session.get_one(Meeting, of.id) if of is not None else meeting()
        session.add(here)
        session.flush()
        notes, roles = Notes(session, here), role_names(session)
        recorded = [notes.record(capture(each, roles), session.now) for each in typed]
        session.flush()
        for each in recorded:
            assert each.line.speaker is not None
            if consent is not None:
                each.line.speaker.consent = consent
        session.flush()
        _ = [(each.line.meeting.number, each.line.mark) for each in recorded]
        return recorded

    return store.write("Add lines", work).result()


def marked(store: Store, mark: Mark) -> list[Line]:
    """The lines with a mark, in order."""
    with store.reading() as session:
        return list(session.scalars(select(Line).where(Line.mark == mark).order_by(Line.position)))
