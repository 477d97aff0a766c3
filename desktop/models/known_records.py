"""Gathers the names and contacts that the records hold, for the privacy screen and what is exported under it."""

from collections.abc import Collection, Iterator, Mapping, Set

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.known_names import KnownNames
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.promise import Promise
from desktop.models.speaker import Speaker

Columns = tuple[InstrumentedAttribute[str | None] | InstrumentedAttribute[str], ...]
PEOPLE: tuple[tuple[type[Record], Columns], ...] = (
    (Person, (Person.name,)),
    (Speaker, (Speaker.offered_name,)),
)
MAYBE_PEOPLE: tuple[tuple[type[Record], Columns], ...] = ((Promise, (Promise.made_to,)),)
ORGANIZATIONS: tuple[tuple[type[Record], Columns], ...] = ((Organization, (Organization.name,)),)
CONTACTS: tuple[tuple[type[Record], Columns], ...] = (
    (Person, (Person.phone, Person.email)),
    (Organization, (Organization.phone, Organization.email, Organization.address)),
    (Concern, (Concern.contact,)),
)


def _holding() -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for record, columns in (*PEOPLE, *MAYBE_PEOPLE, *ORGANIZATIONS, *CONTACTS):
        held.setdefault(record.kind, set()).update(column.key for column in columns)
    return held


# By kind, the columns in which a name or a contact stands.
HOLDING: Mapping[str, Set[str]] = _holding()


def known_names(session: Session) -> KnownNames:
    """All of them, those in the Bin as well: a name put away is still a name."""
    known = KnownNames()
    known.add_public(session.scalars(select(Area.name)))
    add_names(session, known)
    return known


def add_names(session: Session, known: KnownNames, touched: Mapping[str, Collection[int]] | None = None) -> None:
    """What stands in these records now, or in all."""
    for into, parts in (
        (known.add_people, PEOPLE), (known.add_maybe_people, MAYBE_PEOPLE),
        (known.add_organizations, ORGANIZATIONS), (known.add_contacts, CONTACTS),
    ):  # fmt: skip
        for record, columns in parts:
            if touched is None:
                into(_values(session, record, columns, None))
            elif record.kind in touched:
                into(_values(session, record, columns, touched[record.kind]))


def _values(session: Session, record: type[Record], columns: Columns, ids: Collection[int] | None) -> Iterator[str]:
    where: list[ColumnElement[bool]] = [or_(*(column.is_not(None) for column in columns))]
    if ids is not None:
        where.append(record.id.in_(ids))
    for row in session.execute(select(*columns).where(*where)):
        yield from (value for value in row if value)
