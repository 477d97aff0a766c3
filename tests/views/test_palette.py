"""The palette: commands and records by the words typed, by keyboard alone, masked, read aloud, never in the way."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.models.access import Role
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.commands import Command
from desktop.views.main_window import MainWindow
from desktop.views.palette.entries import DO, GO, RECORDS, entries
from desktop.views.palette.finding import Finding, Found, field_of
from desktop.views.palette.palette_list import PaletteList, PaletteModel
from desktop.views.privacy_screen import PrivacyScreen
from tests.factories import concern, person, promise
from tests.views.plain_tabs import ListTab

HOSTILE = '<img src="//host/share/x.png">'


class Opened:
    """The palette of a window, with what a test looks at."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.open_palette()
        self.field = cast(QLineEdit, window.findChild(QLineEdit, "palette-field"))
        self.list = cast(PaletteList, window.findChild(PaletteList, "palette-list"))

    def type(self, words: str) -> None:
        """Type words and wait until the records are known."""
        self.qtbot.keyClicks(self.field, words)
        self.qtbot.waitUntil(lambda: not self.window._palette.is_searching)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.field, key)

    @property
    def rows(self) -> list[str]:
        model = self.list.rows
        return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]

    @property
    def current(self) -> str:
        return str(self.list.currentIndex().data())


@pytest.fixture
def filled(window: MainWindow, store: Store) -> MainWindow:
    """A window on an office with a few records about lamps."""

    def work(session: WritingSession) -> None:
        session.add(concern(words="Four lamps out on Alder St"))
        session.add(concern(words=f"{HOSTILE} by the lamp"))
        session.add(promise(words="Tell Alder St families when the lamps will be repaired"))
        session.add(person(name="Marisol Lampert"))

    store.write("Add records", work).result()
    return window


def test_it_lists_commands_and_tabs_before_anything_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(window, qtbot)
    assert palette.rows[0] == DO
    assert "New concern" in palette.rows
    assert palette.rows[-4:] == [GO, "Back to where you were", "Today", "Concerns"]
    assert "Search, or type a command" not in palette.rows
    assert palette.field.hasFocus()


