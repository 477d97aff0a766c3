"""People the office knows by name: its own staff, and contacts who offered theirs."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.access import Role
from desktop.models.base import FromOutside, LongText, Record, Reference, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.initials import initials_of
from desktop.models.organization import Organization


class Person(FromOutside, Record):
    """Somebody with a name. A `role` makes them a member of this office who may hold a key slot."""

    __tablename__ = "person"
    kind = "person"
    kinds = "people"

    name: Mapped[ShortText]
    title: Mapped[ShortText | None]
    role: Mapped[Role | None]
    organization_id: Mapped[Reference | None] = mapped_column(ForeignKey("organization.id"))
    phone: Mapped[ShortText | None]
    email: Mapped[ShortText | None]
    languages: Mapped[ShortText | None]
    note: Mapped[LongText | None]

    organization: Mapped[Organization | None] = relationship()

    def guarded(self, changed: set[str]) -> dict[str, Role]:
        """Who works here is decided by a supervisor: a role given, taken, or put in the Bin with its person."""
        keys = {"role", "deleted_at"} if self.role else {"role"}
        return dict.fromkeys(sorted(keys & changed), Role.SUPERVISOR)

    @property
    def initials(self) -> str:
        """At most two letters for the avatar, from the first and last word of the name."""
        return initials_of(self.name)


PERSON_FIELDS = Fields(
    Person,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field(
        "name", "Name", audience=Audience.PARTNER, needed=True, searchable=True, synonyms=("full name", "display name")
    ),
    Field("title", "Title", audience=Audience.PARTNER, synonyms=("position",)),
    Field(
        "role",
        "Role in this office",
        FieldKind.CHOICE,
        audience=Audience.PARTNER,
        choices=Role,
        help="Given or taken by a supervisor. Signing in also needs a key slot.",
    ),
    Field("organization", "Organization", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Organization),
    Field("phone", "Phone", synonyms=("phone number", "telephone", "mobile")),
    Field("email", "E-mail", synonyms=("e-mail address", "mail")),
    Field("languages", "Languages", audience=Audience.PARTNER),
    Field("note", "Note", FieldKind.LONG_TEXT),
    Field("external_source", "Came from", locked=True, hidden=True),
    Field("external_id", "Id there", locked=True, hidden=True),
)
