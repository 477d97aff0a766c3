"""Concerns as a chart: counted in the database, opened by keyboard, the values beside, printed with the list."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.concern import CONCERN_FIELDS
from desktop.models.listing import OneOf
from desktop.views.concerns.chart_dialog import ChartDialog
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.leaving.leaving import Leaving
from desktop.views.theme.theme import Appearance
from desktop.views.widgets.chart_view import PointBar


def charted(tab: ConcernsTab, qtbot: QtBot, key: str = "status") -> ChartDialog:
    tab.show_chart()
    dialog = tab.window().findChild(ChartDialog)
    assert isinstance(dialog, ChartDialog)
    counted(dialog, key, qtbot)
    return dialog


def counted(dialog: ChartDialog, key: str, qtbot: QtBot) -> None:
    dialog.by.pick(key)
    dialog.count(key)
    model, label = dialog.chart.table.model(), CONCERN_FIELDS[key].label
    qtbot.waitUntil(lambda: model.headerData(0, Qt.Orientation.Horizontal) == label)


def values(dialog: ChartDialog) -> list[tuple[Any, Any]]:
    model = dialog.chart.table.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def test_bars_and_table_say_the_same_the_longest_first(tab: ConcernsTab, qtbot: QtBot) -> None:
    dialog = charted(tab, qtbot)
    assert values(dialog) == [("New", "2"), ("In progress", "1"), ("Resolved", "1")]
    named = [QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name) for bar in dialog.chart.bars]
    assert named == ["New: 2", "In progress: 1", "Resolved: 1"]
    counted(dialog, "area", qtbot)
    assert values(dialog) == [("Not set", "3"), ("Orchard Flats", "1")]


def test_arrows_move_between_points_and_enter_lists_their_concerns(
    tab: ConcernsTab, concern_ids: list[int], qtbot: QtBot
) -> None:
    dialog = charted(tab, qtbot)
    first, *_, last = dialog.chart.bars
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_End)
    assert QApplication.focusWidget() is last
    QTest.keyClick(last, Qt.Key.Key_Up)
    second = QApplication.focusWidget()
    assert isinstance(second, PointBar)
    assert second.point.label == "In progress"
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(tab.list.model.ids) == [concern_ids[1]])
    assert [each.key for each in tab.list.conditions if isinstance(each, OneOf)] == ["status"]


def test_what_is_filtered_away_is_not_counted(tab: ConcernsTab, concern_ids: list[int], qtbot: QtBot) -> None:
    tab.list.choose_view("late")
    qtbot.waitUntil(lambda: list(tab.list.model.ids) == [concern_ids[3]])
    assert values(charted(tab, qtbot)) == [("New", "1")]


def test_the_list_is_printed_with_the_chart_that_is_shown(tab: ConcernsTab, qtbot: QtBot) -> None:
    dialog = charted(tab, qtbot, "area")
    with qtbot.waitSignal(tab.leaving_requested) as asked:
        dialog._print.click()
    (leaving,) = asked.args or []
    assert isinstance(leaving, Leaving)
    assert (leaving.what, leaving.chart, len(leaving.ids or ())) == ("concerns", "area", 4)


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_every_bar_has_room_at_every_text_size(
    tab: ConcernsTab, qtbot: QtBot, size: int, appearance: Appearance
) -> None:
    theme = tab.desk.theme
    theme.set_appearance(appearance)
    theme.set_text_size(size)
    dialog = charted(tab, qtbot)
    qtbot.waitUntil(lambda: dialog.chart.bars[0].height() == theme.px(36))
    for bar in dialog.chart.bars:
        picture = bar.grab().toImage()
        accent = theme.color("accent").rgb()
        middle = picture.height() // 2
        painted = sum(picture.pixel(x, middle) == accent for x in range(picture.width()))
        assert painted > 0.1 * picture.width()
        assert picture.pixel(picture.width() - 1, middle) != accent, "its value stands behind it"
    assert theme.px(36) >= 24
