"""Organizations: partners, city offices and groups the office works with."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.area import Area
from desktop.models.base import FromOutside, LongText, Numbered, Record, Reference, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.kind import Kind


class Organization(Numbered, FromOutside, Record):
    """A group with a name: a library, a school, a city office, a tenants' association."""

    __tablename__ = "organization"
    kind = "organization"
    kinds = "organizations"
    letter = "O"
    label_key = "name"

    name: Mapped[ShortText]
    sort_id: Mapped[Reference | None] = mapped_column(ForeignKey("kind.id"))
    area_id: Mapped[Reference | None] = mapped_column(ForeignKey("area.id"))
    phone: Mapped[ShortText | None]
    email: Mapped[ShortText | None]
    address: Mapped[ShortText | None]
    note: Mapped[LongText | None]

    sort: Mapped[Kind | None] = relationship()
    area: Mapped[Area | None] = relationship()


ORGANIZATION_FIELDS = Fields(
    Organization,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("number", "Number", FieldKind.NUMBER, audience=Audience.ANYONE, searchable=True, locked=True),
    Field("name", "Organization", audience=Audience.ANYONE, needed=True, searchable=True, synonyms=("agency",)),
    Field("sort", "Kind", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Kind, synonyms=("type",)),
    Field("area", "Area", FieldKind.REFERENCE, audience=Audience.ANYONE, target=Area),
    Field("phone", "Phone", audience=Audience.PARTNER, synonyms=("telephone",)),
    Field("email", "E-mail", audience=Audience.PARTNER, synonyms=("e-mail address",)),
    Field("address", "Address", audience=Audience.PARTNER, searchable=True),
    Field("note", "Note", FieldKind.LONG_TEXT, searchable=True),
    Field("external_source", "Came from", locked=True, hidden=True),
    Field("external_id", "Id there", locked=True, hidden=True),
)
