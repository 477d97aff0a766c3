"""Somebody at the desk changes a concern: every field saves itself, and nothing typed is lost."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.area import Area
from desktop.models.concern import Concern
from desktop.models.disclosure import Consent
from desktop.models.refusal import Refusal
from desktop.store.history import history_of
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.forms.calendar import CalendarPopover
from desktop.views.forms.chip_offer import ChipOffer
from desktop.views.forms.conflict_note import ConflictNote
from desktop.views.forms.date_editor import DateEditor
from desktop.views.forms.field_sender import TRYING_AGAIN
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.record_form import RecordForm
from desktop.views.forms.suggestions import Suggestions
from desktop.views.forms.text_editors import LineEditor
from tests.conftest import Opener
from tests.factories import READER, FrozenClock, area, assign, concern, saved
from tests.views.freeing import let_go

Types = Callable[[str, str], None]
Leaves = Callable[[], None]


def stored(store: Store, concern_id: int) -> Concern:
    with store.reading() as session:
        found = session.get_one(Concern, concern_id)
        _ = found.area, found.category
        return found


def labels(store: Store, concern_id: int) -> list[str]:
    with store.reading() as session:
        return [entry.label for entry in history_of(session, session.get_one(Concern, concern_id))]


def shown(form: RecordForm, key: str) -> str:
    return form.frame(key).editor.typed()


def line_of(form: RecordForm, key: str) -> Any:
    editor = form.frame(key).editor
    return (
        editor.line if isinstance(editor, LineEditor) else editor.text if isinstance(editor, LongTextEditor) else None
    )


def set_elsewhere(store: Store, concern_id: int, **values: Any) -> None:
    def work(session: Any) -> None:
        assign(session, session.get_one(Concern, concern_id), values)

    store.write("Change it elsewhere", work).result()


def test_what_is_shown_is_what_is_saved_and_showing_saves_nothing(
    form: RecordForm, store: Store, concern_id: int
) -> None:
    before = store.journal_head()
    assert shown(form, "title") == "Four lamps out"
    assert shown(form, "area") == "Orchard Flats"
    assert shown(form, "priority") == "Normal"
    form.show_record(None)
    form.show_record(concern_id)
    form.save_everything()
    store.save_draft("anything", {}).result()
    assert store.journal_head() == before


def test_a_pause_in_typing_saves_the_field_and_names_it(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    states: list[str] = []
    form.save_state_changed.connect(states.append)
    types("answer", "The lamps are booked.")
    qtbot.waitUntil(lambda: stored(store, concern_id).answer == "The lamps are booked.")
    qtbot.waitUntil(lambda: states[-1:] == ["saved"])
    assert states[0] == "saving"
    number = stored(store, concern_id).number
    assert labels(store, concern_id)[-1] == f"Set Our answer to residents of {number}"
    qtbot.waitUntil(lambda: shown(form, "answered_at") != "")


def test_a_few_letters_choose_an_area(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    editor = form.frame("area").editor
    assert isinstance(editor, PickEditor)
    types("area", "qu")
    assert editor.suggestions == ["Quarry Hill", "Quayside"]
    QTest.keyClick(line_of(form, "area"), Qt.Key.Key_Down)
    QTest.keyClick(line_of(form, "area"), Qt.Key.Key_Return)
    assert not editor.is_open
    qtbot.waitUntil(lambda: getattr(stored(store, concern_id).area, "name", "") == "Quayside")


def test_an_area_can_be_taken_out_again(form: RecordForm, store: Store, concern_id: int, qtbot: QtBot) -> None:
    editor = form.frame("area").editor
    assert isinstance(editor, PickEditor)
    editor.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.suggestions[0] == "None"
    QTest.keyClick(editor.line, Qt.Key.Key_PageUp)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(store, concern_id).area is None)


def test_esc_closes_the_list_and_puts_back_what_was_chosen(form: RecordForm, types: Types) -> None:
    types("area", "qu")
    QTest.keyClick(line_of(form, "area"), Qt.Key.Key_Escape)
    assert shown(form, "area") == "Orchard Flats"


def test_the_list_is_freed_when_it_closes(form: RecordForm, stage: QWidget, types: Types, qtbot: QtBot) -> None:
    types("area", "qu")
    QTest.keyClick(line_of(form, "area"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not stage.findChildren(Suggestions))


def test_fri_is_the_coming_friday_and_saved_on_leaving(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("resolve_by", "fri")
    assert form.frame("resolve_by").saying == "Fri, Oct 16"
    leaves()
    assert shown(form, "resolve_by") == "Fri, Oct 16"
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-16")


def test_a_date_is_not_saved_before_it_is_typed_to_its_end(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    """ "oct 1" is how "oct 19" begins: a pause there must not become the first date that was ever given."""
    types("resolve_by", "oct 1")
    qtbot.waitUntil(lambda: any(draft.place.endswith("resolve_by") for draft in store.drafts()))
    qtbot.keyClicks(line_of(form, "resolve_by"), "9")
    leaves()
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-19")
    assert str(stored(store, concern_id).first_resolve_by) == "2026-10-19"
    qtbot.waitUntil(lambda: not store.drafts())


def test_a_date_that_is_none_says_what_works_and_waits_as_a_draft(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("told_on", "Oct 32")
    leaves()
    assert form.frame("told_on").error == "Try a date like Oct 31"
    qtbot.waitUntil(lambda: [draft.content["typed"] for draft in store.drafts()] == ["Oct 32"])
    assert stored(store, concern_id).told_on is None


def test_what_was_typed_before_a_crash_comes_back(
    desk: Desk, form: RecordForm, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    store = desk.store
    types("told_on", "Oct 32")
    leaves()
    qtbot.waitUntil(lambda: len(store.drafts()) == 1)
    again = RecordForm(desk, Concern, ["told_on", "title"])
    qtbot.addWidget(again)
    again.show_record(concern_id)
    assert shown(again, "told_on") == "Oct 32"
    assert again.frame("told_on").saying == "Brought back what you had typed, 6:30 PM"
    before = store.journal_head()
    again.show_record(concern_id)
    store.save_draft("anything", {}).result()
    assert store.journal_head() == before


def test_a_saturday_offers_friday_and_monday(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("resolve_by", "sat")
    leaves()
    assert form.frame("resolve_by").error == "Not a working day. Take one of these"
    (offer,) = form.frame("resolve_by").findChildren(ChipOffer)
    assert [button.words for button in offer.buttons] == ["Fri, Oct 16", "Mon, Oct 19"]
    assert stored(store, concern_id).resolve_by is None
    offer.buttons[1].click()
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-19")
    assert form.frame("resolve_by").error == ""


def test_the_calendar_gives_a_day_and_is_freed(form: RecordForm, store: Store, concern_id: int, qtbot: QtBot) -> None:
    editor = form.frame("resolve_by").editor
    assert isinstance(editor, DateEditor)
    editor.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    (calendar,) = editor.findChildren(CalendarPopover)
    QTest.keyClick(calendar.month, Qt.Key.Key_Right)
    QTest.keyClick(calendar.month, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-16")
    qtbot.waitUntil(lambda: not editor.findChildren(CalendarPopover))


def test_a_rule_that_refuses_says_so_below_the_field(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("contact", "555-0100")
    leaves()
    qtbot.waitUntil(lambda: form.frame("contact").error != "")
    assert form.frame("contact").error == (
        "A contact is kept only of somebody who may be contacted. Set “Agreed to” first, or leave it out."
    )
    assert stored(store, concern_id).contact is None
    assert shown(form, "contact") == "555-0100"


def test_a_needed_field_cannot_be_emptied(desk: Desk, store: Store, stage: QWidget, qtbot: QtBot) -> None:
    flats = area()
    saved(store, flats)
    made = RecordForm(desk, Area, ["name", "description"], stage)
    QVBoxLayout(stage).addWidget(made)
    made.show_record(flats.id)
    with qtbot.waitActive(stage):
        stage.show()
    made.frame("name").editor.setFocus()
    line_of(made, "name").selectAll()
    QTest.keyClick(line_of(made, "name"), Qt.Key.Key_Delete)
    made.frame("description").editor.setFocus()
    assert made.frame("name").error == "Area is needed"


def test_a_change_from_elsewhere_shows_where_nobody_types(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    types("answer", "We are on it")
    set_elsewhere(store, concern_id, title="Five lamps out")
    qtbot.waitUntil(lambda: shown(form, "title") == "Five lamps out")
    assert shown(form, "answer") == "We are on it"
    assert not form.findChildren(ConflictNote)
    qtbot.waitUntil(lambda: stored(store, concern_id).answer == "We are on it")


def test_two_people_edit_one_field_and_mine_is_kept(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("resolve_by", "oct 19")
    set_elsewhere(store, concern_id, resolve_by=date(2026, 10, 20))
    qtbot.waitUntil(lambda: len(form.findChildren(ConflictNote)) == 1)
    (note,) = form.findChildren(ConflictNote)
    assert note.accessibleName() == "Ana Ruiz changed this at 6:30 PM"
    note.mine_chosen.emit()
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-19")
    qtbot.waitUntil(lambda: not form.findChildren(ConflictNote))


def test_two_people_edit_one_field_and_theirs_is_used_but_both_are_in_the_history(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    types("title", "Mine")
    set_elsewhere(store, concern_id, title="Theirs")
    qtbot.waitUntil(lambda: len(form.findChildren(ConflictNote)) == 1)
    form.findChildren(ConflictNote)[0].theirs_chosen.emit()

    def titles() -> list[Any]:
        with store.reading() as session:
            entries = history_of(session, session.get_one(Concern, concern_id))
            return [change.after for entry in entries for change in entry.changes if change.key == "title"]

    qtbot.waitUntil(lambda: titles() == ["Four lamps out", "Theirs", "Mine", "Theirs"])
    qtbot.waitUntil(lambda: shown(form, "title") == "Theirs" and not form.bound("title").is_unsaved)


def test_going_to_another_record_saves_what_was_typed(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    other = concern(title="Loud music")
    saved(store, other)
    types("title", "Six lamps out")
    form.show_record(other.id)
    assert shown(form, "title") == "Loud music"
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "Six lamps out")
    assert stored(store, other.id).title == "Loud music"
    assert shown(form, "title") == "Loud music"


def test_edits_of_one_visit_are_one_undo_and_leaving_ends_it(
    form: RecordForm, store: Store, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    types("title", "One")
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "One")
    qtbot.keyClicks(line_of(form, "title"), " two")
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "One two")
    leaves()
    types("title", "Three")
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "Three")
    store.undo().result()
    assert stored(store, concern_id).title == "One two"
    store.undo().result()
    assert stored(store, concern_id).title == "Four lamps out"
    qtbot.waitUntil(lambda: shown(form, "title") == "Four lamps out")


def test_ctrl_z_takes_back_typing_and_then_asks_for_the_offices_undo(
    form: RecordForm, types: Types, qtbot: QtBot
) -> None:
    wishes: list[bool] = []
    form.undo_requested.connect(lambda: wishes.append(True))
    types("title", "x")
    line = line_of(form, "title")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Four lamps out"
    assert not wishes
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wishes == [True]


def test_ctrl_z_in_long_text_does_the_same(form: RecordForm, types: Types) -> None:
    wishes: list[bool] = []
    form.undo_requested.connect(lambda: wishes.append(True))
    text = line_of(form, "answer")
    types("answer", "x")
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == ""
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wishes == [True]


def test_a_guess_is_saved_only_when_it_is_accepted(
    form: RecordForm, store: Store, concern_id: int, qtbot: QtBot
) -> None:
    form.bound("resolve_by").guess("2026-10-20")
    frame = form.frame("resolve_by")
    assert frame.is_guess
    assert frame.saying == "A guess. Ctrl Enter to accept"
    form.save_everything()
    assert stored(store, concern_id).resolve_by is None
    frame.editor.setFocus()
    QTest.keyClick(line_of(form, "resolve_by"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-20")
    assert not frame.is_guess


def test_the_privacy_screen_hides_and_locks_what_a_room_may_not_see(
    form: RecordForm, desk: Desk, store: Store, concern_id: int, qtbot: QtBot
) -> None:
    set_elsewhere(store, concern_id, contact_consent=Consent.MAY_CONTACT, contact="555-123-0144")
    qtbot.waitUntil(lambda: shown(form, "contact") == "555-123-0144")
    desk.privacy.set_on(True)
    assert "0144" not in shown(form, "contact")
    assert form.frame("contact").is_locked
    assert not form.frame("area").is_locked
    desk.privacy.set_on(False)
    assert shown(form, "contact") == "555-123-0144"
    assert not form.frame("contact").is_locked


def test_a_record_in_the_bin_can_only_be_looked_at(
    form: RecordForm, store: Store, concern_id: int, qtbot: QtBot
) -> None:
    set_elsewhere(store, concern_id, deleted_at=store.clock())
    qtbot.waitUntil(lambda: form.frame("title").is_locked)


def test_somebody_who_signs_in_as_a_reader_sees_the_partners_view_and_changes_nothing(
    store: Store, opened: Opener, concern_id: int, stage: QWidget, desk: Desk
) -> None:
    set_elsewhere(store, concern_id, contact_consent=Consent.MAY_CONTACT, contact="555-123-0144")
    store.close()
    reader = opened(READER)
    made = RecordForm(replace(desk, store=reader), Concern, ["title", "area", "contact"], stage)
    made.show_record(concern_id)
    assert shown(made, "contact") == "(withheld)"
    assert shown(made, "area") == "Orchard Flats"
    assert all(made.frame(key).is_locked for key in ("title", "area", "contact"))


def test_a_full_disk_keeps_the_words_and_tries_again(
    form: RecordForm, store: Store, concern_id: int, types: Types, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **options: Any) -> "Future[Any]":
        refusal = Refusal("The disk is full.")
        refusal.__context__ = OSError(28, "No space left on device")
        failed: Future[Any] = Future()
        failed.set_exception(refusal)
        return failed

    states: list[str] = []
    form.save_state_changed.connect(states.append)
    with monkeypatch.context() as broken:
        broken.setattr(store, "write", full)
        types("title", "Seven lamps out")
        qtbot.waitUntil(lambda: form.frame("title").saying == TRYING_AGAIN)
    assert states[-1] == TRYING_AGAIN
    assert shown(form, "title") == "Seven lamps out"
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "Seven lamps out", timeout=10_000)
    assert form.frame("title").saying == ""


def test_an_edit_that_lost_a_race_is_shown_as_a_conflict(
    form: RecordForm, store: Store, concern_id: int, types: Types, clock: FrozenClock, qtbot: QtBot
) -> None:
    """Both were on their way at once: the writer notices, whatever the window has heard by then."""
    types("title", "Mine")
    store.write("First", lambda session: assign(session, session.get_one(Concern, concern_id), {"title": "Theirs"}))
    form.save_everything()
    qtbot.waitUntil(lambda: len(form.findChildren(ConflictNote)) == 1)
    assert stored(store, concern_id).title == "Theirs"
    assert shown(form, "title") == "Mine"


@pytest.mark.parametrize("size", [100, 150, 200])
def test_fields_grow_with_the_text_and_one_column_is_left_when_it_is_narrow(
    form: RecordForm, desk: Desk, stage: QWidget, size: int, qtbot: QtBot
) -> None:
    stage.resize(420, 900)
    desk.theme.set_text_size(size)
    line = line_of(form, "title")
    assert line.height() >= line.fontMetrics().height()
    qtbot.waitUntil(lambda: (form.frame("category").y() == form.frame("area").y()) is (size == 100))


def test_every_field_has_a_name_for_a_screen_reader(form: RecordForm) -> None:
    for key in ("area", "answer", "told_on"):
        assert line_of(form, key).accessibleName() == form.frame(key).label


def test_a_date_brought_back_is_saved_only_when_somebody_says_so(
    desk: Desk, form: RecordForm, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    """ "oct 1" was typed when the power went: it may have been meant to be the 19th."""
    store = desk.store
    types("resolve_by", "oct 1")
    qtbot.waitUntil(lambda: len(store.drafts()) == 1)
    after_crash = RecordForm(desk, Concern, ["resolve_by", "title"])
    qtbot.addWidget(after_crash)
    after_crash.show_record(concern_id)
    after_crash.save_everything()
    after_crash.show_record(None)
    store.save_draft("anything", {}).result()
    assert stored(store, concern_id).resolve_by is None
    after_crash.show_record(concern_id)
    let_go()
    (offer,) = after_crash.frame("resolve_by").findChildren(ChipOffer)
    assert [button.words for button in offer.buttons] == ["Keep it", "Discard"]
    offer.buttons[0].click()
    qtbot.waitUntil(lambda: str(stored(store, concern_id).resolve_by) == "2026-10-01")
    qtbot.waitUntil(lambda: [draft.place for draft in store.drafts()] == ["anything"])


def test_what_was_brought_back_can_be_discarded(
    desk: Desk, form: RecordForm, concern_id: int, types: Types, leaves: Leaves, qtbot: QtBot
) -> None:
    store = desk.store
    types("told_on", "Oct 32")
    leaves()
    qtbot.waitUntil(lambda: len(store.drafts()) == 1)
    form.show_record(concern_id)
    (offer,) = form.frame("told_on").findChildren(ChipOffer)
    offer.buttons[1].click()
    assert shown(form, "told_on") == ""
    assert form.frame("told_on").saying == ""
    qtbot.waitUntil(lambda: not store.drafts())


def test_what_is_typed_and_no_value_yet_comes_back_when_the_room_has_left(
    form: RecordForm, desk: Desk, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    store = desk.store
    set_elsewhere(store, concern_id, contact_consent=Consent.MAY_CONTACT, contact="555-123-0144")
    qtbot.waitUntil(lambda: shown(form, "contact") == "555-123-0144")
    set_elsewhere(store, concern_id, contact_consent=Consent.MAY_CONTACT, title="Lamps")
    types("contact", "555-123-0199")
    desk.privacy.set_on(True)
    assert "0199" not in shown(form, "contact")
    qtbot.waitUntil(lambda: stored(store, concern_id).contact == "555-123-0199")
    assert "0199" not in shown(form, "contact")
    desk.privacy.set_on(False)
    qtbot.waitUntil(lambda: shown(form, "contact") == "555-123-0199")  # what was saved is read again first


def test_a_question_about_two_values_waits_until_the_room_has_left(
    form: RecordForm, desk: Desk, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    types("title", "Mine")
    set_elsewhere(desk.store, concern_id, title="Theirs")
    qtbot.waitUntil(lambda: len(form.findChildren(ConflictNote)) == 1)
    (note,) = form.findChildren(ConflictNote)
    desk.privacy.set_on(True)
    assert not note.isVisible()
    desk.privacy.set_on(False)
    assert note.isVisible()
    form.save_everything()
    desk.store.save_draft("anything", {}).result()
    assert stored(desk.store, concern_id).title == "Theirs"
    assert shown(form, "title") == "Mine"


def test_a_full_disk_saves_what_was_typed_also_after_going_on_to_another_record(
    form: RecordForm, desk: Desk, concern_id: int, types: Types, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.store
    other = concern(title="Loud music")
    saved(store, other)

    def full(*arguments: Any, **options: Any) -> "Future[Any]":
        failed: Future[Any] = Future()
        refusal = Refusal("The disk is full.")
        refusal.__context__ = OSError(28, "No space left on device")
        failed.set_exception(refusal)
        return failed

    states: list[str] = []
    form.save_state_changed.connect(states.append)
    with monkeypatch.context() as broken:
        broken.setattr(store, "write", full)
        types("title", "Seven lamps out")
        form.show_record(other.id)
        qtbot.waitUntil(lambda: states[-1:] == [TRYING_AGAIN])
    assert shown(form, "title") == "Loud music"
    qtbot.waitUntil(lambda: stored(store, concern_id).title == "Seven lamps out", timeout=10_000)


def test_what_a_rule_refuses_waits_with_its_record_after_going_on(
    form: RecordForm, desk: Desk, concern_id: int, types: Types, qtbot: QtBot
) -> None:
    store = desk.store
    other = concern(title="Loud music")
    saved(store, other)
    types("contact", "555-0100")
    form.show_record(other.id)
    qtbot.waitUntil(lambda: [draft.record_id for draft in store.drafts()] == [concern_id])
    form.show_record(concern_id)
    assert shown(form, "contact") == "555-0100"
