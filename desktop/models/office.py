"""The office itself: its letterhead, its zone and its promises about time. One record per folder."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from desktop.models.access import Role
from desktop.models.base import KNOWN, LongText, Record, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.refusal import Refusal
from desktop.models.working_days import add_working_days

LONGEST_WAIT = 366


class Office(Record):
    """What stands on the letterhead, and how the office counts its days."""

    __tablename__ = "office"
    kind = "office"
    kinds = "offices"
    written_by = Role.SUPERVISOR
    alone_in = ()

    name: Mapped[ShortText]
    address: Mapped[ShortText | None]
    phone: Mapped[ShortText | None]
    zone: Mapped[ShortText]
    answer_days: Mapped[int]
    question_days: Mapped[int]
    closed_days: Mapped[LongText | None]

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone whose wall clock the office reads."""
        return ZoneInfo(self.zone)

    @property
    def closed(self) -> frozenset[date]:
        """Days the office is closed beside weekends."""
        return frozenset(date.fromisoformat(day) for day in (self.closed_days or "").split())

    def today(self, now: datetime) -> date:
        """The office's date at the instant `now`."""
        return now.astimezone(self.time_zone).date()

    def answer_due(self, heard_on: date) -> date:
        """The working day by which residents get a first answer to a concern."""
        return add_working_days(heard_on, self.answer_days, self.closed)

    def question_due(self, asked_on: date) -> date:
        """The working day by which a question asked in the room is answered."""
        return add_working_days(asked_on, self.question_days, self.closed)

    @property
    def doubled(self) -> Refusal:
        """A folder is one office."""
        return Refusal("An office folder holds one office. Use set to change it, or create another folder.")

    def expect_what_it_joins(self, session: Session) -> None:
        """Every rule about time asks the office, so it stays out of the Bin."""
        if self.is_deleted and the_office(session) is self:
            raise Refusal("The office itself cannot go in the Bin. Use set to change it.")

    def check(self) -> None:
        """The zone must be one this computer knows, the closed days real dates."""
        try:
            self.time_zone.utcoffset(datetime.now(UTC))
        except (KeyError, ValueError, OSError) as error:
            raise Refusal(
                f'The time zone "{self.zone}" is not known here. Write one such as America/New_York.'
            ) from error
        if not all(0 <= days <= LONGEST_WAIT for days in (self.answer_days, self.question_days)):
            raise Refusal(f"Answers within working days: write a number of days from 0 to {LONGEST_WAIT}.")
        try:
            _ = self.closed
        except ValueError as error:
            raise Refusal("Closed days are written as dates such as 2026-12-25, with spaces between.") from error


def the_office(session: Session) -> Office:
    """The office of this folder."""
    known: dict[Any, Office] = session.info.get(KNOWN, {})
    if Office not in known:
        known[Office] = session.scalars(_LIVE).one()
    return known[Office]


_LIVE = select(Office).where(Office.deleted_at.is_(None)).order_by(Office.id).limit(1)


OFFICE_FIELDS = Fields(
    Office,
    Field("name", "Office", audience=Audience.ANYONE, needed=True),
    Field("address", "Address", audience=Audience.ANYONE),
    Field("phone", "Phone", audience=Audience.ANYONE),
    Field("zone", "Time zone", audience=Audience.ANYONE, needed=True),
    Field("answer_days", "First answer within (working days)", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("question_days", "Questions answered within (working days)", FieldKind.INTEGER, audience=Audience.ANYONE),
    Field("closed_days", "Closed days", FieldKind.LONG_TEXT, audience=Audience.ANYONE),
)
