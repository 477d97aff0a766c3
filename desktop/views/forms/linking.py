"""Links of a record: what is read of them, and the two changes of them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, String, bindparam, select
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.base import Record
from desktop.models.concern import first_words
from desktop.models.link import Link, Relation
from desktop.models.promise import Owed
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store import bin as bin_
from desktop.store.writing import WritingSession
from desktop.views import dates
from desktop.views.desk import Desk
from desktop.views.palette.finding import title_field
from desktop.views.saying import N_, say

RELATIONS = {
    Relation.RAISED_AGAIN: N_("Raised again"),
    Relation.PART_OF: N_("Part of"),
    Relation.ANSWERS: N_("Answers"),
}
_KIND, _RECORD = bindparam("kind", type_=String), bindparam("record", type_=BigInteger)
_OF_RECORD = (
    select(Link)
    .where((Link.from_kind == _KIND) & (Link.from_id == _RECORD) | (Link.to_kind == _KIND) & (Link.to_id == _RECORD))
    .where(Link.deleted_at.is_(None))
    .order_by(Link.id.desc())
)


@dataclass(frozen=True, slots=True)
class Linked:
    """One linked record as it is shown: `link_id` is of the link itself."""

    link_id: int
    kind: str
    record_id: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Linking:
    """Link two records; run by the store's writer."""

    from_kind: str
    from_id: int
    to_kind: str
    to_id: int

    def __call__(self, session: WritingSession) -> str:
        session.add(Link(from_kind=self.from_kind, from_id=self.from_id, to_kind=self.to_kind, to_id=self.to_id))
        session.flush()
        return say("Linked")


@dataclass(frozen=True, slots=True)
class Unlinking:
    """Put a link into the Bin; run by the store's writer."""

    link_id: int

    def __call__(self, session: WritingSession) -> str:
        link = session.get(Link, self.link_id)
        if link is None:
            raise Refusal("This link is gone already.")
        bin_.put_in_bin(session, link)
        return say("Link taken off")


def linked_with(session: Session, kind: str, record_id: int, desk: Desk) -> list[Linked]:
    """The live records a record is linked with, the newest link first, as this person may see them now."""
    today = desk.store.office.today(desk.store.clock())
    found = []
    for link in session.scalars(_OF_RECORD, {"kind": kind, "record": record_id}):
        is_from = (link.from_kind, link.from_id) == (kind, record_id)
        other_kind, other_id = (link.to_kind, link.to_id) if is_from else (link.from_kind, link.from_id)
        record = session.get(BY_KIND[other_kind], other_id) if other_kind in BY_KIND else None
        if record is not None and not record.is_deleted:
            note = _note(record, link.relation, today)
            found.append(Linked(link.id, other_kind, other_id, _title(record, desk), note))
    return found


def _title(record: Record, desk: Desk) -> str:
    """What a row calls a record; to a reader only its number, since words follow their speaker's consent."""
    field = title_field(type(record))
    words = str(getattr(record, field.column_key, "") or "") if field is not None else ""
    if field is None or not words or desk.store.member.role is Role.READER:
        return record.label
    return desk.privacy.shown(field, first_words(words))


def _note(record: Record, relation: Relation, today: date) -> str:
    named = say(RELATIONS.get(relation, record.kind.capitalize()))
    if isinstance(record, Owed) and relation is Relation.ABOUT and record.outcome is None and record.due is not None:
        due = say("due today") if record.due == today else say("due {day}", day=dates.short_day(record.due))
        return f"{named}, {say('late') if record.is_late(today) else due}"
    number = getattr(record, "number", None)
    return f"{named} {number}" if number else named
