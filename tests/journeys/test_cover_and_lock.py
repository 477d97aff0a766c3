"""Somebody comes to the counter: the screen is covered for a minute. Later the officer forgets to lock."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.cover.cover_page import CoverPage
from desktop.views.cover.pin import TRIES
from desktop.views.main_window import MainWindow
from desktop.views.start.lock_page import LockPage
from desktop.views.start.lock_settings import CoverDialog
from tests.factories import PASSPHRASES, SUPERVISOR, concern, saved
from tests.journeys.working_day import concerns_tab, press
from tests.program import Program, Start, program, start, type_into

__all__ = ["program", "start"]

PIN = "402917"
CANARY = "Vellichor lamp at the gate"
ENTER = Qt.Key.Key_Return


def at_work(program: Program, office: Path) -> MainWindow:
    """A concern is on the screen."""
    program.begin(office)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    store = program.app.store
    assert store is not None
    heard = concern(words=CANARY, title=CANARY)
    saved(store, heard)
    window.open_record("concern", heard.id)
    program.wait(lambda: concerns_tab(window).pane.shown is not None)
    program.wait(lambda: CANARY in readable())
    return window


def choose_pin(program: Program, window: MainWindow) -> CoverPage:
    """The first time, the cover asks for a PIN and says what it is worth."""
    press(window, "Ctrl+Shift+K")
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CoverDialog))
    type_into(dialog.entry.first.line, PIN)
    type_into(dialog.entry.again.line, PIN)
    QTest.keyClick(dialog.entry.again.line, ENTER)
    return program.page(CoverPage)


def try_pin(page: CoverPage, pin: str) -> None:
    type_into(page.pin.line, pin)
    QTest.keyClick(page.pin.line, ENTER)


def test_covered_nothing_can_be_read_and_work_goes_on_where_it_was(program: Program, office_folder: Path) -> None:
    window = at_work(program, office_folder)
    page = choose_pin(program, window)
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [program.app.start_window]
    assert program.app.start_window.windowTitle() == "Common Ground"
    assert CANARY not in readable()
    program.wait(lambda: "42nd Precinct" not in readable())  # the lock screen before goes at the next turn

    try_pin(page, "999999")
    program.wait(lambda: page.pin.box.is_wrong)
    assert page.pin.below.text() == "That is not the PIN. 2 more tries, then the office locks."
    try_pin(page, PIN)
    program.wait(window.isVisible)
    program.wait(lambda: CANARY in readable())
    assert not program.restarts
    assert not program.app.start_window.isVisible()

    press(window, "Ctrl+Shift+K")
    assert program.page(CoverPage) is not page, "the second time it covers at once"
    assert not window.isVisible()


def test_three_wrong_pins_lock_the_office(start: Start, office_folder: Path) -> None:
    first = start()
    page = choose_pin(first, at_work(first, office_folder))
    for wrong in range(TRIES):
        first.wait(page.uncover.isEnabled)
        try_pin(page, f"11223{wrong}")
    first.wait(lambda: first.restarts)
    first.end()
    again = start()
    again.begin(office_folder)
    assert again.page(LockPage).sentence.text() == "Locked after three wrong PINs"


def test_covered_too_long_it_locks_though_somebody_plays_with_the_keys(program: Program, office_folder: Path) -> None:
    window = at_work(program, office_folder)
    choose_pin(program, window)
    absence = program.app.absence
    assert absence is not None
    later = absence.seconds() + 600
    absence.seconds = lambda: later
    QTest.keyClick(program.app.start_window.windowHandle(), Qt.Key.Key_Shift)
    absence.look()
    program.wait(lambda: program.restarts)


def test_locking_by_key_saves_what_is_being_typed(start: Start, office_folder: Path) -> None:
    first = start()
    window = at_work(first, office_folder)
    tab = concerns_tab(window)
    answer = tab.pane.field("answer").editor.keyboard_targets()[0]
    answer.setFocus()
    QTest.keyClicks(answer, "We asked the city")
    press(window, "Ctrl+Shift+L")
    assert not window.isVisible()
    first.wait(lambda: first.restarts)
    first.end()
    again = start()
    again.begin(office_folder)
    window = again.unlock(PASSPHRASES[SUPERVISOR])
    window.go_to("concerns")
    again.wait(lambda: "We asked the city" in readable())


def readable() -> str:
    """Everything a screen reader could find in the windows of the program."""
    said: list[str] = []
    program = QApplication.instance()
    assert program is not None
    _gather(QAccessible.queryAccessibleInterface(program), said)
    return "\n".join(said)


def _gather(part: QAccessibleInterface, said: list[str]) -> None:
    said += [part.text(QAccessible.Text.Name), part.text(QAccessible.Text.Value)]
    for place in range(part.childCount()):
        child: QAccessibleInterface | None = part.child(place)
        if child is not None and child.isValid():
            _gather(child, said)
