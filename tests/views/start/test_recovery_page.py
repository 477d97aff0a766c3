"""The recovery sheet typed in: what is missing is said in place, and the new passphrase opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store.keys import CHEAP, KeySlots
from desktop.store.recovery_code import make_code
from desktop.views.start.aside import Aside
from desktop.views.start.glance import glance
from desktop.views.start.lock_page import Attempt
from desktop.views.start.recovery_page import NOTED, RecoveryPage
from desktop.views.theme.theme import Theme
from tests.factories import PASSPHRASES, STAFF, SUPERVISOR
from tests.program import type_into

NEW = "river lantern orchard copper"
WAIT_MS = 20_000
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(theme: Theme, stage: QWidget, office_folder: Path, qtbot: QtBot) -> Iterator[RecoveryPage]:
    aside = Aside()
    seen = glance(office_folder)
    staff = next(each.person_id for each in seen.people if each.name == STAFF)
    made = RecoveryPage(theme, seen, aside, staff, stage)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    made.focus_first()
    yield made
    aside.close()


@pytest.fixture
def code(office_folder: Path) -> str:
    """What the sheet in the safe says."""
    slots = KeySlots.read(office_folder, cost=CHEAP)
    return slots.with_recovery(slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]))


def fill(page: RecoveryPage, code: str, new: str = NEW) -> None:
    page.code.groups[0].line.textEdited.emit(code)
    type_into(page.pair.first.line, new)
    type_into(page.pair.again.line, new)


def said(page: RecoveryPage) -> str:
    return page.note._title.text()


def test_it_says_before_anything_is_typed_that_use_is_noted(page: RecoveryPage) -> None:
    assert said(page) == NOTED
    assert page.who.person.name == STAFF, "whoever the lock screen showed"
    assert page.code.groups[0].line.hasFocus()


def test_an_unfinished_code_is_said_and_the_keyboard_goes_to_its_group(page: RecoveryPage) -> None:
    groups = make_code(bytes(20)).split("-")
    page.code.groups[0].line.textEdited.emit("-".join(groups[:3]))
    page.set_new.click()
    assert said(page) == "The code is not complete: eight groups of five signs each."
    assert page.code.groups[3].line.hasFocus()
    assert page.set_new.isEnabled()


def test_a_whole_code_leads_to_the_new_passphrase(page: RecoveryPage) -> None:
    page.code.groups[0].line.textEdited.emit(make_code(bytes(20)))
    assert page.pair.first.line.hasFocus()


def test_a_passphrase_too_short_or_typed_differently_is_said_at_its_line(page: RecoveryPage) -> None:
    fill(page, make_code(bytes(20)), "river")
    page.set_new.click()
    assert page.pair.first.below.text() == "Too short: 7 more characters"
    type_into(page.pair.first.line, NEW)
    QTest.keyClick(page.pair.again.line, ENTER)
    assert page.pair.again.below.text() == "Not the same yet."
    assert page.set_new.isEnabled(), "nothing was tried"


def test_a_code_of_another_office_is_refused_and_typing_goes_on(page: RecoveryPage, qtbot: QtBot) -> None:
    fill(page, make_code(bytes(range(20))))
    with qtbot.assertNotEmitted(page.reset_done):
        page.set_new.click()
        assert not page.set_new.isEnabled(), "one try at a time"
        qtbot.waitUntil(page.set_new.isEnabled, timeout=WAIT_MS)
    assert said(page) == "This code is of another office or of a replaced sheet."
    assert page.set_new.words == "Set the new passphrase"
    assert page.code.groups[0].line.hasFocus()
    QTest.keyClicks(page.pair.again.line, "x")
    assert said(page) == NOTED


def test_the_right_code_sets_the_passphrase_of_whom_it_shows(
    page: RecoveryPage, code: str, office_folder: Path, qtbot: QtBot
) -> None:
    fill(page, code)
    with qtbot.waitSignal(page.reset_done, timeout=WAIT_MS) as done:
        QTest.keyClick(page.pair.again.line, ENTER)
    attempt = done.args[0]
    assert isinstance(attempt, Attempt)
    assert (attempt.person.name, attempt.passphrase) == (STAFF, NEW)
    assert NEW not in repr(attempt)
    slots = KeySlots.read(office_folder, cost=CHEAP)
    assert slots.unlock(STAFF, NEW).office_key == slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]).office_key


def test_back_leads_back(page: RecoveryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back_requested):
        page.back.click()
