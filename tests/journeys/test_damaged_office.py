"""A disk has gone bad. The program says so, says what is safe, and brings the newest backup back in its place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.concern import Concern
from desktop.store.slots_file import COPIES
from desktop.views.start.damaged_page import SAFE, DamagedPage
from desktop.views.start.lock_page import LockPage
from desktop.views.start.question_page import QuestionPage
from tests.conftest import Opener
from tests.factories import PASSPHRASES, SUPERVISOR, concern, saved
from tests.program import Program, program, start

__all__ = ["program", "start"]


def a_backup_of_yesterday(opened: Opener) -> Path:
    from desktop.store.backup import make_backup

    store = opened()
    saved(store, concern(words="The lamp at the gate is out"))
    made = make_backup(store.folder, store.key, now=store.clock())
    store.close()
    return made.path


def damage(database: Path) -> None:
    """The first page is overwritten, as a failing disk does."""
    with database.open("rb+") as file:
        file.write(bytes(4096))


def test_a_damaged_database_is_told_apart_from_a_wrong_passphrase_and_restored_in_place(
    program: Program, office_folder: Path, opened: Opener
) -> None:
    a_backup_of_yesterday(opened)
    damage(office_folder / "office.db")
    program.begin(office_folder)
    program.type_passphrase(PASSPHRASES[SUPERVISOR], SUPERVISOR)

    page = program.page(DamagedPage)
    assert "is damaged" in page.note._title.text()
    assert page.note._text.text() == SAFE
    program.wait(page.restore.isEnabled)
    assert len(page.rows()) == 1
    assert page.rows()[0].isChecked()
    assert page.passphrase.text == PASSPHRASES[SUPERVISOR], "typed once is enough"
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)

    lock = program.page(LockPage)
    assert lock.sentence.text().startswith("Restored from the backup of ")
    program.unlock(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    store = program.app.store
    assert store is not None
    with store.reading() as session:
        assert session.query(Concern).count() == 1
    assert [path for path in (office_folder / "backups").iterdir() if path.is_dir()], "what was here is kept"


def test_lost_key_files_lead_to_the_backups_before_anybody_signs_in(
    program: Program, office_folder: Path, opened: Opener
) -> None:
    a_backup_of_yesterday(opened)
    for name in COPIES:
        (office_folder / name).write_bytes(b"nothing that can be read")
    program.begin(office_folder)
    page = program.page(DamagedPage)
    program.wait(page.restore.isEnabled)
    page.restore.click()
    program.page(LockPage)
    program.unlock(PASSPHRASES[SUPERVISOR], SUPERVISOR)


def test_a_backup_cut_short_is_refused_in_a_sentence_and_nothing_is_replaced(
    program: Program, office_folder: Path, opened: Opener, tmp_path: Path
) -> None:
    whole = a_backup_of_yesterday(opened)
    cut = tmp_path / whole.name
    cut.write_bytes(whole.read_bytes()[:-5000])
    whole.unlink()
    damage(office_folder / "office.db")
    before = (office_folder / "office.db").read_bytes()
    program.begin(office_folder)
    program.type_passphrase(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    page = program.page(DamagedPage)
    program.wait(lambda: "No backup lies in this office" in page._heading.text())
    page.take_file(str(cut))
    page.restore.click()
    program.wait(lambda: page.passphrase.box.is_wrong)
    assert page.passphrase.below.text()
    assert (office_folder / "office.db").read_bytes() == before


def test_an_office_from_another_computer_asks_how_it_came_here(
    program: Program, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store import arrival

    monkeypatch.setattr(arrival, "machine_id", lambda: "another computer")
    program.begin(office_folder)
    program.type_passphrase(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    page = program.page(QuestionPage)
    assert page.title.text() == "Was this office moved here, or is it a copy?"
    page.buttons["back"].click()
    program.type_passphrase(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    page = program.page(QuestionPage)
    page.buttons["copied"].click()
    program.wait(lambda: program.app.window is not None)
    assert program.app.store is not None
    assert len(program.app.store.copy.letter) == 2
