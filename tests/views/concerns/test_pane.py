"""The concern beside the list: words as they were spoken, steps that ask, what residents hear back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.concern import Concern, StatusType
from desktop.models.link import Link, Relation
from desktop.store.store import Store
from desktop.views.asking.referral_question import ReferralQuestion
from desktop.views.asking.strike_question import StrikeQuestion
from desktop.views.asking.told_question import NOBODY, ClosingQuestion, ToldQuestion
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.concerns.pane import ConcernPane
from desktop.views.desk import Desk
from desktop.views.theme.type import SANS, SERIF
from desktop.views.widgets.words import Words
from tests.factories import noted, saved
from tests.views.concerns.conftest import saved_concern

NEW, WORKING, DONE, LATE = range(4)


@pytest.fixture
def pane(tab: ConcernsTab, concern_ids: list[int]) -> ConcernPane:
    tab.show_record("concern", concern_ids[NEW])
    return tab.pane


def words_of(pane: QWidget) -> list[str]:
    return [each.text() for each in pane.findChildren(Words) if each.isVisibleTo(pane) and each.text()]


def steps(pane: ConcernPane) -> list[str]:
    return [button.accessibleName() for button in pane.stepper.steps]


def press_step(pane: ConcernPane, meaning: StatusType) -> None:
    next(button for button in pane.stepper.steps if button.meaning is meaning).click()


def made_of(store: Store, typed: str) -> int:
    (recorded,) = noted(store, typed)
    assert recorded.made is not None
    return recorded.made.id


def test_the_serif_and_quotation_marks_are_for_words_as_spoken_alone(
    tab: ConcernsTab, desk: Desk, qtbot: QtBot
) -> None:
    spoken = made_of(desk.store, '! "I walk in the road because I can’t see the curb."')
    noted_down = made_of(
        desk.store, "! the lamp at the stop flickers all night and nobody comes to look at it at all ever"
    )
    for concern_id, mark, family in ((spoken, "“", SERIF), (noted_down, "", SANS)):
        tab.show_record("concern", concern_id)
        shown = [each for each in tab.pane.findChildren(Words) if each.isVisibleTo(tab.pane)]
        quote = next(each for each in shown if "curb.”" in each.text() or each.text().endswith("at all ever"))
        assert quote.text().startswith(mark or "the lamp")
        assert quote.font().family() == family
    assert "Resident, session of October 15." in words_of(tab.pane)


def test_steps_show_their_days_and_go_where_they_are_pressed(
    pane: ConcernPane, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    assert steps(pane) == [
        "New, now, Oct 15",
        "Acknowledged, not yet",
        "In progress, not yet",
        "Resolved, not yet",
        "Closed, not yet",
    ]
    press_step(pane, StatusType.IN_PROGRESS)
    qtbot.waitUntil(lambda: desk.toasts.text == "C26-0001 is in progress.")
    now = ["New, done, Oct 15", "Acknowledged, done", "In progress, now, since Oct 15"]
    qtbot.waitUntil(lambda: steps(pane)[:3] == now)
    press_step(pane, StatusType.RESOLVED)
    qtbot.waitUntil(lambda: "Nobody is told yet." in desk.toasts.text)
    assert steps(pane)[3] == "Resolved, now, Oct 15"


def test_closing_asks_who_was_told_and_does_nothing_without(
    pane: ConcernPane, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    press_step(pane, StatusType.CLOSED)
    question = pane.question
    assert isinstance(question, ClosingQuestion)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert pane.question is None
    assert saved_concern(desk.store, concern_ids[NEW]).status.type is StatusType.NEW
    press_step(pane, StatusType.CLOSED)
    assert isinstance(pane.question, ClosingQuestion)
    pane.question._which.choose(NOBODY)
    pane.question._on_which(NOBODY)
    pane.question.answer()
    assert pane.question.frame("closed_because").error.startswith("Say why")
    pane.question.frame("closed_because").editor.show_typed("Nobody left a way to reach them")
    pane.question.answer()
    qtbot.waitUntil(lambda: desk.toasts.text == "C26-0001 closed.")
    assert saved_concern(desk.store, concern_ids[NEW]).closed_because == "Nobody left a way to reach them"
    assert pane.question is None


def test_referring_asks_for_the_office_and_the_call(
    pane: ConcernPane, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    pane.stepper.branch.button.click()
    question = pane.question
    assert isinstance(question, ReferralQuestion)
    question.answer()
    assert question.frame("referred_to").error == "Choose an organization."
    question.frame("referred_to").editor.show_typed("City light")
    question.answer()
    qtbot.waitUntil(lambda: desk.toasts.text == "C26-0001 referred.")
    kept = saved_concern(desk.store, concern_ids[NEW])
    assert kept.referred_to is not None
    assert (kept.referred_to.name, kept.call_back_on) == ("City lighting office", date(2026, 10, 20))
    qtbot.waitUntil(lambda: "City lighting office, Oct 15" in words_of(pane))
    assert "Call back Tue, Oct 20" in words_of(pane)
    assert steps(pane)[2].startswith("In progress, now")


def test_who_was_told_is_one_press_and_stands_as_a_pill(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    tab.show_record("concern", concern_ids[DONE])
    tab.pane.ask_told()
    question = tab.pane.question
    assert isinstance(question, ToldQuestion)
    question._ways[1].click()
    QTest.keyClick(
        question.frame("told_on").editor.keyboard_targets()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: saved_concern(desk.store, concern_ids[DONE]).told_how == "By phone")
    qtbot.waitUntil(lambda: tab.pane.told.accessibleName() == "Told by phone, Oct 15")
    assert not tab.pane.tell.isVisibleTo(tab.pane)
    desk.privacy.set_on(True)
    assert tab.pane.told.accessibleName() == "Told ••••, Oct 15"


def test_links_say_how_often_it_was_raised_and_open_their_record(
    tab: ConcernsTab, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    first, again = concern_ids[NEW], concern_ids[LATE]
    saved(
        desk.store,
        Link(from_kind="concern", from_id=again, to_kind="concern", to_id=first, relation=Relation.RAISED_AGAIN),
    )
    tab.show_record("concern", first)
    assert "Front desk, October 15. Raised 2 times." in words_of(tab.pane)
    opened: list[tuple[str, int]] = []
    tab.open_requested.connect(lambda kind, record_id: opened.append((kind, record_id)))
    (row,) = tab.pane.links.rows
    assert row.accessibleName().startswith("Cars racing after 11 PM")
    row.click()
    assert opened == [("concern", again)]


def test_fields_save_themselves_and_the_pane_follows_others(
    pane: ConcernPane, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    answer = pane.answer.frame("answer").editor
    answer.keyboard_targets()[0].setFocus()
    QTest.keyClicks(answer.keyboard_targets()[0], "The crew comes Monday.")
    pane.save_everything()
    qtbot.waitUntil(lambda: saved_concern(desk.store, concern_ids[NEW]).answer == "The crew comes Monday.")
    pane.ask_step(StatusType.ACKNOWLEDGED)
    qtbot.waitUntil(lambda: pane.shown is not None and pane.shown.meaning is StatusType.ACKNOWLEDGED)


def test_struck_words_are_gone_from_the_pane(
    pane: ConcernPane, concern_ids: list[int], desk: Desk, qtbot: QtBot
) -> None:
    pane.ask_strike()
    assert isinstance(pane.question, StrikeQuestion)
    pane.question.answer()
    qtbot.waitUntil(lambda: pane.shown is not None and pane.shown.is_struck)
    assert not any("lamps" in words for words in words_of(pane))
    with desk.store.reading() as session:
        assert session.scalar(select(Concern.words).where(Concern.id == concern_ids[NEW])) is None


def test_the_privacy_screen_masks_what_the_pane_shows(tab: ConcernsTab, desk: Desk) -> None:
    concern_id = made_of(desk.store, "! @Resident ask @Marisol Reyes, 555-0142, about the gate behind the school yard")
    tab.show_record("concern", concern_id)
    desk.privacy.set_on(True)
    shown = " ".join(words_of(tab.pane))
    assert "Marisol" not in shown
    assert "555-0142" not in shown


def test_steps_stand_below_one_another_where_there_is_no_room(pane: ConcernPane, desk: Desk) -> None:
    desk.theme.set_text_size(200)
    pane.stepper.resize(300, 400)
    tops = [button.y() for button in pane.stepper.steps]
    pane.stepper.layout().activate()  # type: ignore[union-attr]
    tops = [button.y() for button in pane.stepper.steps]
    assert tops == sorted(set(tops))
