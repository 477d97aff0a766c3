"""A session on screen: lines typed with signs and without, marked later, struck, and brought back after a crash."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.concern import Concern
from desktop.models.line import Line, Mark
from desktop.models.meeting import MeetingStatus
from desktop.models.promise import Promise
from desktop.models.stream import Shown
from desktop.models.waiting import Waiting
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.meetings.session.note_row import Kept
from desktop.views.meetings.session.reading import ReadLines
from desktop.views.meetings.session.session_page import SessionPage
from tests.factories import FrozenClock
from tests.views.meetings.session.conftest import Evening, meeting_of


def concerns(evening: Evening) -> list[Concern]:
    with evening.store.reading() as session:
        return list(session.scalars(select(Concern).where(Concern.deleted_at.is_(None)).order_by(Concern.id)))


def test_signs_become_chips_and_lines_become_records(evening: Evening) -> None:
    evening.page.start()
    evening.type("!The shelter light flickers all night #lighting")
    evening.type('"My mother walks in the road')
    evening.page.capture.set_speaker("Officer")
    evening.type("+call the lighting office by friday")
    evening.type("a plain note")
    evening.settled()
    assert evening.words() == [
        "The shelter light flickers all night",
        "My mother walks in the road",
        "call the lighting office by friday",
        "a plain note",
    ]
    with evening.store.reading() as session:
        lines = session.scalars(select(Line).order_by(Line.position)).all()
        assert [line.mark for line in lines] == [Mark.CONCERN, Mark.NOTE, Mark.PROMISE, Mark.NOTE]
        assert [line.verbatim for line in lines] == [False, True, False, False]
        labels = [line.speaker.label_text for line in lines if line.speaker]
        assert labels == ["Resident", "Resident", "Officer", "Resident"]
        assert session.scalars(select(Promise)).one().words == "call the lighting office by friday"


def test_backspace_turns_a_chip_back_and_a_backslash_writes_the_sign(evening: Evening) -> None:
    evening.page.start()
    bar = evening.page.capture
    QTest.keyClicks(bar.text, "!")
    marks = [bar.half_typed.mark]
    QTest.keyClick(bar.text, Qt.Key.Key_Backspace)
    marks.append(bar.half_typed.mark)
    assert marks == [Mark.CONCERN, Mark.NOTE]
    evening.type("\\! means careful")
    evening.settled()
    assert evening.words() == ["! means careful"]
    assert concerns(evening) == []


def test_abbreviations_are_written_out_behind_a_space_and_on_enter(evening: Evening, desk: Desk) -> None:
    evening.store.set_preference("abbreviations", {"pw": "public works", "OF": "Orchard Flats"}).result()
    page = SessionPage(desk, evening.meeting_id)
    evening.qtbot.addWidget(page)
    QTest.keyClicks(page.capture.text, "pw spoke of pwned lamps in OF")
    assert page.capture.text.words == "public works spoke of pwned lamps in OF"
    with evening.qtbot.waitSignal(page.capture.entered) as entered:
        QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
    assert entered.args[0].words == "public works spoke of pwned lamps in Orchard Flats"
    evening.qtbot.waitUntil(lambda: not page.keeper.is_saving)


def test_the_first_line_starts_a_session_that_nobody_started(evening: Evening) -> None:
    evening.type("welcome")
    evening.settled()
    evening.qtbot.waitUntil(lambda: meeting_of(evening.store, evening.meeting_id).status is MeetingStatus.LIVE)


def test_a_mark_is_put_on_an_earlier_line_with_one_key(evening: Evening) -> None:
    evening.page.start()
    evening.type("the gate of the playground does not close")
    evening.settled()
    stream = evening.page.stream
    stream.choose_line(evening.page.notes.row_at(evening.page.notes.rowCount() - 1).key)
    evening.page.acts.mark(Mark.CONCERN)
    evening.qtbot.waitUntil(lambda: len(concerns(evening)) == 1)
    evening.page.acts.mark(Mark.PRAISE)
    evening.qtbot.waitUntil(lambda: concerns(evening) == [])


def test_up_brings_the_last_line_back_to_be_written_anew(evening: Evening) -> None:
    evening.page.start()
    evening.type("!The gate of the playgroud does not close")
    evening.settled()
    bar = evening.page.capture
    QTest.keyClick(bar.text, Qt.Key.Key_Up)
    assert bar.half_typed.words == "The gate of the playgroud does not close"
    bar.text.set_words("The gate of the playground does not close")
    QTest.keyClick(bar.text, Qt.Key.Key_Return)
    evening.qtbot.waitUntil(lambda: evening.words() == ["The gate of the playground does not close"])
    assert [each.words for each in concerns(evening)] == ["The gate of the playground does not close"]


def test_a_line_is_struck_in_one_act_and_its_words_are_gone(evening: Evening) -> None:
    evening.page.start()
    evening.type("!my son was stopped at the park")
    evening.settled()
    evening.page.stream.choose_line(evening.page.notes.row_at(evening.page.notes.rowCount() - 1).key)
    evening.page.acts.strike()
    evening.qtbot.waitUntil(lambda: evening.words() == [""])
    assert b"stopped" not in evening.store.folder.database.read_bytes()
    with evening.store.reading() as session:
        line = session.scalars(select(Line)).one()
        assert (line.words, line.mark) == (None, Mark.CONCERN)
        assert line.struck_at is not None


def test_half_a_line_is_there_again_when_the_session_is_opened_anew(evening: Evening, desk: Desk) -> None:
    evening.page.start()
    QTest.keyClicks(evening.page.capture.text, "!The late bus")
    evening.qtbot.waitUntil(lambda: [each.content["words"] for each in evening.store.drafts()] == ["The late bus"])
    again = SessionPage(desk, evening.meeting_id)
    evening.qtbot.addWidget(again)
    assert again.capture.half_typed.words == "The late bus"
    assert again.capture.half_typed.mark is Mark.CONCERN


def test_what_was_saved_leaves_no_draft(evening: Evening) -> None:
    evening.page.start()
    QTest.keyClicks(evening.page.capture.text, "whole words")
    evening.page.keeper.keep_half()
    QTest.keyClick(evening.page.capture.text, Qt.Key.Key_Return)
    evening.settled()
    evening.qtbot.waitUntil(lambda: evening.store.drafts() == [])


def test_typing_goes_on_while_a_line_is_on_its_way_and_the_order_holds(evening: Evening) -> None:
    evening.page.start()
    for number in range(30):
        evening.type(f"line {number}")
    kept = [evening.page.notes.row_at(place).kept for place in range(evening.page.notes.rowCount())]
    assert Kept.SAVING in kept
    evening.settled()
    assert evening.words() == [f"line {number}" for number in range(30)]
    with evening.store.reading() as session:
        assert list(session.scalars(select(Line.words).order_by(Line.position))) == evening.words()


@pytest.fixture
def written(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The session runs, and the disk takes until this is set."""
    evening.page.start()
    evening.qtbot.waitUntil(lambda: evening.page.is_live)
    written, finish = threading.Event(), WritingSession.finish

    def held(session: WritingSession, label: str, **facts: Any) -> Any:
        assert written.wait(30)
        return finish(session, label, **facts)

    monkeypatch.setattr(WritingSession, "finish", held)
    yield written
    written.set()


