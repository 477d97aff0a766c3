"""What is done in a session beside typing lines: acts on a line, on a speaker, on the meeting; each is one write."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models import amending, running
from desktop.models.capture import Captured
from desktop.models.disclosure import Consent
from desktop.models.line import Line, Mark
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.recording import speaker_for
from desktop.models.speaker import Speaker
from desktop.models.waiting import Waiting
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.pending import when_done
from desktop.views.saying import retold

Work = Callable[[WritingSession], Any]


class SessionActs(QObject):
    """Acts of one meeting.

    Signals:
        save_state_changed(str): "saving", "saved", or a sentence why not.
        refused(str): what an act could not do, in a sentence.
    """

    save_state_changed = Signal(str)
    refused = Signal(str)

    def __init__(self, store: Store, meeting_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._meeting_id = meeting_id

    @property
    def is_saving(self) -> bool:
        """Whether lines are not on the disk yet; the acts alone know of none."""
        return False

    # Acts on lines

    def amend(self, line_id: int, captured: Captured) -> None:
        """Write an earlier line anew."""

        def write(session: WritingSession) -> None:
            amending.reword(session, session.get_one(Line, line_id), captured, session.now)

        self._act("Write a line anew", write)

    def mark(self, line_id: int, mark: Mark) -> None:
        """Put another mark on an earlier line."""

        def write(session: WritingSession) -> None:
            amending.mark_as(session, session.get_one(Line, line_id), mark, session.now)

        self._act(f"Mark a line as {mark.value}", write)

    def say_as_spoken(self, line_id: int, spoken: bool) -> None:
        """The words are the speaker's own, or no longer."""

        def write(session: WritingSession) -> None:
            amending.say_as_spoken(session.get_one(Line, line_id), spoken)

        self._act("Mark words as spoken" if spoken else "Take quotation marks off", write)

    def say_as_interpreted(self, line_id: int, interpreted: bool) -> None:
        """The words came through an interpreter, or did not."""

        def write(session: WritingSession) -> None:
            amending.say_as_interpreted(session.get_one(Line, line_id), interpreted)

        self._act("Mark a line as interpreted" if interpreted else "Take the interpreter off a line", write)

    def set_speaker(self, line_id: int, label: str) -> None:
        """Somebody else said it."""

        def write(session: WritingSession) -> None:
            line = session.get_one(Line, line_id)
            line.speaker = speaker_for(session, line.meeting, label)

        self._act("Set who said a line", write)

    def insert_after(self, line_id: int, captured: Captured) -> None:
        """A line that was missed."""

        def write(session: WritingSession) -> None:
            amending.insert_after(session, session.get_one(Line, line_id), captured, captured_time(session, captured))

        def captured_time(session: WritingSession, captured: Captured) -> datetime | None:
            meeting = session.get_one(Meeting, self._meeting_id)
            return meeting.moment_of(captured.clock) if captured.clock else None

        self._act("Insert a line", write)

    def take_out(self, line_id: int) -> None:
        """A line that should not be there goes into the Bin, with what it made."""

        def write(session: WritingSession) -> None:
            line = session.get_one(Line, line_id)
            if (made := amending.made_of(session, line)) is not None:
                made.deleted_at = session.now
            line.deleted_at = session.now

        self._act("Take out a line", write)

    def strike(self, line_id: int) -> None:
        """The words leave everything, at the speaker's wish."""
        future = self._store.strike(Line, line_id, "at the speaker’s wish")
        when_done(future, self, self._on_acted, self._on_refused)

    def set_consent(self, speaker_id: int, consent: Consent) -> None:
        """What a speaker agreed to."""

        def write(session: WritingSession) -> None:
            speaker = session.get_one(Speaker, speaker_id)
            speaker.consent = consent
            if consent is not Consent.MAY_CONTACT:
                speaker.offered_name = None

        self._act("Set what a speaker agreed to", write)

    def set_name(self, speaker_id: int, name: str) -> None:
        """The name a speaker offered, or none."""

        def write(session: WritingSession) -> None:
            session.get_one(Speaker, speaker_id).offered_name = name or None

        self._act("Set the name a speaker offered", write)

    # The meeting

    def start(self) -> None:
        """The session begins."""
        self._with_meeting("Start the session", running.start)

    def take_break(self) -> None:
        """The clocks rest."""
        self._with_meeting("Take a break", running.take_break)

    def end_break(self) -> None:
        """The clocks go on."""
        self._with_meeting("End the break", running.end_break)

    def turn_to_next(self) -> None:
        """The next point of the agenda."""
        self._with_meeting("Turn to the next item", running.turn_to_next)

    def begin_item(self, item_id: int) -> None:
        """Turn to a point of the agenda."""

        def write(session: WritingSession) -> None:
            meeting = session.get_one(Meeting, self._meeting_id)
            running.begin_item(meeting, session.get_one(AgendaItem, item_id), session.now)

        self._act("Turn to an item", write)

    def end(self) -> None:
        """The session is over."""
        self._with_meeting("End the session", running.end)

    def count_people(self, by: int) -> None:
        """One more here, or one less."""

        def write(session: WritingSession) -> None:
            meeting = session.get_one(Meeting, self._meeting_id)
            meeting.head_count = max(0, (meeting.head_count or 0) + by)

        self._act("Count people", write, edit=f"{self._meeting_id}:head_count")

    def queue(self, place: str) -> None:
        """Somebody waits to speak."""

        def write(session: WritingSession) -> None:
            session.add(Waiting(meeting=session.get_one(Meeting, self._meeting_id), place=place))

        self._act("Add to the queue", write)

    def call_next(self, waiting_id: int) -> None:
        """Somebody who waited has the word."""

        def write(session: WritingSession) -> None:
            session.get_one(Waiting, waiting_id).called_at = session.now

        self._act("Give the word", write)

    # Inside

    def _with_meeting(self, label: str, act: Callable[[Meeting, datetime], object]) -> None:
        meeting_id = self._meeting_id

        def write(session: WritingSession) -> None:
            act(session.get_one(Meeting, meeting_id), session.now)

        self._act(label, write)

    def _act(self, label: str, work: Work, *, edit: str | None = None) -> None:
        self.save_state_changed.emit("saving")
        when_done(self._store.write(label, work, edit=edit), self, self._on_acted, self._on_refused)

    @Slot(object)
    def _on_acted(self, result: object) -> None:
        if not self.is_saving:
            self.save_state_changed.emit("saved")

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        if not self.is_saving:
            self.save_state_changed.emit("saved")
        self.refused.emit(retold(str(error)))
