"""Themes behind # and speakers behind @, by keyboard and by mouse, and what is neither stays in the line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.theme import Theme
from desktop.views.meetings.session.speaker_popover import SpeakerPopover
from tests.views.meetings.session.conftest import Evening

THEMES = ("crossing", "lighting", "school", "street-lamps")


@pytest.fixture
def themed(evening: Evening) -> Evening:
    """The office has used a few themes before."""
    evening.store.write("Themes", lambda session: session.add_all(Theme(name=name) for name in THEMES)).result()
    evening.page._reading.again()
    evening.qtbot.waitUntil(lambda: set(evening.page.capture.themes.names) >= set(THEMES))
    return evening


def typed(evening: Evening, text: str) -> None:
    QTest.keyClicks(evening.page.capture.text, text)


def press(evening: Evening, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(evening.page.capture.text, key)


def test_tab_takes_the_first_theme(themed: Evening) -> None:
    typed(themed, "The lamps are out #lig")
    assert themed.page.capture.themes.offered == ["#lighting"]
    press(themed, Qt.Key.Key_Tab)
    assert themed.page.capture.text.words == "The lamps are out #lighting "
    assert not themed.page.capture.themes.is_open
    assert themed.page.capture.text.hasFocus()
    press(themed, Qt.Key.Key_Return)
    themed.settled()
    assert themed.words() == ["The lamps are out"]
    assert themed.page.notes.row_at(themed.page.notes.rowCount() - 1).line.themes == ("lighting",)  # type: ignore[union-attr]


def test_arrows_choose_and_enter_takes(themed: Evening) -> None:
    typed(themed, "#")
    offered = themed.page.capture.themes.offered
    assert {f"#{name}" for name in THEMES} <= set(offered)
    press(themed, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert themed.page.capture.text.words == f"{offered[1]} "


def test_enter_saves_the_line_while_nothing_is_chosen(themed: Evening) -> None:
    """A new theme that begins like an old one is not turned into the old one."""
    typed(themed, "A bulb at the stop #light")
    assert themed.page.capture.themes.is_open
    press(themed, Qt.Key.Key_Return)
    themed.settled()
    assert themed.page.notes.row_at(themed.page.notes.rowCount() - 1).line.themes == ("light",)  # type: ignore[union-attr]
    assert not themed.page.capture.themes.is_open


def test_escape_closes_the_list_and_keeps_the_line(themed: Evening) -> None:
    typed(themed, "Buses #sch")
    press(themed, Qt.Key.Key_Escape)
    assert not themed.page.capture.themes.is_open
    assert themed.page.capture.text.words == "Buses #sch"


def test_a_theme_by_mouse(themed: Evening) -> None:
    themed.page.capture.press_sign("#")
    offered = themed.page.capture.themes
    assert offered.is_open
    assert offered._list is not None
    shown = offered._list._list
    place = shown.visualRect(shown.model().index(0, 0)).center()
    first = offered.offered[0]
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert themed.page.capture.text.words == f"{first} "


def popover(evening: Evening) -> SpeakerPopover:
    found = evening.page.capture.findChildren(SpeakerPopover)
    assert found
    return found[-1]


@pytest.mark.parametrize(
    ("keys", "label"), [("sh", "Shop owner"), ("resident c", "Resident C"), ("you", "Young person")]
)
def test_a_speaker_behind_the_sign(evening: Evening, keys: str, label: str) -> None:
    typed(evening, "About the lamps @")
    opened = popover(evening)
    QTest.keyClicks(opened._sought, keys)
    QTest.keyClick(opened._sought, Qt.Key.Key_Return)
    assert evening.page.capture.half_typed.speaker == label
    assert evening.page.capture.text.words == "About the lamps"


def test_an_at_that_is_no_speaker_stays_in_the_line(evening: Evening) -> None:
    typed(evening, "Meet us @")
    QTest.keyClicks(popover(evening)._sought, "5")
    assert evening.page.capture.text.words == "Meet us @5"
    typed(evening, " pm")
    assert evening.page.capture.text.words == "Meet us @5 pm"


def test_backspace_takes_the_sign_back(evening: Evening) -> None:
    typed(evening, "Meet us @")
    QTest.keyClick(popover(evening)._sought, Qt.Key.Key_Backspace)
    assert evening.page.capture.text.words == "Meet us "
