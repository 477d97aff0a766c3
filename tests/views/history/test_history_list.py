"""The list of changes as somebody goes through it: where the keyboard is, and where it ends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.views.desk import Desk
from desktop.views.history.history_pane import HistoryPane
from desktop.views.history.runs import Runs
from desktop.views.history.wording import Run
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button
from tests.views.history.conftest import Changer

LONG = "All four lamps on Alder Street are booked for repair, and the date will be posted at the library. " * 2


def button(pane: HistoryPane, words: str) -> Button:
    return next(each for each in pane.findChildren(Button) if each.words == words)


def test_the_keyboard_comes_to_the_newest_change_as_soon_as_it_is_read(
    desk: Desk, stage: QWidget, lamps: Concern, qtbot: QtBot
) -> None:
    made = HistoryPane(desk, stage)
    QVBoxLayout(stage).addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record("concern", lamps.id)
    made.focus_first()
    assert button(made, "Back to the record").hasFocus()
    qtbot.waitUntil(lambda: bool(made.lines) and made.lines[0].hasFocus())


def test_who_went_elsewhere_before_it_was_read_stays_there(
    desk: Desk, stage: QWidget, lamps: Concern, qtbot: QtBot
) -> None:
    made = HistoryPane(desk, stage)
    QVBoxLayout(stage).addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record("concern", lamps.id)
    made.focus_first()
    people = button(made, "By anyone")
    people.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: bool(made.lines))
    assert people.hasFocus()


@pytest.mark.parametrize("size", [100, 200])
def test_the_list_ends_with_its_oldest_change(
    pane: HistoryPane, desk: Desk, stage: QWidget, changes: Changer, size: int, qtbot: QtBot
) -> None:
    """Long sentences and values make a line higher, and leave no empty room to scroll through after the last one."""
    stage.resize(560, 500)
    desk.theme.set_text_size(size)
    changes("Set Our answer", answer=LONG)
    qtbot.waitUntil(lambda: len(pane.lines) == 7)
    scroll = pane.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    inside, viewport = scroll.widget(), scroll.viewport()
    assert inside is not None
    assert inside is not None
    qtbot.waitUntil(lambda: all(line.height() >= line.heightForWidth(line.width()) for line in pane.lines))
    qtbot.waitUntil(lambda: inside.height() == max(viewport.height(), inside.heightForWidth(inside.width())))


def test_strong_words_stay_strong_after_a_letter_beyond_the_basic_plane(theme: Theme, qtbot: QtBot) -> None:
    runs = Runs(theme, (Run("Ana \N{SUNFLOWER}", strong=True), Run(" set "), Run("Told", strong=True)))
    qtbot.addWidget(runs)
    assert [(each.start, each.length) for each in runs._formats()] == [(0, 6), (6, 5), (11, 4)]
