"""The settings act at once and are remembered on this computer."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.store.store import Store
from desktop.views.main_window import MainWindow
from desktop.views.settings_page.abbreviations_field import AbbreviationsField
from desktop.views.settings_page.settings_page import PRIVACY_BY_ITSELF, SettingsPage
from desktop.views.theme.theme import Theme
from desktop.views.widgets.words import Words
from tests.views.freeing import let_go


def page(window: MainWindow) -> SettingsPage:
    window.open_settings()
    found = window.findChild(SettingsPage)
    assert found is not None
    return found


def choose(qtbot: QtBot, within: QWidget, name: str, choice: str) -> None:
    """Click a choice of a switch by the words a screen reader says."""
    for button in within.findChildren(QAbstractButton):
        if button.accessibleName() == choice and button.accessibleDescription() == name:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no choice {choice} of {name}")


def test_abbreviations_are_kept_once_every_line_is_one(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    field = page(window).findChild(AbbreviationsField)
    assert field is not None
    qtbot.keyClicks(field.editor.text, "pw public works")
    qtbot.waitUntil(lambda: "no abbreviation" in field.frame.error)
    assert store.preference("abbreviations") is None
    field.editor.text.selectAll()
    qtbot.keyClicks(field.editor.text, "pw = public works")
    qtbot.waitUntil(lambda: store.preference("abbreviations") == {"pw": "public works"})
    assert field.frame.error == ""


def test_colors_and_text_size_change_live(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    shown = page(window)
    choose(qtbot, shown, "Colors", "Dark")
    assert theme.is_dark
    choose(qtbot, shown, "Text size", "150 %")
    assert theme.text_size == 150
    assert window.desk.settings.value("appearance") == "dark"
    assert window.desk.settings.value("text_size") == 150


def test_motion_letters_and_privacy_are_remembered(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    shown = page(window)
    choose(qtbot, shown, "Reduce motion", "Off")
    assert theme.motion_ms == 120
    choose(qtbot, shown, "Reduce motion", "On")
    assert theme.motion_ms == 0
    choose(qtbot, shown, "Single letters", "Off")
    assert window.desk.settings.value("single_letter_keys") is False
    choose(qtbot, shown, "Privacy screen by itself", "Off")
    assert window.desk.settings.value(PRIVACY_BY_ITSELF, True) is False
    assert not window.desk.privacy.turns_on_by_itself


def test_about_says_version_and_the_journals_head(window: MainWindow, store: Store) -> None:
    shown = page(window)
    count, head = store.journal_head()
    texts = [label.text() for label in shown.findChildren(Words)]
    assert f"Common Ground {__version__}" in texts
    said = cast(QLabel, shown.findChild(QLabel, "journal-head")).text()
    assert said.replace(" ", "") == f"{count}:{head}"


def test_further_sections_stand_in_the_page(window: MainWindow) -> None:
    def section(parent: QWidget) -> QWidget:
        return Words(window.desk.theme, "About the lock", parent=parent)

    window.settings_sections = (section,)
    assert "About the lock" in [label.text() for label in page(window).findChildren(Words)]


def test_it_is_freed_when_it_closes(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    let_go()
    assert window.findChild(SettingsPage) is None
