"""Commands as data: keys do not clash, F-keys have twins, letters are told apart."""

from PySide6.QtGui import QKeySequence

from desktop.views.commands import Command, clashes, is_function_key, is_letter, spoken, without_twin
from desktop.views.main_window import MainWindow
from desktop.views.shortcuts_sheet import OF_LISTS


def test_no_two_commands_of_the_window_claim_one_key(window: MainWindow) -> None:
    for key in window.tabs:
        window.show_tab(key)
        assert clashes([*window.commands(), *OF_LISTS]) == {}


def test_every_f_key_has_a_twin(window: MainWindow) -> None:
    assert without_twin(window.commands()) == []


def test_every_command_names_itself_and_has_keys_qt_knows(window: MainWindow) -> None:
    ids = [command.id for command in window.commands()]
    assert len(ids) == len(set(ids))
    for command in window.commands():
        assert command.text
        assert command.text[0].isupper()
        for key in command.keys:
            assert not QKeySequence(key).isEmpty(), key


def test_clashes_and_missing_twins_are_found() -> None:
    one, other = Command("one", "One", ("F7",), letter="C"), Command("other", "Other", ("f7", "Ctrl+K"), letter="c")
    assert clashes([one, other]) == {"f7": ["one", "other"], "new menu: c": ["one", "other"]}
    assert without_twin([one, other]) == [one]


def test_letters_are_single_signs() -> None:
    assert is_letter("S")
    assert is_letter("Space")
    assert not is_letter("Ctrl+S")
    assert not is_letter("F5")
    assert is_function_key("Shift+F6")
    assert not is_function_key("Ctrl+F")
    command = Command("status", "Status", ("S", "Ctrl+Alt+S"))
    assert (command.letters, command.shortcuts) == (("S",), ("Ctrl+Alt+S",))


def test_keys_are_said_as_they_are_printed() -> None:
    assert [spoken(key) for key in ("Ctrl+Shift+C", "Ctrl++", "Ctrl+-", "Ctrl+Return")] == [
        "Ctrl Shift C",
        "Ctrl +",
        "Ctrl -",
        "Ctrl Enter",
    ]


def test_a_command_without_run_cannot_be_done() -> None:
    assert not Command("move", "Move", ("J",)).is_enabled
    assert Command("go", "Go", run=print).is_enabled
    assert not Command("go", "Go", run=print, enabled=bool).is_enabled
