"""Finding records of every kind by typed words: a short question to the index, asked on a reader's thread."""

from dataclasses import dataclass

from sqlalchemy import literal, or_, select
from sqlalchemy.orm import Session

from desktop.models.access import Role
from desktop.models.base import Numbered, Record
from desktop.models.concern import Concern, first_words
from desktop.models.disclosure import Audience, audience_for, withheld
from desktop.models.field import Field, FieldKind
from desktop.models.line import Line
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.promise import Action, Promise, Question
from desktop.models.records import BY_KIND, BY_LETTER
from desktop.store import search
from desktop.store.search import INDEXED

OF_A_KIND = 3  # stand first, so that a word is seen in every kind; more of each follow below
AT_FIRST = 8
MOST_OF_A_KIND = 20
ALTOGETHER = 60
# What people look for most stands first; the kinds not named here follow in the order of the registry.
FIRST: tuple[type[Record], ...] = (
    Concern, Promise, Question, Action, Meeting, Organization, Person, AgendaItem,
)  # fmt: skip
LAST: tuple[type[Record], ...] = (Line,)


@dataclass(frozen=True, slots=True)
class Found:
    """One record as the palette names it: its title comes from the field `key`; `number` may be empty."""

    kind: str
    record_id: int
    key: str
    title: str
    number: str = ""


class Finding:
    """One question: the newest records of each kind that hold all typed words. Plain, so that any thread may ask."""

    def __init__(self, typed: str, role: Role, most: int = ALTOGETHER) -> None:
        self._typed = typed.strip()
        self._most = most
        self._of_a_kind = OF_A_KIND if most <= AT_FIRST else MOST_OF_A_KIND
        self._audience = audience_for(role, Audience.OFFICE)

    def __call__(self, session: Session) -> list[Found]:
        """The answer; a record called by its number comes first."""
        first = self._by_number(session)
        more: list[Found] = []
        known = {each.record_id for each in first}
        for record in _in_order():
            title = title_field(record)
            if title is None or withheld(title, self._audience) is not None:
                continue
            ids = search.newest(session, self._typed, record.kind, self._of_a_kind)
            found = [each for each in self._named(session, record, ids) if each.record_id not in known]
            room = min(OF_A_KIND, max(AT_FIRST - len(first), 0))
            first += found[:room]
            more += found[room:]
            if len(first) + len(more) >= self._most:
                break
        return [*first, *more][: self._most]

    def _by_number(self, session: Session) -> list[Found]:
        record = BY_LETTER.get(self._typed[:1].upper())
        if record is None or len(self._typed) < 3 or "-" not in self._typed:
            return []
        number = record.__table__.c.number
        # A range instead of LIKE: it walks the index of the numbers.
        low = self._typed.upper()
        live = (record.deleted_at.is_(None), or_(number == low, (number > low) & (number < low + "\uffff")))
        ids = session.scalars(select(record.id).where(*live).order_by(number).limit(OF_A_KIND))
        return self._named(session, record, list(ids))

    def _named(self, session: Session, record: type[Record], ids: list[int]) -> list[Found]:
        title = title_field(record)
        if not ids or title is None:
            return []
        number = record.__table__.c.number if issubclass(record, Numbered) else literal("")
        rows = session.execute(
            select(record.id, record.fields.column(title), number).where(
                record.id.in_(ids), record.deleted_at.is_(None)
            )
        )
        named = {
            row[0]: Found(record.kind, row[0], title.key, first_words(str(row[1] or "")), str(row[2] or ""))
            for row in rows
        }
        return [named[each] for each in ids if each in named]


def title_field(record: type[Record]) -> Field | None:
    """The field that names a record in a list: the first searched one that is not its number."""
    return next((field for field in record.fields.searchable if field.kind is not FieldKind.NUMBER), None)


def field_of(found: Found) -> Field:
    """The field a found title comes from: what the privacy screen asks about."""
    return BY_KIND[found.kind].fields[found.key]


def _in_order() -> list[type[Record]]:
    others = [record for record in INDEXED if record not in FIRST and record not in LAST]
    return [*(record for record in FIRST if record in INDEXED), *others, *LAST]
