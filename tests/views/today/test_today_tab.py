"""Today: the lists, what can be done from a line, the meetings, the three numbers, one column where it is narrow."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.models.listing import Between
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.promise import Promise
from desktop.models.today import Section
from desktop.store.writing import WritingSession
from desktop.views.asking.date_popover import DatePopover
from desktop.views.asking.told_question import ToldQuestion
from desktop.views.desk import Desk
from desktop.views.tab import SESSION
from desktop.views.today.lines import DayLine
from desktop.views.today.today_tab import TodayTab
from desktop.views.widgets.button import Button
from desktop.views.widgets.words import Words
from tests.factories import FrozenClock


def said(tab: TodayTab) -> dict[Section, list[str]]:
    return {
        section: [line.body.accessibleName() for line in each.lines]
        for section, each in tab.lists.items()
        if each.isVisibleTo(tab)
    }


def words_of(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(Words) if each.isVisibleTo(widget) and each.text()]


def line_of(tab: TodayTab, words: str) -> DayLine:
    return next(line for line in tab.lines() if line.body.words == words)


def test_the_lists_of_the_day_say_what_when_and_why(tab: TodayTab) -> None:
    assert said(tab) == {
        Section.LATE: [
            "Cars racing after 11 PM. C26-0001, Orchard Flats, front desk. Answer 3 days late",
            "Send the noise log. Promise, R26-0001, Canal Street tenants. Promise 1 day late",
        ],
        Section.CALL_BACK: [
            "Mattresses behind the arcade. C26-0002, Orchard Flats, referred to City clean-up office. Tomorrow",
        ],
        Section.DUE: [
            "Vans at the bus stop. C26-0003, Orchard Flats, front desk. Fix today",
            "Who sees the video?. Question, Q26-0001. Fri, Oct 16",
        ],
        Section.NOT_TOLD: [
            "Coffee hour moved. Promise, R26-0002, done October 8. Nobody told",
            "New lamp on the path. C26-0004, Orchard Flats, resolved October 15. Nobody told",
        ],
    }
    assert "Thursday, October 15" in words_of(tab)
    assert "2 late, 1 to call back, 2 due by tomorrow." in words_of(tab)
    assert "2 by tomorrow" in words_of(tab.lists[Section.DUE])


def test_mine_is_only_mine_and_is_remembered(tab: TodayTab, desk: Desk, qtbot: QtBot) -> None:
    tab._whose.choose("mine")
    tab._on_whose("mine")
    qtbot.waitUntil(lambda: len(tab.lines()) == 3)
    assert [line.body.words for line in tab.lines()] == [
        "Cars racing after 11 PM",
        "Vans at the bus stop",
        "Coffee hour moved",
    ]
    qtbot.waitUntil(lambda: desk.store.preference("today.whose") == "mine")


def test_a_line_opens_its_record_and_more_lines_are_asked_for(tab: TodayTab, day: dict[str, int]) -> None:
    opened: list[tuple[object, object]] = []
    tab.open_requested.connect(lambda kind, what: opened.append((kind, what)))
    line_of(tab, "Vans at the bus stop").body.click()
    assert opened == [("concern", day["Vans at the bus stop"])]
    tab.foot.on_time.click()
    assert opened[-1] == ("concerns", (Between("heard_on", date(2026, 7, 1), date(2026, 9, 30)),))


def test_who_was_told_is_asked_below_the_line_and_the_line_goes(
    tab: TodayTab, day: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    line = line_of(tab, "Coffee hour moved")
    assert line.button is not None
    assert line.button.accessibleName() == "Record who was told: Coffee hour moved"
    line.button.click()
    question = tab.question
    assert isinstance(question, ToldQuestion)
    assert question.parentWidget() is line
    QTest.keyClick(question.frame("told_how").editor.keyboard_targets()[0], Qt.Key.Key_Escape)
    assert tab.question is None
    assert line.button.hasFocus()
    line.button.click()
    assert tab.question is not None
    tab.question.frame("told_how").editor.show_typed("At the coffee hour")
    tab.question.answer()
    qtbot.waitUntil(lambda: desk.toasts.text == "R26-0002: recorded who was told.")
    qtbot.waitUntil(lambda: len(tab.lists[Section.NOT_TOLD].lines) == 1)
    with desk.store.reading() as session:
        kept = session.get_one(Promise, day["Coffee hour moved"])
        assert (kept.told_how, kept.told_on) == ("At the coffee hour", date(2026, 10, 15))
    tab.asking.undo()
    qtbot.waitUntil(lambda: len(tab.lists[Section.NOT_TOLD].lines) == 2)


def test_after_a_call_another_day_is_set(tab: TodayTab, day: dict[str, int], desk: Desk, qtbot: QtBot) -> None:
    line = line_of(tab, "Mattresses behind the arcade")
    assert line.button is not None
    line.button.click()
    popover = tab.findChild(DatePopover)
    assert isinstance(popover, DatePopover)
    popover.editor.line.setText("+5")
    QTest.keyClick(popover.editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tab.lists[Section.CALL_BACK].isVisibleTo(tab))
    with desk.store.reading() as session:
        kept = session.get_one(Concern, day["Mattresses behind the arcade"])
        assert kept.call_back_on == date(2026, 10, 20)


def test_tonight_the_last_session_and_what_comes_up(tab: TodayTab) -> None:
    assert words_of(tab.next_meeting) == [
        "Tonight 8:30 PM, in 2 h 0 min",
        "Orchard Flats: lighting",
        "Alder Street Library.",
    ]
    assert "Last session: Canal Street, October 8" in words_of(tab.last_session)
    opened: list[object] = []
    tab.open_requested.connect(lambda kind, what: opened.append(kind))
    tab.last_session._loose.click()
    assert tab.last_session._loose.words == "1 concern to assign"
    assert opened == ["concerns"]
    assert tab.coming.isVisibleTo(tab)


def test_numbers_say_what_they_are_made_of_or_that_there_was_nothing(tab: TodayTab) -> None:
    assert tab.foot.on_time.said == "– No concern was heard"
    assert tab.foot.kept.said == "– None was due"


def test_names_are_masked_while_the_room_may_look(tab: TodayTab, desk: Desk, qtbot: QtBot) -> None:
    desk.privacy.set_on(True)
    line = line_of(tab, "Send the noise log")
    assert line.body.accessibleName() == "Send the noise log. Promise, R26-0001, C. S. T.. Promise 1 day late"
    mine = line_of(tab, "Vans at the bus stop")
    assert mine._avatar.accessibleName() == "A. R."


def test_my_day_is_printed_from_its_head(tab: TodayTab, desk: Desk, qtbot: QtBot) -> None:
    [button] = [each for each in tab.findChildren(Button) if each.text() == "Print my day"]
    with qtbot.waitSignal(tab.leaving_requested) as asked:
        button.click()
    assert asked.args is not None
    [leaving] = asked.args
    assert (leaving.what, leaving.owner, leaving.only_ours) == ("day", desk.store.member.person_id, True)


def test_in_a_narrow_window_tonight_comes_first_in_one_column(tab: TodayTab, stage: QWidget, qtbot: QtBot) -> None:
    stage.resize(960, 600)
    qtbot.waitUntil(lambda: tab.next_meeting.mapTo(tab, tab.rect().topLeft()).y() < _top(tab, Section.LATE))
    assert not tab.coming.isVisibleTo(tab)
    assert not tab.last_session.isVisibleTo(tab)
    stage.resize(1440, 900)
    qtbot.waitUntil(lambda: tab.coming.isVisibleTo(tab))


def test_the_session_is_started_and_wrapped_up_from_here(
    tab: TodayTab, desk: Desk, day: dict[str, int], clock: FrozenClock, qtbot: QtBot
) -> None:
    assert tab.next_meeting.start.isVisible()
    with qtbot.waitSignal(tab.open_requested) as asked:
        tab.next_meeting.start.click()
    assert asked.args[0] == SESSION
    meeting_id = asked.args[1]

    def set_status(status: MeetingStatus) -> None:
        def write(session: WritingSession) -> None:
            session.get_one(Meeting, meeting_id).status = status

        desk.store.write("Set the status", write).result()

    set_status(MeetingStatus.LIVE)
    clock.move(hours=6)  # past midnight it is still on
    qtbot.waitUntil(lambda: tab.next_meeting.start.words == "Return to session")
    assert not tab.next_meeting.see.isVisible()
    assert not tab.last_session.wrap_up.isVisible()
    set_status(MeetingStatus.WRAP_UP)
    qtbot.waitUntil(tab.last_session.wrap_up.isVisible)
    assert not tab.next_meeting.start.isVisible(), "the next one is not today"
    with qtbot.waitSignal(tab.open_requested) as asked:
        tab.last_session.wrap_up.click()
    assert asked.args == [SESSION, meeting_id]
    with qtbot.waitSignal(tab.open_requested) as asked:
        tab.next_meeting.see.click()
    assert asked.args[0] == Meeting.kind


def _top(tab: TodayTab, section: Section) -> int:
    return tab.lists[section].mapTo(tab, tab.rect().topLeft()).y()


def test_nothing_to_do_is_said_in_plain_words(desk: Desk, stage: QWidget, qtbot: QtBot) -> None:
    tab = TodayTab(desk)
    tab.setParent(stage)
    qtbot.waitUntil(lambda: tab.shown is not None)
    assert "Nothing is late, nobody waits for a call, and nothing is due by tomorrow." in words_of(tab)
    assert "Everybody who asked was told. A new concern is written down with Ctrl Shift C." in words_of(tab)
    assert "No meeting is planned." in words_of(tab)
