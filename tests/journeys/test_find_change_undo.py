"""Somebody calls about a lamp. The officer finds the concern while listening, gives it a date, and takes that back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.store.store import Store
from desktop.views.concerns.concerns_tab import ConcernsTab
from tests.factories import concern, saved
from tests.journeys.conftest import OpenWindow
from tests.journeys.working_day import can_press, concerns_tab, press
from tests.views.watchdog import Watchdog

CONTROL = Qt.KeyboardModifier.ControlModifier


def a_year_of_concerns(store: Store) -> None:
    words = (
        "Broken playground gate",
        "Four lamps out on Alder St",
        "Cars racing after 11 PM",
        "Mattresses behind arcade",
    )
    saved(store, *(concern(words=each, answer="We asked.") for each in words))


@pytest.mark.alone
def test_found_by_three_letters_dated_by_a_word_and_taken_back(
    open_window: OpenWindow, store: Store, watched: Watchdog, qtbot: QtBot
) -> None:
    a_year_of_concerns(store)
    window = open_window(store)
    press(window, "Ctrl+3")
    tab = concerns_tab(window)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 4 and tab.pane.shown is not None)
    watched.start()

    press(window, "Ctrl+F")
    box = window.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "lam")
    qtbot.waitUntil(lambda: _titles(tab) == ["Four lamps out on Alder St"])
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(tab.list.table.hasFocus)
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.shown is not None and tab.pane.shown.title == "Four lamps out on Alder St")

    when = tab.pane.field("resolve_by").editor.keyboard_targets()[0]
    when.setFocus()
    QTest.keyClicks(when, "fri")
    QTest.keyClick(when, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _fix_by(store) == date(2026, 10, 16))
    qtbot.waitUntil(lambda: "Fix tomorrow" in _due(tab))

    tab.list.focus_rows()
    qtbot.waitUntil(lambda: can_press(window, "Ctrl+Z"))
    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: _fix_by(store) is None)
    qtbot.waitUntil(lambda: "No date yet" in _due(tab))
    qtbot.waitUntil(lambda: can_press(window, "Ctrl+Shift+Z"))
    press(window, "Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: _fix_by(store) == date(2026, 10, 16))
    assert _titles(tab) == ["Four lamps out on Alder St"], "what was typed still filters"


def _titles(tab: ConcernsTab) -> list[str]:
    model = tab.list.model
    place = next(at for at, column in enumerate(model.columns) if column.field == "title")
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def _due(tab: ConcernsTab) -> str:
    model = tab.list.model
    place = next(at for at, column in enumerate(model.columns) if column.field == "next_due")
    return str(model.index(0, place).data())


def _fix_by(store: Store) -> date | None:
    with store.reading() as session:
        return session.query(Concern).filter(Concern.title == "Four lamps out on Alder St").one().resolve_by
