"""The one table model: exact signals, pages, masking, disclosure."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.concern import CONCERN_FIELDS
from desktop.models.listing import Listing
from desktop.views.desk import Desk
from desktop.views.tables.columns import Column, all_columns
from desktop.views.tables.record_table_model import RecordTableModel
from tests.factories import changed, concern, saved

COLUMNS = all_columns(CONCERN_FIELDS, (Column("number"), Column("title", stretches=True), Column("area")))


@pytest.fixture
def model(desk: Desk, qtbot: QtBot) -> RecordTableModel:
    made = RecordTableModel(desk.store, desk.background, desk.privacy, CONCERN_FIELDS, COLUMNS)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def titles(model: RecordTableModel) -> list[str]:
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_shows_newest_first_and_hears_of_every_change(model: RecordTableModel, desk: Desk, qtbot: QtBot) -> None:
    one, two = concern(words="Lamp out"), concern(words="Speeding")
    saved(desk.store, one, two)
    model.show_listing(Listing(CONCERN_FIELDS))
    assert titles(model) == ["Speeding", "Lamp out"]
    with qtbot.waitSignal(model.rowsInserted):
        saved(desk.store, concern(words="Noise"))
    assert titles(model) == ["Noise", "Speeding", "Lamp out"]
    with qtbot.waitSignal(model.dataChanged):
        changed(desk.store, one, title="Lamp out again")
    assert titles(model) == ["Noise", "Speeding", "Lamp out again"]