def test_typed_words_find_records_of_every_kind(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("lamp")
    assert palette.rows[0] == RECORDS
    assert palette.rows[1:5] == [
        f"{HOSTILE} by the lamp",
        "Four lamps out on Alder St",
        "Tell Alder St families when the lamps will be repaired",
        "Marisol Lampert",
    ]
    assert "New concern on “lamp”" in palette.rows
    assert palette.current == f"{HOSTILE} by the lamp"


def test_enter_opens_the_record_where_it_is_shown(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("four lamps")
    palette.press(Qt.Key.Key_Return)
    tab = cast(ListTab, filled.tabs["concerns"])
    assert filled.tab is tab
    assert [kind for kind, _ in tab.shown] == ["concern"]
    assert not filled._palette.isVisible()


def test_a_record_is_found_by_its_number(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("r26-0001")
    assert palette.rows[1] == "Tell Alder St families when the lamps will be repaired"
    palette.press(Qt.Key.Key_Return)
    assert filled.findChild(QDialog, "record-card") is not None


def test_arrows_pass_over_headings_and_go_around(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("today")
    assert palette.rows == [RECORDS, "No record holds “today”", DO, "New concern on “today”", GO, "Today"]
    assert palette.current == "New concern on “today”"
    palette.press(Qt.Key.Key_Down)
    assert palette.current == "Today"
    palette.press(Qt.Key.Key_Down)
    assert palette.current == "New concern on “today”"
    palette.press(Qt.Key.Key_Up)
    assert palette.current == "Today"
    palette.press(Qt.Key.Key_Return)
    assert filled.tab is filled.tabs["today"]


def test_a_command_is_begun_with_the_words_typed(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("zebra crossing")
    assert palette.current == "New concern on “zebra crossing”"
    palette.press(Qt.Key.Key_Return)
    assert cast(ListTab, filled.tabs["concerns"]).ran == ["new on zebra crossing"]


def test_escape_gives_the_keyboard_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("concerns")
    tab = cast(ListTab, window.tabs["concerns"])
    palette = Opened(window, qtbot)
    palette.press(Qt.Key.Key_Escape)
    assert not window._palette.isVisible()
    assert tab.list.hasFocus()


def test_a_click_beside_it_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    Opened(window, qtbot)
    beside = window._palette.geometry().bottomRight() + QPoint(40, -40)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=beside)
    assert not window._palette.isVisible()


def test_the_privacy_screen_masks_what_is_found(filled: MainWindow, qtbot: QtBot) -> None:
    filled.desk.privacy.set_on(True)
    palette = Opened(filled, qtbot)
    palette.type("lampert")
    assert palette.rows[1] == "M. L."
    spoken = palette.list.rows.data(palette.list.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "M. L., person"
    filled.desk.privacy.set_on(False)
    assert palette.rows[1] == "Marisol Lampert"


def test_every_row_is_read_aloud_with_its_keys(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.type("lock")
    model = palette.list.rows
    said = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Lock the office, Ctrl Shift L" in said


def test_the_model_keeps_qts_rules(filled: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    palette = Opened(filled, qtbot)
    qtmodeltester.check(palette.list.rows, force_py=True)
    palette.type("lamp")
    qtmodeltester.check(palette.list.rows, force_py=True)


def test_typing_on_interrupts_the_search_before(filled: MainWindow, qtbot: QtBot) -> None:
    palette = Opened(filled, qtbot)
    palette.field.setText("l")
    before = filled._palette._job
    palette.field.setText("lamp")
    assert before is not None
    assert before.is_canceled
    qtbot.waitUntil(lambda: not filled._palette.is_searching)
    assert "Four lamps out on Alder St" in palette.rows


def test_it_stays_inside_a_small_window_at_200_percent(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.theme.set_text_size(200)
    window.resize(960, 600)
    palette = Opened(window, qtbot)
    card = cast(QWidget, palette.field.parentWidget()).geometry()
    assert card.right() <= window.width() + 24
    assert card.bottom() <= window.height() + 24


def test_struck_and_deleted_records_are_not_found(filled: MainWindow, store: Store) -> None:
    with store.reading() as session:
        before = Finding("families", Role.STAFF)(session)
    assert [each.kind for each in before] == ["promise"]
    store.undo().result()
    with store.reading() as session:
        assert Finding("families", Role.STAFF)(session) == []


def test_a_reader_finds_only_what_a_partner_may_see(filled: MainWindow, store: Store) -> None:
    with store.reading() as session:
        for found in Finding("lamp", Role.READER)(session):
            assert field_of(found).audience.value != "office"


def test_commands_match_by_the_beginnings_of_their_words() -> None:
    known = [Command("a", "Lock the office", run=print), Command("b", "Cover the screen", run=print)]
    rows = entries("the off", [], known, PrivacyScreen(), searched=False)
    assert [row.title for row in rows] == [DO, "Lock the office"]
    assert entries("ock", [], known, PrivacyScreen(), searched=False) == []


def test_a_tip_is_plain_text(qtbot: QtBot) -> None:
    model = PaletteModel()
    model.show_rows(entries("x", [Found("concern", 1, "title", HOSTILE)], [], PrivacyScreen(), searched=True))
    tip = model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_more_than_the_first_are_reached_by_scrolling(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    def work(session: WritingSession) -> None:
        session.add_all([concern(words=f"Lamp {number} on Alder St") for number in range(14)])
        session.add_all([promise(words=f"Mend lamp {number}") for number in range(5)])

    store.write("Add records", work).result()
    palette = Opened(window, qtbot)
    palette.type("lamp")
    records = palette.rows[1 : palette.rows.index(DO)] if DO in palette.rows else palette.rows[1:]
    assert len(records) == 19
    assert sum("Mend" in each for each in records[:8]) == 3, "a kind shows among the first"
    for _ in range(len(records) - 1):
        palette.press(Qt.Key.Key_Down)
    assert palette.current == records[-1]
    here = palette.list.visualRect(palette.list.currentIndex())
    assert palette.list.viewport().rect().contains(here)
