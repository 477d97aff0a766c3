"""Whom and what the demo office works with: its areas, its people, its partners, its own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.models.access import Role
from desktop.models.area import Area
from desktop.models.concern import Category, Status
from desktop.models.kind import Kind, KindOf
from desktop.models.office import Office
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.store.first_records import STEP
from desktop.store.writing import WritingSession
from desktop.verbs.demo_office.concerns import Known
from desktop.verbs.demo_office.invented import Town

# The office's own kinds of organizations for the town's words; other words are service providers.
KINDS = {
    "City office": "City office",
    "Transit": "City office",
    "School": "School",
    "Library": "Library",
    "Bakery": "Business",
    "Business alliance": "Business",
    "Parents’ group": "Community group",
    "Tenants’ association": "Community group",
}
OTHER_KIND = "Service provider"
# The coordinator and the commander answer no concerns.
ANSWERING = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ids of everything by its name."""

    known: Known
    staff: dict[str, int]
    kinds: dict[str, int]


def add_surroundings(session: WritingSession, office: Office, town: Town, today: date) -> Surroundings:
    """Add areas, people and organizations; what the office has already is completed."""
    office.address = office.address or town.office["address"]
    office.phone = office.phone or town.office["phone"]
    office.closed_days = office.closed_days or " ".join(map(str, _holidays(today)))
    kinds = {kind.name: kind.id for kind in session.scalars(select(Kind).order_by(Kind.of.desc(), Kind.position))}
    areas = _areas(session, town)
    organizations = _organizations(session, town, areas)
    staff = _people(session, town)
    known = Known(
        areas=areas,
        categories={category.name: category.id for category in session.scalars(select(Category))},
        statuses={status.type: status.id for status in session.scalars(select(Status).order_by(Status.position))},
        organizations=organizations,
        owners=list(staff.values())[:ANSWERING],
    )
    return Surroundings(known, staff, kinds)


def _holidays(today: date) -> Iterator[date]:
    """When the desk is closed, from a year ago to a year ahead: New Year, July 4, Thanksgiving, Christmas."""
    for year in range(today.year - 2, today.year + 2):
        november = date(year, 11, 1)
        first_thursday = (3 - november.weekday()) % 7
        yield from (date(year, 1, 1), date(year, 7, 4), date(year, 11, 22 + first_thursday), date(year, 12, 25))


def _areas(session: WritingSession, town: Town) -> dict[str, int]:
    areas = [
        Area(name=area.name, description=area.description, position=position * STEP)
        for position, area in enumerate(town.areas)
    ]
    session.add_all(areas)
    session.flush()
    return {area.name: area.id for area in areas}


def _organizations(session: WritingSession, town: Town, areas: dict[str, int]) -> dict[str, int]:
    of_organizations = select(Kind).where(Kind.of == KindOf.ORGANIZATION)
    kinds = {kind.name: kind.id for kind in session.scalars(of_organizations)}
    organizations = [
        Organization(
            name=facts["name"],
            sort_id=kinds[KINDS.get(facts["type"], OTHER_KIND)],
            area_id=areas.get(facts["area"]),
            phone=facts["phone"],
            note=facts["note"],
        )
        for facts in town.organizations
    ]
    session.add_all(organizations)
    session.flush()
    return {organization.name: organization.id for organization in organizations}


def _people(session: WritingSession, town: Town) -> dict[str, int]:
    """The staff in the town's order; somebody who is here already keeps their role."""
    here = {person.name: person for person in session.scalars(select(Person).where(Person.deleted_at.is_(None)))}
    staff = {}
    for facts in town.people:
        person = here.get(facts["name"]) or Person(name=facts["name"], role=Role(facts["role"]))
        person.title = person.title or facts["title"]
        session.add(person)
        staff[person.name] = person
    session.flush()
    return {name: person.id for name, person in staff.items()}
