"""The loop closes: a concern is resolved, waits on Today until somebody was told, and only then is closed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern, StatusType
from desktop.models.today import Section
from desktop.store.store import Store
from tests.factories import concern, saved
from tests.journeys.conftest import OpenWindow
from tests.journeys.working_day import concerns_tab, press, today_tab


def kept(store: Store, concern_id: int) -> Concern:
    with store.reading() as session:
        found = session.get_one(Concern, concern_id)
        _ = found.status.type
        return found


def test_done_is_not_told_and_told_is_not_forgotten(open_window: OpenWindow, store: Store, qtbot: QtBot) -> None:
    lamp = concern(words="Four lamps out on Alder St", answer="All four are booked for repair.")
    saved(store, lamp)
    window = open_window(store)
    press(window, "Ctrl+3")
    concerns, today = concerns_tab(window), today_tab(window)
    qtbot.waitUntil(lambda: concerns.list.model.rowCount() == 1)
    concerns.show_record("concern", lamp.id)
    next(each for each in concerns.pane.stepper.steps if each.meaning is StatusType.RESOLVED).click()
    qtbot.waitUntil(lambda: kept(store, lamp.id).status.type is StatusType.RESOLVED)

    press(window, "Ctrl+1")
    qtbot.waitUntil(lambda: len(today.lists[Section.NOT_TOLD].lines) == 1)
    (line,) = today.lists[Section.NOT_TOLD].lines
    assert line.button is not None
    line.button.setFocus()
    QTest.keyClick(line.button, Qt.Key.Key_Return)
    assert today.question is not None
    how = today.question.frame("told_how").editor.keyboard_targets()[0]
    qtbot.waitUntil(how.hasFocus)
    QTest.keyClicks(how, "On the library board")
    QTest.keyClick(how, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: kept(store, lamp.id).told_how == "On the library board")
    qtbot.waitUntil(lambda: not today.lists[Section.NOT_TOLD].isVisible())

    press(window, "Ctrl+3")
    concerns.pane.ask_step(StatusType.CLOSED)
    qtbot.waitUntil(lambda: kept(store, lamp.id).status.type is StatusType.CLOSED)
    assert concerns.pane.question is None, "somebody was told: nothing is asked again"
