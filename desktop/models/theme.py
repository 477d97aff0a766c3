"""Themes: the #words that run through notes."""

from sqlalchemy.orm import Mapped

from desktop.models.base import Record, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields


class Theme(Record):
    """A word put behind # in a note, without the sign, in lower case."""

    __tablename__ = "theme"
    kind = "theme"
    kinds = "themes"

    name: Mapped[ShortText]


THEME_FIELDS = Fields(
    Theme,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "Theme", audience=Audience.ANYONE, needed=True, searchable=True),
)
