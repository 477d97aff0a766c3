"""The list of concerns: views with counts, Mine and Office, badge, what the keys do to one and to many."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.models.concern import Concern, StatusType
from desktop.models.listing import OneOf
from desktop.views.asking.choice_popover import ChoicePopover
from desktop.views.asking.date_popover import DatePopover
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.desk import Desk
from desktop.views.tables.columns import Cell
from desktop.views.tables.record_table_model import TableRole
from desktop.views.widgets.button import Button
from tests.factories import FrozenClock, changed
from tests.views.concerns.conftest import saved_concern
from tests.views.freeing import let_go


def shown_ids(tab: ConcernsTab) -> list[int]:
    return list(tab.list.model.ids)


def cell(tab: ConcernsTab, record_id: int, field: str) -> Cell:
    model = tab.list.model
    place = next(place for place, column in enumerate(model.columns) if column.field == field)
    found = model.index(model.row_of(record_id), place).data(TableRole.CELL)
    assert isinstance(found, Cell)
    return found


def select(tab: ConcernsTab, ids: list[int]) -> None:
    tab.list.focus_rows()
    tab.list.table.select_record(ids[0])
    tab.list.table.select_records(ids)
    assert sorted(tab.list.selected_ids()) == sorted(ids)


def shows(tab: ConcernsTab, ids: list[int]) -> bool:
    return shown_ids(tab) == ids


def choices(tab: ConcernsTab) -> ChoicePopover:
    assert isinstance(tab.on_selection.popover, ChoicePopover)
    return tab.on_selection.popover


def test_cells_say_status_due_and_who(tab: ConcernsTab, concern_ids: list[int]) -> None:
    new, working, done, late = concern_ids
    assert cell(tab, new, "status").icon == "st-new"
    assert cell(tab, done, "status").tone == "pine"
    assert cell(tab, new, "next_due").text == "Answer in 3 days"
    assert cell(tab, working, "next_due").text.startswith("Fix in")
    assert cell(tab, done, "next_due").text == "Done the same day"
    assert (cell(tab, late, "next_due").text, cell(tab, late, "next_due").tone) == ("Answer 3 days late", "clay")
    assert cell(tab, late, "owner").initials == "AR"
    assert cell(tab, new, "owner") == Cell()


def test_views_are_counted_and_the_bin_stands_last_once_it_holds_something(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    labels = [view.label for view in tab.list.views]
    assert labels == ["Open and recent", "Late", "Needs an answer", "Heard this week", "Referred", "Bin"]
    for key, places in {"late": [3], "unanswered": [3, 0], "recent": [3, 2, 1, 0], "referred": []}.items():
        tab.list.choose_view(key)
        qtbot.waitUntil(partial(shows, tab, [concern_ids[at] for at in places]))
    tab.list.choose_view("recent")
    tab.list.table.select_record(concern_ids[0])
    tab.on_selection.move_to_bin()
    qtbot.waitUntil(lambda: concern_ids[0] not in shown_ids(tab))
    assert "is in the Bin" in desk.toasts.text
    tab.list.choose_view("bin")
    qtbot.waitUntil(lambda: shown_ids(tab) == [concern_ids[0]])
    select(tab, [concern_ids[0]])
    enabled = {command.id for command in tab.commands() if command.is_enabled}
    assert "concern.out" in enabled
    assert "concern.status" not in enabled
    tab.on_selection.take_out()
    qtbot.waitUntil(lambda: not saved_concern(desk.store, concern_ids[0]).is_deleted)


def test_mine_is_remembered_and_the_badge_counts_what_is_late_or_due_and_mine(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    assert tab.badge() == 1
    tab._on_whose("mine")
    qtbot.waitUntil(lambda: shown_ids(tab) == [concern_ids[3]])
    qtbot.waitUntil(lambda: desk.store.preference("concerns.whose") == "mine")
    tab._on_whose("office")
    qtbot.waitUntil(lambda: len(shown_ids(tab)) == 4)
    with desk.store.reading() as session:
        given = session.get_one(Concern, concern_ids[3])
    changed(desk.store, given, answer="We called.")
    qtbot.waitUntil(lambda: tab.badge() == 0)


def test_a_record_hidden_by_filters_is_shown_all_the_same(
    tab: ConcernsTab, concern_ids: list[int], qtbot: QtBot
) -> None:
    tab.list.choose_view("late")
    qtbot.waitUntil(lambda: len(shown_ids(tab)) == 1)
    tab.show_record("concern", concern_ids[0])
    qtbot.waitUntil(lambda: tab.list.table.current_id == concern_ids[0])
    assert tab.pane.shown is not None
    assert tab.pane.shown.id == concern_ids[0]
    assert tab.shows("concern")
    assert not tab.shows("promise")
    tab.show_record("concerns", "late")
    qtbot.waitUntil(lambda: shown_ids(tab) == [concern_ids[3]])
    tab.show_record("concerns", (OneOf("owner", (None,)),))
    qtbot.waitUntil(lambda: len(shown_ids(tab)) == 3)


def test_many_are_changed_at_once_and_taken_back_at_once(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    select(tab, concern_ids[:2])
    tab.on_selection.ask_status()
    popover = choices(tab)
    assert popover.labels == ["New", "Acknowledged", "In progress", "Referred", "Resolved", "Closed"]
    popover.choose(StatusType.ACKNOWLEDGED)
    qtbot.waitUntil(lambda: desk.toasts.text == "2 concerns acknowledged.")
    assert {saved_concern(desk.store, each).status.type for each in concern_ids[:2]} == {StatusType.ACKNOWLEDGED}
    assert sorted(tab.list.selected_ids()) == sorted(concern_ids[:2]), "the selection stays"
    tab.acts.undo()
    qtbot.waitUntil(lambda: desk.toasts.text == "Taken back: 2 concerns to Acknowledged")
    kinds = [saved_concern(desk.store, each).status.type for each in concern_ids[:2]]
    assert kinds == [StatusType.NEW, StatusType.IN_PROGRESS]


def test_owner_category_and_date_of_many(tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot) -> None:
    select(tab, concern_ids[:2])
    tab.on_selection.ask_owner()
    assert choices(tab).labels[-1] == "Nobody"
    choices(tab).choose(desk.store.member.person_id)
    qtbot.waitUntil(lambda: desk.toasts.text == "2 concerns go to Ana Ruiz.")
    tab.on_selection.ask_date()
    date_popover = tab.on_selection.popover
    assert isinstance(date_popover, DatePopover)
    date_popover.editor.line.setText("oct 17")
    QTest.keyClick(date_popover.editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.toasts.text == "2 concerns are to be fixed by Mon, Oct 19.")
    assert {saved_concern(desk.store, each).resolve_by for each in concern_ids[:2]} == {date(2026, 10, 19)}
    tab.on_selection.ask_category()
    choices(tab).choose(None)
    qtbot.waitUntil(lambda: desk.toasts.text == "2 concerns have no category now.")


def test_who_cannot_be_closed_is_named_and_nothing_is_changed(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    tab.acts.set_status(concern_ids[:2], StatusType.CLOSED)
    qtbot.waitUntil(lambda: "Nothing was changed." in desk.toasts.text)
    assert "C26-0001 and C26-0002: it cannot be closed before somebody was told" in desk.toasts.text
    assert saved_concern(desk.store, concern_ids[0]).status.type is StatusType.NEW


def test_closing_many_asks_once_who_was_told(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    select(tab, concern_ids[:2])
    tab.on_selection.ask_status()
    choices(tab).choose(StatusType.CLOSED)
    dialog = tab.on_selection.dialog
    assert dialog is not None
    dialog.question.answer()
    assert dialog.question.frame("told_how").error == "Say how, such as In person."
    dialog.question.frame("told_how").editor.show_typed("In person")
    dialog.question.answer()
    qtbot.waitUntil(lambda: desk.toasts.text == "2 concerns closed.")
    let_go()
    assert not isValid(dialog), "freed on close"
    kept = saved_concern(desk.store, concern_ids[1])
    assert (kept.status.type, kept.told_how, kept.told_on) == (StatusType.CLOSED, "In person", date(2026, 10, 15))


def test_what_leaves_is_what_is_selected_or_all_that_is_shown(tab: ConcernsTab, concern_ids: list[int]) -> None:
    leaving = tab.what_leaves()
    assert leaving is not None
    assert (leaving.title, list(leaving.ids or ())) == ("4 concerns, view “Open and recent”", concern_ids[::-1])
    select(tab, concern_ids[:2])
    leaving = tab.what_leaves()
    assert leaving is not None
    assert leaving.title.startswith("2 concerns")


def test_the_page_of_one_concern_is_asked_for_from_its_head(
    tab: ConcernsTab, concern_ids: list[int], qtbot: QtBot
) -> None:
    select(tab, concern_ids[:1])
    qtbot.waitUntil(lambda: tab.pane.shown is not None and tab.pane.shown.id == concern_ids[0])
    [button] = [each for each in tab.pane.findChildren(Button) if each.accessibleName() == "Print this concern"]
    with qtbot.waitSignal(tab.leaving_requested) as asked:
        button.click()
    assert asked.args is not None
    [leaving] = asked.args
    assert (leaving.what, leaving.ids, leaving.title) == ("concern", [concern_ids[0]], "Concern C26-0001")


@pytest.mark.parametrize("width", [960, 1000])
def test_in_a_narrow_window_the_record_opens_over_the_list(
    tab: ConcernsTab, stage: QWidget, concern_ids: list[int], qtbot: QtBot, width: int
) -> None:
    stage.resize(width, 600)
    qtbot.waitUntil(lambda: not tab.pane.isVisible())
    tab.list.table.select_record(concern_ids[1])
    tab.list.focus_rows()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.pane.isVisible)
    assert not tab.list.table.isVisible()
    QTest.keyClick(tab.pane, Qt.Key.Key_Escape)
    assert tab.list.table.isVisible()
    assert tab.list.table.hasFocus()
    stage.resize(1440, 900)
    qtbot.waitUntil(lambda: tab.pane.isVisible() and tab.list.table.isVisible())


def test_a_pane_dragged_wider_stays_so_within_its_bounds(tab: ConcernsTab, desk: Desk) -> None:
    tab.list.split.setSizes([800, 480])
    tab.list.split.splitterMoved.emit(800, 1)
    kept = desk.settings.value("pane.concerns", 388)
    assert 340 <= kept <= 560
    assert kept != 388


def test_a_window_that_stays_open_overnight_asks_by_the_new_day(
    tab: ConcernsTab, concern_ids: list[int], clock: FrozenClock, qtbot: QtBot
) -> None:
    clock.move(days=6)
    tab.list.choose_view("late")
    qtbot.waitUntil(partial(shows, tab, [concern_ids[3], concern_ids[0]]))
