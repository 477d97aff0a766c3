import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store.recovery_code import make_code, read_code
from desktop.views.start.code_entry import CodeEntry
from desktop.views.theme.theme import Theme

SECRET = bytes(range(40, 60))
CODE = make_code(SECRET)


@pytest.fixture
def entry(theme: Theme, stage: QWidget, qtbot: QtBot) -> CodeEntry:
    made = CodeEntry(theme, stage)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    made.focus_first()
    return made


def test_a_full_group_goes_on_to_the_next(entry: CodeEntry, stage: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(entry.completed):
        for group in CODE.split("-"):
            line = stage.focusWidget()
            assert line is not None
            QTest.keyClicks(line, group.lower())
    assert read_code(entry.code) == SECRET


def test_a_code_typed_in_one_go_fills_all_groups(entry: CodeEntry, qtbot: QtBot) -> None:
    with qtbot.waitSignal(entry.completed):
        entry.groups[0].line.textEdited.emit(CODE.replace("-", " "))
    assert entry.is_complete


def test_a_slip_is_named_in_its_group(entry: CodeEntry, stage: QWidget) -> None:
    first = CODE.split("-")[0]
    QTest.keyClicks(entry.groups[0].line, first[:4] + ("0" if first[4] != "0" else "1"))
    assert entry.groups[0].below.text() == "Looks mistyped"
    assert stage.focusWidget() is entry.groups[0].line
    QTest.keyClicks(entry.groups[0].line, "\b" + first[4])
    assert entry.groups[0].below.text() == ""
    assert stage.focusWidget() is entry.groups[1].line
