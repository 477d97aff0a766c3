"""A process that opens the real session page and types until it is killed; it says on a pipe what stands where.

Answers are ("saved", number) when the stream shows a line as saved, ("typed", number, text) after every key.
"""

import os
import random
import sys
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.settings import Settings
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.desk import Desk
from desktop.views.meetings.session.note_row import Kept
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.widgets.toasts import Toasts
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.torture.killed_process import Killings, work_and_be_killed

KEY_MS = 30
LONGEST_LIFE = 4.0  # seconds of typing before the kill
HALF_KEPT_WITHIN = 1.0  # seconds: what was typed before is back


def line_of(name: str, number: int) -> str:
    """The line the typist types in this place; the parent knows it, too."""
    chance = random.Random(f"{name}-{number}")
    said = ("lamp", "gate", "bus", "corner", "night", "noise")
    words = " ".join(chance.choice(said) for _ in range(chance.randint(2, 9)))
    return f"{chance.choice(('', '!', '+', '?', '>', '*'))}{words} {name} {number}"


class Typist(QObject):
    """Types key by key on the timer of the window's own event loop."""

    def __init__(self, page: SessionPage, name: str, answers: Connection) -> None:
        super().__init__(page)
        self._page = page
        self._name = name
        self._answers = answers
        self._number = 0
        self._left = line_of(name, 0)
        self._told: set[int] = set()
        self._first = page.notes.rowCount()
        page.notes.dataChanged.connect(self._tell_saved)
        page.notes.rowsRemoved.connect(self._tell_saved)
        self._keys = QTimer(self, interval=KEY_MS)
        self._keys.timeout.connect(self._press)
        self._keys.start()

    @Slot()
    def _press(self) -> None:
        text = self._page.capture.text
        if not self._left:
            QTest.keyClick(text, Qt.Key.Key_Return)
            self._number += 1
            self._left = line_of(self._name, self._number)
            return
        QTest.keyClicks(text, self._left[0])
        self._left = self._left[1:]
        self._answers.send(("typed", self._number, text.words))

    @Slot()
    def _tell_saved(self) -> None:
        notes = self._page.notes
        for place in range(self._first, notes.rowCount()):
            row = notes.row_at(place)
            if row.line is not None and row.kept is Kept.SAVED and row.key not in self._told:
                self._told.add(row.key)
                self._answers.send(("saved", int(row.line.words.rsplit(" ", 1)[1])))


def type_on(root: Path, name: str, answers: Connection) -> None:
    """Open the office and the session of its meeting, and type until killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(sys.argv[:1])
    store = open_office(root, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    theme = Theme(app, appearance=Appearance.LIGHT)
    window = QWidget()
    window.resize(1384, 900)
    background, toasts = Background(store), Toasts(theme, window)
    desk = Desk(store, theme, Settings(root.parent / "s.ini"), PrivacyScreen(), background, toasts)
    with store.reading() as session:
        meeting_id = session.scalars(select(Meeting.id)).one()
    page = SessionPage(desk, meeting_id, window)
    page.resize(window.size())
    page.capture.wipe()
    window.show()
    answers.send(("open",))
    typist = Typist(page, name, answers)
    assert typist.parent() is page
    app.exec()


@dataclass
class TypistKillings(Killings):
    """Kills the typist."""

    saved: list[str] = field(default_factory=list)
    halves: int = 0
    _life: str = ""
    _typed: list[tuple[float, int, str]] = field(default_factory=list)
    _killed_at: float = 0.0

    def kill(self) -> None:
        self._life = f"{self.name}x{self.kills}"
        self._typed = []
        acknowledged: list[int] = []

        def hear(said: tuple[object, ...]) -> None:
            self._hear(said, self._typed, acknowledged)

        seconds = self.chance.uniform(0.1, LONGEST_LIFE)
        self._killed_at = work_and_be_killed(type_on, self.bench.root, self._life, seconds, hear)
        self.saved += [line_of(self._life, number) for number in acknowledged]

    @staticmethod
    def _hear(said: tuple[object, ...], typed: list[tuple[float, int, str]], acknowledged: list[int]) -> None:
        match said:
            case ("saved", int(number)):
                acknowledged.append(number)
            case ("typed", int(number), str(text)):
                typed.append((time.monotonic(), number, text))

    def look(self, store: Store, *, is_last: bool) -> None:
        name, typed = self._life, self._typed
        with store.reading() as session:
            kept = list(session.scalars(select(Line.words).order_by(Line.position)))
        drafts = [draft.content["words"] for draft in store.drafts()]
        wanted = [text.lstrip("!+?>*") for text in self.saved]
        there = set(kept)
        self.wrong += [f"lost: {text}" for text in wanted if text not in there]
        numbers = [int(text.rsplit(" ", 1)[1]) for text in kept if text and f" {name} " in text]
        if numbers != sorted(numbers):
            self.wrong.append(f"out of order: {numbers}")
        before = [(number, text) for at, number, text in typed if at <= self._killed_at - HALF_KEPT_WITHIN]
        if before and typed[-1][1] == before[-1][0]:
            half = before[-1][1]  # empty where only a sign was typed: that is no word yet
            self.halves += bool(half)
            if half and not any(draft.startswith(half) for draft in drafts):
                self.wrong.append(f"half a line lost: {half!r}, kept {drafts!r}")

    def told(self) -> str:
        """One line: how many kills, what was shown as saved, and how many half lines were looked for."""
        return (
            f"{self.kills} kills of a typist in the real session: {len(self.saved)} lines shown as saved, "
            f"{self.halves} half lines older than a second; slowest opening {self.slowest_opening:.2f} s"
        )
