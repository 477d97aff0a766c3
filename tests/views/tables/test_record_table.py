"""The table: keyboard, selection and scroll that survive, columns, copying, the menu."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.models.listing import Order
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.tables import copying
from desktop.views.tables.column_chooser import ColumnChooser
from desktop.views.tables.command_menu import command_menu
from desktop.views.tables.record_list import RecordList
from desktop.views.theme.theme import Appearance
from tests.factories import area, changed, concern, person, saved
from tests.views.freeing import let_go
from tests.views.tables.conftest import Settle, titles

Make = Callable[..., RecordList]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def town(desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot) -> RecordList:
    """A list of forty concerns, the keyboard in its rows."""
    saved(desk.store, *(concern(words=f"concern {n:02}") for n in range(40)))
    made = make_list(clipboard=QGuiApplication.clipboard())
    settled(made.model)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_rows()
    return made


def shown_titles(made: RecordList) -> list[str]:
    return [column.field for column in made.table.layout_of_columns.shown]


def selected(made: RecordList) -> list[str]:
    return [titles(made.model)[made.model.row_of(each)] for each in made.selected_ids()]


def test_the_keyboard_moves_opens_and_ticks(town: RecordList, qtbot: QtBot) -> None:
    table = town.table
    assert selected(town) == ["concern 39"]
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_K):
        qtbot.keyClick(table, key)
    assert selected(town) == ["concern 37"]
    with qtbot.waitSignal(town.record_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [table.current_id]
    with qtbot.waitSignal(town.ticked) as ticked:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert ticked.args == [table.current_id]
    assert selected(town) == ["concern 37"]  # Space is a tick, not another selection


def test_letters_are_wishes_and_never_a_search_through_the_rows(town: RecordList, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(town.letter_pressed) as pressed:
        qtbot.keyClick(town.table, Qt.Key.Key_S)
    assert pressed.args == ["S"]
    assert selected(town) == ["concern 39"]
    desk.settings.set_value("single_letter_keys", False)
    with qtbot.assertNotEmitted(town.letter_pressed):
        qtbot.keyClick(town.table, Qt.Key.Key_S)
        qtbot.keyClick(town.table, Qt.Key.Key_J)
    assert selected(town) == ["concern 39"]


def test_several_are_selected_by_keyboard_and_all_of_them_at_once(town: RecordList, qtbot: QtBot) -> None:
    qtbot.keyClick(town.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(town.table, Qt.Key.Key_Down, SHIFT)
    assert selected(town) == ["concern 39", "concern 38", "concern 37"]
    assert town.summary().selected == "3 selected"
    qtbot.keyClick(town.table, Qt.Key.Key_A, CONTROL)
    assert town.table.selected_count == 40
    assert len(town.selected_ids()) == 40


def test_ctrl_click_adds_to_the_selection(town: RecordList, qtbot: QtBot) -> None:
    table = town.table
    at = table.visualRect(town.model.index(4, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CONTROL, at)
    assert selected(town) == ["concern 39", "concern 35"]


def test_a_double_click_opens(town: RecordList, qtbot: QtBot) -> None:
    at = town.table.visualRect(town.model.index(2, 1)).center()
    qtbot.mouseClick(town.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(town.record_opened) as opened:
        qtbot.mouseDClick(town.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [town.model.record_id(2)]


def test_selection_and_scroll_survive_what_others_write(
    town: RecordList, desk: Desk, settled: Settle, qtbot: QtBot
) -> None:
    table = town.table
    table.select_record(town.model.ids[20])
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    table.verticalScrollBar().setValue(15 * 41 + 7)
    top, before = town.model.record_id(table.rowAt(0)), table.rowViewportPosition(table.rowAt(0))
    kept = selected(town)
    gone = town.model.record_id(3)
    saved(desk.store, concern(words="new one"), concern(words="new two"))
    desk.store.write("Bin", lambda s: setattr(s.get(type(concern()), gone), "deleted_at", datetime.now(UTC))).result()
    settled(town.model)
    assert town.model.rowCount() == 41
    assert selected(town) == kept
    assert (town.model.record_id(table.rowAt(0)), table.rowViewportPosition(table.rowAt(0))) == (top, before)


def test_at_the_very_top_what_is_new_shows(town: RecordList, desk: Desk, settled: Settle) -> None:
    saved(desk.store, concern(words="new"))
    settled(town.model)
    assert town.table.verticalScrollBar().value() == 0
    assert titles(town.model)[0] == "new"


def test_the_selection_survives_another_order_and_a_filter_that_keeps_it(
    town: RecordList, settled: Settle, qtbot: QtBot
) -> None:
    town.select_record(town.model.ids[5])
    qtbot.keyClick(town.table, Qt.Key.Key_Down, SHIFT)
    current = town.table.current_id
    town.table.sort_requested.emit(Order("title", descending=False))
    settled(town.model)
    assert sorted(selected(town)) == ["concern 33", "concern 34"]
    assert town.table.current_id == current
    town.filter_row.typed.emit("33")
    settled(town.model)
    assert selected(town) == ["concern 33"]


def test_when_the_current_record_leaves_the_next_one_is_current(town: RecordList, desk: Desk, settled: Settle) -> None:
    town.select_record(town.model.ids[5])
    gone = town.table.current_id
    desk.store.write("Bin", lambda s: setattr(s.get(type(concern()), gone), "deleted_at", datetime.now(UTC))).result()
    settled(town.model)
    assert town.table.current_id not in (None, gone)


def test_a_head_sorts_and_says_so(town: RecordList, qtbot: QtBot) -> None:
    head = town.table.head
    at = head.place_of(1).center()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert town.model.listing.order == Order("title", descending=False)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert town.model.listing.order == Order("title", descending=True)
    assert titles(town.model)[0] == "concern 39"


def test_a_head_sorts_moves_and_sizes_by_keyboard(town: RecordList, qtbot: QtBot) -> None:
    head = town.table.head
    head.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(head, Qt.Key.Key_Right)
    qtbot.keyClick(head, Qt.Key.Key_Return)
    assert town.model.listing.order == Order("title", descending=False)
    qtbot.keyClick(head, Qt.Key.Key_Right)
    width = head.sectionSize(2)
    qtbot.keyClick(head, Qt.Key.Key_Right, CONTROL)
    assert head.sectionSize(2) == width + 10
    qtbot.keyClick(head, Qt.Key.Key_Left, CONTROL | SHIFT)
    assert shown_titles(town)[:3] == ["number", "area", "title"]
    qtbot.keyClick(head, Qt.Key.Key_Down)
    assert town.table.hasFocus()


def test_columns_are_chosen_ordered_and_remembered(town: RecordList, desk: Desk, make_list: Make, qtbot: QtBot) -> None:
    town.table.head.chooser_requested.emit(QPoint(10, 10))
    chooser = town.table.findChild(ColumnChooser)
    assert chooser is not None
    listed = chooser._list
    for _ in range(2):
        qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Space)  # the area goes
    assert shown_titles(town) == ["number", "title", "status", "resolve_by", "owner"]
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    qtbot.keyClick(listed, Qt.Key.Key_Down, ALT)
    assert shown_titles(town)[:2] == ["title", "number"]
    town.table.head.resizeSection(0, 140)
    chooser.close()
    town.table.layout_of_columns.keep()
    again = make_list()
    assert shown_titles(again) == ["title", "number", "status", "resolve_by", "owner"]
    assert again.table.head.sectionSize(0) == 140
    again.table.layout_of_columns.reset()
    assert shown_titles(again) == ["number", "title", "area", "status", "resolve_by", "owner"]


def test_what_was_remembered_and_makes_no_sense_any_more_does_no_harm(desk: Desk, make_list: Make) -> None:
    for kept in ("no json", "[]", '{"order": ["gone"], "widths": {"gone": 3}, "shown": {"gone": true}}'):
        desk.settings.set_value("columns.concerns", kept)
        assert shown_titles(make_list())[:2] == ["number", "title"]


def test_the_last_column_stays(town: RecordList) -> None:
    layout = town.table.layout_of_columns
    for key in shown_titles(town):
        layout.set_shown(key, False)
    assert len(shown_titles(town)) == 1


def test_a_narrow_window_hides_what_gives_way_and_the_title_takes_the_rest(town: RecordList, qtbot: QtBot) -> None:
    head = town.table.head
    assert sum(head.sectionSize(at) for at in range(head.count()) if not head.isSectionHidden(at)) == (
        town.table.viewport().width()
    )
    town.resize(590, 500)
    assert "owner" not in shown_titles(town)
    town.resize(1000, 500)
    assert "owner" in shown_titles(town)


def test_a_number_is_never_cut(town: RecordList, desk: Desk, settled: Settle) -> None:
    saved(desk.store, concern(words="many", number="C26-AB123456"))
    settled(town.model)
    town.set_conditions(())
    head = town.table.head
    assert head.sectionSize(0) > 93


def test_copying_takes_what_is_shown_masked_and_harmless(
    town: RecordList, desk: Desk, settled: Settle, qtbot: QtBot
) -> None:
    nora = person(name="Nora Lindqvist")
    saved(desk.store, nora)
    saved(desk.store, concern(words="=cmd|x\tand\nmore of @Marisol Reyes", owner=nora))
    settled(town.model)
    town.select_record(town.model.ids[0])
    qtbot.keyClick(town.table, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(town._copier.copied) as copied:  # type: ignore[union-attr]
        qtbot.keyClick(town.table, Qt.Key.Key_C, CONTROL)
    assert copied.args == [2]
    text = QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard)
    first, second = text.split("\n")
    assert first.split("\t") == ["C26-0041", "'=cmd|x and", "", "New", "", "Nora Lindqvist"]
    assert second.startswith("C26-0040\tconcern 39\t")
    assert desk.toasts.text == "2 rows copied."
    desk.privacy.set_on(True)
    town.copy()
    assert "Lindqvist" not in QGuiApplication.clipboard().text()


def test_many_rows_are_copied_beside_the_window(
    town: RecordList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 5)
    monkeypatch.setattr(copying, "AT_A_TIME", 7)
    town.table.selectAll()
    with qtbot.waitSignal(town._copier.copied):  # type: ignore[union-attr]
        town.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[1] for line in lines] == titles(town.model)


def test_the_menu_is_made_of_commands(town: RecordList, desk: Desk, qtbot: QtBot) -> None:
    done: list[bool] = []
    commands = [
        Command("a", "Set status & more", ("S",), "st-prog", "Lists", run=lambda: done.append(True)),
        Command("b", "Not now", (), run=lambda: None, enabled=lambda: False, group="Other"),
        Command("c", "Only told"),
    ]
    menu = command_menu(desk.theme, commands, town.table)
    texts = [(action.text(), action.isEnabled()) for action in menu.actions() if not action.isSeparator()]
    assert texts == [("Set status && more\tS", True), ("Not now", False)]
    menu.actions()[0].trigger()
    assert done == [True]
    menu.popup(QPoint(0, 0))
    menu.hide()
    let_go()
    assert not town.table.findChildren(QMenu)


def test_screen_readers_hear_rows_and_heads(town: RecordList, qtbot: QtBot) -> None:
    table = QAccessible.queryAccessibleInterface(town.table)
    heads = len(town.model.columns)
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(heads + 4)]
    assert "Number" in said
    assert "C26-0040, concern 39, Status: New" in said


def test_rows_heads_and_targets_grow_with_the_text(town: RecordList, desk: Desk) -> None:
    desk.theme.set_text_size(200)
    assert town.table.rowHeight(0) == 82
    assert town.table.head.height() == 64
    assert town.filter_row.height() == 90
    desk.theme.set_appearance(Appearance.DARK)
    picture = town.table.viewport().grab().toImage()
    assert picture.pixelColor(town.table.columnViewportPosition(2) - 20, 120).name().upper() == "#1E221F"


def test_areas_and_dates_stand_where_they_belong(desk: Desk, make_list: Make) -> None:
    flats = area(name="Orchard Flats")
    saved(desk.store, flats)
    one = concern(words="Lamp out", area=flats, resolve_by=date(2026, 10, 19))
    saved(desk.store, one)
    made = make_list()
    assert [made.model.index(0, at).data() for at in (2, 4)] == ["Orchard Flats", "Mon, Oct 19"]
    changed(desk.store, one, resolve_by=None)
