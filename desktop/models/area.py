"""Areas: the neighborhoods (beats) the office serves."""

from sqlalchemy.orm import Mapped

from desktop.models.access import Role
from desktop.models.base import FromOutside, LongText, Record, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields


class Area(FromOutside, Record):
    """One neighborhood with its own name, as residents say it."""

    __tablename__ = "area"
    kind = "area"
    kinds = "areas"
    written_by = Role.STAFF
    alone_in = ("name",)

    name: Mapped[ShortText]
    description: Mapped[LongText | None]
    position: Mapped[int | None]


AREA_FIELDS = Fields(
    Area,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Area", audience=Audience.ANYONE, needed=True, searchable=True, synonyms=("beat", "neighborhood")),
    Field("description", "Description", FieldKind.LONG_TEXT, audience=Audience.ANYONE, searchable=True),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("external_source", "Came from", locked=True, hidden=True),
    Field("external_id", "Id there", locked=True, hidden=True),
)
