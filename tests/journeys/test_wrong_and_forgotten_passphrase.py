"""Monday morning: the passphrase is typed wrong, then it turns out to be forgotten. The sealed sheet is fetched."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.store.keys import CHEAP, KeySlots
from desktop.store.tries import FREE_TRIES
from desktop.views.start.lock_page import LockPage
from desktop.views.start.recovery_page import RecoveryPage
from tests.conftest import Opener
from tests.factories import PASSPHRASES, STAFF, SUPERVISOR
from tests.program import Program, Start, program, start, type_into

__all__ = ["program", "start"]

NEW = "river lantern orchard copper"
ENTER = Qt.Key.Key_Return


def new_sheet(office: Path) -> str:
    """The code of the sheet in the commander's safe."""
    slots = KeySlots.read(office, cost=CHEAP)
    return slots.with_recovery(slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]))


def test_a_wrong_passphrase_is_said_as_such_and_the_right_one_opens(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    page = program.type_passphrase("ana likes short walks")
    program.wait(lambda: page.passphrase.box.is_wrong)
    assert page.passphrase.below.text().startswith(f"This passphrase does not open the slot of {SUPERVISOR}")
    assert page.passphrase.text == ""
    assert page.passphrase.line.hasFocus()
    program.unlock(PASSPHRASES[SUPERVISOR])


def test_after_five_wrong_ones_the_next_must_wait_and_the_screen_counts(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    for _ in range(FREE_TRIES):
        page = program.type_passphrase("ana likes short walks")
        program.wait(page.unlock.isEnabled)
    page = program.type_passphrase("ana likes short walks")
    program.wait(lambda: "You can try again in" in page.passphrase.below.text())
    assert not page.unlock.isEnabled()
    program.wait(page.unlock.isEnabled)
    assert page.passphrase.below.text() == "You can try again now."
    program.unlock(PASSPHRASES[SUPERVISOR])


def test_forgotten_the_sheet_opens_the_way_to_a_new_one_and_everybody_is_told(
    start: Start, office_folder: Path, opened: Opener
) -> None:
    code = new_sheet(office_folder)
    first = start()
    first.begin(office_folder)
    lock = first.page(LockPage)
    lock.who.choose(next(each.person_id for each in lock.seen.people if each.name == STAFF))
    lock.recovery.click()

    page = first.page(RecoveryPage)
    assert page.who.person.name == STAFF
    for group, typed in zip(page.code.groups, code.split("-"), strict=True):
        QTest.keyClicks(group.line, typed.lower())
    assert page.code.is_complete
    type_into(page.pair.first.line, NEW)
    QTest.keyClick(page.pair.first.line, ENTER)
    type_into(page.pair.again.line, NEW)
    QTest.keyClick(page.pair.again.line, ENTER)
    first.wait(lambda: first.app.window is not None and first.app.window.isVisible())
    assert first.app.store is not None
    assert first.app.store.member.name == STAFF
    assert "seal of the recovery sheet was opened" in first.window.desk.toasts.text
    first.end()

    again = start()
    again.begin(office_folder)
    window = again.unlock(PASSPHRASES[SUPERVISOR], SUPERVISOR)
    assert "seal of the recovery sheet was opened" in window.desk.toasts.text
    again.end()

    once_more = start()
    once_more.begin(office_folder)
    assert once_more.unlock(NEW, STAFF).desk.toasts.text == "", "told once"


def test_the_code_of_a_replaced_sheet_opens_nothing(program: Program, office_folder: Path) -> None:
    old = new_sheet(office_folder)
    new_sheet(office_folder)
    program.begin(office_folder)
    program.page(LockPage).recovery.click()
    page = program.page(RecoveryPage)
    page.code.groups[0].line.textEdited.emit(old)
    type_into(page.pair.first.line, NEW)
    type_into(page.pair.again.line, NEW)
    QTest.keyClick(page.pair.again.line, ENTER)
    program.wait(page.set_new.isEnabled)
    assert page.note._title.text() == "This code is of another office or of a replaced sheet."
    page.back.click()
    program.page(LockPage)
