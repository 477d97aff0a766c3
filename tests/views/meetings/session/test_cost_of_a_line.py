"""What a line asks of the window late in a long evening: no more than at its beginning."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, Engine, event

from desktop.models.meeting import Meeting
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.meetings.session import note_stream_model
from desktop.views.meetings.session.note_layout import NoteLayout
from desktop.views.meetings.session.reading import ReadBeside
from desktop.views.meetings.session.session_page import SessionPage
from tests import factories
from tests.store.test_cost_of_a_line import counted

EARLY, LATE = 80, 800
SIGNS = ("!", "+", "?", ">", "*")
# Asked for with every painting of a row, and how often something is painted is for Qt to say.
PAINTED = ("row_at", "rowCount", "columnCount", "data", "flags")


def evening(store: Store, lines: int, signs: tuple[str, ...] = SIGNS) -> Meeting:
    """A meeting in which so much was said: at first something of every kind, then lines with these signs."""
    here = factories.meeting()
    factories.saved(store, here)
    said = [f"{sign}the first {sign} of the evening #lighting" for sign in SIGNS]
    said += [f"{signs[number % len(signs)]}the lamp at stop {number} is out #lighting" for number in range(lines)]
    factories.noted(store, *said, of=here)
    return here


def beside(store: Store, meeting: Meeting) -> int:
    """The steps the engine takes to read what stands beside the stream."""
    with store.reading() as session, counted(session.connection()) as steps:
        found = ReadBeside(meeting.id, store.clock())(session)
    assert {card.mark.value for card in found.view.cards}, "there are cards"
    return steps[0]


@pytest.mark.parametrize("signs", [SIGNS, ("!",), ("",)], ids=["of every kind", "concerns only", "notes only"])
def test_what_stands_beside_the_notes_is_read_late_as_early(store: Store, signs: tuple[str, ...]) -> None:
    early = beside(store, evening(store, EARLY, signs))
    late = beside(store, evening(store, LATE, signs))
    assert early > 100, "the engine counts"
    assert late <= early * 1.1


# The window


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What goes on: statements and commits, rows measured, and lines of Python run in the model of the stream."""
    seen: Counter[str] = Counter()
    lay_out = NoteLayout.lay_out

    def laid_out(*given: Any) -> Any:
        seen["rows measured"] += 1
        return lay_out(*given)

    def asked(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        seen["statements"] += 1

    def committed(connection: Connection) -> None:
        seen["commits"] += 1

    def step(frame: FrameType, what: str, given: object) -> Any:
        seen["steps of the model"] += what == "line"
        return step

    def entered(frame: FrameType, what: str, given: object) -> Any:
        code = frame.f_code
        return step if code.co_filename == note_stream_model.__file__ and code.co_name not in PAINTED else None

    before = sys.gettrace()
    event.listen(Engine, "before_cursor_execute", asked)
    event.listen(Engine, "commit", committed)
    with monkeypatch.context() as patched:
        patched.setattr(NoteLayout, "lay_out", laid_out)
        sys.settrace(entered)
        try:
            yield seen
        finally:
            sys.settrace(before)
            event.remove(Engine, "before_cursor_execute", asked)
            event.remove(Engine, "commit", committed)


def entering(
    desk: Desk, meeting: Meeting, stage: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Counter[str]:
    """What five lines cost, one with each sign, each typed when what the one before brought about has come to rest."""
    page = SessionPage(desk, meeting.id, stage)
    page.resize(1384, 868)
    stage.resize(1384, 868)
    stage.show()
    page.show()
    page.start()
    text = page.capture.text

    def at_rest() -> bool:
        return page.is_live and page.is_at_rest and not page.stream.is_measuring

    for sign in SIGNS:  # what is only made once
        QTest.keyClicks(text, f"{sign}it is dark #lighting")
        QTest.keyClick(text, Qt.Key.Key_Return)
        qtbot.waitUntil(at_rest)
    seen: Counter[str] = Counter()
    for sign in SIGNS:
        QTest.keyClicks(text, f"{sign}it is dark #lighting")
        page.keeper.keep_half()
        desk.store.settled().result()
        with watched(monkeypatch) as more:
            QTest.keyClick(text, Qt.Key.Key_Return)
            qtbot.waitUntil(at_rest)
            desk.store.settled().result()
        seen += more
    page.close()
    page.deleteLater()
    assert desk.store.drafts() == []
    return seen


def test_a_line_costs_the_window_late_what_it_does_early(
    desk: Desk, stage: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = entering(desk, evening(desk.store, EARLY), stage, qtbot, monkeypatch)
    late = entering(desk, evening(desk.store, LATE), stage, qtbot, monkeypatch)
    assert early == late
    assert early["steps of the model"] > len(SIGNS), "the steps are counted"
    assert early["rows measured"] == len(SIGNS), "a line that is saved is not measured again"
    assert early["commits"] == len(SIGNS), "a line and the half line it was are one commit"
