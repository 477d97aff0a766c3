"""What is said of saving: how long ago it was, without moving what stands beside it."""

from PySide6.QtWidgets import QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.icon_line import IconLine
from desktop.views.widgets.save_state import SaveState


def test_it_counts_the_seconds_since_and_takes_the_same_room(theme: Theme, stage: QWidget) -> None:
    state = SaveState(theme, Type.BODY_MEDIUM, parent=stage)
    width, said = state.sizeHint().width(), [state.text]
    for told in ("saving", "saved"):
        state.set_state(told)
        said.append(state.text)
    for _ in range(3):
        state._timer.timeout.emit()
        said.append(state.text)
        assert state.sizeHint().width() == width
    assert said == ["Saved", "Saving", "Saved", "Saved 1 s ago", "Saved 2 s ago", "Saved 3 s ago"]
    assert state.accessibleName() == "Saved 3 s ago"
    state.set_tight(True)
    assert state.text == "Saved"
    assert state.sizeHint().width() < width
    state.set_state("Not saved, trying again: the disk that holds the office is full")
    assert state.sizeHint().width() > width


def test_a_line_of_facts_is_heard_whole_and_says_so_where_it_is_cut(theme: Theme, stage: QWidget) -> None:
    line = IconLine(theme, stage)
    line.show_parts(
        (("messages-square", "Orchard Flats, Orchard Branch Library"), ("mic-off", "Notes only"), ("x", ""))
    )
    line.resize(900, 20)
    stage.show()
    assert line.accessibleName() == "Orchard Flats, Orchard Branch Library, Notes only"
    assert line.toolTip() == ""
    line.resize(140, 20)
    assert line.toolTip() == line.accessibleName()
    line.grab()
