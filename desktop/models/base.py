"""What every record has in common: its id, its Bin date, its shared column types and naming."""

import enum
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String, event, func, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from desktop.models.access import Role
from desktop.models.refusal import Refusal

if TYPE_CHECKING:
    from desktop.models.field import Fields

ORDER_STEP = 10
# In `session.info` while somebody writes, emptied by every flush: what rules read of other records, so as to ask once.
KNOWN = "known"

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite makes a column its rowid only when the type is spelled INTEGER; elsewhere 63 bits need BIGINT.
RecordId = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An instant in UTC. Takes and gives aware datetimes; a naive one is a programming error."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To naive UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From naive UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def _values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


# Stored as its words, so that a new member needs no migration and the file reads itself.
WordEnum = Enum(enum.StrEnum, native_enum=False, values_callable=_values, length=32, validate_strings=True)

Reference = Annotated[int, mapped_column(RecordId, index=True)]
# A date and time on the wall where it happens; its zone stands in a column beside it.
WallTime = Annotated[datetime, mapped_column(DateTime)]
# Both unbounded: nothing said is cut. The two names tell the form how much room to give.
ShortText = Annotated[str, mapped_column(String)]
LongText = Annotated[str, mapped_column(String)]


class Record(DeclarativeBase):
    """One thing the office keeps. Subclasses are tables, named in the words of the product.

    `kind` is the singular name used in journal, search and links; `kinds` the plural of the verbs;
    `label_key` the attribute that names a record to a person; `letter` opens its spoken number; `alone_in` the
    fields whose values, in any case, only one live record may have together (empty: there is one live record).
    """

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, enum.StrEnum: WordEnum}

    kind: ClassVar[str] = ""
    kinds: ClassVar[str] = ""
    letter: ClassVar[str] = ""
    label_key: ClassVar[str] = "name"
    written_by: ClassVar[Role] = Role.STAFF
    alone_in: ClassVar[tuple[str, ...] | None] = None
    fields: ClassVar["Fields"]

    id: Mapped[int] = mapped_column(RecordId, primary_key=True, autoincrement=False, sort_order=-10)
    deleted_at: Mapped[datetime | None] = mapped_column(index=True, sort_order=-9)

    @property
    def is_deleted(self) -> bool:
        """In the Bin, or taken back by undo."""
        return self.deleted_at is not None

    @property
    def label(self) -> str:
        """What a person calls this record: its number or name."""
        return str(getattr(self, self.label_key) or self.id)

    def guarded(self, changed: set[str]) -> dict[str, Role]:
        """The attributes among `changed` that ask for another role than `written_by`, with that role."""
        return {}

    @property
    def reference(self) -> str:
        """What labels of the journal call it: its spoken number, else only its kind, for names stay in the record."""
        return getattr(self, "number", None) or f"the {self.kind}"

    def settle(self, session: Session, now: datetime) -> None:
        """Fill in what follows from what was given; the store calls it before every save, ahead of `check`."""

    def expect_open(self, session: Session) -> None:
        """Raise Refusal when this record may not be changed any more; asked before every change but a strike."""

    def check(self) -> None:
        """Raise Refusal when this record breaks a rule of its own; the store calls it before every save."""

    def expect_what_it_joins(self, session: Session) -> None:
        """Raise Refusal when other records do not allow this one; asked before every save, undo and redo included."""

    @property
    def doubled(self) -> Refusal:
        """What is said when another live record is alone in these values."""
        return Refusal(f'"{self.label[:40]}" stands among the {self.kinds} already. Use that one, or another name.')

    def __repr__(self) -> str:
        """Kind and id only: reprs reach logs, and logs hold no word of a record."""
        return f"<{type(self).__name__} {self.id}>"


class Numbered:
    """A record people name aloud: C26-0142. The store gives the number at the first valid save."""

    label_key: ClassVar[str] = "number"
    number: Mapped[str | None] = mapped_column(String(20), unique=True, sort_order=-8)


class Ordered:
    """A record with a place in an order, within the record or choice that `ordered_within` names; at first the last."""

    ordered_within: ClassVar[str] = ""
    position: Mapped[int]

    def settle(self, session: Session, now: datetime) -> None:
        """Where no place is given, it is the last."""
        if self.position is not None:
            return
        kind, within = type(self), self.ordered_within
        last = select(func.max(kind.position))
        if within:
            last = last.where(getattr(kind, within) == getattr(self, within))
        beside = [
            other.position
            for other in session.new
            if isinstance(other, kind) and (not within or getattr(other, within) == getattr(self, within))
        ]
        places = [place for place in (session.scalar(last), *beside) if place is not None]
        self.position = max(places) + ORDER_STEP if places else 0

    def check(self) -> None:
        """Places count from nought."""
        if self.position < 0:
            raise Refusal("Order (position) is below zero. Write 0 or more, or leave it out to put it last.")


class FromOutside:
    """A record that may have come from a file, and is recognized when the file comes again."""

    external_source: Mapped[str | None] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200), index=True)


def saved_value(record: Record, key: str) -> Any:
    """What a column of this record holds as saved, None for a new record."""
    state = inspect(record)
    if not state.has_identity:
        return None
    history = state.attrs[key].load_history()
    before = history.deleted or history.unchanged
    return before[0] if before else None


@event.listens_for(Record, "before_mapper_configured", propagate=True)
def _keep_before_values(mapper: Mapper[Any], class_: type[Any]) -> None:
    """Load the old value before a new one is set: the journal needs a before for every change."""
    for attribute in mapper.column_attrs:
        attribute.active_history = True
