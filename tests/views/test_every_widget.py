"""A walk over every widget of the window and its dialogs: plain text, a name, a size one can hit, nothing clipped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from tests.views.every_widget import everything, has_no_name, is_clipped, is_small, is_target, named, rich_cells
from tests.views.every_widget import takes_rich_text as takes_rich
from tests.views.freeing import let_go
from tests.views.hostile import TRAP, one_of_each, plant

Step = Callable[[MainWindow], None]


@pytest.fixture
def real(store: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with all its areas, on an office full of traps."""
    plant(store)
    background = Background(store)
    made = MainWindow(store, theme, Settings(tmp_path / "settings.ini"), PrivacyScreen(), background)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    background.close()


def screens(window: MainWindow, qtbot: QtBot) -> Iterator[tuple[str, list[QWidget]]]:
    """Everything the window can show, one after the other: its name and the widgets on top."""
    for key, tab in window.tabs.items():
        window.go_to(key)
        qtbot.wait(150)
        yield f"tab {key}", [window]
        for kind, record_id in one_of_each(window.desk.store):
            if tab.shows(kind):
                window.open_record(kind, record_id)
                qtbot.wait(150)
                yield f"{kind} in its tab", [window]
    window.open_palette()
    field = window.focusWidget()
    qtbot.keyClicks(field, "img")
    qtbot.waitUntil(lambda: not window._palette.is_searching)
    yield "palette", [window]
    window._palette.close_palette()
    for name, step in (("settings", window.open_settings), ("shortcuts", window.open_shortcuts)):
        step()
        yield name, _opened(window, qtbot)
    for kind, record_id in one_of_each(window.desk.store):
        if not any(tab.shows(kind) for tab in window.tabs.values()):
            window.open_record(kind, record_id)
            yield f"card of a {kind}", _opened(window, qtbot)
    for command in window.commands():
        if command.letter and command.is_enabled and command.run is not None:
            command.run()
            yield command.text, _opened(window, qtbot)
    window.open_new_menu()
    if (menu := window.findChild(QWidget, "new-menu")) is not None:
        yield "New menu", [menu]
        menu.close()
        let_go()
    window.desk.toasts.show(f"{TRAP} was changed", "Undo this move", "Ctrl Z", window.lock)
    yield "toast", [window]


def _opened(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    qtbot.wait(100)
    dialogs: list[QWidget] = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert dialogs, "nothing opened"
    return dialogs


def _close(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()
    let_go()


def _wrong(window: MainWindow, qtbot: QtBot, rule: Callable[[QWidget], str], which: Callable[[QWidget], bool]) -> str:
    found = []
    for screen, tops in screens(window, qtbot):
        for widget in everything(*tops):
            if which(widget) and (why := rule(widget)):
                found.append(f"{screen}: {named(widget)}: {why}")
        _close(window)
    return "\n".join(dict.fromkeys(found))


def always(widget: QWidget) -> bool:
    return True


def test_nothing_takes_words_for_rich_text(real: MainWindow, qtbot: QtBot) -> None:
    assert _wrong(real, qtbot, takes_rich, always) == ""


def test_no_tip_of_a_row_is_taken_for_rich_text(real: MainWindow, qtbot: QtBot) -> None:
    def rule(widget: QWidget) -> str:
        return ", ".join(rich_cells(widget)[:2]) if isinstance(widget, QAbstractItemView) else ""

    assert _wrong(real, qtbot, rule, always) == ""


def test_every_control_has_a_name_and_a_role(real: MainWindow, qtbot: QtBot) -> None:
    assert _wrong(real, qtbot, has_no_name, is_target) == ""


@pytest.mark.parametrize("text_size", [100, 200])
def test_every_control_can_be_hit(real: MainWindow, theme: Theme, qtbot: QtBot, text_size: int) -> None:
    theme.set_text_size(text_size)
    assert _wrong(real, qtbot, is_small, is_target) == ""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (960, 600)])
@pytest.mark.parametrize("text_size", [100, 200])
def test_no_words_are_clipped(
    real: MainWindow, theme: Theme, qtbot: QtBot, text_size: int, width: int, height: int
) -> None:
    theme.set_text_size(text_size)
    real.resize(width, height)
    assert _wrong(real, qtbot, is_clipped, always) == ""
