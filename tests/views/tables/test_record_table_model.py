"""The one table model: exact signals, pages of rows, what a person may see, masking."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.concern import CONCERN_FIELDS, Concern
from desktop.models.listing import Holds, Listing, OneOf, Order
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.tables import pages, record_table_model
from desktop.views.tables.columns import all_columns
from desktop.views.tables.record_table_model import RecordTableModel, TableRole
from tests.factories import READER, area, changed, concern, noted, person, saved
from tests.views.tables.conftest import COLUMNS, Settle, titles

EVERYTHING = Listing(CONCERN_FIELDS)


def test_shows_newest_first_and_hears_of_every_change(model: RecordTableModel, desk: Desk, qtbot: QtBot) -> None:
    one, two = concern(words="Lamp out"), concern(words="Speeding")
    saved(desk.store, one, two)
    model.show_listing(EVERYTHING)
    assert titles(model) == ["Speeding", "Lamp out"]
    with qtbot.waitSignal(model.rowsInserted):
        saved(desk.store, concern(words="Noise"))
    assert titles(model) == ["Noise", "Speeding", "Lamp out"]
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        changed(desk.store, one, title="Lamp out again")
    assert titles(model) == ["Noise", "Speeding", "Lamp out again"]
    with qtbot.waitSignal(model.rowsRemoved):
        changed(desk.store, two, deleted_at=datetime(2026, 10, 15, tzinfo=UTC))
    assert titles(model) == ["Noise", "Lamp out again"]


def test_a_changed_row_moves_to_its_place_and_persistent_indexes_follow(
    model: RecordTableModel, desk: Desk, qtbot: QtBot
) -> None:
    records = [concern(words=f"concern {n}", resolve_by=date(2026, 10, 19 + n)) for n in range(5)]
    saved(desk.store, *records)
    model.show_listing(Listing(CONCERN_FIELDS, order=Order("resolve_by", descending=False)))
    kept = QPersistentModelIndex(model.index(model.row_of(records[4].id), 1))
    with qtbot.waitSignal(model.rowsMoved), qtbot.assertNotEmitted(model.modelReset):
        changed(desk.store, records[4], resolve_by=date(2026, 10, 1))
    assert titles(model)[0] == "concern 4"
    assert kept.data() == "concern 4"
    assert kept.row() == 0


def test_a_record_comes_and_goes_as_it_meets_the_filter(model: RecordTableModel, desk: Desk, qtbot: QtBot) -> None:
    one, two = concern(words="Lamp out", priority="high"), concern(words="Speeding")
    saved(desk.store, one, two)
    model.show_listing(Listing(CONCERN_FIELDS, (OneOf("priority", ("high",)),)))
    assert titles(model) == ["Lamp out"]
    with qtbot.waitSignal(model.rowsInserted):
        changed(desk.store, two, priority="high")
    with qtbot.waitSignal(model.rowsRemoved):
        changed(desk.store, one, priority="low")
    assert titles(model) == ["Speeding"]
    with qtbot.waitSignal(model.rowsInserted):
        desk.store.undo().result()
    assert titles(model) == ["Speeding", "Lamp out"]


def test_typed_words_decide_again_when_a_record_changes(model: RecordTableModel, desk: Desk, qtbot: QtBot) -> None:
    one = concern(words="Lamp out")
    saved(desk.store, one, concern(words="Speeding"))
    model.show_listing(Listing(CONCERN_FIELDS, typed="lam"))
    assert titles(model) == ["Lamp out"]
    with qtbot.waitSignal(model.rowsRemoved):
        changed(desk.store, one, title="Light out", words="the light is out")
    with qtbot.waitSignal(model.rowsInserted):
        saved(desk.store, concern(words="laminate peels off"))
    assert titles(model) == ["laminate peels off"]


def test_a_renamed_area_is_written_anew_and_sorted_anew(
    model: RecordTableModel, desk: Desk, qtbot: QtBot, settled: Settle
) -> None:
    flats, row = area(name="Orchard Flats"), area(name="Tannery Row")
    saved(desk.store, flats, row)
    saved(desk.store, concern(words="one", area=flats), concern(words="two", area=row))
    model.show_listing(Listing(CONCERN_FIELDS, order=Order("area", descending=False)))
    settled(model)
    assert [model.index(at, 2).data() for at in (0, 1)] == ["Orchard Flats", "Tannery Row"]
    with qtbot.assertNotEmitted(model.modelReset):
        changed(desk.store, flats, name="Zenith")
        settled(model)
    assert [model.index(at, 2).data() for at in (0, 1)] == ["Tannery Row", "Zenith"]
    assert titles(model) == ["two", "one"]


def test_many_changes_at_once_are_taken_over_without_a_reset(
    model: RecordTableModel, desk: Desk, qtbot: QtBot, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_table_model, "MOST_PLACED", 3)
    records = [concern(words=f"concern {n:02}") for n in range(30)]
    saved(desk.store, *records)
    model.show_listing(Listing(CONCERN_FIELDS, order=Order("title", descending=False)))
    kept = QPersistentModelIndex(model.index(7, 1))

    def turn(session: object) -> None:
        for at, record in enumerate(records):
            own = session.get_one(Concern, record.id)  # type: ignore[attr-defined]
            own.title = f"concern {99 - at:02}"
            if at % 5 == 0:
                own.deleted_at = datetime(2026, 10, 15, tzinfo=UTC)

    with qtbot.assertNotEmitted(model.modelReset):
        desk.store.write("Turn around", turn).result()
        settled(model)
    assert titles(model) == [f"concern {99 - at:02}" for at in range(29, -1, -1) if at % 5]
    assert kept.data() == "concern 92"


def test_the_first_rows_come_at_once_and_the_others_beside_the_window(
    model: RecordTableModel, desk: Desk, qtbot: QtBot, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_table_model, "FIRST_PAGE", 10)
    saved(desk.store, *(concern(words=f"concern {n}") for n in range(35)))
    model.show_listing(EVERYTHING)
    assert model.rowCount() == 10
    assert not model.has_all
    with qtbot.waitSignal(model.completed), qtbot.assertNotEmitted(model.modelReset):
        pass
    assert titles(model) == [f"concern {n}" for n in range(34, -1, -1)]


def test_a_change_while_ids_are_completed_is_not_lost(
    model: RecordTableModel, desk: Desk, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_table_model, "FIRST_PAGE", 3)
    records = [concern(words=f"concern {n}", resolve_by=date(2026, 11, 1 + n)) for n in range(12)]
    saved(desk.store, *records)
    settled(model) if model.has_all else None
    model.show_listing(Listing(CONCERN_FIELDS, order=Order("resolve_by", descending=False)))
    changed(desk.store, records[0], resolve_by=date(2026, 12, 1))
    changed(desk.store, records[11], resolve_by=date(2026, 10, 1))
    saved(desk.store, concern(words="new", resolve_by=date(2026, 11, 5)))
    settled(model)
    assert titles(model)[0] == "concern 11"
    assert titles(model)[-1] == "concern 0"
    assert len(titles(model)) == 13


def test_the_next_key_interrupts_the_question_before(
    model: RecordTableModel, desk: Desk, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_table_model, "FIRST_PAGE", 3)
    saved(desk.store, *(concern(words=f"lamp {n}") for n in range(20)), *(concern(words=f"lane {n}") for n in range(9)))
    for typed in ("l", "la", "lam", "lamp"):
        model.show_listing(Listing(CONCERN_FIELDS, typed=typed))
    settled(model)
    assert len(titles(model)) == 20
    assert all(title.startswith("lamp") for title in titles(model))


def test_a_slow_first_page_leaves_the_old_rows_until_the_new_ones_are_there(
    model: RecordTableModel, desk: Desk, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(desk.store, concern(words="Lamp out"), concern(words="Speeding"))
    model.show_listing(EVERYTHING)
    monkeypatch.setattr(record_table_model, "FIRST_PAGE_SECONDS", -1.0)
    monkeypatch.setattr("desktop.store.listing.LOOKS_EVERY", 1)
    model.show_listing(Listing(CONCERN_FIELDS, (Holds("title", "lamp"),)))
    assert len(titles(model)) == 2
    settled(model)
    assert titles(model) == ["Lamp out"]


def test_rows_are_read_by_the_page_and_forgotten_again(
    model: RecordTableModel, desk: Desk, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 8)
    monkeypatch.setattr(pages, "KEPT", 20)
    saved(desk.store, *(concern(words=f"concern {n}") for n in range(50)))
    model.show_listing(EVERYTHING)
    reads: list[int] = []
    real = pages.RowReader.rows

    def counted(*given: object) -> object:
        reads.append(len(given[2]))  # type: ignore[arg-type]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pages.RowReader, "rows", counted)
    settled(model)
    reads.clear()
    model.renew_texts()
    for row in range(50):
        assert model.index(row, 1).data() == f"concern {49 - row}"
        assert model.index(row, 0).data()
    assert sorted(reads) == [2] + [8] * 6
    assert model.index(0, 1).data() == "concern 49"
    assert reads[-1] == 8


def test_dates_are_written_as_rows_write_them(model: RecordTableModel, desk: Desk) -> None:
    saved(
        desk.store, concern(words="a", resolve_by=date(2026, 10, 19)), concern(words="b", resolve_by=date(2027, 1, 4))
    )
    model.show_listing(EVERYTHING)
    assert [model.index(row, 4).data() for row in (0, 1)] == ["Jan 4, 2027", "Mon, Oct 19"]


def test_a_screen_reader_gets_the_whole_row(model: RecordTableModel, desk: Desk) -> None:
    flats = area(name="Orchard Flats")
    saved(desk.store, flats)
    saved(desk.store, concern(words="Lamp out", area=flats))
    model.show_listing(EVERYTHING)
    said = model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "C26-0001, Lamp out, Area: Orchard Flats, Status: New"
    model.set_visible([model.columns[1]])
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Lamp out"


def test_tooltips_are_plain_text_whatever_somebody_typed(model: RecordTableModel, desk: Desk) -> None:
    saved(desk.store, concern(words='<img src="//host/x">'))
    model.show_listing(EVERYTHING)
    assert "<img" not in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole) == "means new"


def test_the_privacy_screen_masks_text_tooltip_and_what_is_read_aloud(
    model: RecordTableModel, desk: Desk, qtbot: QtBot
) -> None:
    nora = person(name="Nora Lindqvist")
    saved(desk.store, nora)
    saved(desk.store, concern(words="Call @Marisol Reyes at 555-010-4477", owner=nora))
    model.show_listing(EVERYTHING)
    assert model.index(0, 5).data() == "Nora Lindqvist"
    with qtbot.waitSignal(model.dataChanged):
        desk.privacy.set_on(True)
    assert model.index(0, 5).data() == "N. L."
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        for column in (1, 5):
            assert not {"Marisol", "4477", "Lindqvist"} & set(str(model.index(0, column).data(role)).split())
    desk.privacy.set_on(False)
    assert model.index(0, 5).data() == "Nora Lindqvist"


def test_a_reader_gets_what_a_partner_would(opened: Callable[..., Store], desk: Desk, qtbot: QtBot) -> None:
    """What a resident asked not to leave the office never reaches the model of somebody who only reads."""
    noted(desk.store, "! the lamp flickers")
    desk.store.close()
    reader = opened(READER)
    columns = all_columns(CONCERN_FIELDS, COLUMNS)
    model = RecordTableModel(reader, desk.background, desk.privacy, CONCERN_FIELDS, columns)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_listing(EVERYTHING)
    assert model.rowCount() == 1
    assert model.index(0, 1).data() == ""
    row = model.record_row(0)
    assert row is not None
    assert row["title"] is None
    assert row["number"] == "C26-0001"


def test_ids_are_told_as_whole_numbers_of_63_bits(model: RecordTableModel, desk: Desk) -> None:
    one = concern(words="Lamp out")
    saved(desk.store, one)
    model.show_listing(EVERYTHING)
    assert model.index(0, 0).data(TableRole.RECORD_ID) == one.id > 2**53 // 2
    assert model.record_id(0) == one.id
    assert model.row_of(one.id) == 0
    assert model.row_of(one.id + 1) == -1
    assert model.record_id(1) is None


def test_outside_of_the_table_there_is_nothing(model: RecordTableModel, desk: Desk) -> None:
    saved(desk.store, concern(words="Lamp out"))
    model.show_listing(EVERYTHING)
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Number"


def test_sorting_as_qt_asks_for_it(model: RecordTableModel, desk: Desk) -> None:
    saved(desk.store, concern(words="b"), concern(words="a"), concern(words="c"))
    model.show_listing(EVERYTHING)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert titles(model) == ["a", "b", "c"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert titles(model) == ["c", "b", "a"]
