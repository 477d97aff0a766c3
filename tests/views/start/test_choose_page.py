"""Which office: the recent ones by name, any folder, or a new one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store.slots_file import COPIES
from desktop.views.start.choose_page import ChoosePage, office_name
from desktop.views.start.first_run.first_run import FirstRun
from desktop.views.start.lock_page import LockPage
from desktop.views.theme.theme import Theme
from desktop.views.widgets.note import Note
from tests.program import Program


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of anything else."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").touch()
    return folder


def note(page: ChoosePage) -> str:
    found = page.findChild(Note)
    return found._title.text() if isinstance(found, Note) else ""


def test_recent_offices_go_by_their_name_and_are_told_apart_by_folder(
    theme: Theme, stage: QWidget, office_folder: Path, qtbot: QtBot
) -> None:
    page = ChoosePage(theme, [office_folder], parent=stage)
    button = page.recent[str(office_folder)]
    assert button.words == "42nd Precinct"
    assert button.accessibleDescription() == str(office_folder)
    with qtbot.waitSignal(page.office_chosen) as chosen:
        button.click()
    assert chosen.args == [office_folder]


def test_an_office_that_cannot_tell_its_name_goes_by_its_folder(office_folder: Path) -> None:
    for name in COPIES:
        (office_folder / name).write_bytes(b"nothing that can be read")
    assert office_name(office_folder) == office_folder.name


def test_a_folder_of_anything_else_says_that_no_office_lies_there(program: Program, letters: Path) -> None:
    program.begin(letters)
    page = program.page(ChoosePage)
    assert note(page) == f"There is no office in {letters}."
    assert page.set_up.hasFocus(), "nothing was open here before"


def test_a_chosen_folder_leads_to_its_lock_screen_or_says_what_to_choose(
    program: Program, letters: Path, office_folder: Path
) -> None:
    program.begin(letters)
    program.page(ChoosePage)._on_folder(str(letters))
    page = program.page(ChoosePage)
    assert "Choose the folder that holds office.db" in note(page)
    page._on_folder(str(office_folder))
    assert program.page(LockPage).title.text() == "42nd Precinct"


def test_a_new_office_begins_with_the_first_step(program: Program, letters: Path) -> None:
    program.begin(letters)
    program.page(ChoosePage).set_up.click()
    run = program.page(FirstRun)
    assert run.now == 0
    run.have_one.click()
    program.page(ChoosePage)


def test_from_the_lock_screen_there_and_back(program: Program, office_folder: Path, tmp_path: Path) -> None:
    program.settings.set_value("recent_offices", [str(office_folder), str(tmp_path / "thrown away")])
    program.begin(None)
    program.page(LockPage)
    program.app.start_window.other_requested.emit()
    assert list(program.page(ChoosePage).recent) == [str(office_folder)], "only what still lies there"
    QTest.keyClick(program.app.start_window, Qt.Key.Key_Escape)
    program.page(LockPage)