def test_on_a_disk_that_takes_its_time_typing_goes_on_and_nothing_is_called_saved(
    evening: Evening, written: threading.Event
) -> None:
    page = evening.page
    states: list[str] = []
    page.keeper.save_state_changed.connect(states.append)
    for number in range(5):
        evening.type(f"line {number}")
        assert page.capture.text.words == "", "the field is free at once"
        QCoreApplication.processEvents()
    QTest.keyClicks(page.capture.text, "half a li")
    QCoreApplication.processEvents()
    assert page.capture.text.words == "half a li"
    assert set(states) == {"saving"}
    assert page.saved_lines == 0
    kept = {page.notes.row_at(place).kept for place in range(page.notes.rowCount()) if place}
    assert kept == {Kept.SAVING}
    with evening.store.reading() as session:
        assert session.scalars(select(Line.id)).all() == []
    written.set()
    evening.settled()
    assert states[-1] == "saved"
    assert evening.words() == [f"line {number}" for number in range(5)]


def test_lines_that_wait_for_a_slow_disk_are_kept_when_the_page_goes(
    evening: Evening, written: threading.Event
) -> None:
    for number in range(3):
        evening.type(f"line {number}")
        QCoreApplication.processEvents()  # the first one is on its way, the others wait for it
    evening.page.save_everything()
    evening.page.setParent(None)
    evening.page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    written.set()
    evening.store.fold_in().result()
    with evening.store.reading() as session:
        said = list(session.scalars(select(Line.words).order_by(Line.position)))
    assert said == ["line 0", "line 1", "line 2"]


