"""A walk over every widget of the window and its dialogs: plain text, a name, a size one can hit, nothing clipped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from tests.views.every_widget import (
    everything,
    has_no_name,
    is_clipped,
    is_small,
    is_target,
    named,
    rich_cells,
    takes_rich_text,
)
from tests.views.freeing import let_go
from tests.views.hostile import TRAP, one_of_each, plant

STILL = 12  # looks in a row, 10 ms apart, at which nothing moved


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


class _Stillness:
    """Whether every widget has stood where it stands for a while."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._last: list[object] = []
        self._looks = 0

    def reached(self) -> bool:
        now: list[object] = [
            (each.objectName(), each.geometry().getRect()) for each in everything(self._window) if each.isVisible()
        ]
        self._looks = self._looks + 1 if now == self._last else 0
        self._last = now
        return self._looks >= STILL


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until reads beside the window have arrived and nothing moves any more."""
    qtbot.waitUntil(_Stillness(window).reached)


def screens(window: MainWindow, qtbot: QtBot) -> Iterator[tuple[str, list[QWidget]]]:
    """Everything the window can show, one after the other: its name and the widgets on top."""
    for key, tab in window.tabs.items():
        window.go_to(key)
        settle(window, qtbot)
        yield f"tab {key}", [window]
        for kind, record_id in one_of_each(window.desk.store):
            if tab.shows(kind):
                window.open_record(kind, record_id)
                settle(window, qtbot)
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
            settle(window, qtbot)
            # A new concern opens a dialog, a new meeting stands in its tab at once.
            yield command.text, _dialogs(window) or [window]
    window.open_new_menu()
    if (menu := window.findChild(QWidget, "new-menu")) is not None:
        yield "New menu", [menu]
        menu.close()
        let_go()
    window.desk.toasts.show(f"{TRAP} was changed", say("Undo this move"), "Ctrl Z", window.lock)
    yield "toast", [window]


def _opened(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    settle(window, qtbot)
    dialogs = _dialogs(window)
    assert dialogs, "nothing opened"
    return dialogs


def _dialogs(window: MainWindow) -> list[QWidget]:
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def _close(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()
    let_go()


def _tips_of_rows(widget: QWidget) -> str:
    tips = rich_cells(widget)[:2] if isinstance(widget, QAbstractItemView) else []
    return f"tips of rows that are taken for rich text: {tips}" if tips else ""


def _always(widget: QWidget) -> bool:
    return True


RULES = (
    (takes_rich_text, _always),
    (_tips_of_rows, _always),
    (has_no_name, is_target),
    (is_small, is_target),
    (is_clipped, _always),
)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (960, 600)])
@pytest.mark.parametrize("text_size", [100, 200])
def test_every_widget_of_every_screen_keeps_the_rules(
    real: MainWindow, theme: Theme, qtbot: QtBot, text_size: int, width: int, height: int
) -> None:
    theme.set_text_size(text_size)
    real.resize(width, height)
    found = []
    for screen, tops in screens(real, qtbot):
        QCoreApplication.sendPostedEvents(
            None, QEvent.Type.LayoutRequest
        )  # words that changed just now have their place
        for widget in everything(*tops):
            found += [
                f"{screen}: {named(widget)}: {why}" for rule, which in RULES if which(widget) and (why := rule(widget))
            ]
        _close(real)
    assert "\n".join(dict.fromkeys(found)) == ""
