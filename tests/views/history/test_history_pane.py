"""Somebody looks up what happened to a concern, and takes one change back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern, StatusType
from desktop.models.disclosure import Consent
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.desk import Desk
from desktop.views.history.asking import NOT_READ
from desktop.views.history.history_line import LineView
from desktop.views.history.history_pane import FOR_STAFF, HistoryPane
from desktop.views.widgets.words import Words
from tests.conftest import Opener
from tests.factories import READER, again, status
from tests.views.freeing import let_go
from tests.views.history.conftest import Changer

Find = Callable[[str], LineView]


def spoken(pane: HistoryPane) -> list[str]:
    return [view.spoken for view in pane.lines]


def words(pane: HistoryPane) -> list[str]:
    return [each.text() for each in pane.findChildren(Words) if each.isVisible()]


def test_every_change_is_told_newest_first_with_before_and_after(pane: HistoryPane) -> None:
    assert spoken(pane) == [
        "6:30 PM, Ana Ruiz set Fix by: empty, then Fri, Oct 16",
        "5:30 PM, Ana Ruiz joined C26-0002 to this one",
        "5:30 PM, Ana Ruiz set Our answer to residents: empty, then Booked with the city.",
        "4:30 PM, Ana Ruiz set Told: not yet, then In person, Oct 15",
        "6:30 PM, Ana Ruiz set Status: New, then In progress",
        "6:30 PM, Ana Ruiz wrote it down at the desk",
    ]
    assert "Today" in words(pane)
    assert "Tuesday, October 13" in words(pane)
    assert "History of Four lamps out on Alder St" in words(pane)


def test_a_part_is_chosen_and_a_person(pane: HistoryPane, qtbot: QtBot) -> None:
    pane._parts.choose("told")
    pane._parts.chosen.emit("told")
    assert [view.spoken for view in pane.lines] == ["4:30 PM, Ana Ruiz set Told: not yet, then In person, Oct 15"]
    pane._parts.chosen.emit("all")
    assert [action.text() for action in pane._menu.actions()] == ["By anyone", "Ana Ruiz"]
    pane._menu.actions()[1].trigger()
    assert len(pane.lines) == 6
    assert pane._people.words == "By Ana Ruiz"


def test_one_change_is_taken_back_and_adds_a_line(
    pane: HistoryPane, store: Store, lamps: Concern, line: Find, qtbot: QtBot
) -> None:
    labels: list[str] = []
    pane.taken_back.connect(labels.append)
    undo = line("set Our answer").undo
    assert undo is not None
    undo.click()
    qtbot.waitUntil(lambda: again(store, lamps).answer is None)
    qtbot.waitUntil(lambda: "cleared Our answer to residents by taking a change back" in pane.lines[0].spoken)
    assert again(store, lamps).resolve_by == date(2026, 10, 16)
    assert labels == ["Undo: Set Our answer"]
    assert line("set Our answer").undo is None
    assert "taken back" in line("set Our answer").spoken


def test_it_asks_first_when_the_field_was_changed_again(
    pane: HistoryPane, store: Store, lamps: Concern, changes: Changer, line: Find, qtbot: QtBot
) -> None:
    changes("Set Fix by", resolve_by=date(2026, 10, 19))
    qtbot.waitUntil(lambda: "then Mon, Oct 19" in pane.lines[0].spoken)
    asked = line("empty, then Fri, Oct 16")
    assert asked.undo is not None
    asked.undo.click()
    assert asked.is_asking
    assert again(store, lamps).resolve_by == date(2026, 10, 19)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.is_asking
    asked.undo.click()
    asked.bring_back_requested.emit(asked.line)
    qtbot.waitUntil(lambda: again(store, lamps).resolve_by is None)


def test_the_question_says_what_goes_and_what_stays(
    pane: HistoryPane, changes: Changer, line: Find, qtbot: QtBot
) -> None:
    changes("Set Fix by", resolve_by=date(2026, 10, 19))
    changes("Set Fix by", resolve_by=date(2026, 10, 20))
    changes("Set Title", title="Five lamps out")
    qtbot.waitUntil(lambda: len(pane.lines) == 9)
    asked = line("Fri, Oct 16, then Mon, Oct 19")
    assert asked.undo is not None
    asked.undo.click()
    (question,) = (child for child in asked.children() if "only?" in getattr(child, "accessibleName", str)())
    assert isinstance(question, QWidget)
    assert question.accessibleName() == (
        "Undo the date only? Fix by goes back to Fri, Oct 16. What Ana Ruiz changed at 6:30 PM is taken back with it. "
        "Concern, changed at 6:30 PM, stays as it is."
    )


def test_a_link_is_taken_back_from_here(pane: HistoryPane, line: Find, qtbot: QtBot) -> None:
    undo = line("joined").undo
    assert undo is not None
    undo.click()
    qtbot.waitUntil(lambda: "parted C26-0002 from this one by taking a change back" in pane.lines[0].spoken)


def test_what_a_rule_forbids_is_said_in_the_line(
    pane: HistoryPane, store: Store, lamps: Concern, changes: Changer, line: Find, qtbot: QtBot
) -> None:
    with store.reading() as session:
        closed = status(session, StatusType.CLOSED).id
    changes("Set Status", status_id=closed)
    qtbot.waitUntil(lambda: "then Closed" in pane.lines[0].spoken)
    told = line("set Told")
    assert told.undo is not None
    told.undo.click()
    refused = (
        f"{lamps.number} cannot be closed before somebody was told. "
        "Set “Told on”, or write in “Closed because” why nobody could be told."
    )
    qtbot.waitUntil(lambda: refused in words(pane))
    assert again(store, lamps).told_on == date(2026, 10, 15)


def test_struck_words_and_the_beginning_are_not_taken_back_from_here(
    pane: HistoryPane, store: Store, lamps: Concern, line: Find, qtbot: QtBot
) -> None:
    store.strike(Concern, lamps.id, "at the speaker's wish").result()
    qtbot.waitUntil(lambda: "struck the words" in pane.lines[0].spoken)
    assert pane.lines[0].undo is None
    assert line("wrote it down").undo is None


def test_arrows_move_and_enter_takes_back(pane: HistoryPane, store: Store, lamps: Concern, qtbot: QtBot) -> None:
    pane.focus_first()
    QTest.keyClick(pane.lines[0], Qt.Key.Key_Down)
    QTest.keyClick(pane.lines[1], Qt.Key.Key_Down)
    assert pane.lines[2].hasFocus()
    QTest.keyClick(pane.lines[2], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again(store, lamps).answer is None)


def test_esc_goes_back_to_the_record(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.focus_first()
    with qtbot.waitSignal(pane.back_requested):
        QTest.keyClick(pane.lines[0], Qt.Key.Key_Escape)


def test_print_is_a_wish(pane: HistoryPane, lamps: Concern, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.print_requested) as asked:
        pane._print.click()
    assert asked.args == ["concern", lamps.id]


def test_the_privacy_screen_masks_the_history_too(
    pane: HistoryPane, desk: Desk, changes: Changer, qtbot: QtBot
) -> None:
    changes("Set contact", contact_consent=Consent.MAY_CONTACT, contact="555-123-0144")
    qtbot.waitUntil(lambda: any("0144" in each for each in spoken(pane)))
    desk.privacy.set_on(True)
    assert not any("0144" in each for each in spoken(pane))


def test_a_reader_is_told_that_history_is_for_staff(
    desk: Desk, store: Store, opened: Opener, lamps: Concern, stage: QWidget, qtbot: QtBot
) -> None:
    store.close()
    reader = opened(READER)
    background = Background(reader)
    made = HistoryPane(replace(desk, store=reader, background=background), stage)
    made.show_record("concern", lamps.id)
    stage.show()
    assert FOR_STAFF in words(made)
    assert not made.lines
    background.close()


def test_many_changes_are_shown_a_part_at_a_time(pane: HistoryPane, changes: Changer, qtbot: QtBot) -> None:
    for number in range(50):
        changes("Set Title", title=f"Lamps {number}")
    qtbot.waitUntil(lambda: "Lamps 49" in pane.lines[0].spoken)
    assert len(pane.lines) == 40
    pane._list.earlier.click()
    assert len(pane.lines) == 56


def test_lines_are_freed_when_others_are_shown(pane: HistoryPane, qtbot: QtBot) -> None:
    pane._parts.chosen.emit("told")
    let_go()
    assert len(pane.findChildren(LineView)) == 1


@pytest.mark.parametrize("size", [100, 150, 200])
def test_nothing_is_wider_than_the_pane(pane: HistoryPane, desk: Desk, stage: QWidget, size: int, qtbot: QtBot) -> None:
    stage.setFixedWidth(560)
    desk.theme.set_text_size(size)
    qtbot.waitUntil(lambda: stage.width() == 560)
    qtbot.waitUntil(lambda: all(view.width() <= 560 and view.minimumSizeHint().width() <= 560 for view in pane.lines))


def test_a_history_that_cannot_be_read_says_so_in_one_plain_sentence(
    pane: HistoryPane, lamps: Concern, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> list[object]:
        raise RuntimeError("no such column: change.before")

    monkeypatch.setattr("desktop.views.history.asking.lines_of", broken)
    pane.show_record("concern", lamps.id)
    qtbot.waitUntil(lambda: NOT_READ in words(pane))
    assert not pane.lines
    assert not any("column" in said for said in words(pane))
    monkeypatch.undo()
    pane.show_record("concern", lamps.id)
    qtbot.waitUntil(lambda: bool(pane.lines))
    assert NOT_READ not in words(pane)


def test_in_large_text_in_a_low_window_the_lines_come_first(
    pane: HistoryPane, desk: Desk, stage: QWidget, qtbot: QtBot
) -> None:
    desk.theme.set_text_size(200)
    stage.resize(760, 330)
    assert not pane._foot.isVisibleTo(pane)
    assert pane._way_back is pane._close
    assert pane._title.height() == pane._title.sizeHint().height()
    with qtbot.waitSignal(pane.back_requested):
        pane._close.click()
    stage.resize(760, 700)
    assert pane._foot.isVisibleTo(pane)
