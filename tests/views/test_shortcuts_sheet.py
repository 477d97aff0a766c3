"""The sheet of shortcuts lists what the commands say, and narrows by words or keys."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.main_window import MainWindow
from desktop.views.shortcuts_sheet import LETTERS_OFF, ShortcutsSheet
from desktop.views.widgets.words import Words
from tests.views.freeing import let_go


def sheet(window: MainWindow) -> ShortcutsSheet:
    found = window.findChild(ShortcutsSheet)
    assert found is not None
    return found


def test_f1_and_its_twin_open_it_with_every_command_that_has_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("concerns")
    for key, modifier in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier),
    ):
        qtbot.keyClick(window.focusWidget(), key, modifier)
        shown = sheet(window).shown
        for command in window.commands():
            assert (command.text in shown) is bool(command.keys)
        assert "Set the status" in shown
        sheet(window).reject()
        let_go()
        assert window.findChild(ShortcutsSheet) is None


def test_words_or_keys_narrow_it(window: MainWindow, qtbot: QtBot) -> None:
    window.open_shortcuts()
    field = cast(QLineEdit, sheet(window).findChild(QLineEdit))
    assert field.hasFocus() or sheet(window).focusWidget() is field
    field.setText("privacy")
    assert sheet(window).shown == ["Privacy screen on or off"]
    field.setText("ctrl shift l")
    assert "Lock the office" in sheet(window).shown
    field.setText("no such thing")
    assert sheet(window).shown == []


def test_it_says_when_single_letters_are_off(window: MainWindow) -> None:
    window.desk.settings.set_value("single_letter_keys", False)
    window.open_shortcuts()
    assert LETTERS_OFF in [words.text() for words in sheet(window).findChildren(Words)]
