"""The whole program in a test: from the lock screen to the window, with a restart that is only written down."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.settings import Settings
from desktop.views.main_window import MainWindow
from desktop.views.start.card import Page
from desktop.views.start.lock_page import LockPage

WAIT_MS = 20_000

Shown = TypeVar("Shown", bound=Page)


class Program:
    """One run of the program, until its office is locked."""

    def __init__(self, qt: QApplication, settings: Path, qtbot: QtBot) -> None:
        self.restarts: list[Path] = []
        self.settings = Settings(settings)
        self.settings.set_value("appearance", "light")
        self.settings.set_value("reduced_motion", True)
        self.settings.set_value("language", "en")
        self.app = App(qt, self.settings, self.restarts.append)
        self._qtbot = qtbot
        self._has_ended = False

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until it is true; long, because deriving a key takes its time on a busy computer."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def page(self, kind: type[Shown]) -> Shown:
        """The page of this kind, once it shows."""
        self.wait(lambda: isinstance(self.app.start_window.page, kind))
        page = self.app.start_window.page
        assert isinstance(page, kind)
        return page

    def begin(self, office: Path | None) -> None:
        """Start the program."""
        self.app.begin(office)
        self.app.start_window.activateWindow()
        self.wait(self.app.start_window.isActiveWindow)

    def unlock(self, passphrase: str, person: str = "") -> MainWindow:
        """Type the passphrase into the lock screen and press Enter; gives the window that opens."""
        self.type_passphrase(passphrase, person)
        self.wait(lambda: self.app.window is not None and self.app.window.isVisible())
        return self.window

    def type_passphrase(self, passphrase: str, person: str = "") -> LockPage:
        """Type a passphrase into the lock screen and press Enter."""
        page = self.page(LockPage)
        if person:
            page.who.choose(next(each.person_id for each in page.seen.people if each.name == person))
        type_into(page.passphrase.line, passphrase)
        QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
        return page

    @property
    def window(self) -> MainWindow:
        """The window of the open office."""
        assert self.app.window is not None
        return self.app.window

    def end(self) -> None:
        """End it as closing the window does; ending twice does no harm."""
        if self._has_ended:
            return
        self._has_ended = True
        self.app.start_window.hide()
        if self.app.window is not None:
            self.app.window.hide()
            self.app.window.deleteLater()
        self.app.end()
        self.app.start_window.deleteLater()


def type_into(line: QWidget, text: str) -> None:
    """Type text as somebody does, after selecting what is there."""
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


Start = Callable[[], Program]


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """Start the program, as often as needed, with the settings of one computer."""
    begun: list[Program] = []

    def start_one() -> Program:
        begun.append(Program(qapp, tmp_path / "settings.ini", qtbot))
        return begun[-1]

    yield start_one
    for program in begun:
        program.end()


@pytest.fixture
def program(start: Start) -> Program:
    """One run of the program."""
    return start()
