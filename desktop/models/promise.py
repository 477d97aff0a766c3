"""Promises, questions and actions: what somebody owes the people who were in the room."""

import enum
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, relationship

from desktop.models.area import Area
from desktop.models.base import FromOutside, LongText, Numbered, Record, Reference, ShortText
from desktop.models.disclosure import Audience, Consent
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.final import expect_unprinted
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.models.office import the_office
from desktop.models.person import Person
from desktop.models.refusal import Refusal


class Outcome(enum.StrEnum):
    """How it ended; late and on time are derived from the dates, never typed."""

    KEPT = "kept"
    KEPT_IN_PART = "kept in part"
    NOT_KEPT = "not kept"


class Owed(Numbered, FromOutside):
    """What promises, questions and actions have in common: words, an owner, a due date, an outcome."""

    is_always_heard: ClassVar[bool] = False

    words: Mapped[LongText | None]
    made_to: Mapped[ShortText | None]
    due: Mapped[date | None] = mapped_column(index=True)
    first_due: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    what_happened: Mapped[LongText | None]
    done_on: Mapped[date | None]
    told_on: Mapped[date | None]
    told_how: Mapped[ShortText | None]
    struck_at: Mapped[datetime | None]
    sorted_at: Mapped[datetime | None]
    read_back_at: Mapped[datetime | None]
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[Reference | None] = mapped_column(ForeignKey("area.id"))
    meeting_id: Mapped[Reference | None] = mapped_column(ForeignKey("meeting.id"))
    line_id: Mapped[Reference | None] = mapped_column(ForeignKey("line.id"))

    @declared_attr
    def owner(cls) -> Mapped[Person | None]:
        """Who sees to it."""
        return relationship(Person)

    @declared_attr
    def area(cls) -> Mapped[Area | None]:
        """The neighborhood it is about."""
        return relationship(Area)

    @declared_attr
    def meeting(cls) -> Mapped[Meeting | None]:
        """Where it was said."""
        return relationship(Meeting)

    @declared_attr
    def line(cls) -> Mapped[Line | None]:
        """The line of the notes it came from."""
        return relationship(Line)

    @property
    def effective_consent(self) -> Consent | None:
        """What the speaker of its line agreed to; None for what the office itself wrote down.

        What came from another office without its line, and a question without one, gets the least.
        """
        if self.line:
            return self.line.consent
        return Consent.NOTHING_OUTSIDE if self.external_source or self.is_always_heard else None

    def is_late(self, today: date) -> bool:
        """Past its first date and not done."""
        promised = self.first_due or self.due
        return self.outcome is None and promised is not None and promised < today

    @property
    def is_done_not_told(self) -> bool:
        """Done, but nobody who asked has heard of it yet."""
        return self.outcome is not None and self.told_on is None

    def expect_open(self, session: Session) -> None:
        """Final minutes lock the words they print; who sees to it, by when and the outcome go on."""
        if self.line_id is not None and isinstance(self, Record):
            expect_unprinted(session, self, ("words", "meeting", "deleted_at"))

    def settle(self, session: Session, now: datetime) -> None:
        """Keep the first due date for good, and the day it was done."""
        if self.due and self.first_due is None:
            self.first_due = self.due
        if self.outcome and self.done_on is None:
            self.done_on = the_office(session).today(now)

    def check(self) -> None:
        """Words are needed, and an outcome says what happened."""
        if not self.words and self.struck_at is None:
            raise Refusal("A promise, question or action has no words. Write what was said.")
        if self.words and self.struck_at is not None:
            raise Refusal(f"{self.number} was struck at the speaker's wish. Its words are not written again.")
        if self.outcome is Outcome.NOT_KEPT and not self.what_happened:
            raise Refusal("Say in what_happened why it was not kept: it is printed beside the promise.")


class Promise(Owed, Record):
    """What the office said it would do."""

    __tablename__ = "promise"
    kind = "promise"
    kinds = "promises"
    letter = "R"


class Question(Owed, Record):
    """What somebody asked and nobody could answer in the room."""

    __tablename__ = "question"
    kind = "question"
    kinds = "questions"
    letter = "Q"
    is_always_heard = True

    def settle(self, session: Session, now: datetime) -> None:
        """A question is due the office's number of working days after it was asked."""
        if self.due is None:
            office = the_office(session)
            said_at = self.line.said_at if self.line else None
            if said_at is None and self.meeting is not None:
                asked_on = self.meeting.held_on
            else:
                asked_on = office.today(said_at or now)
            self.due = office.question_due(asked_on)
        super().settle(session, now)


class Action(Owed, Record):
    """What a partner or the office takes on."""

    __tablename__ = "action"
    kind = "action"
    kinds = "actions"
    letter = "T"


def _owed_fields(record: type[Record], label: str) -> Fields:
    anyone = Audience.ANYONE
    return Fields(
        record,
        Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
        Field("number", "Number", FieldKind.NUMBER, audience=anyone, searchable=True, locked=True),
        Field("words", label, FieldKind.LONG_TEXT, audience=anyone, searchable=True, spoken=True, needed=True),
        Field("made_to", "Made to", audience=Audience.PARTNER, tells=True),
        Field("owner", "Who", FieldKind.REFERENCE, audience=Audience.PARTNER, target=Person),
        Field("due", "By", FieldKind.DATE, audience=anyone),
        Field("first_due", "First date given", FieldKind.DATE, audience=anyone, locked=True),
        Field("outcome", "Outcome", FieldKind.CHOICE, audience=anyone, choices=Outcome),
        Field("what_happened", "What happened", FieldKind.LONG_TEXT, audience=anyone, searchable=True, tells=True),
        Field("done_on", "Done on", FieldKind.DATE, audience=anyone),
        Field("told_on", "Told on", FieldKind.DATE, audience=anyone),
        Field("told_how", "Told how", audience=Audience.PARTNER),
        Field("area", "Area", FieldKind.REFERENCE, audience=anyone, target=Area),
        Field("meeting", "Meeting", FieldKind.REFERENCE, audience=anyone, tells=True, target=Meeting),
        Field("line", "Line", FieldKind.REFERENCE, locked=True, hidden=True, target=Line),
        Field("read_back_at", "Read back", FieldKind.MOMENT, audience=anyone, locked=True, hidden=True),
        Field("struck_at", "Struck", FieldKind.MOMENT, audience=anyone, locked=True, hidden=True),
        Field("sorted_at", "Sorted", FieldKind.MOMENT, locked=True, hidden=True),
        Field("external_source", "Came from", locked=True, hidden=True),
        Field("external_id", "Id there", locked=True, hidden=True),
    )


PROMISE_FIELDS = _owed_fields(Promise, "Promise")
QUESTION_FIELDS = _owed_fields(Question, "Question")
ACTION_FIELDS = _owed_fields(Action, "Action")
