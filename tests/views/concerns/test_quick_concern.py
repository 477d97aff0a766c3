"""Quick concern: kept while it is typed, guessed until accepted, and wiped when it is not ours to keep."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select, text

from desktop.models.area import Area
from desktop.models.concern import Concern, Source
from desktop.models.disclosure import Consent
from desktop.models.passed_on import Exit, How, PassedOn
from desktop.store.store import Store
from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.concerns.quick_concern import KEPT, PLACE, QuickConcern
from desktop.views.desk import Desk
from desktop.views.theme.type import SERIF
from desktop.views.widgets.shadow import ROOM
from tests.factories import area, organization, saved
from tests.views.freeing import let_go

SAID = "The lamps are out and nobody on Canal Street can see the steps"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def quick(desk: Desk, stage: QWidget, qtbot: QtBot) -> QuickConcern:
    return opened_on(desk, stage, qtbot)


def opened_on(desk: Desk, stage: QWidget, qtbot: QtBot, words: str = "") -> QuickConcern:
    stage.resize(1440, 900)
    stage.show()
    made = QuickConcern(desk, stage)
    made.open_with(words)
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.category.has_learned)
    return made


def type_words(quick: QuickConcern, words: str = SAID) -> None:
    QTest.keyClicks(quick.words.editor.keyboard_targets()[0], words)


def places(store: Store) -> list[str]:
    return [draft.place for draft in store.drafts()]


def the_concern(store: Store) -> Concern:
    with store.reading() as session:
        found = session.scalars(select(Concern)).one()
        _ = found.area, found.category
        return found


def test_says_its_number_and_when_the_answer_is_due(quick: QuickConcern) -> None:
    assert quick.promise == "Gets number C26-0001. First answer by Tue, Oct 20."
    type_words(quick)
    assert quick.words.editor.keyboard_targets()[0].font().family() == SERIF


def test_what_is_typed_is_a_draft_within_a_second_and_comes_back(
    quick: QuickConcern, desk: Desk, stage: QWidget, qtbot: QtBot
) -> None:
    saved(desk.store, area(name="Canal Street"))
    type_words(quick)
    QTest.keyClicks(quick.area.editor.keyboard_targets()[0], "canal")
    quick.may_contact.switch.choose("yes")
    quick.may_contact.switch.chosen.emit("yes")
    QTest.keyClicks(quick.may_contact.frame.editor.keyboard_targets()[0], "555-0142")
    qtbot.waitUntil(lambda: places(desk.store) == [PLACE], timeout=1000)
    qtbot.waitUntil(lambda: quick.kept_words == KEPT)
    quick.reject()
    qtbot.waitUntil(lambda: desk.store.drafts()[0].content["contact"] == "555-0142")
    let_go()
    assert not isValid(quick)
    again = opened_on(desk, stage, qtbot)
    assert again.words.editor.value() == SAID
    assert again.may_contact.frame.isVisibleTo(again)
    assert again.may_contact.contact == "555-0142"
    again.save()
    qtbot.waitUntil(lambda: places(desk.store) == [])


def test_a_guess_is_dashed_until_enter_accepts_it_and_never_overrules_a_choice(
    quick: QuickConcern, qtbot: QtBot
) -> None:
    type_words(quick)
    assert (quick.category.frame.editor.typed(), quick.category.is_guess) == ("Lighting", True)
    assert quick.category.frame.label == "Category, a guess"
    QTest.keyClick(quick.category.frame.editor.keyboard_targets()[0], Qt.Key.Key_Return)
    assert not quick.category.is_guess
    type_words(quick, " and the music is loud, loud music, so loud")
    assert quick.category.frame.editor.typed() == "Lighting"


def test_saves_what_was_said_where_and_how_it_reached_us(quick: QuickConcern, desk: Desk, qtbot: QtBot) -> None:
    saved(desk.store, area(name="Canal Street"))
    type_words(quick)
    quick.area.editor.show_typed("Canal Street")
    quick.reached.ways[Source.PHONE].click()
    heard: list[object] = []
    quick.saved.connect(heard.append)
    QTest.keyClick(quick.words.editor.keyboard_targets()[0], Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(heard))
    kept = the_concern(desk.store)
    assert (kept.id, kept.words, kept.source) == (heard[0], SAID, Source.PHONE)
    assert kept.area is not None
    assert kept.category is not None
    assert (kept.area.name, kept.category.name) == ("Canal Street", "Lighting")
    assert kept.contact_consent is Consent.NOTHING_OUTSIDE
    assert desk.toasts.text == "C26-0001 is saved. First answer by Tue, Oct 20."
    let_go()
    assert not isValid(quick), "freed on close"
    desk.store.undo().result()
    assert the_concern(desk.store).is_deleted


def test_a_contact_is_asked_for_and_kept_only_after_a_yes(quick: QuickConcern, desk: Desk, qtbot: QtBot) -> None:
    assert not quick.may_contact.frame.isVisibleTo(quick)
    type_words(quick)
    quick.may_contact.switch.choose("yes")
    quick.may_contact.switch.chosen.emit("yes")
    quick.may_contact.frame.editor.show_typed("Marisol, 555-0142")
    quick.save()
    qtbot.waitUntil(lambda: "is saved" in desk.toasts.text)
    kept = the_concern(desk.store)
    assert (kept.contact, kept.contact_consent) == ("Marisol, 555-0142", Consent.MAY_CONTACT)


def test_what_is_missing_or_wrong_is_said_in_place(quick: QuickConcern, desk: Desk) -> None:
    quick.save()
    assert quick.words.error.startswith("Write what they said")
    type_words(quick)
    assert quick.words.error == ""
    quick.area.editor.show_typed("Nowhere")
    quick.save()
    assert "Choose one from the list." in quick.promise
    with desk.store.reading() as session:
        assert session.scalar(select(Concern.id)) is None


def test_the_palette_begins_with_its_words(desk: Desk, stage: QWidget, qtbot: QtBot) -> None:
    quick = opened_on(desk, stage, qtbot, "potholes on Mill")
    assert quick.words.editor.value() == "potholes on Mill"
    qtbot.waitUntil(lambda: places(desk.store) == [PLACE])


# The exits


@pytest.mark.parametrize("exit_", list(Exit))
def test_an_exit_wipes_the_words_everywhere_and_keeps_three_facts(
    quick: QuickConcern, desk: Desk, office_folder: Path, qtbot: QtBot, exit_: Exit
) -> None:
    type_words(quick, "He said the sergeant pushed him, Zebedee saw it")
    qtbot.waitUntil(lambda: places(desk.store) == [PLACE])
    dialogs: list[ExitDialog] = []
    quick.exit_opened.connect(dialogs.append)
    field = quick.words.editor.keyboard_targets()[0]
    QTest.mouseClick(quick.exit_button(exit_), Qt.MouseButton.LeftButton)
    assert quick.words.editor.typed() == ""
    assert not field.document().isUndoAvailable()  # type: ignore[attr-defined]
    (dialog,) = dialogs
    qtbot.waitUntil(lambda: places(desk.store) == [] and dialog.isActiveWindow())
    QTest.keyClick(dialog.to.editor.keyboard_targets()[0], Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "No word of it is kept." in desk.toasts.text)
    with desk.store.reading() as session:
        kept = session.scalars(select(PassedOn)).one()
        assert (kept.exit, kept.how, kept.passed_at) == (exit_, How.NUMBER, desk.store.clock())
        assert session.scalar(select(Concern.id)) is None
        everything = session.connection().execute(text("SELECT label, details FROM change_set")).all()
        assert session.connection().scalar(text("SELECT count(*) FROM draft")) == 0
    assert "Zebedee" not in str(everything)
    let_go()
    assert not isValid(dialog)
    assert not isValid(quick)


def test_the_way_is_the_office_s_own_where_it_has_one(quick: QuickConcern, desk: Desk, qtbot: QtBot) -> None:
    saved(
        desk.store,
        organization(name="Civilian Review Board", phone="555-0115", address="12 Court Square", note="Weekdays 9 to 5"),
    )
    dialogs: list[ExitDialog] = []
    quick.exit_opened.connect(dialogs.append)
    quick.leave_by(Exit.COMPLAINT)
    (dialog,) = dialogs
    assert dialog.ways == ("Civilian Review Board", "555-0115", "12 Court Square. Weekdays 9 to 5")
    dialog.to.editor.show_typed("The mayor's dog")
    dialog.pass_on()
    assert "Choose one from the list." in dialog.said
    starts: list[bool] = []
    dialog.start_over_requested.connect(lambda: starts.append(True))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert starts == [True]
    with desk.store.reading() as session:
        assert session.scalar(select(PassedOn.id)) is None
        assert session.scalar(select(Area.id)) is None


def test_the_facts_of_an_exit_are_not_cut_in_large_text_in_a_small_window(
    quick: QuickConcern, desk: Desk, stage: QWidget
) -> None:
    desk.theme.set_text_size(200)
    stage.resize(960, 600)
    dialogs: list[ExitDialog] = []
    quick.exit_opened.connect(dialogs.append)
    quick.leave_by(Exit.CRIME)
    (dialog,) = dialogs
    for fact in (dialog.to, dialog.when, dialog.how):
        assert fact.height() >= fact.sizeHint().height()
    assert dialog.height() <= stage.height() + 2 * ROOM
