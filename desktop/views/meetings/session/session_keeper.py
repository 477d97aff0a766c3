"""Keeps what happens in a session: one write at a time, what was typed meanwhile in the next one, in order.

While a line is on its way to a slow disk, typing goes on; the lines that wait are written together when it is done.
A line that cannot be written is tried again, and the ones behind it wait for it.
"""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.models.capture import Captured
from desktop.models.disclosure import Consent
from desktop.models.line import Mark
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes
from desktop.models.speakers import Spoke
from desktop.models.stream import Shown, as_shown
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.meetings.session.half_typed import HalfTyped
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.session_acts import SessionActs
from desktop.views.pending import when_done
from desktop.views.saying import retold

TRIED_AGAIN_MS = 2000
# Half a line is sent to the disk this long after a key at the latest: a busy computer has the rest of the second.
KEPT_WITHIN_MS = 400
NOT_SAVED = "Not saved, trying again"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line that waits to be written."""

    key: int
    captured: Captured
    said_at: datetime
    item_id: int | None


class SessionKeeper(SessionActs):
    """Writes lines and acts of one meeting.

    Signals:
        written(object): a write of lines has ended; the ids of those that are on the disk now, none when it failed.
    """

    written = Signal(object)

    def __init__(self, store: Store, meeting_id: int, notes: NoteStreamModel, parent: QObject) -> None:
        super().__init__(store, meeting_id, parent)
        self._notes = notes
        self._waiting: list[_Typed] = []
        self._on_the_way: deque[list[_Typed]] = deque()
        self._last: Future[list[Shown]] | None = None
        self._half = HalfTyped()
        self.spoke: Sequence[Spoke] = ()
        # A line is sent once it is painted: the writer would take the time of the window.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._send)
        self._again = QTimer(self, interval=TRIED_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._send)
        self._draft = QTimer(self, interval=KEPT_WITHIN_MS, singleShot=True)
        self._draft.timeout.connect(self._keep_in_turn)
        self._kept: Future[Any] | None = None

    @property
    def place(self) -> str:
        """Where half a line of this meeting is kept."""
        return f"session:{self._meeting_id}"

    @property
    def is_saving(self) -> bool:
        """Whether anything typed is not on the disk yet."""
        return bool(self._waiting or self._on_the_way)

    @property
    def is_writing(self) -> bool:
        """Whether a write of lines is on the way; `written` tells its end."""
        return bool(self._on_the_way)

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
        if not self._again.isActive():
            self._soon.start()

    @Slot()
    def _send(self) -> None:
        """Send what waits, unless something is on the way: then it goes when that has ended."""
        if not self._on_the_way:
            self.hand_over()

    def hand_over(self) -> None:
        """Send what waits to the writer, also behind what is on the way: the page may be gone before that ends."""
        if not self._waiting or not self._store.can_write:
            return
        typed, self._waiting = self._waiting, []
        before, meeting_id, place = self._last if self._on_the_way else None, self._meeting_id, self.place

        def write(session: WritingSession) -> list[Shown]:
            if before is not None and (error := before.exception()) is not None:
                raise error  # what was typed before is not on the disk: the order holds
            session.drop_draft(place)  # what was typed is no half line any more
            return _write_lines(session, meeting_id, typed)

        self._on_the_way.append(typed)
        label = "Write a line" if len(typed) == 1 else f"Write {len(typed)} lines"
        self._last = self._kept = self._store.write(label, write)
        when_done(self._last, self, self._on_saved, self._on_not_saved)
        self._draft.stop()
        if self._half.words:  # what was typed since is one
            self.keep_half()

    @Slot(object)
    def _on_saved(self, lines: list[Shown]) -> None:
        for typed, line in zip(self._on_the_way.popleft(), lines, strict=True):
            self._notes.saved(typed.key, line)
        self.save_state_changed.emit("saving" if self.is_saving else "saved")
        self._send()
        self.written.emit({line.id for line in lines})

    @Slot(object)
    def _on_not_saved(self, error: Exception) -> None:
        typed = self._on_the_way.popleft()
        for each in typed:
            self._notes.failed(each.key)
        # What was typed later waits already, or fails after this one and then comes to stand before it.
        self._waiting = sorted([*typed, *self._waiting], key=lambda each: -each.key)
        self.save_state_changed.emit(NOT_SAVED)
        self.refused.emit(retold(str(error)))
        self._again.start()
        self.written.emit(set())

    # Half a line

    def half_typed(self, half: HalfTyped) -> None:
        """Something in the bar is different: it is kept soon, also while somebody types on."""
        self._half = half
        if not self._draft.isActive():
            self._draft.start()

    @Slot()
    def _keep_in_turn(self) -> None:
        """On a slow disk one half line at a time: they would stand in line before whole ones."""
        if self._kept is None or self._kept.done():
            self.keep_half()
        else:
            self._draft.start()

    def keep_half(self) -> None:
        """Keep what stands in the bar now."""
        self._draft.stop()
        if not self._store.can_write:  # open to read, or closing
            return
        if self._half.words:
            self._kept = self._store.save_draft(self.place, asdict(self._half), self._meeting_id)
        else:
            self._kept = self._store.drop_draft(self.place)

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


def _write_lines(session: WritingSession, meeting_id: int, typed: list[_Typed]) -> list[Shown]:
    meeting = session.get_one(Meeting, meeting_id)
    notes = Notes(session, meeting)
    written = []
    for each in typed:
        clock = each.captured.clock
        said_at = meeting.moment_of(clock) if clock else each.said_at
        recorded = notes.record(each.captured, said_at)
        recorded.line.item_id = each.item_id
        written.append(recorded)
    session.flush()
    return [as_shown(each.line, each.speaker, each.themes) for each in written]
