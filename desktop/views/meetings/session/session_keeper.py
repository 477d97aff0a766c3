"""Keeps what happens in a session: one write at a time, what was typed meanwhile in the next one, in order.

While a line is on its way to a slow disk, typing goes on; the lines that wait are written together when it is done.
A line that cannot be written is tried again, and the ones behind it wait for it.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.models import amending, running
from desktop.models.capture import Captured
from desktop.models.disclosure import Consent
from desktop.models.line import Line, Mark
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.recording import Notes, speaker_for
from desktop.models.speaker import Speaker
from desktop.models.speakers import Spoke
from desktop.models.stream import Shown, lines_of
from desktop.models.waiting import Waiting
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.meetings.session.half_typed import HalfTyped
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.pending import when_done
from desktop.views.saying import retold

TRIED_AGAIN_MS = 2000
# Half a line is kept this long after a key at the latest.
KEPT_WITHIN_MS = 700
NOT_SAVED = "Not saved, trying again"
Work = Callable[[WritingSession], Any]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line that waits to be written."""

    key: int
    captured: Captured
    said_at: datetime
    item_id: int | None


class SessionKeeper(QObject):
    """Writes lines and acts of one meeting.

    Signals:
        save_state_changed(str): "saving", "saved", or a sentence why not.
        refused(str): what an act could not do, in a sentence.
    """

    save_state_changed = Signal(str)
    refused = Signal(str)

    def __init__(self, store: Store, meeting_id: int, notes: NoteStreamModel, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._meeting_id = meeting_id
        self._notes = notes
        self._waiting: deque[_Typed] = deque()
        self._on_the_way: list[_Typed] = []
        self._half = HalfTyped()
        self.spoke: Sequence[Spoke] = ()
        self._again = QTimer(self, interval=TRIED_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._send)
        self._draft = QTimer(self, interval=KEPT_WITHIN_MS, singleShot=True)
        self._draft.timeout.connect(self.keep_half)

    @property
    def place(self) -> str:
        """Where half a line of this meeting is kept."""
        return f"session:{self._meeting_id}"

    @property
    def is_saving(self) -> bool:
        """Whether anything typed is not on the disk yet."""
        return bool(self._waiting or self._on_the_way)

    # Lines

    def add(self, captured: Captured, item_id: int | None) -> None:
        """A line was finished with Enter. It shows as being saved, and the field is free."""
        now = self._store.clock()
        speaker = next((each for each in self.spoke if each.label == captured.speaker), None)
        shown = Shown(
            id=0,
            position=0,
            said_at=now,
            mark=captured.mark,
            speaker=captured.speaker,
            speaks_for_office=speaker.speaks_for_office if speaker else False,
            consent=speaker.consent if speaker else Consent.NOTHING_OUTSIDE,
            words=captured.words,
            verbatim=captured.verbatim,
            interpreted=captured.interpreted,
            themes=tuple(captured.themes),
        )
        self._waiting.append(_Typed(self._notes.begin(shown), captured, now, item_id))
        self.save_state_changed.emit("saving")
        if not self._on_the_way and not self._again.isActive():
            self._send()

    @Slot()
    def _send(self) -> None:
        if self._on_the_way or not self._waiting:
            return
        self._on_the_way = list(self._waiting)
        self._waiting.clear()
        typed, meeting_id = self._on_the_way, self._meeting_id

        def write(session: WritingSession) -> list[Shown]:
            return _write_lines(session, meeting_id, typed)

        label = "Write a line" if len(typed) == 1 else f"Write {len(typed)} lines"
        when_done(self._store.write(label, write), self, self._on_saved, self._on_not_saved)
        self._store.drop_draft(self.place)

    @Slot(object)
    def _on_saved(self, lines: list[Shown]) -> None:
        for typed, line in zip(self._on_the_way, lines, strict=True):
            self._notes.saved(typed.key, line)
        self._on_the_way = []
        self.save_state_changed.emit("saving" if self._waiting else "saved")
        self._send()

    @Slot(object)
    def _on_not_saved(self, error: Exception) -> None:
        for typed in self._on_the_way:
            self._notes.failed(typed.key)
        self._waiting.extendleft(reversed(self._on_the_way))
        self._on_the_way = []
        self.save_state_changed.emit(NOT_SAVED)
        self.refused.emit(retold(str(error)))
        self._again.start()

    # Half a line

    def half_typed(self, half: HalfTyped) -> None:
        """Something in the bar is different: it is kept soon, also while somebody types on."""
        self._half = half
        if not self._draft.isActive():
            self._draft.start()

    @Slot()
    def keep_half(self) -> None:
        """Keep what stands in the bar now."""
        self._draft.stop()
        if not self._store.can_write:  # open to read, or closing
            return
        if self._half.words:
            self._store.save_draft(self.place, asdict(self._half), self._meeting_id)
        else:
            self._store.drop_draft(self.place)

    def forget_half(self) -> None:
        """What stood in the bar is not ours to keep: it leaves the draft, and the log the draft was in."""
        self._draft.stop()
        self._half = HalfTyped()
        if self._store.can_write:
            self._store.drop_draft(self.place)
            self._store.fold_in()

    def kept_half(self) -> HalfTyped | None:
        """What was half typed when the session was left, None when nothing was."""
        found = next((draft for draft in self._store.drafts() if draft.place == self.place), None)
        if found is None:
            return None
        content = dict(found.content)
        return HalfTyped(**content | {"mark": Mark(content.get("mark", Mark.NOTE))})

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


def _write_lines(session: WritingSession, meeting_id: int, typed: list[_Typed]) -> list[Shown]:
    meeting = session.get_one(Meeting, meeting_id)
    notes = Notes(session, meeting)
    lines = []
    for each in typed:
        clock = each.captured.clock
        said_at = meeting.moment_of(clock) if clock else each.said_at
        line = notes.record(each.captured, said_at).line
        line.item_id = each.item_id
        lines.append(line)
    session.flush()
    by_id = {shown.id: shown for shown in lines_of(session, meeting_id, [line.id for line in lines])}
    return [by_id[line.id] for line in lines]
