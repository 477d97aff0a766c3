"""A session from Ctrl L to its final minutes, through the real window and by its keys."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, Engine, event, select

from desktop.models.concern import Category, Concern
from desktop.models.line import Line, Mark
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.promise import Promise
from desktop.models.sorting import Unsorted
from desktop.models.waiting import Waiting
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.command_actions import CommandAction
from desktop.views.main_window import MainWindow
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.meetings.session.queue_popover import QueuePopover
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.meetings.session.start_question import StartQuestion
from desktop.views.meetings.session.wrap_up_page import WrapUpPage
from desktop.views.widgets.tick import Tick
from tests import factories
from tests.factories import FrozenClock
from tests.journeys.conftest import OpenWindow
from tests.journeys.working_day import concerns_tab, meetings_tab
from tests.views.watchdog import Watchdog

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
PLACE = "left side, third row"
SIGNS = ("!", "+", "?", ">", "*", "")
PROMISED = "We will call the lighting office by friday"


@dataclass(frozen=True, slots=True)
class Evening:
    """Hands on a session in the real window."""

    window: MainWindow
    store: Store
    meeting_id: int
    qtbot: QtBot

    @property
    def tab(self) -> MeetingsTab:
        return meetings_tab(self.window)

    @property
    def page(self) -> SessionPage:
        assert self.tab.frame.page is not None
        return self.tab.frame.page

    @property
    def wrap_up(self) -> WrapUpPage:
        assert self.tab.frame.wrap_up is not None
        return self.tab.frame.wrap_up

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key wherever the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type a line wherever the keyboard is, and press Enter."""
        self.qtbot.waitUntil(self.page.capture.text.hasFocus)
        self.qtbot.keyClicks(self.page.capture.text, text)
        self.press(Qt.Key.Key_Return)

    def settled(self) -> None:
        """Wait until what was typed is on the disk."""
        self.qtbot.waitUntil(lambda: not self.page.keeper.is_saving)

    def start(self) -> None:
        """Ctrl L, and Enter on the question."""
        self.press(Qt.Key.Key_L, CTRL)
        question = self.window.findChild(StartQuestion)
        assert question is not None
        with self.qtbot.waitSignal(question.destroyed):
            self.qtbot.keyClick(question, Qt.Key.Key_Return)
        self.here()
        self.qtbot.waitUntil(lambda: self.page.is_live)

    def here(self) -> None:
        """The window has the keyboard again, as a window system sees to."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def meeting(self) -> Meeting:
        """The meeting as the database has it."""
        with self.store.reading() as session:
            return session.get_one(Meeting, self.meeting_id)

    def lines(self) -> list[Line]:
        """The lines as the database has them."""
        with self.store.reading() as session:
            return list(session.scalars(select(Line).where(Line.deleted_at.is_(None)).order_by(Line.position)))

    def line(self, words: str) -> Line:
        """The line that begins so."""
        return next(line for line in self.lines() if (line.words or "").startswith(words))


@pytest.fixture
def evening(store: Store, open_window: OpenWindow, qtbot: QtBot) -> Evening:
    """The window on an office with one planned meeting and one open concern."""

    def work(session: WritingSession) -> int:
        session.add(flats := factories.area())
        lighting = session.scalars(select(Category).where(Category.name.contains("ighting"))).first()
        session.add(
            factories.concern(words="The shelter light at the tram stop flickers", area=flats, category=lighting)
        )
        here = factories.meeting(title="Street lighting", area=flats)
        session.add(here)
        session.flush()
        for place, title in enumerate(("Welcome", "Lamps on Alder St", "What comes next")):
            session.add(factories.agenda_item(here, title=title, minutes=10, position=place * 10))
        return here.id

    meeting_id = store.write("Plan a meeting", work).result()
    window = open_window(store)
    window.resize(1440, 900)
    window.show_tab("meetings")
    qtbot.waitUntil(lambda: meetings_tab(window).list.model.rowCount() == 1)
    return Evening(window, store, meeting_id, qtbot)


def test_an_evening_from_start_to_final_minutes(evening: Evening, clock: FrozenClock, qtbot: QtBot) -> None:
    evening.start()
    assert evening.meeting().status is MeetingStatus.LIVE
    write_lines(evening)
    mark_and_strike(evening, qtbot)
    queue_break_and_next(evening, clock, qtbot)
    evening.press(Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.waitUntil(lambda: evening.meeting().status is MeetingStatus.WRAP_UP)
    sort(evening, qtbot)
    read_back_and_finish(evening, qtbot)
    make_minutes_final(evening, qtbot)
    with evening.store.reading() as session:
        assert [each.place for each in session.scalars(select(Waiting))] == [PLACE]
        promise = session.scalars(select(Promise)).one()
        assert promise.words == PROMISED
        assert promise.read_back_at is not None
        assert promise.due is not None


def test_a_wrap_up_is_left_for_a_concern_and_come_back_to(evening: Evening, qtbot: QtBot) -> None:
    evening.start()
    evening.type("!The shelter light at the tram stop flickers all night")
    evening.settled()
    evening.press(Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.waitUntil(lambda: evening.tab.frame.wrap_up is not None and evening.wrap_up.page is not None)
    qtbot.waitUntil(evening.wrap_up.list.isVisible)
    evening.wrap_up.focus_first()
    evening.press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: evening.window.tab is concerns_tab(evening.window))
    assert evening.window._navigation.isVisible()
    evening.press(Qt.Key.Key_2, CTRL)
    assert evening.window.tab is evening.tab
    assert evening.wrap_up.isVisible()
    evening.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: evening.tab.frame.page is not None)
    evening.page.stream.setFocus()
    evening.press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: not evening.tab.frame.is_open)


@pytest.mark.parametrize("where", ["session", "locked", "wrap-up"])
def test_no_key_means_two_things_in_a_session(evening: Evening, qtbot: QtBot, where: str) -> None:
    evening.start()
    if where == "locked":
        evening.window.lock_in_place()
    elif where == "wrap-up":
        evening.page.wrap_up()
        qtbot.waitUntil(lambda: evening.tab.frame.wrap_up is not None)
    keys = Counter(
        key.toString()
        for action in evening.window.actions()
        if isinstance(action, CommandAction) and action.isEnabled()
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.alone
def test_a_busy_session_never_holds_up_the_window(evening: Evening, watched: Watchdog, qtbot: QtBot) -> None:
    evening.start()
    evening.type("!the first line loads what all lines need #lighting")
    evening.type("+we will look by friday")
    evening.settled()
    qtbot.waitUntil(lambda: len(evening.page.view.cards) == 2)
    watched.start()
    for number in range(12):
        evening.type(f"{SIGNS[number % len(SIGNS)]}lamp {number} on Alder St is out #lighting")
    evening.settled()
    qtbot.waitUntil(lambda: len(evening.page.view.cards) == 10)
    assert len(evening.lines()) == 14


def test_until_a_note_is_saved_no_part_of_the_window_waits_for_the_database(evening: Evening) -> None:
    evening.start()
    evening.type("+the first line loads what all lines need #lighting")
    evening.settled()
    asked: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if current_thread() is main_thread():
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for typed in ("it is dark behind the school", "+we look by friday #lighting", "?who has the key"):
            evening.type(typed)
            evening.settled()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert asked == []


# The parts of the evening


def write_lines(evening: Evening) -> None:
    """Lines, with signs and without."""
    evening.type("welcome, and how these notes work")
    evening.type("!The shelter light at the tram stop flickers all night #lighting")
    evening.type("the gate of the playground does not close")
    evening.type('"My mother walks in the road')
    evening.press(Qt.Key.Key_I, ALT)
    evening.type("?when does the new bus come")
    evening.type(f"+{PROMISED}")
    evening.type("!my son was stopped at the park")
    evening.settled()
    assert [line.mark for line in evening.lines()] == [
        Mark.NOTE, Mark.CONCERN, Mark.NOTE, Mark.NOTE, Mark.QUESTION, Mark.PROMISE, Mark.CONCERN,
    ]  # fmt: skip
    assert evening.line("My mother").verbatim
    assert evening.line("when does").interpreted


def mark_and_strike(evening: Evening, qtbot: QtBot) -> None:
    """A mark on an earlier line with one key; another one struck in one act, at the speaker's wish."""
    evening.page.stream.choose_line(evening.line("the gate").id)
    evening.page.stream.setFocus()
    evening.press(Qt.Key.Key_1, CTRL | ALT)
    qtbot.waitUntil(lambda: evening.line("the gate").mark is Mark.CONCERN)
    evening.page.stream.choose_line(evening.line("my son").id)
    evening.press(Qt.Key.Key_X, CTRL | SHIFT)
    qtbot.waitUntil(lambda: any(line.struck_at is not None for line in evening.lines()))
    assert not any("my son" in (line.words or "") for line in evening.lines())


