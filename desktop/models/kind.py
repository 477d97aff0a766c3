"""Kinds: the office's own words for the sorts of meetings and organizations, behind a fixed type."""

import enum

from sqlalchemy.orm import Mapped

from desktop.models.access import Role
from desktop.models.base import Ordered, Record, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields


class KindOf(enum.StrEnum):
    """What a kind sorts."""

    MEETING = "meeting"
    ORGANIZATION = "organization"


class Kind(Ordered, Record):
    """One sort of meeting or organization, named by the office."""

    __tablename__ = "kind"
    kind = "kind"
    kinds = "kinds"
    written_by = Role.SUPERVISOR
    alone_in = ("of", "name")
    ordered_within = "of"

    name: Mapped[ShortText]
    of: Mapped[KindOf]


KIND_FIELDS = Fields(
    Kind,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Kind", audience=Audience.ANYONE, needed=True, searchable=True),
    Field("of", "Sorts", FieldKind.CHOICE, audience=Audience.ANYONE, needed=True, choices=KindOf),
    Field("position", "Order", FieldKind.INTEGER, audience=Audience.ANYONE),
)
