"""Five steps, back and forth; nothing shows in its place before Finish."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.area import Area
from desktop.store.opening import open_office
from desktop.views.start.aside import Aside
from desktop.views.start.first_run.answers import folder_name
from desktop.views.start.first_run.first_run import FirstRun
from desktop.views.start.first_run.making import beside
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button

PASSPHRASE = "river lantern orchard copper"
WAIT_MS = 20_000
ENTER = Qt.Key.Key_Return


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "offices" / "Fernhill office"


@pytest.fixture
def run(theme: Theme, stage: QWidget, place: Path, qtbot: QtBot) -> Iterator[FirstRun]:
    aside = Aside()
    made = FirstRun(theme, aside, place, stage)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    made.focus_first()
    yield made
    aside.close()


def answer_four(run: FirstRun, areas: tuple[str, ...] = ("Orchard Flats", "Quarry Hill")) -> None:
    """Answer the first four steps with the keyboard alone."""
    QTest.keyClicks(run.office.name.line, "Fernhill office")
    QTest.keyClick(run.office.name.line, ENTER)
    for area in areas:
        QTest.keyClicks(run.areas.name.line, area)
        QTest.keyClick(run.areas.name.line, ENTER)
    QTest.keyClick(run.areas.name.line, ENTER)
    QTest.keyClicks(run.person.name.line, "R. Alvarez")
    QTest.keyClick(run.person.name.line, ENTER)
    QTest.keyClicks(run.person.title_of.line, "Sergeant")
    QTest.keyClick(run.person.title_of.line, ENTER)
    QTest.keyClicks(run.passphrase.pair.first.line, PASSPHRASE)
    QTest.keyClick(run.passphrase.pair.first.line, ENTER)
    QTest.keyClicks(run.passphrase.pair.again.line, PASSPHRASE)
    QTest.keyClick(run.passphrase.pair.again.line, ENTER)
    assert run.now == 4


def save_sheet(run: FirstRun, path: Path, qtbot: QtBot) -> None:
    run.sheet.save_to(str(path))
    qtbot.waitUntil(run.sheet.read_back.isEnabled, timeout=WAIT_MS)


def read_back(run: FirstRun) -> None:
    assert run._made is not None
    code = run._made[1].split("-")
    group = code[int(run.sheet.read_back.line.accessibleName().split()[-1]) - 1]
    QTest.keyClicks(run.sheet.read_back.line, group[:4].lower())


def test_a_step_goes_on_only_when_it_is_answered(run: FirstRun) -> None:
    QTest.keyClick(run.office.name.line, ENTER)
    assert run.now == 0
    assert run.office.name.below.text() == "Give your office a name."
    QTest.keyClicks(run.office.name.line, "Fernhill office")
    assert run.office.name.below.text() == ""
    QTest.keyClick(run.office.name.line, ENTER)
    assert run.now == 1


def test_enter_adds_areas_and_goes_on_from_the_empty_line(run: FirstRun) -> None:
    QTest.keyClicks(run.office.name.line, "Fernhill office")
    run.next.click()
    for typed in ("Orchard Flats", " orchard  FLATS ", "Quarry Hill"):
        QTest.keyClicks(run.areas.name.line, typed)
        QTest.keyClick(run.areas.name.line, ENTER)
    assert run.areas.areas == ("Orchard Flats", "Quarry Hill")
    assert run.now == 1
    QTest.keyClick(run.areas.name.line, ENTER)
    assert run.now == 2


def test_what_was_typed_stays_when_somebody_goes_back(run: FirstRun) -> None:
    QTest.keyClicks(run.office.name.line, "Fernhill office")
    run.next.click()
    run.back_requested.emit()
    assert run.now == 0
    assert run.office.name.text == "Fernhill office"
    run.back_requested.emit()
    assert run.now == 0


def test_a_passphrase_typed_twice_differently_is_told_in_place(run: FirstRun) -> None:
    answer = run.passphrase.pair
    run._show(3)
    QTest.keyClicks(answer.first.line, "river")
    QTest.keyClick(answer.again.line, ENTER)
    assert answer.first.below.text() == "Too short: 7 more characters"
    QTest.keyClicks(answer.first.line, " lantern orchard copper")
    QTest.keyClicks(answer.again.line, "river lantern")
    QTest.keyClick(answer.again.line, ENTER)
    assert answer.again.below.text() == "Not the same yet."
    assert run.now == 3


def test_a_folder_with_something_in_it_is_refused(run: FirstRun, place: Path) -> None:
    place.mkdir(parents=True)
    (place / "letters.txt").touch()
    QTest.keyClicks(run.office.name.line, "Fernhill office")
    QTest.keyClick(run.office.name.line, ENTER)
    assert run.now == 0
    assert "There is something in that folder already" in run.office.wrong.text()


def test_finish_opens_only_after_sheet_reading_back_and_handing_over(
    run: FirstRun, place: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    answer_four(run)
    run.go_on()
    assert run.sheet._said.text() == "First print the sheet, or save it as PDF."
    save_sheet(run, tmp_path / "sheet.pdf", qtbot)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert not run.sheet.sealed.isEnabled()
    QTest.keyClicks(run.sheet.read_back.line, "0000")
    assert run.sheet._read_said.text() == "Not what the sheet says"
    run.sheet.read_back.line.clear()
    read_back(run)
    assert run.sheet._read_said.text() == "Right"
    run.go_on()
    assert not place.exists(), "not yet handed over"
    run.sheet.sealed.click()
    with qtbot.waitSignal(run.finished, timeout=WAIT_MS) as done:
        run.go_on()
    where, attempt = done.args[0]
    assert where == place
    store = open_office(place, attempt.passphrase, person=attempt.person.person_id)
    try:
        with store.reading() as session:
            assert sorted(area.name for area in session.query(Area)) == ["Orchard Flats", "Quarry Hill"]
        assert store.member.name == "R. Alvarez"
    finally:
        store.close()
    assert [path.name for path in place.parent.iterdir()] == [place.name], "nothing is left beside it"


def test_another_answer_makes_the_printed_sheet_void(run: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    """The code on a sheet belongs to one office: another name is another office."""
    answer_four(run, areas=())
    save_sheet(run, tmp_path / "sheet.pdf", qtbot)
    read_back(run)
    for _ in range(3):
        run.go_back()
    QTest.keyClicks(run.areas.name.line, "Quarry Hill")
    QTest.keyClick(run.areas.name.line, ENTER)
    for _ in range(3):
        run.go_on()
    assert run.now == 4
    assert not run.sheet.is_read_back
    assert not run.sheet.read_back.isEnabled()


def test_giving_up_leaves_nothing(run: FirstRun, place: Path, tmp_path: Path, qtbot: QtBot) -> None:
    answer_four(run, areas=())
    save_sheet(run, tmp_path / "sheet.pdf", qtbot)
    assert beside(place).exists()
    run.drop_unfinished()
    assert not beside(place).exists()
    assert not place.exists()


def test_a_sheet_that_cannot_be_written_is_told_in_place(run: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    answer_four(run, areas=())
    run.sheet.save_to(str(tmp_path / "missing" / "sheet.pdf"))
    qtbot.waitUntil(run.next.isEnabled, timeout=WAIT_MS)
    assert "missing" in run.sheet._said.text()
    assert not run.sheet.read_back.isEnabled()


def test_the_sheet_is_printed_page_by_page(
    run: FirstRun, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own dialog chooses the printer; here it is a file."""
    from desktop.views.start.first_run.printing import SheetPrinter

    paper = tmp_path / "paper.pdf"

    def ask(self: Any) -> None:
        self._printer.setOutputFileName(str(paper))
        self.send()

    monkeypatch.setattr(SheetPrinter, "ask", ask)
    answer_four(run, areas=())
    run.sheet.print_sheet.click()
    qtbot.waitUntil(run.sheet.read_back.isEnabled, timeout=WAIT_MS)
    assert run.sheet._said.text().startswith("Printed ")
    assert paper.read_bytes().startswith(b"%PDF")


