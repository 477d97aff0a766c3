"""What tests of the window may ask for: the look, and a desk on a real encrypted office."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.desk import Desk
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


@pytest.fixture(scope="session", autouse=True)
def tidied_by_tests() -> None:
    """What lives before the first window, such as everything imported, is looked at no more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def tidied(tidied_by_tests: None) -> Iterator[None]:
    """Python collects no garbage by itself, as in the window program: it might do so on a reader's thread.

    What a test leaves is collected on the thread of the window; tests that know no window, and measure memory, find
    Python as it is.
    """
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def loaded_theme(qapp: QApplication) -> Theme:
    """The one theme of the test process: fonts are read once."""
    return Theme(qapp, appearance=Appearance.LIGHT, reduced_motion=True)


@pytest.fixture
def theme(loaded_theme: Theme) -> Iterator[Theme]:
    """The light theme at 100 %; what a test changes is put back."""
    yield loaded_theme
    loaded_theme.set_appearance(Appearance.LIGHT)
    loaded_theme.set_text_size(100)


@pytest.fixture
def stage(qtbot: QtBot) -> QWidget:
    """A bare window to put things on."""
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def desk(store: Store, theme: Theme, stage: QWidget, tmp_path: Path) -> Iterator[Desk]:
    """A desk on this test's office, with a window of its own for toasts and dialogs."""
    background = Background(store)
    made = Desk(
        store=store,
        theme=theme,
        settings=Settings(tmp_path / "settings.ini"),
        privacy=PrivacyScreen(),
        background=background,
        toasts=Toasts(theme, stage),
    )
    yield made
    background.close()


@pytest.fixture
def window(store: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> "Iterator[MainWindow]":
    """The main window with two plain tabs, shown and active."""
    # Here, so that tests of small things need not load every area.
    from desktop.views.main_window import MainWindow
    from tests.views.plain_tabs import FirstTab, ListTab

    background = Background(store)
    settings = Settings(tmp_path / "settings.ini")
    made = MainWindow(store, theme, settings, PrivacyScreen(), background, (FirstTab, ListTab))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    background.close()
