"""What journeys may ask for: the real window with all its areas on a real encrypted office, and somebody who watches.

The event loop must not stand still for more than 50 ms while somebody works; `watched` fails the journey otherwise.
Tests that ask for it are marked `alone`: `make test` runs them by themselves, for whatever shares cores and caches with
them would be measured too.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractEventDispatcher
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from tests.views.conftest import loaded_theme, theme, tidied, tidied_by_tests
from tests.views.watchdog import Watchdog

__all__ = ["loaded_theme", "theme", "tidied", "tidied_by_tests"]

OpenWindow = Callable[[Store], MainWindow]


def until_painted(qtbot: QtBot) -> None:
    """Wait until the window has nothing left to do: the next act begins when a person has seen this one."""
    dispatcher = QAbstractEventDispatcher.instance()
    with qtbot.waitSignal(dispatcher.aboutToBlock):
        pass


@pytest.fixture
def open_window(theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Open the window on an office, as the program does after unlocking."""
    opened: list[tuple[MainWindow, Background]] = []

    def open_on(store: Store) -> MainWindow:
        background = Background(store)
        window = MainWindow(store, theme, Settings(tmp_path / "settings.ini"), PrivacyScreen(), background)
        qtbot.addWidget(window)
        opened.append((window, background))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_on
    for window, background in opened:
        window.close()
        background.close()


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watchdog]:
    """Watches the event loop from `start` until the journey ends."""
    with pytest.MonkeyPatch.context() as patch:
        watchdog = Watchdog(patch)
        yield watchdog
        if watchdog.is_watching:
            watchdog.stop()
    if report := os.environ.get("WATCHDOG_REPORT"):
        with Path(report).open("a", encoding="utf-8") as file:
            print(watchdog.longest_seen, file=file)
    assert not watchdog.stalls, "\n".join(map(str, watchdog.stalls))
