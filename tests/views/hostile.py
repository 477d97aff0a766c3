"""Records whose every word is a trap: text that a careless widget would take for a picture on a stranger's computer."""

from sqlalchemy import select

from desktop.models.base import Record
from desktop.models.concern import Category, Concern, Status, StatusType
from desktop.models.disclosure import Consent
from desktop.models.field import FieldKind
from desktop.models.office import the_office
from desktop.store.search import INDEXED
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests.factories import (
    action,
    agenda_item,
    area,
    concern,
    line,
    meeting,
    organization,
    person,
    promise,
    question,
    speaker,
    status,
)

TRAP = '<img src="//host/share/x.png">'
BESIDE = "<a href=\"file:////host/share/y\"><b>bold</b></a> & 'more'"
TYPED = (FieldKind.TEXT, FieldKind.LONG_TEXT)
# What has a form of its own that the rules hold it to.
KEPT = {"zone", "closed_days", "themes", "label_text", "name", "external_id", "external_source", "struck_because"}


def plant(store: Store) -> None:
    """Put the trap into every field that somebody types freely, of one record of each kind."""
    store.write("Plant", _plant).result()


def _plant(session: WritingSession) -> None:
    office = the_office(session)
    office.name = f"{TRAP} office"
    office.address = office.phone = TRAP
    place, company, somebody = area(name=TRAP), organization(name=TRAP), person(name=TRAP)
    category = Category(name=TRAP)
    session.add_all([place, company, somebody, category])
    session.flush()
    for each in session.scalars(select(Status).where(Status.type == StatusType.NEW)):
        each.name = f"New {TRAP}"
    here = meeting(area=place, lead=somebody)
    item = agenda_item(here)
    session.add_all([here, item])
    session.flush()
    said = speaker(session, here, consent=Consent.MAY_CONTACT)
    spoken = line(here, item=item, speaker=said)
    session.add(spoken)
    session.flush()
    made: list[Record] = [
        concern(area=place, category=category, owner=somebody, line=spoken, meeting=here, referred_to=company),
        concern(area=place, category=category, status=status(session, StatusType.IN_PROGRESS)),
        promise(area=place, owner=somebody),
        question(area=place, owner=somebody),
        action(area=place, owner=somebody),
    ]
    session.add_all(made)
    session.flush()
    for record in (place, company, somebody, here, item, spoken, *made):
        _fill(record)
    session.flush()


def _fill(record: Record) -> None:
    kept = KEPT | {"contact", "closed_because"} if isinstance(record, Concern) else KEPT
    for field in record.fields:
        if field.kind in TYPED and not field.locked and field.key not in kept:
            setattr(record, field.column_key, f"{TRAP} {field.label} {BESIDE}")


def one_of_each(store: Store) -> list[tuple[str, int]]:
    """Kind and id of one live record of each kind that can be found."""
    found = []
    with store.reading() as session:
        for record in INDEXED:
            newest = select(record.id).where(record.deleted_at.is_(None)).order_by(record.id.desc()).limit(1)
            if (record_id := session.scalar(newest)) is not None:
                found.append((record.kind, record_id))
    return found
