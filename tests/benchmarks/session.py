"""The live session: from Enter to a line painted as saved, early and late in a long evening, and on a slow disk.

Ten minutes at sixty lines a minute are six hundred lines; here each follows as soon as all that the one before brought
about has come to rest, so that they take less than ten minutes.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from desktop.models.capture import capture
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.recording import Notes
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.meetings.session.note_row import Kept
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.tidying import Tidying
from tests.benchmarks.adding import _add, _meeting, _replay
from tests.benchmarks.offices import PASSPHRASE, office
from tests.benchmarks.tables import Painted, desk_on
from tests.benchmarks.timing import Result, percentile

LINES = 600
EARLY, LATE, COMPARED = 100, 4000, 80
AT_A_TIME = 500
SIZE = (1384, 868)
WORDS = "{sign}the light at the tram stop flickers all night, said for the {number}. time #lighting"
SIGNS = ("!", "", "+", "", "?", "", ">", "", "*", "")
FSYNC_DELAY_US = 2_000_000
KEY_MS, SLOW_KEYS, ENTER_EVERY = 40, 200, 40
FRAME_MS, STALL_MS = 16, 100


def measure(folder: Path) -> Iterator[Result]:
    """A whole evening, its beginning beside its end, and a disk that takes two seconds."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app, appearance=Appearance.LIGHT)
    tidying = Tidying(app)  # as in the window program: Python collects no garbage by itself
    yield from entering(folder, theme)
    yield late_beside_early(folder, theme)
    tidying.end()
    if shutil.which("strace"):
        yield from slow_disk(folder / "slow")


@contextmanager
def session_on(store: Store, theme: Theme, folder: Path, meeting_id: int) -> Iterator[SessionPage]:
    """The real page of a session, on a window."""
    with desk_on(store, theme, folder) as desk:
        window = QWidget()
        page = SessionPage(desk, meeting_id, window)
        window.resize(*SIZE)
        page.resize(*SIZE)
        window.show()
        window.activateWindow()
        page.start()
        settle(lambda: page.is_live and page.is_at_rest)
        yield page
        page.keeper.keep_half()
        settle(lambda: not page.keeper.is_saving)
        window.close()
        window.deleteLater()


def settle(come: Callable[[], bool]) -> None:
    """Let events go on until something is so, and leave the processor alone meanwhile."""
    while not come():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def planned(store: Store, lines: int = 0) -> int:
    """A meeting with an agenda, and so many lines noted before."""
    meeting_id = _meeting(store)

    def plan(session: WritingSession) -> None:
        for place in range(5):
            session.add(AgendaItem(meeting_id=meeting_id, title=f"Point {place}", minutes=20, position=place * 10))

    store.write("Plan", plan).result()
    for first in range(0, lines, AT_A_TIME):

        def note(session: WritingSession, numbers: range = range(first, min(first + AT_A_TIME, lines))) -> None:
            meeting = session.get_one(Meeting, meeting_id)
            item = session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)).first()
            notes = Notes(session, meeting)
            for number in numbers:
                typed = WORDS.format(sign=SIGNS[number % len(SIGNS)], number=number)
                notes.record(capture(typed, ["Resident"]), session.now).line.item = item

        store.write("Note", note).result()
    return meeting_id


class Typing(QObject):
    """Types lines into a page and says how long each took from Enter to its paint as saved.

    At sixty lines a minute everything beside the notes has come to rest before the next Enter; so it has here.
    """

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self._painted = Painted(page.stream.viewport())
        self._number = 0
        self._paintings_when_changed = 0
        self._before = 0
        self._is_saved = False
        page.notes.dataChanged.connect(self._on_changed)

    @Slot(QModelIndex, QModelIndex)
    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """The newest line is different: it is saved; what changes further up is out of sight."""
        if self._page.saved_lines > self._before and not self._is_saved:
            self._is_saved = True
            self._paintings_when_changed = self._painted.times

    def line(self) -> tuple[float, float, float]:
        """Seconds until the line was painted, until it was painted as saved, and of them the window's own work."""
        page, painted = self._page, self._painted
        settle(lambda: page.is_at_rest)
        sign = SIGNS[self._number % len(SIGNS)]
        self._number += 1
        QTest.keyClicks(page.capture.text, WORDS.format(sign=sign, number=self._number))
        # Nobody presses Enter before the last letter is on the screen, and the field as high as its text.
        bar = page.capture
        settle(lambda: bar.height() == bar.heightForWidth(bar.width()))
        QCoreApplication.processEvents()
        paintings = painted.times
        self._before, self._is_saved = page.saved_lines, False
        start, worked = time.perf_counter(), time.thread_time()
        QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
        settle(lambda: painted.times > paintings)
        shown = time.perf_counter() - start
        settle(lambda: self._is_saved and painted.times > self._paintings_when_changed)
        return shown, time.perf_counter() - start, time.thread_time() - worked