def queue_break_and_next(evening: Evening, clock: FrozenClock, qtbot: QtBot) -> None:
    """Somebody waits, by place; the clock rests during a break; a line belongs to the next item."""
    page = evening.page
    page.focus_capture()
    evening.press(Qt.Key.Key_F7)
    popover = evening.window.findChild(QueuePopover)
    assert popover is not None
    qtbot.keyClicks(popover._typed, PLACE)
    with qtbot.waitSignal(popover.destroyed):
        qtbot.keyClick(popover._typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.view.waiting) == 1)
    evening.here()
    page.focus_capture()
    clock.move(minutes=12)
    evening.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: page.view.break_since is not None)
    clock.move(minutes=5)
    evening.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: page.view.break_since is None)
    assert page.view.ran(clock()).total_seconds() == 12 * 60
    evening.press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: [point.is_now for point in page.view.points] == [False, True, False])
    evening.type("under the second item")
    evening.settled()
    assert evening.line("under the second").item_id == page.view.points[1].id


def sort(evening: Evening, qtbot: QtBot) -> None:
    """Y for the concern that is raised again and for what is promised, D for the other guesses."""
    qtbot.waitUntil(lambda: bool(waiting(evening)))
    first = waiting(evening)[0]
    assert first.is_duplicate
    evening.wrap_up.focus_first()
    while left := waiting(evening):
        card = left[0].card
        is_right = left[0].is_duplicate or (card is not None and card.mark is Mark.PROMISE)
        evening.press(Qt.Key.Key_Y if is_right else Qt.Key.Key_D)
        fewer = partial(has_fewer, evening, len(left))
        qtbot.waitUntil(fewer)
    assert first.card is not None
    with evening.store.reading() as session:
        again = session.get_one(Concern, first.card.id)
        assert (again.closed_because or "").startswith("Raised before, see ")


