"""Moved here or a copy: one question, and what each answer means for the numbers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store import arrival
from desktop.views.start.lock_page import LockPage
from desktop.views.start.question_page import Answer, QuestionPage
from desktop.views.theme.theme import Theme
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.program import Program, Start

ANSWERS = (Answer("moved", "It was moved here", "The other is gone.", is_primary=True), Answer("back", "Back"))


@pytest.fixture
def asked(program: Program, office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> QuestionPage:
    """The question, after somebody signed in to an office of another computer."""
    monkeypatch.setattr(arrival, "machine_id", lambda: "another computer")
    program.begin(office_folder)
    program.type_passphrase(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    return program.page(QuestionPage)


def test_each_answer_is_a_button_that_says_what_it_means(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    page = QuestionPage(theme, "Moved?", "Say how it came here.", ANSWERS, parent=stage)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    page.focus_first()
    assert page.buttons["moved"].hasFocus()
    assert page.buttons["moved"].accessibleDescription() == "The other is gone."
    with qtbot.waitSignal(page.answered) as told:
        QTest.keyClick(page.buttons["moved"], Qt.Key.Key_Return)
    assert told.args == ["moved"]
    with qtbot.waitSignal(page.answered) as told:
        page.buttons["back"].click()
    assert told.args == ["back"]


def test_the_question_names_the_computer_and_nothing_is_open_yet(program: Program, asked: QuestionPage) -> None:
    assert "It was last used on the computer “" in asked.sentence.text()
    assert list(asked.buttons) == ["moved", "copied", "back"]
    assert program.app.store is None


def test_escape_leads_back_to_the_lock_screen(program: Program, asked: QuestionPage) -> None:
    QTest.keyClick(program.app.start_window, Qt.Key.Key_Escape)
    assert program.page(LockPage).passphrase.text == ""
    assert program.app.store is None


def test_moved_goes_on_with_the_same_numbers_and_is_asked_once(
    program: Program, asked: QuestionPage, start: Start, office_folder: Path
) -> None:
    asked.buttons["moved"].click()
    program.wait(lambda: program.app.store is not None)
    assert program.app.store is not None
    assert program.app.store.copy.letter == ""
    program.end()
    again = start()
    again.begin(office_folder)
    again.unlock(PASSPHRASES[SUPERVISOR], SUPERVISOR)


def test_a_copy_numbers_with_letters_of_its_own(program: Program, asked: QuestionPage) -> None:
    asked.buttons["copied"].click()
    program.wait(lambda: program.app.store is not None)
    assert program.app.store is not None
    assert len(program.app.store.copy.letter) == 2
