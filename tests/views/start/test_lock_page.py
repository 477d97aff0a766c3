from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.views.start.glance import Holding, glance
from desktop.views.start.lock_page import Attempt, LockPage
from desktop.views.start.start_window import StartWindow
from desktop.views.theme.theme import Theme
from tests.factories import SUPERVISOR


@pytest.fixture
def page(theme: Theme, stage: QWidget, office_folder: Path, qtbot: QtBot) -> LockPage:
    made = LockPage(theme, glance(office_folder), parent=stage)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    made.focus_first()
    return made


def test_enter_asks_to_unlock_as_who_is_shown(page: LockPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.passphrase.line, "a passphrase")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    attempt = asked.args[0]
    assert isinstance(attempt, Attempt)
    assert (attempt.person.name, attempt.passphrase, attempt.write) == (SUPERVISOR, "a passphrase", True)
    assert "a passphrase" not in repr(attempt)
    assert not page.unlock.isEnabled(), "one try at a time"


def test_nothing_typed_asks_for_it_in_place(page: LockPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.unlock_requested):
        QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert page.passphrase.below.text() == "Type your passphrase first."


def test_arrow_keys_choose_who(page: LockPage) -> None:
    QTest.keyClick(page.who, Qt.Key.Key_Down)
    assert page.who.person.name == "Ben Okafor"
    assert page.who.accessibleName() == "Who are you? Ben Okafor"
    QTest.keyClick(page.who, Qt.Key.Key_Up)
    QTest.keyClick(page.who, Qt.Key.Key_Up)
    assert page.who.person.name == SUPERVISOR


def test_the_passphrase_is_dots_until_somebody_asks(page: LockPage) -> None:
    assert page.passphrase.line.echoMode() is QLineEdit.EchoMode.Password
    page.passphrase.eye.click()
    assert page.passphrase.line.echoMode() is QLineEdit.EchoMode.Normal
    assert page.passphrase.eye.accessibleName() == "Hide what is typed"


def test_waiting_is_counted_down_and_ends(page: LockPage, qtbot: QtBot) -> None:
    page.wait(2)
    assert "in 2 seconds" in page.passphrase.below.text()
    assert not page.unlock.isEnabled()
    qtbot.waitUntil(lambda: "in 1 second." in page.passphrase.below.text())
    qtbot.waitUntil(page.unlock.isEnabled)
    assert page.passphrase.below.text() == "You can try again now."


def test_somebody_else_need_not_wait(page: LockPage) -> None:
    page.wait(30)
    QTest.keyClick(page.who, Qt.Key.Key_Down)
    assert page.unlock.isEnabled()


def test_held_elsewhere_names_who_and_offers_reading(page: LockPage, qtbot: QtBot) -> None:
    page.show_held(Holding(4121, "FRONT-DESK", "ana", None))
    assert page.unlock.words == "Open to read only"
    QTest.keyClicks(page.passphrase.line, "a passphrase")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        page.unlock.click()
    assert asked.args[0].write is False


def test_made_small_with_large_text_the_field_that_is_typed_in_stays_in_sight(
    theme: Theme, office_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    theme.set_text_size(200)
    window = StartWindow(theme, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.resize(1440, 1200)
    page = LockPage(theme, glance(office_folder))
    page.show_held(Holding(4711, "front-desk", "rosa", None))
    window.show_page(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.focus_first()
    qtbot.waitUntil(page.passphrase.line.hasFocus)
    window.resize(960, 600)
    line = page.passphrase.line
    qtbot.waitUntil(lambda: window.height() == 600 and window._scroll.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: window.rect().contains(QRect(line.mapTo(window, line.rect().topLeft()), line.size())))
