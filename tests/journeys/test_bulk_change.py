"""Monday morning: the crew has fixed a whole street. Many concerns change at once, and one press takes it back."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.models.concern import Concern, Status, StatusType
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.views.asking.choice_popover import ChoicePopover
from tests.factories import concern, saved
from tests.journeys.conftest import OpenWindow
from tests.journeys.working_day import can_press, concerns_tab, press

STREET = [f"Lamp {number} on Alder St is out" for number in range(1, 13)]


def by_type(store: Store) -> dict[StatusType, int]:
    with store.reading() as session:
        counted = select(Status.type, func.count()).join(Concern, Concern.status_id == Status.id)
        return dict(session.execute(counted.group_by(Status.type)).all())


def change_sets(store: Store) -> int:
    with store.reading() as session:
        return session.connection().scalar(select(func.count()).select_from(CHANGE_SET)) or 0


def test_a_street_is_resolved_told_and_closed_in_three_acts(
    open_window: OpenWindow, store: Store, qtbot: QtBot
) -> None:
    saved(store, *(concern(words=words, answer="We asked the crew.") for words in STREET))
    window = open_window(store)
    press(window, "Ctrl+3")
    tab = concerns_tab(window)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == len(STREET))
    tab.focus_first()
    tab.list.table.selectAll()
    assert len(tab.list.selected_ids()) == len(STREET)
    before = change_sets(store)

    QTest.keyClick(tab.list.table, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: isinstance(tab.on_selection.popover, ChoicePopover))
    popover = tab.on_selection.popover
    assert isinstance(popover, ChoicePopover)
    popover.choose(StatusType.CLOSED)
    dialog = tab.on_selection.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Close: 12 concerns"
    dialog.question.frame("told_how").editor.show_typed("At a meeting")
    dialog.question.answer()
    qtbot.waitUntil(lambda: by_type(store) == {StatusType.CLOSED: 12})
    qtbot.waitUntil(lambda: window.desk.toasts.text == "12 concerns closed.")
    assert change_sets(store) == before + 1

    tab.list.focus_rows()
    qtbot.waitUntil(lambda: can_press(window, "Ctrl+Z"))
    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: by_type(store) == {StatusType.NEW: 12})
    with store.reading() as session:
        assert session.scalars(select(Concern.told_on).distinct()).all() == [None]


def test_one_that_may_not_change_stops_all_and_is_named(open_window: OpenWindow, store: Store, qtbot: QtBot) -> None:
    told = concern(words="Told already", told_on=date(2026, 10, 14), told_how="By phone")
    untold = concern(words="Nobody told")
    saved(store, told, untold)
    window = open_window(store)
    tab = concerns_tab(window)
    tab.acts.set_status([told.id, untold.id], StatusType.CLOSED)
    qtbot.waitUntil(lambda: "Nothing was changed." in window.desk.toasts.text)
    assert "C26-0002" in window.desk.toasts.text
    assert "C26-0001" not in window.desk.toasts.text
    assert by_type(store) == {StatusType.NEW: 2}