def test_half_a_line_stays_kept_while_lines_before_it_reach_the_disk(
    evening: Evening, written: threading.Event
) -> None:
    for number in range(2):
        evening.type(f"line {number}")
        QCoreApplication.processEvents()
    QTest.keyClicks(evening.page.capture.text, "half a li")
    evening.page.keeper.keep_half()
    written.set()
    evening.settled()
    evening.store.fold_in().result()
    assert [draft.content["words"] for draft in evening.store.drafts()] == ["half a li"]


def test_on_a_slow_disk_half_lines_do_not_stand_in_line_before_whole_ones(
    evening: Evening, written: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    save = Store.save_draft

    def noted(self: Store, place: str, content: dict[str, Any], *more: Any) -> "Future[None]":
        sent.append(content["words"])
        return save(self, place, content, *more)

    monkeypatch.setattr(Store, "save_draft", noted)
    keeper, text = evening.page.keeper, evening.page.capture.text
    evening.type("a line the disk is at")
    QCoreApplication.processEvents()
    sent.clear()
    for letter in "abc":
        QTest.keyClicks(text, letter)
        keeper._draft.timeout.emit()
    assert sent == []
    written.set()
    evening.qtbot.waitUntil(lambda: sent == ["abc"])


def test_only_lines_that_changed_elsewhere_are_read_again(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    evening.page.start()
    evening.qtbot.waitUntil(lambda: evening.page.is_live and evening.page.is_at_rest)
    read: list[frozenset[int]] = []
    question = ReadLines.__call__

    def counted(self: ReadLines, session: Session) -> list[Shown]:
        read.append(self.ids)
        return question(self, session)

    monkeypatch.setattr(ReadLines, "__call__", counted)
    for words in ("!the lamp is out", "#lighting it was out before"):
        evening.type(words)
        evening.qtbot.waitUntil(lambda: evening.page.is_at_rest)
    assert read == []
    first = next(row.line for row in map(evening.page.notes.row_at, range(9)) if row.line is not None)
    evening.page.keeper.mark(first.id, Mark.PRAISE)
    evening.qtbot.waitUntil(lambda: evening.page.notes.row_at(evening.page.notes.place_of(first.id)).version == 2)
    assert read == [{first.id}]


def test_the_clock_rests_in_a_break(evening: Evening, clock: FrozenClock) -> None:
    page = evening.page
    page.start()
    evening.qtbot.waitUntil(lambda: page.is_live)
    clock.move(minutes=10)
    page.toggle_break()
    evening.qtbot.waitUntil(lambda: page.view.break_since is not None)
    band = page.sheet.break_band
    assert band.isVisible(), "ochre, above what is typed"
    assert page.capture.isEnabled()
    assert page.capture.text.isEnabled()
    clock.move(minutes=15)
    page.start()
    evening.qtbot.waitUntil(lambda: page.view.break_since is None)
    assert not band.isVisible()
    clock.move(minutes=5)
    assert round(page.view.ran(clock()).total_seconds()) == 15 * 60


def test_the_queue_knows_places_and_no_people(evening: Evening) -> None:
    evening.page.keeper.queue("Left side, third row")
    evening.qtbot.waitUntil(lambda: [each.place for each in evening.page.view.waiting] == ["Left side, third row"])
    evening.page.keeper.call_next(evening.page.view.waiting[0].id)
    evening.qtbot.waitUntil(lambda: evening.page.view.waiting == [])
    with evening.store.reading() as session:
        assert session.scalars(select(Waiting)).one().called_at is not None


def test_a_guess_is_dashed_until_it_is_accepted(evening: Evening) -> None:
    page = evening.page
    page.start()
    evening.type("!the streetlight on Plum Ct is out")
    evening.settled()
    evening.qtbot.waitUntil(lambda: any(chip.is_guess for card in page.noted.shown for chip in card.chips))
    page.accept_guess()
    evening.qtbot.waitUntil(lambda: concerns(evening)[0].category_id is not None)


def test_a_line_that_tells_who_somebody_is_is_flagged_and_kept(evening: Evening) -> None:
    page = evening.page
    page.start()
    QTest.keyClicks(page.capture.text, "it was Marisol Reyes who told us")
    evening.qtbot.waitUntil(lambda: "a name" in page.capture.warning)
    QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
    evening.settled()
    assert evening.words() == ["it was Marisol Reyes who told us"]
    assert page.capture.warning == ""
