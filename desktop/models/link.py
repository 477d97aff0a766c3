"""Links between any two records: same as, part of, answers."""

import enum

from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.models.base import Record, RecordId, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.refusal import Refusal


class Relation(enum.StrEnum):
    """How the first record stands to the second."""

    ABOUT = "about"
    RAISED_AGAIN = "raised again"
    PART_OF = "part of"
    ANSWERS = "answers"
    WAS_HERE = "was here"


class Link(Record):
    """One record stands in a relation to another, of any kind."""

    __tablename__ = "link"
    kind = "link"
    kinds = "links"
    label_key = "id"

    from_kind: Mapped[ShortText]
    from_id: Mapped[int] = mapped_column(RecordId, index=True)
    to_kind: Mapped[ShortText]
    to_id: Mapped[int] = mapped_column(RecordId, index=True)
    relation: Mapped[Relation] = mapped_column(default=Relation.ABOUT)

    def expect_what_it_joins(self, session: Session) -> None:
        """Both ends are live records of a kind there is."""
        if not self.is_deleted:
            _expect_live(session, self.from_kind, self.from_id)
            _expect_live(session, self.to_kind, self.to_id)

    def check(self) -> None:
        """A record is not linked to itself."""
        if (self.from_kind, self.from_id) == (self.to_kind, self.to_id):
            raise Refusal("A record cannot be linked to itself. Choose another one.")


def _expect_live(session: Session, kind: str, record_id: int) -> None:
    from desktop.models.records import BY_KIND  # the registry knows this module

    if (known := BY_KIND.get(kind)) is None:
        raise Refusal(f'There is no kind "{kind[:40]}" to link. Kinds are: {", ".join(sorted(BY_KIND))}.')
    stored = session.get(known, record_id)
    added = (new for new in session.new if isinstance(new, known) and new.id == record_id)
    if (end := stored or next(added, None)) is None or end.is_deleted:
        raise Refusal(f"There is no {kind} {record_id} in this office to link. Check its kind and id.")


LINK_FIELDS = Fields(
    Link,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("from_kind", "From a", audience=Audience.PARTNER, needed=True),
    Field("from_id", "From", FieldKind.ID, needed=True),
    Field("relation", "Relation", FieldKind.CHOICE, audience=Audience.PARTNER, choices=Relation),
    Field("to_kind", "To a", audience=Audience.PARTNER, needed=True),
    Field("to_id", "To", FieldKind.ID, needed=True),
)
