"""Themes: the #words that run through notes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from desktop.models.base import Record, ShortText
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.refusal import Refusal


class Theme(Record):
    """A word put behind # in a note, without the sign, in lower case."""

    __tablename__ = "theme"
    kind = "theme"
    kinds = "themes"
    alone_in = ("name",)

    name: Mapped[ShortText]

    def settle(self, session: Session, now: datetime) -> None:
        """As notes write it: without the sign, in lower case."""
        if self.name is not None:
            self.name = self.name.strip(" #").lower()

    def check(self) -> None:
        """A sign alone is no theme."""
        if not self.name:
            raise Refusal("A theme is a word behind #, such as lighting. Write the word.")


def theme_names(session: Session) -> list[str]:
    """The themes of this office, the newest first."""
    return list(session.scalars(select(Theme.name).where(Theme.deleted_at.is_(None)).order_by(Theme.id.desc())))


THEME_FIELDS = Fields(
    Theme,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    # Somebody said it: the list of all of them is for our office; on a line it goes as far as its speaker agreed.
    Field("name", "Theme", needed=True, searchable=True, spoken=True),
)
