"""Who can see the screen, what the room sees then, and locking while the room talks on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.meeting import Meeting
from desktop.models.promise import Promise
from desktop.settings import Settings
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.meetings.session.session_frame import SessionFrame
from desktop.views.meetings.session.start_question import Seen, StartQuestion
from desktop.views.meetings.session.wrap_up_list import CLEAR_AT_FIRST
from desktop.views.meetings.session.wrap_up_rows import ClearRow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from desktop.views.widgets.marks import KeyHint
from tests.factories import PASSPHRASES, SUPERVISOR, noted, person, saved
from tests.views.meetings.session.conftest import meeting_of, plan


@pytest.fixture
def window(store: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window with the tab of meetings alone."""
    background = Background(store)
    made = MainWindow(store, theme, Settings(tmp_path / "s.ini"), PrivacyScreen(), background, (MeetingsTab,))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    background.close()


@pytest.fixture
def meeting_id(store: Store) -> int:
    return store.write("Plan a meeting", plan).result()


def frame_of(window: MainWindow) -> SessionFrame:
    tab = window.tabs["meetings"]
    assert isinstance(tab, MeetingsTab)
    return tab.frame


def begin(window: MainWindow, meeting_id: int, seen: Seen, qtbot: QtBot) -> SessionFrame:
    """Open the session and answer the question with its key."""
    frame = frame_of(window)
    frame.open_session(meeting_id)
    question = frame.findChild(StartQuestion)
    assert question is not None
    QTest.keyClicks(question, str(list(Seen).index(seen) + 1))
    assert question.seen is seen
    QTest.keyClick(question, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.page is not None and frame.page.is_live)
    return frame


def test_starting_asks_once_and_escape_starts_nothing(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    frame = frame_of(window)
    frame.open_session(meeting_id)
    question = frame.findChild(StartQuestion)
    assert question is not None
    assert question.seen is Seen.ONLY_ME
    with qtbot.waitSignal(question.destroyed):
        QTest.keyClick(question, Qt.Key.Key_Escape)
    assert meeting_of(store, meeting_id).began_at is None
    frame.leave()
    assert not frame.is_open


def test_everyone_sees_the_stage_with_one_line_and_saved_lines_vanish(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.EVERYONE, qtbot)
    page = frame.page
    assert page is not None
    assert window.desk.privacy.is_on
    assert not page.stream.isVisible()
    assert page.capture.isVisible()
    assert [hint.isVisible() for hint in page.capture.findChildren(KeyHint)] == [True], "Enter"
    QTest.keyClicks(page.capture.text, "!the gate does not close")
    QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.saved_lines == 1)
    assert page.capture.text.words == ""
    frame.toggle_blank()
    assert frame.room is not None
    assert frame.room.is_blank


