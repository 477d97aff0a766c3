"""Ctrl+Z in a text field: typing first, then the office's undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.text_editors import TextEditor
from desktop.views.forms.typing_undo import TextField
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.theme.type import Type

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Editor = TextEditor | LongTextEditor


@pytest.fixture(params=[TextEditor, LongTextEditor], ids=["one line", "long text"])
def editor(request: pytest.FixtureRequest, theme: Theme, stage: QWidget, qtbot: QtBot) -> Editor:
    made: Editor = request.param(theme, stage)
    QVBoxLayout(stage).addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_value("Four lamps out")
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


@pytest.fixture
def wishes(editor: Editor) -> list[str]:
    """What the editor asks the office for."""
    asked: list[str] = []
    editor.undo_requested.connect(lambda: asked.append("undo"))
    editor.redo_requested.connect(lambda: asked.append("redo"))
    return asked


@pytest.fixture
def window_keys(stage: QWidget) -> list[str]:
    """What the window's own Ctrl+Z and Ctrl+Shift+Z were pressed for."""
    pressed: list[str] = []
    for name, keys in (("undo", QKeySequence.StandardKey.Undo), ("redo", QKeySequence.StandardKey.Redo)):
        QShortcut(QKeySequence(keys), stage).activated.connect(_noting(pressed, name))
    return pressed


def _noting(pressed: list[str], name: str) -> Callable[[], None]:
    return lambda: pressed.append(name)


def field_of(editor: Editor) -> TextField:
    (field,) = editor.keyboard_targets()
    assert isinstance(field, QLineEdit | QTextEdit)
    return field


def undo(editor: Editor) -> None:
    QTest.keyClick(field_of(editor), Qt.Key.Key_Z, CTRL)


def redo(editor: Editor) -> None:
    QTest.keyClick(field_of(editor), Qt.Key.Key_Z, CTRL_SHIFT)


def types(editor: Editor, words: str) -> None:
    QTest.keyClick(field_of(editor), Qt.Key.Key_End)
    QTest.keyClicks(field_of(editor), words)


def test_typing_is_taken_back_first_and_then_the_office_is_asked(editor: Editor, wishes: list[str]) -> None:
    types(editor, "side")
    undo(editor)
    assert editor.typed() == "Four lamps out"
    assert wishes == []
    undo(editor)
    assert wishes == ["undo"]
    assert editor.typed() == "Four lamps out"


def test_typing_is_brought_back_first_and_then_the_office_is_asked(editor: Editor, wishes: list[str]) -> None:
    types(editor, "side")
    undo(editor)
    redo(editor)
    assert editor.typed() == "Four lamps outside"
    assert wishes == []
    redo(editor)
    assert wishes == ["redo"]


def test_the_windows_own_key_never_comes_first(editor: Editor, wishes: list[str], window_keys: list[str]) -> None:
    types(editor, "side")
    undo(editor)
    undo(editor)
    redo(editor)
    redo(editor)
    assert window_keys == []
    assert wishes == ["undo", "redo"]


def test_a_value_that_is_shown_is_no_typing_to_take_back(editor: Editor, wishes: list[str]) -> None:
    types(editor, "side")
    editor.show_value("Five lamps out")
    undo(editor)
    assert editor.typed() == "Five lamps out"
    assert wishes == ["undo"]


def test_in_a_field_that_is_locked_the_office_is_asked_at_once(editor: Editor, wishes: list[str]) -> None:
    types(editor, "side")
    editor.set_locked(True)
    undo(editor)
    assert editor.typed() == "Four lamps outside"
    assert wishes == ["undo"]


def test_dark_colors_leave_typing_to_take_back(editor: Editor, theme: Theme, wishes: list[str]) -> None:
    types(editor, "side")
    theme.set_appearance(Appearance.DARK)
    undo(editor)
    assert editor.typed() == "Four lamps out"
    assert wishes == []


def test_another_text_size_leaves_typing_to_take_back(
    editor: Editor, theme: Theme, wishes: list[str], qtbot: QtBot
) -> None:
    """Lines stand wider apart then, which is looks: it is neither typing nor a reason to forget typing."""
    types(editor, "side")
    theme.set_text_size(150)
    types(editor, " since Monday")
    theme.set_text_size(200)
    # A line takes back all that was typed at once, a long text what was typed since the size changed.
    for left in ["Four lamps out"] if isinstance(editor, TextEditor) else ["Four lamps outside", "Four lamps out"]:
        undo(editor)
        qtbot.waitUntil(lambda: is_spaced(editor, theme))
        assert editor.typed() == left
    assert wishes == []
    undo(editor)
    assert editor.typed() == "Four lamps out"
    assert wishes == ["undo"]
    assert is_spaced(editor, theme)


def is_spaced(editor: Editor, theme: Theme) -> bool:
    """Whether the lines of a long text stand as far apart as the text size asks for."""
    field = field_of(editor)
    if isinstance(field, QLineEdit):
        return True
    return field.document().begin().blockFormat().lineHeight() == theme.line_height(Type.BODY)


def test_other_keys_are_left_alone(editor: Editor, wishes: list[str]) -> None:
    types(editor, "z")
    QTest.keyClick(field_of(editor), Qt.Key.Key_A, CTRL)
    assert editor.typed() == "Four lamps outz"
    assert wishes == []