def waiting(evening: Evening) -> list[Unsorted]:
    """What is still to be decided."""
    page = evening.wrap_up.page
    return page.waiting if page is not None else []


def has_fewer(evening: Evening, count: int) -> bool:
    """Whether one more was decided."""
    return len(waiting(evening)) < count


def read_back_and_finish(evening: Evening, qtbot: QtBot) -> None:
    """Each promise is ticked when it was read; then the meeting is done."""
    page = evening.wrap_up

    def ticks() -> list[Tick]:
        return [each for each in page.side.findChildren(Tick) if each.isVisible()]

    qtbot.waitUntil(lambda: len(ticks()) == 1)
    ticks()[0].click()
    qtbot.waitUntil(lambda: page.page is not None and page.page.read == 1)
    evening.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: evening.meeting().status is MeetingStatus.DONE)
    qtbot.waitUntil(lambda: not evening.tab.frame.is_open)
    qtbot.waitUntil(lambda: evening.tab.pane.meeting is not None)


def make_minutes_final(evening: Evening, qtbot: QtBot) -> None:
    """Draft, read back, one correction, final; then locked."""
    panel = evening.tab.pane.minutes

    def state() -> MinutesState | None:
        with evening.store.reading() as session:
            found = session.scalars(select(Minutes)).one_or_none()
            return found.state if found else None

    assert panel._step.words == "Make minutes"
    panel._step.click()
    qtbot.waitUntil(lambda: state() is MinutesState.DRAFT)
    qtbot.waitUntil(lambda: panel._step.words == "Read back to the room")
    panel._step.click()
    qtbot.waitUntil(lambda: state() is MinutesState.READ_BACK)
    qtbot.waitUntil(panel._correct.isVisible)
    panel._correct.click()
    qtbot.waitUntil(lambda: state() is MinutesState.CORRECTED)
    qtbot.waitUntil(lambda: panel._step.words == "Make final")
    editor = panel._form.frame("corrections").editor
    field = editor.keyboard_targets()[0]
    QTest.keyClicks(field, "The bus comes in May.")
    evening.tab.pane.save_everything()
    panel._step.click()
    qtbot.waitUntil(lambda: state() is MinutesState.FINAL)
    with evening.store.reading() as session:
        assert session.scalars(select(Minutes)).one().corrections == "The bus comes in May."


