"""What tests of the window may ask for: the look, and a desk on a real encrypted office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop.settings import Settings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.desk import Desk
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.widgets.toasts import Toasts


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
