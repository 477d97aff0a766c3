"""A new office on a new computer: five steps by keyboard, the sheet sealed, and the first concern written down."""

import re
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.area import Area
from desktop.models.concern import Concern
from desktop.store.tables import CHANGE_SET
from desktop.views.concerns.quick_concern import QuickConcern
from desktop.views.start.first_run.first_run import FirstRun
from tests.journeys.working_day import press
from tests.program import Program, program, start

__all__ = ["program", "start"]

PASSPHRASE = "river lantern orchard copper"
ENTER, SPACE, LEFT = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Left


def write(words: str) -> None:
    """Type wherever the keyboard is, then Enter."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, ENTER)


def test_from_an_empty_computer_to_the_first_concern(program: Program, tmp_path: Path) -> None:
    office, sheet = tmp_path / "Fernhill office", tmp_path / "sheet.pdf"
    program.begin(None)
    run = program.page(FirstRun)
    run.office.set_parent_folder(str(tmp_path))

    write("Fernhill office")
    assert run._where.text() == "Step 2 of 5, about two minutes left"
    write("Orchard Flats")
    write("Quarry Hill")
    write("")
    write("R. Alvarez")
    write("")
    assert run.now == 3
    QTest.keyClick(program.app.start_window, LEFT, Qt.KeyboardModifier.AltModifier)
    assert run.now == 2, "Alt and the left arrow go back"
    write("")
    write("")
    write(PASSPHRASE)
    write(PASSPHRASE)
    assert run.now == 4
    assert not office.exists()

    run.sheet.save_to(str(sheet))
    program.wait(run.sheet.read_back.isEnabled)
    group = int(run.sheet.read_back.line.accessibleName().split()[-1])
    code = code_on(sheet)
    QTest.keyClicks(run.sheet.read_back.line, code[group - 1][:4])
    QTest.keyClick(run.sheet.sealed, SPACE)
    QTest.keyClick(run.sheet.sealed, ENTER)

    program.wait(lambda: program.app.window is not None and program.app.window.isVisible())
    store = program.app.store
    assert store is not None
    assert store.member.name == "R. Alvarez"
    assert office.is_dir()
    with store.reading() as session:
        assert sorted(area.name for area in session.query(Area)) == ["Orchard Flats", "Quarry Hill"]
        notes = [row.details for row in session.execute(CHANGE_SET.select()) if "sealed" in row.label]
    assert len(notes) == 1
    assert "Station commander" in notes[0]

    press(program.window, "Ctrl+Shift+C")
    quick = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QuickConcern))
    quick.activateWindow()  # a window system does this by itself
    program.wait(quick.isActiveWindow)
    words = quick.words.editor.keyboard_targets()[0]
    QTest.keyClicks(words, "The light at the tram stop flickers all night")
    QTest.keyClick(words, ENTER, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: numbers(program))
    assert [number[-5:] for number in numbers(program)] == ["-0001"]


def code_on(sheet: Path) -> list[str]:
    """The groups as somebody reads them off the paper."""
    text = PdfReader(sheet).pages[0].extract_text()
    return re.findall(r"^[1-8]\s*\n([0-9A-Z]{5})\s*$", text, re.MULTILINE)


def numbers(program: Program) -> list[str]:
    store = program.app.store
    assert store is not None
    with store.reading() as session:
        return [str(concern.number) for concern in session.query(Concern)]