def test_names_that_the_office_knows_are_masked_for_the_room_also_while_they_show_here(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    saved(store, person(name="Imogen Ferrara"))
    frame = begin(window, meeting_id, Seen.SECOND_DISPLAY, qtbot)
    window.desk.privacy.set_on(False)

    def plan_for_her(session: WritingSession) -> None:
        held = session.get_one(Meeting, meeting_id)
        held.title, held.ground_rules = "An evening with Imogen Ferrara", "Imogen Ferrara has the last word"
        held.agenda[0].title = "Imogen Ferrara says welcome, call 555-0144"

    store.write("Plan", plan_for_her).result()
    assert frame.room is not None
    room = frame.room.window
    assert room is not None
    qtbot.waitUntil(lambda: "I. F. says welcome" in room.stage.accessibleDescription())
    stage = room.stage._stage
    assert stage is not None
    shown = " ".join((stage.title, *stage.rules, *(point.title for point in stage.points)))
    assert "Imogen" not in shown
    assert "0144" not in shown
    assert "An evening with I. F." in shown
    assert "I. F. has the last word" in shown


def test_the_wrap_up_turns_the_privacy_screen_on_and_prints_a_sign_in_sheet(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    frame = frame_of(window)
    begin(window, meeting_id, Seen.ONLY_ME, qtbot)
    assert frame.page is not None
    frame.page.wrap_up()
    wrap_up = frame.wrap_up
    assert wrap_up is not None
    qtbot.mouseClick(wrap_up.head.privacy, Qt.MouseButton.LeftButton)
    assert window.desk.privacy.is_on
    assert wrap_up.head.privacy.words == "Privacy screen: on"
    with qtbot.waitSignal(window.tabs["meetings"].leaving_requested) as asked:
        qtbot.mouseClick(wrap_up.foot.sign_in, Qt.MouseButton.LeftButton)
    assert (asked.args[0].what, asked.args[0].meeting) == ("sign-in", meeting_of(store, meeting_id).number)


def test_a_second_display_shows_the_stage_and_this_screen_the_notes(
    window: MainWindow, meeting_id: int, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.SECOND_DISPLAY, qtbot)
    assert frame.page is not None
    assert frame.room is not None
    assert frame.page.stream.isVisible()
    stage = frame.room.window
    assert stage is not None
    assert stage.isVisible()
    frame.leave()
    assert not stage.isVisible()


def test_a_display_unplugged_in_the_middle_shows_nothing_here_and_asks_again(
    window: MainWindow, meeting_id: int, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.SECOND_DISPLAY, qtbot)
    assert frame.room is not None
    frame.room.display_removed()
    assert frame.room.window is None
    question = frame.findChild(StartQuestion)
    assert question is not None
    with qtbot.waitSignal(question.destroyed):
        QTest.keyClick(question, Qt.Key.Key_Return)


def test_a_mirrored_display_unplugged_in_the_middle_brings_no_note_to_light(
    window: MainWindow, meeting_id: int, qapp: QApplication, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.EVERYONE, qtbot)
    page = frame.page
    assert page is not None
    assert frame.room is not None
    QTest.keyClicks(page.capture.text, "!the gate does n")
    qapp.screenRemoved.emit(qapp.primaryScreen())
    assert frame.room.seen is Seen.EVERYONE
    assert window.desk.privacy.is_on
    assert not page.stream.isVisible()
    assert page.capture.text.words == "the gate does n"
    QTest.keyClicks(page.capture.text, "ot close")
    QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.saved_lines == 1)
    frame.unfold()
    folded = frame.folded
    assert folded is not None
    qtbot.waitUntil(folded.isVisible)
    assert not page.stream.isVisible()
    QTest.keyClicks(folded.passphrase.line, PASSPHRASES[SUPERVISOR])
    QTest.keyClick(folded.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.stream.isVisible)


def test_the_second_display_unplugged_by_its_cable_leaves_the_line_and_the_clock_alone(
    window: MainWindow, store: Store, meeting_id: int, qapp: QApplication, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.SECOND_DISPLAY, qtbot)
    page = frame.page
    assert page is not None
    QTest.keyClicks(page.capture.text, "the late b")
    qapp.screenRemoved.emit(qapp.primaryScreen())
    assert frame.room is not None
    assert frame.room.window is None
    question = frame.findChild(StartQuestion)
    assert question is not None
    with qtbot.waitSignal(question.destroyed):
        QTest.keyClick(question, Qt.Key.Key_Return)
    assert frame.room.seen is Seen.ONLY_ME
    assert page.is_live
    assert window.desk.privacy.is_on, "the person says when the room has stopped looking"
    assert page.capture.text.words == "the late b"
    assert meeting_of(store, meeting_id).break_since is None


def test_locking_while_live_covers_the_notes_and_gives_back_the_half_typed_line(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.ONLY_ME, qtbot)
    page = frame.page
    assert page is not None
    QTest.keyClicks(page.capture.text, "!The late b")
    assert window.lock_in_place()
    folded = frame.folded
    assert folded is not None
    qtbot.waitUntil(folded.isVisible)
    assert not page.stream.isVisible()
    assert page.is_live
    QTest.keyClicks(folded.passphrase.line, "not the passphrase")
    QTest.keyClick(folded.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in folded.passphrase.below.text())
    QTest.keyClicks(folded.passphrase.line, PASSPHRASES[SUPERVISOR])
    QTest.keyClick(folded.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.stream.isVisible)
    assert page.capture.half_typed.words == "The late b"


def test_without_a_live_session_the_office_locks_as_ever(window: MainWindow) -> None:
    assert not window.lock_in_place()


def test_the_heads_name_what_undo_takes_back_and_the_wrap_up_begins_without_old_news(
    window: MainWindow, meeting_id: int, qtbot: QtBot
) -> None:
    frame = begin(window, meeting_id, Seen.ONLY_ME, qtbot)
    qtbot.waitUntil(lambda: frame.page is not None and frame.page.is_live)
    assert frame.page is not None
    undo = frame.page.head.undo
    qtbot.waitUntil(lambda: undo.accessibleName() == "Undo: Start the ses…")
    assert "Start the session" in undo.toolTip()
    frame.page.keeper.queue("Left side, third row")
    qtbot.waitUntil(lambda: "Add to the queue" in undo.toolTip())
    window.desk.toasts.show("This line was passed on.")
    frame.page.wrap_up()
    assert frame.wrap_up is not None
    assert window.desk.toasts.text == ""
    last = frame.wrap_up.head.undo
    qtbot.waitUntil(lambda: last.accessibleName() == "Undo: End the session")
    assert last.isEnabled()


def test_what_is_clear_already_is_shown_in_part_and_whole_on_request(
    window: MainWindow, store: Store, meeting_id: int, qtbot: QtBot
) -> None:
    with store.reading() as session:
        here = session.get_one(Meeting, meeting_id)
    promised = noted(store, *(f"+lamp {number} by friday" for number in range(CLEAR_AT_FIRST + 2)), of=here)

    def sort(session: WritingSession) -> None:
        for each in promised:
            assert each.made is not None
            promise = session.get_one(Promise, each.made.id)
            promise.owner_id, promise.due, promise.sorted_at = store.member.person_id, session.now.date(), session.now

    store.write("Sort them", sort).result()
    frame = frame_of(window)
    frame.open_wrap_up(meeting_id)
    assert frame.wrap_up is not None
    page = frame.wrap_up
    qtbot.waitUntil(lambda: page.page is not None)

    def rows() -> int:
        return sum(row.isVisible() for row in page.list.findChildren(ClearRow))

    qtbot.waitUntil(lambda: rows() == CLEAR_AT_FIRST)
    page.list.all_lines.click()
    qtbot.waitUntil(lambda: rows() == CLEAR_AT_FIRST + 2)
    page.list.all_lines.click()
    qtbot.waitUntil(lambda: rows() == CLEAR_AT_FIRST)
