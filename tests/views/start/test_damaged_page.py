"""A damaged office: what is wrong, what is safe, and which backup takes its place."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store.backup import make_backup
from desktop.views.start.aside import Aside
from desktop.views.start.clock_words import day_and_time
from desktop.views.start.damaged_page import SAFE, SHOWN, DamagedPage
from desktop.views.start.glance import glance
from desktop.views.start.lock_page import Attempt
from desktop.views.theme.theme import Theme
from tests.conftest import Opener
from tests.factories import PASSPHRASES, START, SUPERVISOR

WORDS = "office.db is damaged. Do not delete it: copy the folder, run check on it."
WAIT_MS = 20_000

OpenPage = Callable[..., DamagedPage]


@pytest.fixture
def open_page(theme: Theme, stage: QWidget, office_folder: Path, qtbot: QtBot) -> Iterator[OpenPage]:
    """The page on this test's office, once its backups are listed."""
    aside = Aside()

    def open_with(passphrase: str = "") -> DamagedPage:
        seen = glance(office_folder)
        person = next(each for each in seen.people if each.name == SUPERVISOR)
        attempt = Attempt(person, passphrase) if passphrase else None
        page = DamagedPage(theme, seen, WORDS, aside, attempt, stage)
        stage.show()
        stage.activateWindow()
        qtbot.waitUntil(stage.isActiveWindow)
        qtbot.waitUntil(lambda: page._heading.text() != "Looking for backups…", timeout=WAIT_MS)
        return page

    yield open_with
    aside.close()


def back_up(opened: Opener, times: int) -> None:
    """So many backups, a day apart, the newest at START."""
    store = opened()
    for day in reversed(range(times)):
        make_backup(store.folder, store.key, now=START - timedelta(days=day))
    store.close()


def test_says_what_is_wrong_and_what_is_safe(open_page: OpenPage) -> None:
    page = open_page()
    assert page.note._title.text() == "office.db is damaged."
    assert page.note._text.text() == SAFE


def test_the_newest_backup_is_first_and_chosen(open_page: OpenPage, opened: Opener, qtbot: QtBot) -> None:
    back_up(opened, 3)
    page = open_page()
    assert [row.words for row in page.rows()] == [day_and_time(START - timedelta(days=day)) for day in range(3)]
    assert [row.isChecked() for row in page.rows()] == [True, False, False]
    qtbot.waitUntil(page.rows()[0].hasFocus)
    assert page.restore.isEnabled()
    QTest.keyClick(page.rows()[0], Qt.Key.Key_Down)
    assert page.rows()[1].isChecked()


def test_no_more_are_offered_than_fit(open_page: OpenPage, opened: Opener) -> None:
    back_up(opened, SHOWN + 1)
    assert len(open_page().rows()) == SHOWN


def test_without_a_backup_one_kept_elsewhere_is_asked_for(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    assert not page.restore.isEnabled()
    assert page.elsewhere.hasFocus()
    page.take_file(str(tmp_path / "stick" / "yesterday.cgbackup"))
    assert [row.words for row in page.rows()] == ["yesterday.cgbackup"]
    assert page.rows()[0].isChecked()
    assert page.restore.isEnabled()


def test_a_passphrase_that_does_not_open_the_backup_replaces_nothing(
    open_page: OpenPage, opened: Opener, office_folder: Path, qtbot: QtBot
) -> None:
    back_up(opened, 1)
    page = open_page("ana likes short walks")
    before = (office_folder / "office.db").read_bytes()
    with qtbot.assertNotEmitted(page.restored):
        page.restore.click()
        assert page.restore.words == "Restoring…"
        assert not page.restore.isEnabled()
        qtbot.waitUntil(lambda: page.passphrase.box.is_wrong, timeout=WAIT_MS)
    assert page.passphrase.below.text()
    assert page.restore.words == "Restore this backup"
    assert page.restore.isEnabled()
    assert (office_folder / "office.db").read_bytes() == before


def test_restored_says_of_which_day(open_page: OpenPage, opened: Opener, office_folder: Path, qtbot: QtBot) -> None:
    back_up(opened, 1)
    (office_folder / "office.db").write_bytes(bytes(4096))
    page = open_page(PASSPHRASES[SUPERVISOR])
    assert page.passphrase.text == PASSPHRASES[SUPERVISOR], "typed once is enough"
    with qtbot.waitSignal(page.restored, timeout=WAIT_MS) as done:
        QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert done.args == [f"Restored from the backup of {day_and_time(START)}"]
    opened()


def test_another_office_and_another_try_are_offered(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    with qtbot.waitSignal(page.other_requested):
        page.other.click()
    with qtbot.waitSignal(page.back_requested):
        page.again.click()