def entering(folder: Path, theme: Theme) -> Iterator[Result]:
    """Six hundred lines, each beside the same rows written by the bare driver."""
    shown, saved, worked, raw = [], [], [], []
    with office(folder / "ours") as store, office(folder / "floor") as other:
        other_meeting = _meeting(other)
        for _ in range(3):
            _add(other, other_meeting)
        replay = _replay(other)
        with session_on(store, theme, folder, planned(store)) as page:
            typing = Typing(page)
            for turn in range(LINES):
                first, last, own = typing.line()
                shown.append(first)
                saved.append(last)
                worked.append(own)
                start = time.perf_counter()
                replay(turn)
                raw.append(time.perf_counter() - start)
    floor = percentile(raw, 0.95) * 1000
    painted = percentile(shown, 0.95) * 1000
    yield Result("Enter to a painted line, p95", painted, FRAME_MS, "ms", f"{LINES} lines")
    mine = percentile(saved, 0.95) * 1000
    middle = percentile(saved, 0.5) * 1000
    own_work = (
        f"work of the window {percentile(worked, 0.5) * 1000:.1f} ms, p95 {percentile(worked, 0.95) * 1000:.1f} ms"
    )
    detail = f"middle {middle:.1f} ms, {own_work}; raw {floor:.1f} ms, bound raw + {FRAME_MS}"
    yield Result("Enter to painted as saved, p95", mine, floor + FRAME_MS, "ms", detail)


def late_beside_early(folder: Path, theme: Theme) -> Result:
    """Line 4,000 beside line 100, in turns."""
    early: list[float] = []
    late: list[float] = []
    with office(folder / "early") as one, office(folder / "late") as other:
        first, last = planned(one, EARLY), planned(other, LATE - COMPARED)
        with (
            session_on(one, theme, folder, first) as page_one,
            session_on(other, theme, folder, last) as page_other,
        ):
            at_first, at_last = Typing(page_one), Typing(page_other)
            for turn in range(COMPARED):
                for typing, times in ((at_first, early), (at_last, late)):
                    # What one line brought about beside the notes is not to be part of a line of the other page.
                    settle(lambda: page_one.is_at_rest and page_other.is_at_rest)
                    taken = typing.line()[1]
                    if turn >= COMPARED // 10:
                        times.append(taken)
    mine, floor = percentile(late, 0.5), percentile(early, 0.5)
    detail = f"{mine * 1000:.1f} ms / {floor * 1000:.1f} ms, the middle of {len(late)}"
    return Result("line 4,000 beside line 100", mine / floor, 1.1, "x", detail)


def slow_disk(folder: Path) -> Iterator[Result]:
    """A process of its own in which every fsync takes two seconds."""
    with office(folder) as store:
        planned(store)
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]
    command += ["-e", f"inject=fsync,fdatasync:delay_enter={FSYNC_DELAY_US}"]
    command += [sys.executable, "-m", "tests.benchmarks.session", str(folder)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    stall, soonest, lines = json.loads(printed.splitlines()[-1])
    detail = f"{SLOW_KEYS} keys, {lines} lines"
    yield Result("longest key with fsync at 2 s", stall * 1000, STALL_MS, "ms", detail)
    early = FSYNC_DELAY_US / 1_000_000 / soonest
    yield Result("fsync at 2 s beside the soonest “saved”", early, 1, "x", f"soonest after {soonest:.2f} s")


class SlowTypist(QObject):
    """Types a key every few milliseconds on the window's own timer, and looks when lines are shown as saved."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self._keys = 0
        self._entered: list[float] = []
        self._due = 0.0
        self.stall = 0.0
        self.soonest = float("inf")
        self._told: set[int] = set()
        page.notes.dataChanged.connect(self._look)
        page.notes.rowsRemoved.connect(self._look)
        self._timer = QTimer(self, interval=KEY_MS)
        self._timer.timeout.connect(self._press)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether all was typed and all was saved."""
        return self._keys >= SLOW_KEYS and len(self._told) == len(self._entered)

    @property
    def lines(self) -> int:
        """How many lines were finished."""
        return len(self._entered)

    @Slot()
    def _press(self) -> None:
        start = time.perf_counter()
        if self._due:  # how late this key is, and how long it takes
            self.stall = max(self.stall, start - self._due)
        self._due = start + KEY_MS / 1000
        self._keys += 1
        text = self._page.capture.text
        if self._keys % ENTER_EVERY == 0:
            self._entered.append(start)
            QTest.keyClick(text, Qt.Key.Key_Return)
        elif self._keys <= SLOW_KEYS:
            QTest.keyClicks(text, "abcdefg hij"[self._keys % 11])
        self.stall = max(self.stall, time.perf_counter() - start)
        if self._keys >= SLOW_KEYS:
            self._timer.stop()

    @Slot()
    def _look(self) -> None:
        notes = self._page.notes
        saved = [row for row in map(notes.row_at, range(notes.rowCount())) if row.line and row.kept is Kept.SAVED]
        for place in range(len(self._told), len(saved)):
            self._told.add(place)
            self.soonest = min(self.soonest, time.perf_counter() - self._entered[place])


def _on_a_slow_disk(root: Path) -> tuple[float, float, int]:
    app = QApplication([])
    theme = Theme(app, appearance=Appearance.LIGHT)
    store = open_office(root, PASSPHRASE)
    try:
        with store.reading() as session:
            meeting_id = session.scalars(select(Meeting.id)).one()
        with session_on(store, theme, root.parent, meeting_id) as page:
            typist = SlowTypist(page)
            settle(lambda: typist.is_done)
            return typist.stall, typist.soonest, typist.lines
    finally:
        store.close()


if __name__ == "__main__":
    print(json.dumps(_on_a_slow_disk(Path(sys.argv[1]))))