def test_nobody_who_signs_in_may_hold_the_sheet(run: FirstRun) -> None:
    assert not run.sheet._barred.isEnabled()
    assert run.sheet.keeper == "Station commander"
    run.sheet.keepers[2].click()
    assert run.sheet.keeper == "City clerk or legal office"


@pytest.mark.parametrize(
    ("office", "folder"),
    [("Fernhill office", "Fernhill office"), ("42nd/43rd: joint", "42nd 43rd joint"), ("…", "…"), ("...", "Office")],
)
def test_the_folder_is_named_after_the_office(office: str, folder: str) -> None:
    assert folder_name(office) == folder


@pytest.mark.parametrize(("text", "width"), [(100, 1440), (100, 960), (150, 960), (200, 1440), (200, 960)])
def test_no_button_is_cut_however_large_the_text(
    run: FirstRun, theme: Theme, stage: QWidget, text: int, width: int
) -> None:
    theme.set_text_size(text)
    stage.resize(width, 900)
    run.set_room(width)
    for step in range(len(run.steps)):
        run._show(step)
        run.set_room(width)
        QApplication.sendPostedEvents()
        shown = [button for button in run.findChildren(Button) if button.isVisible()]
        assert [button.words for button in shown if button.width() < button.sizeHint().width()] == []
        assert run._where.width() >= run._where.sizeHint().width()
