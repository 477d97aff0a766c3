"""The stream of notes: saving is shown as saving, the order holds, rows grow with their words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.disclosure import Consent
from desktop.models.line import Mark
from desktop.models.stream import Heading, Shown
from desktop.views.meetings.session.note_row import Kept
from desktop.views.meetings.session.note_stream import NoteStream
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.theme.theme import Theme

ZONE = ZoneInfo("America/New_York")
START = datetime(2026, 10, 15, 22, 30, tzinfo=UTC)
LONG = "People gather behind the laundromat after closing, and staff do not feel safe locking up alone. " * 3


def line(number: int, words: str = "the lamp flickers", **values: object) -> Shown:
    made = Shown(
        id=number,
        position=number * 1000,
        said_at=START + timedelta(minutes=number),
        mark=Mark.NOTE,
        speaker="Resident",
        speaks_for_office=False,
        consent=Consent.NOTHING_OUTSIDE,
        words=words,
    )
    for name, value in values.items():
        setattr(made, name, value)
    return made


@pytest.fixture
def model() -> Iterator[NoteStreamModel]:
    made = NoteStreamModel(ZONE)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def said(model: NoteStreamModel) -> list[str]:
    rows = (model.row_at(place) for place in range(model.rowCount()))
    return [row.line.words if row.line else f"[{row.heading.title if row.heading else ''}]" for row in rows]


def test_headings_stand_before_what_was_said_under_them(model: NoteStreamModel) -> None:
    began = START + timedelta(minutes=1, seconds=30)
    headings = [Heading(7, 2, "Lamps", began), Heading(8, 3, "Gate", began + timedelta(hours=1))]
    model.show([line(1, "one"), line(2, "two")], headings)
    assert said(model) == ["one", "[Lamps]", "two", "[Gate]"]
    assert model.index(1, 0).data() == "2. Lamps, started 6:31"


def test_a_line_is_saving_until_it_is_on_the_disk(model: NoteStreamModel) -> None:
    model.show([line(1)], [])
    first = model.begin(line(0, "first"))
    second = model.begin(line(0, "second"))
    assert said(model) == ["the lamp flickers", "first", "second"]
    assert model.row_at(1).kept is Kept.SAVING
    assert "saving" in model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.failed(second)
    model.saved(first, line(2, "first"))
    assert [model.row_at(place).kept for place in (1, 2)] == [Kept.SAVED, Kept.FAILED]
    last = model.last_line()
    assert last is not None
    assert last.key == 2


def test_a_line_heard_of_before_its_answer_becomes_saved_in_its_place(model: NoteStreamModel, qtbot: QtBot) -> None:
    model.show([], [])
    keys = [model.begin(line(0, "the same words")) for _ in range(2)]
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.assertNotEmitted(model.rowsRemoved):
        model.update_lines([line(5, "the same words")])
        assert [model.row_at(place).kept for place in range(2)] == [Kept.SAVED, Kept.SAVING]
        model.saved(keys[0], line(5, "the same words"))
        model.saved(keys[1], line(6, "the same words"))
        model.update_lines([line(6, "the same words")])
    assert [model.row_at(place).key for place in range(2)] == [5, 6]
    assert model.saved_count == 2


def test_a_line_told_twice_stands_once(model: NoteStreamModel) -> None:
    """The store's own word of the change may come before the answer to whoever wrote it."""
    model.show([], [])
    key = model.begin(line(0, "first"))
    model.update_lines([line(5, "first")])
    model.saved(key, line(5, "first"))
    assert said(model) == ["first"]


def test_a_missed_line_is_put_where_it_belongs(model: NoteStreamModel) -> None:
    model.show([line(1, "one"), line(3, "three")], [])
    model.begin(line(0, "typed meanwhile"))
    model.update_lines([line(2, "two")])
    assert said(model) == ["one", "two", "three", "typed meanwhile"]
    model.update_lines([], gone=[1])
    assert said(model) == ["two", "three", "typed meanwhile"]


