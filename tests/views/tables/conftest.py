"""Tables for tests: a model under the fatal model tester, and a list as the Concerns tab would make it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.concern import CONCERN_FIELDS, Concern, Status
from desktop.models.listing import Special
from desktop.views.desk import Desk
from desktop.views.tables.columns import Cell, CellLook, Column, Extra, all_columns
from desktop.views.tables.filters import Answer, FieldFilter, SpecialFilter
from desktop.views.tables.record_list import ListWords, RecordList
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.tables.row import Row
from desktop.views.tables.views import View


def status_cell(row: Row) -> Cell:
    return Cell(row.text("status"), "st-new", "lake", tip=f"means {row['status_type']}")


STATUS_TYPE = Extra(
    "status_type", "status", lambda: select(Status.type).where(Status.id == Concern.status_id).scalar_subquery()
)
COLUMNS = (
    Column("number", 93),
    Column("title", look=CellLook.TITLE, stretches=True),
    Column("area", 97),
    Column("status", 133, CellLook.PILL, cell=status_cell, extras=(STATUS_TYPE,)),
    Column("resolve_by", 104),
    Column("owner", 44, hides_at=600),
)
OPEN = SpecialFilter("open", "Open", (Answer("open", "Open", lambda: Concern.resolved_on.is_(None)),))
FILTERS = (FieldFilter("area", "map-pin"), OPEN, FieldFilter("owner", "user", "anyone"))
WORDS = ListWords(
    name="Concerns",
    shown_one="1 concern shown",
    shown="{n} concerns shown",
    more="More than {n} concerns shown",
    selected="{n} selected",
    none_match="No concern matches",
    empty_title="No concerns yet",
    empty_text="When a resident tells you about a problem, write it here in their words.",
)


def open_only() -> Special:
    condition = OPEN.condition("open")
    assert condition is not None
    return condition


VIEWS = (View("all", "All"), View("open", "Open", (open_only(),)))


class Heard(QObject):
    """Counts the commits that were told."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.seq = 0
        desk.store.changed.connect(self._hear)

    @Slot(object)
    def _hear(self, changes: Any) -> None:
        self.seq = changes.seq


Settle = Callable[[RecordTableModel], None]


@pytest.fixture
def settled(desk: Desk, qtbot: QtBot) -> Settle:
    """Wait until a model has heard of everything that was committed."""
    heard = Heard(desk)
    start = desk.store.journal_head()[0]

    def settle(model: RecordTableModel) -> None:
        head = desk.store.journal_head()[0]
        qtbot.waitUntil(lambda: max(heard.seq, start) >= head and model.is_complete, timeout=10_000)

    return settle


@pytest.fixture
def model(desk: Desk) -> RecordTableModel:
    columns = all_columns(CONCERN_FIELDS, COLUMNS)
    made = RecordTableModel(desk.store, desk.background, desk.privacy, CONCERN_FIELDS, columns)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def make_list(desk: Desk, qtbot: QtBot) -> Callable[..., RecordList]:
    """A list of concerns on a window of its own, shown and settled."""

    def make(**options: Any) -> RecordList:
        given = {"views": VIEWS, "filters": FILTERS} | options
        made = RecordList(desk, WORDS, CONCERN_FIELDS, COLUMNS, **given)
        qtbot.addWidget(made)
        QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made.model)
        made.resize(1000, 500)
        made.show()
        qtbot.waitUntil(lambda: made.model.is_complete)
        return made

    return make


def titles(model: RecordTableModel) -> list[str]:
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]
