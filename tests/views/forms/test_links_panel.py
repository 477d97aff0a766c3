"""What a concern is linked with: found by a few words, opened, taken off, brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.models.promise import Promise
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.forms.links_panel import LinksPanel
from tests.factories import concern, promise, saved


@pytest.fixture
def kept(store: Store) -> tuple[Concern, Promise]:
    """A concern, and a promise about it."""
    lamps, tell = concern(title="Four lamps out"), promise(words="Tell families the date")
    saved(store, lamps)
    saved(store, tell)
    return lamps, tell


@pytest.fixture
def panel(desk: Desk, stage: QWidget, kept: tuple[Concern, Promise], qtbot: QtBot) -> LinksPanel:
    made = LinksPanel(desk, stage)
    layout = QVBoxLayout(stage)
    layout.addWidget(made)
    layout.addStretch(1)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record("concern", kept[0].id)
    return made


def link(panel: LinksPanel, words: str, qtbot: QtBot) -> None:
    panel._add.click()
    qtbot.keyClicks(panel.finder.line, words)
    QTest.keyClick(panel.finder.line, Qt.Key.Key_Return)


def test_a_few_words_find_a_record_of_any_kind_to_link(
    panel: LinksPanel, kept: tuple[Concern, Promise], qtbot: QtBot
) -> None:
    link(panel, "famil", qtbot)
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    (row,) = panel.rows
    assert row.accessibleName() == "Tell families the date, Promise, due Oct 23"
    assert panel._count.text() == "1"
    with qtbot.waitSignal(panel.open_requested) as opened:
        row.click()
    assert opened.args == ["promise", kept[1].id]


def test_a_record_is_not_offered_to_itself_nor_twice(panel: LinksPanel, qtbot: QtBot) -> None:
    panel._add.click()
    qtbot.keyClicks(panel.finder.line, "lamps")
    assert panel.finder.suggestions == []
    panel.finder.line.clear()
    link(panel, "famil", qtbot)
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel._add.click()
    qtbot.keyClicks(panel.finder.line, "famil")
    assert panel.finder.suggestions == []


def test_it_stands_on_both_ends(panel: LinksPanel, desk: Desk, kept: tuple[Concern, Promise], qtbot: QtBot) -> None:
    link(panel, "famil", qtbot)
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel.show_record("promise", kept[1].id)
    assert [row.accessibleName() for row in panel.rows] == [f"Four lamps out, Concern {kept[0].number}"]


def test_a_link_is_taken_off_by_the_delete_key_and_brought_back_by_undo(
    panel: LinksPanel, store: Store, qtbot: QtBot
) -> None:
    link(panel, "famil", qtbot)
    qtbot.waitUntil(lambda: [row.isVisible() for row in panel.rows] == [True])
    panel.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    cross = panel.rows[0].off
    assert cross is not None
    assert cross.isVisible()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not panel.rows)
    store.undo().result()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)


def test_esc_gives_up_looking(panel: LinksPanel, qtbot: QtBot) -> None:
    panel._add.click()
    assert panel.finder.isVisible()
    qtbot.keyClicks(panel.finder.line, "famil")
    QTest.keyClick(panel.finder.line, Qt.Key.Key_Escape)
    QTest.keyClick(panel.finder.line, Qt.Key.Key_Escape)
    assert not panel.finder.isVisible()


def test_names_are_hidden_while_the_room_looks(panel: LinksPanel, desk: Desk, store: Store, qtbot: QtBot) -> None:
    saved(store, concern(title="Call @Marisol Reyes back"))
    link(panel, "marisol", qtbot)
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    desk.privacy.set_on(True)
    assert "Marisol" not in panel.rows[0].accessibleName()