def test_a_line_under_a_new_heading_stays_under_it(model: NoteStreamModel) -> None:
    """The store's word of a new line came before the answer to whoever wrote it, and put it over the heading."""
    model.show([line(1, "one")], [])
    model.add_heading(Heading(7, 2, "Lamps", START + timedelta(minutes=2)))
    key = model.begin(line(0, "two"))
    model.update_lines([line(3, "two")])
    model.saved(key, line(3, "two"))
    assert said(model) == ["one", "[Lamps]", "two"]


def test_a_heading_heard_of_late_stands_over_what_was_said_since(model: NoteStreamModel) -> None:
    model.show([line(1, "one"), line(3, "three")], [])
    model.begin(line(0, "typed meanwhile"))
    model.add_heading(Heading(7, 2, "Lamps", START + timedelta(minutes=2)))
    assert said(model) == ["one", "[Lamps]", "three", "typed meanwhile"]


def test_what_is_being_saved_stays_when_everything_is_read_again(model: NoteStreamModel) -> None:
    model.show([line(1, "one")], [])
    model.begin(line(0, "on its way"))
    model.show([line(1, "one"), line(2, "two")], [])
    assert said(model) == ["one", "two", "on its way"]


def test_struck_words_are_not_said(model: NoteStreamModel) -> None:
    model.show([line(1, "", mark=Mark.CONCERN, struck_at=START)], [])
    assert model.index(0, 0).data() == "6:31, Resident, nothing outside, Concern, struck at the speaker’s wish, 6:30"
    assert model.last_line() is None


def test_rows_are_as_high_as_their_words_and_the_newest_is_in_sight(
    qtbot: QtBot, theme: Theme, model: NoteStreamModel
) -> None:
    stream = NoteStream(theme, model, ZONE)
    qtbot.addWidget(stream)
    stream.resize(700, 300)
    stream.show()
    model.show([line(number) for number in range(1, 40)], [])
    model.begin(line(0, LONG))
    assert stream.rowHeight(39) > stream.rowHeight(0)
    assert stream.is_at_end
    qtbot.waitUntil(lambda: stream.rowHeight(0) == stream.rowHeight(5))
    before = stream.rowHeight(39)
    stream.step_text_size(+1)
    assert stream.text_size == 19
    assert stream.rowHeight(39) > before
    stream.verticalScrollBar().setValue(0)
    model.begin(line(0, "somebody reads further up"))
    assert stream.verticalScrollBar().value() == 0


@pytest.mark.parametrize("size", [(700, 300), (500, 500)])
def test_a_very_long_session_opens_at_its_newest_line_and_stays_there(
    qtbot: QtBot, theme: Theme, model: NoteStreamModel, size: tuple[int, int]
) -> None:
    stream = NoteStream(theme, model, ZONE)
    qtbot.addWidget(stream)
    model.show([line(number, LONG if number % 3 else "short") for number in range(1, 900)], [])
    stream.resize(*size)
    stream.show()
    qtbot.waitUntil(lambda: stream.isVisible() and not stream._to_measure)
    newest = model.index(model.rowCount() - 1, 0)
    qtbot.waitUntil(lambda: stream.verticalScrollBar().value() == stream.verticalScrollBar().maximum())
    assert stream.visualRect(newest).bottom() == stream.viewport().rect().bottom()
    model.begin(line(0, LONG))
    newest = model.index(model.rowCount() - 1, 0)
    assert stream.visualRect(newest).bottom() == stream.viewport().rect().bottom()


def test_choosing_a_line_is_told(qtbot: QtBot, theme: Theme, model: NoteStreamModel) -> None:
    stream = NoteStream(theme, model, ZONE)
    qtbot.addWidget(stream)
    model.show([line(1), line(2)], [])
    with qtbot.waitSignal(stream.line_chosen) as told:
        stream.choose_line(2)
    assert told.args == [2]
    assert stream.current_id() == 2
