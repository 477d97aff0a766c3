"""A field as it stands in front of somebody: what its outline and the sentence below tell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.text_editors import TextEditor
from desktop.views.theme.theme import Appearance, Theme


@pytest.fixture
def frame(theme: Theme, stage: QWidget, qtbot: QtBot) -> FieldFrame:
    """A field with a value, in an active window, with the keyboard elsewhere."""
    made = FieldFrame(theme, "Place", TextEditor(theme), icon="map-pin", needed=True, parent=stage)
    other = TextEditor(theme, stage)
    layout = QVBoxLayout(stage)
    layout.addWidget(made)
    layout.addWidget(other)
    layout.addStretch(1)
    made.editor.show_value("Alder St at 3rd")
    stage.resize(240, 300)
    with qtbot.waitActive(stage):
        stage.show()
    other.setFocus()
    return made


def outline(frame: FieldFrame) -> QColor:
    """The color at the middle of the left edge; dashes are met or missed, so the strongest of the edge counts."""
    image = frame.box.grab().toImage()
    ratio = image.devicePixelRatio()
    paper = image.pixelColor(image.width() // 2, round(4 * ratio))
    edge = [image.pixelColor(0, y) for y in range(image.height() // 4, image.height() * 3 // 4)]
    return max(edge, key=lambda color: abs(color.lightness() - paper.lightness()))


def is_dashed(frame: FieldFrame) -> bool:
    image = frame.box.grab().toImage()
    edge = {image.pixelColor(x, 0).rgb() for x in range(image.width() // 4, image.width() * 3 // 4)}
    return len(edge) > 1


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_outline_tells_rest_error_and_focus(frame: FieldFrame, theme: Theme, appearance: Appearance) -> None:
    theme.set_appearance(appearance)
    assert outline(frame) == theme.color("field")
    frame.set_error("Try a date like Oct 31")
    assert outline(frame) == theme.color("error")
    frame.set_error("")
    frame.editor.setFocus()
    assert outline(frame) == theme.color("accent")


def test_a_guess_is_dashed_with_a_question_mark_until_ctrl_enter(frame: FieldFrame, qtbot: QtBot) -> None:
    assert not is_dashed(frame)
    before = frame.box.grab().toImage()
    frame.set_guess(True)
    assert is_dashed(frame)
    assert frame.box.grab().toImage() != before
    assert frame.saying == "A guess. Ctrl Enter to accept"
    frame.editor.setFocus()
    with qtbot.waitSignal(frame.guess_accepted):
        target = frame.editor.keyboard_targets()[0]
        QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not frame.is_guess


def test_a_locked_value_says_who_set_it_and_takes_no_typing(frame: FieldFrame) -> None:
    frame.set_locked("Set by your office goal")
    assert frame.saying == "Set by your office goal"
    assert is_dashed(frame)
    target = frame.editor.keyboard_targets()[0]
    QTest.keyClicks(target, "x")
    assert frame.editor.typed() == "Alder St at 3rd"
    frame.set_locked("")
    QTest.keyClicks(target, "x")
    assert "x" in frame.editor.typed()


def test_the_worst_is_said_first(frame: FieldFrame) -> None:
    frame.set_hint("Fri, Oct 23")
    frame.set_saving(True)
    assert frame.saying == "Saving"
    frame.set_failed("Not saved, trying again")
    assert frame.saying == "Not saved, trying again"
    frame.set_error("Try a date like Oct 31")
    assert frame.saying == "Try a date like Oct 31"
    frame.set_error("")
    frame.set_failed("")
    frame.set_saving(False)
    frame.set_saved("Saved 0.3 s ago")
    assert frame.saying == "Saved 0.3 s ago"


def test_a_screen_reader_hears_name_need_and_what_is_wrong(frame: FieldFrame) -> None:
    target = frame.editor.keyboard_targets()[0]
    assert target.accessibleName() == "Place, needed"
    frame.set_error("Place is needed")
    assert target.accessibleDescription() == "Place is needed"
    frame.set_label("Where")
    assert target.accessibleName() == "Where, needed"


def test_masked_shows_a_shut_eye_and_takes_no_typing(frame: FieldFrame) -> None:
    before = frame.box.grab().toImage()
    frame.set_masked(True)
    assert frame.is_locked
    assert frame.box.grab().toImage() != before
    frame.set_masked(False)
    assert not frame.is_locked
    assert frame.box.grab().toImage() == before


@pytest.mark.parametrize("size", [100, 125, 150, 200])
def test_it_grows_with_the_text_and_cuts_nothing(frame: FieldFrame, theme: Theme, size: int, qtbot: QtBot) -> None:
    frame.set_error("Try a date like Oct 31, fri or +3")
    theme.set_text_size(size)
    qtbot.waitUntil(lambda: frame.box.height() == theme.px(32))
    target = frame.editor.keyboard_targets()[0]
    assert target.height() >= target.fontMetrics().height()
    assert frame._foot is not None
    words = frame._foot.words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
