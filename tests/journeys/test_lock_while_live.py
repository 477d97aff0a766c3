"""Away from a live session: notes lock in place, again and again; the cover and its full lock work there too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.absence.absence import Absence
from desktop.views.cover.cover_page import CoverPage
from desktop.views.meetings.session.session_frame import SessionFrame
from desktop.views.meetings.session.start_question import Seen, StartQuestion
from desktop.views.start.lock_settings import CoverDialog
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.journeys.working_day import can_press, meetings_tab, press
from tests.program import Program, program, start, type_into
from tests.views.conftest import tidied, tidied_by_tests
from tests.views.meetings.session.conftest import plan

__all__ = ["program", "start", "tidied", "tidied_by_tests"]

PIN = "482915"
OFFICE = "42nd Precinct"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def live(program: Program, office_folder: Path) -> SessionFrame:
    """A session that only the person at this screen sees."""
    program.settings.set_value("idle_minutes", 5)
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    assert program.app.store is not None
    meeting_id = program.app.store.write("Plan a meeting", plan).result()
    window.show_tab("meetings")
    frame = meetings_tab(window).frame
    frame.open_session(meeting_id)
    question = frame.findChild(StartQuestion)
    assert question is not None
    QTest.keyClicks(question, str(list(Seen).index(Seen.ONLY_ME) + 1))
    QTest.keyClick(question, ENTER)
    program.wait(lambda: frame.page is not None and frame.page.is_live)
    return frame


def go_away(program: Program) -> Absence:
    """Five minutes pass, and the timer looks by itself."""
    absence = program.app.absence
    assert absence is not None
    later = absence.seconds() + 301
    absence.seconds = lambda: later
    absence._timer.start(0)
    return absence


def unlock_notes(program: Program, frame: SessionFrame) -> None:
    folded = frame.folded
    assert folded is not None
    program.wait(folded.isVisible)
    QTest.keyClicks(folded.passphrase.line, PASSPHRASES[SUPERVISOR])
    QTest.keyClick(folded.passphrase.line, ENTER)
    program.wait(lambda: frame.folded is None)


def cover(program: Program) -> CoverPage:
    press(program.window, "Ctrl+Shift+K")
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CoverDialog))
    type_into(dialog.entry.first.line, PIN)
    type_into(dialog.entry.again.line, PIN)
    QTest.keyClick(dialog.entry.again.line, ENTER)
    return program.page(CoverPage)


def test_away_twice_the_notes_lock_twice(program: Program, live: SessionFrame) -> None:
    for _ in range(2):
        absence = go_away(program)
        program.wait(lambda: live.folded is not None)
        unlock_notes(program, live)
        assert absence._timer.isActive(), "somebody may leave again"
    assert not program.restarts


def test_the_lock_of_the_system_locks_the_notes(program: Program, live: SessionFrame) -> None:
    assert program.app.absence is not None
    program.app.absence._system.locked.emit()
    assert live.folded is not None
    assert not program.restarts


def test_no_key_leads_past_locked_notes(program: Program, live: SessionFrame) -> None:
    ways = ("Ctrl+K", "Ctrl+N", "Ctrl+1", "Ctrl+3", "Ctrl+Shift+C", "Ctrl+Shift+K", "Ctrl+,", "Ctrl+E", "F1", "Ctrl+Z")
    for keys in ways:
        can_press(program.window, keys)  # there is such a command while nothing is locked
    program.window.lock()
    for keys in ways:
        with pytest.raises(StopIteration):
            can_press(program.window, keys)


def test_another_tab_does_not_stay_on_the_screen(program: Program, live: SessionFrame) -> None:
    program.window.show_tab("concerns")
    program.window.lock()
    assert live.folded is not None
    program.wait(live.folded.isVisible)
    assert not program.window.tabs["concerns"].isVisible()


def test_locked_in_place_a_screen_reader_finds_nothing_of_the_other_tabs(program: Program, live: SessionFrame) -> None:
    window = program.window
    window.show_tab("concerns")
    assert window.tabs["concerns"] in list(objects_inside(QAccessible.queryAccessibleInterface(window)))
    assert OFFICE in window.windowTitle()
    window.lock()
    assert live.folded is not None
    program.wait(live.folded.isVisible)
    others = [tab for key, tab in window.tabs.items() if key != "meetings"]
    assert not [tab for tab in others if window.isAncestorOf(tab)]
    inside = list(objects_inside(QAccessible.queryAccessibleInterface(window)))
    assert inside
    assert not [each for each in inside for tab in others if each is tab or tab.isAncestorOf(each)]
    assert OFFICE not in window.windowTitle()
    unlock_notes(program, live)
    assert OFFICE in window.windowTitle()
    window.show_tab("concerns")
    assert window.tabs["concerns"].isVisible()


def objects_inside(spoken: QAccessibleInterface) -> Iterator[QWidget]:
    """Every widget a screen reader can come to from here."""
    for at in range(spoken.childCount()):
        child = spoken.child(at)
        if child is None:
            continue
        widget = child.object()
        if isinstance(widget, QWidget):
            yield widget
        yield from objects_inside(child)


def test_covered_while_live_the_session_goes_on(program: Program, live: SessionFrame) -> None:
    page = cover(program)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.app.start_window]
    type_into(page.pin.line, PIN)
    QTest.keyClick(page.pin.line, ENTER)
    program.wait(program.window.isVisible)
    assert live.page is not None
    assert live.page.is_live
    assert live.folded is None


def test_covered_too_long_while_live_it_is_the_full_lock(program: Program, live: SessionFrame) -> None:
    cover(program)
    go_away(program)
    program.wait(lambda: program.restarts)
