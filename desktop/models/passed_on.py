"""What is not for this office to keep: passed on, with no word of it, only to whom, when and how."""

import enum
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.base import Record, Reference, ShortText
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal

LONGEST_NAME = 60


class Exit(enum.StrEnum):
    """What somebody brought that has another place than this office."""

    CRIME = "a tip about a crime"
    COMPLAINT = "a complaint about an officer"
    DANGER = "a child or person in danger"


# Where each belongs in any town; an office adds its own organizations, with their numbers.
RECEIVERS = {
    Exit.CRIME: ("Detectives", "Tip line", "911"),
    Exit.COMPLAINT: ("Civilian review board", "Internal affairs", "City ombuds office"),
    Exit.DANGER: ("911", "Child protective services", "Adult protective services", "Supervisor on duty"),
}
# Words in the name of an organization that make it the first choice.
SOUGHT = {
    Exit.CRIME: ("detective", "tip line", "investigat"),
    Exit.COMPLAINT: ("review", "ombuds", "internal affairs", "complaint"),
    Exit.DANGER: ("child", "protect", "crisis", "911"),
}


def fitting_receivers(exit_: Exit, names: Iterable[str]) -> list[str]:
    """Those of the office's organizations that an exit leads to, by their names."""
    return [name for name in names if any(word in name.casefold() for word in SOUGHT[exit_])]


class How(enum.StrEnum):
    """How it was passed on."""

    NUMBER = "gave the number"
    CALLED = "called together"
    WALKED = "walked over together"
    TOLD = "told them ourselves"


class PassedOn(Record):
    """One thing passed on. It has no room for a name, a place or words, so none can be kept."""

    __tablename__ = "passed_on"
    kind = "passed on"
    kinds = "passed-on"
    label_key = "exit"

    exit: Mapped[Exit]
    passed_to: Mapped[ShortText]
    passed_at: Mapped[datetime] = mapped_column(index=True)
    how: Mapped[How] = mapped_column(default=How.NUMBER)
    meeting_id: Mapped[Reference | None] = mapped_column(ForeignKey("meeting.id"))

    meeting: Mapped[Meeting | None] = relationship()

    def settle(self, session: Session, now: datetime) -> None:
        """It is passed on now unless another time is given."""
        if self.passed_at is None:
            self.passed_at = now

    def check(self) -> None:
        """Only the name of an office fits; a story does not."""
        if len(self.passed_to) > LONGEST_NAME or not self.passed_to.isprintable():
            raise Refusal("Name only who it was passed to, in a few words. Nothing else about it is kept here.")


def how_many_passed_on(*where: ColumnElement[bool]) -> Select[Exit, int]:
    """(exit, count) of what was passed on: all a meeting, its minutes and a report may say of it."""
    live = PassedOn.deleted_at.is_(None)
    return select(PassedOn.exit, func.count()).where(live, *where).group_by(PassedOn.exit).order_by(PassedOn.exit)


def at_meeting(meeting_id: int) -> ColumnElement[bool]:
    """For `how_many_passed_on`: what came up in one meeting."""
    return PassedOn.meeting_id == meeting_id


def between(first: datetime, after: datetime) -> ColumnElement[bool]:
    """For `how_many_passed_on`: passed on from the instant `first`, before `after`."""
    return (PassedOn.passed_at >= first) & (PassedOn.passed_at < after)


PASSED_ON_FIELDS = Fields(
    PassedOn,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("exit", "What", FieldKind.CHOICE, needed=True, choices=Exit),
    Field("passed_to", "Passed to", needed=True),
    Field("passed_at", "When", FieldKind.MOMENT),
    Field("how", "How", FieldKind.CHOICE, choices=How),
    Field("meeting", "Meeting", FieldKind.REFERENCE, target=Meeting),
)
