"""Hears what changed in the meeting of a session and reads it again beside the window, one read of a kind at a time."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.models.stream import Shown
from desktop.store.changes import Changes
from desktop.views.background import Job, Problem
from desktop.views.desk import Desk
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.reading import Beside, ReadBeside, ReadLines
from desktop.views.meetings.session.session_keeper import SessionKeeper
from desktop.views.saying import retold

# What is beside the stream is read again this long after a change, so that a fast typist is never waited for.
READ_AFTER_MS = 60
WATCHED = ("meeting", "agenda item", "waiting", "speaker", "concern", "promise", "question", "action", "line theme")


class SessionReading(QObject):
    """Keeps lines up to date in the stream, and tells what stands beside it.

    Signals:
        beside_read(object): a new `Beside`.
        refused(str): why something could not be read, in a sentence.
    """

    beside_read = Signal(object)
    refused = Signal(str)

    def __init__(
        self, desk: Desk, meeting_id: int, notes: NoteStreamModel, keeper: SessionKeeper, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._meeting_id = meeting_id
        self._notes = notes
        self._keeper = keeper
        self._touched: frozenset[int] = frozenset()
        self._asked: frozenset[int] = frozenset()
        self._lines: Job | None = None
        self._beside: Job | None = None
        self._again = False
        self._soon = QTimer(self, interval=READ_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._read_beside)
        keeper.written.connect(self._on_written)
        desk.store.changed.connect(self._on_changed)

    @property
    def is_at_rest(self) -> bool:
        """Whether all that was heard of is shown."""
        return not (self._touched or self._lines or self._beside or self._soon.isActive())

    @Slot()
    def again(self) -> None:
        """Read soon what stands beside the stream."""
        self._soon.start()

    # Lines

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = changes.ids("line")
        self._touched |= touched
        if touched or any(changes.ids(kind) for kind in WATCHED):
            self._soon.start()
        self._read_lines()

    @Slot(object)
    def _on_written(self, ids: set[int]) -> None:
        """The lines typed here came back with their write; only others are to be read."""
        self._touched -= ids
        self._read_lines()

    def _read_lines(self) -> None:
        if self._touched and self._lines is None and not self._keeper.is_writing:
            self._asked, self._touched = self._touched, frozenset()
            question = ReadLines(self._meeting_id, self._asked)
            self._lines = self._desk.background.read(question, self._on_lines, self._on_no_lines)

    @Slot(object)
    def _on_lines(self, lines: list[Shown]) -> None:
        self._lines = None
        self._notes.update_lines(lines, gone=self._asked - {line.id for line in lines})
        self._read_lines()

    @Slot(object)
    def _on_no_lines(self, problem: Problem) -> None:
        self._lines = None
        self.refused.emit(retold(str(problem)))
        self._read_lines()

    # Beside

    @Slot()
    def _read_beside(self) -> None:
        if self._beside is not None:  # what is read now may be older than the change
            self._again = True
            return
        question = ReadBeside(self._meeting_id, self._desk.store.clock())
        self._beside = self._desk.background.read(question, self._on_beside, self._on_no_beside)

    @Slot(object)
    def _on_beside(self, beside: Beside) -> None:
        self.beside_read.emit(beside)
        self._read_on()

    @Slot(object)
    def _on_no_beside(self, problem: Problem) -> None:
        self.refused.emit(retold(str(problem)))
        self._read_on()

    def _read_on(self) -> None:
        self._beside = None
        if self._again:
            self._again = False
            self._soon.start()