def test_earlier_lines_by_one_key_or_click_and_the_keys_of_the_field(evening: Evening, qtbot: QtBot) -> None:
    evening.start()
    for typed in ("The lamp is out", "Buses are late", "The crossing is dark"):
        evening.type(typed)
    evening.settled()
    page = evening.page
    stream, first = page.stream, evening.line("The lamp").id
    stream.setFocus(Qt.FocusReason.MouseFocusReason)
    stream.choose_line(first)

    def shown() -> Mark:
        row = page.notes.row_at(page.notes.place_of(first))
        assert row.line is not None
        return row.line.mark

    qtbot.keyClicks(stream, "!")
    qtbot.waitUntil(lambda: shown() is Mark.CONCERN)
    buttons = page.capture._signs
    promise = next(button for button, sign in buttons._signs.items() if sign == "+")
    qtbot.mouseClick(promise, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown() is Mark.PROMISE)
    qtbot.keyClicks(stream, "+")
    qtbot.waitUntil(lambda: shown() is Mark.NOTE)
    assert evening.line("The lamp").mark is Mark.NOTE

    qtbot.keyClicks(stream, "a")  # a letter goes into the field, and with it the keyboard
    qtbot.waitUntil(page.capture.text.hasFocus)
    evening.press(Qt.Key.Key_Backspace)
    evening.press(Qt.Key.Key_Up)
    assert page.capture.text.words == "The crossing is dark"
    evening.press(Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(page.capture.text, "since May")
    evening.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.line("The crossing").words == "The crossing is dark\nsince May")

    qtbot.keyClicks(page.capture.text, "We missed this")
    stream.choose_line(first)
    evening.press(Qt.Key.Key_I, CTRL | SHIFT)
    qtbot.waitUntil(lambda: [line.words for line in evening.lines()][1] == "We missed this")
    before = stream.text_size
    evening.press(Qt.Key.Key_Plus, CTRL)
    assert stream.text_size > before
    evening.press(Qt.Key.Key_Minus, CTRL)
    assert stream.text_size == before
    evening.window.show_tab("concerns")
    evening.window.show_tab("meetings")
    page.focus_capture()
    qtbot.waitUntil(page.capture.text.hasFocus)
    qtbot.keyClicks(page.capture.text, "half a line")
    evening.press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: not page.isVisible())
    evening.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: evening.page.capture.text.words == "half a line")
