"""The side bar holds ten tabs at every size of window and text: what has no room is scrolled to, never cut."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.navigation import Navigation, Place, SignedIn
from desktop.views.navigation_buttons import AreaButton
from desktop.views.theme.theme import Theme

TEN = [Place(f"tab{number}", f"Transparency {number}", "sun", f"Ctrl {number}") for number in range(10)]


@pytest.fixture
def bar(theme: Theme, stage: QWidget, qtbot: QtBot) -> Navigation:
    made = Navigation(theme, TEN, SignedIn("Ana Ruiz", "Officer", "AR", "42nd Precinct"), QMenu(stage), stage)
    row = QHBoxLayout(stage)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made)
    row.addStretch(1)
    with qtbot.waitActive(stage):
        stage.show()
        stage.activateWindow()
    return made


def whole(bar: Navigation, widget: QWidget) -> bool:
    """Whether all of a widget is in sight."""
    return widget.visibleRegion().boundingRect() == widget.rect() and bar.rect().contains(
        QRect(widget.mapTo(bar, QPoint(0, 0)), widget.size())
    )


@pytest.mark.parametrize(("text", "height", "rail"), [(100, 600, False), (100, 600, True), (200, 600, True)])
def test_ten_tabs_are_all_reached(
    bar: Navigation, theme: Theme, qtbot: QtBot, text: int, height: int, rail: bool
) -> None:
    theme.set_text_size(text)
    bar.set_rail(rail)
    bar.window().setFixedHeight(height)
    buttons = bar.findChildren(AreaButton)
    assert len(buttons) == 10
    for place, button in zip(TEN, buttons, strict=True):
        bar.show_chosen(place.key)
        qtbot.waitUntil(partial(whole, bar, button))
        assert button.height() == button.sizeHint().height()
    for foot in (bar._person, bar._lock, bar._cover):
        assert whole(bar, foot)
    bar.focus_first()
    assert buttons[-1].hasFocus()
    qtbot.keyClick(buttons[-1], Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: whole(bar, buttons[-2]))
