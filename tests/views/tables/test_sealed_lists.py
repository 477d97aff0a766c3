"""A list with a sealed column: sorted in memory for those who hold the drawer, refused to all others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.listing import Listing, Order
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store import listing as listings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.tables.columns import Column
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.theme.theme import Theme
from tests.factories import COORDINATOR, STAFF
from tests.store.mentees import TABLE, Mentee, changed

COLUMNS = (Column("code"), Column("name"))
BY_NAME = Listing(Mentee.fields, order=Order("name", descending=False))
Shown = Callable[[Store], RecordTableModel]


@pytest.fixture
def mentees(opened: Callable[..., Store], monkeypatch: pytest.MonkeyPatch) -> list[Mentee]:
    """Three young people in the drawer, one of them without a name; the office is closed again."""
    monkeypatch.setitem(BY_KIND, Mentee.kind, Mentee)
    store = opened(COORDINATOR)
    store.write("Table", lambda session: TABLE.create(session.connection())).result()
    names = ("Zoe Quist", "amir Noor", None)
    made = [Mentee(code=f"Y26-000{at}", name=name) for at, name in enumerate(names, 1)]
    store.write("Add mentees", lambda session: session.add_all(made)).result()
    store.close()
    return made


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Iterator[Shown]:
    beside: list[Background] = []

    def show(store: Store) -> RecordTableModel:
        background = Background(store)
        beside.append(background)
        made = RecordTableModel(store, background, PrivacyScreen(), Mentee.fields, COLUMNS)
        QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
        return made

    yield show
    for each in beside:
        each.close()


def codes(model: RecordTableModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_holder_sorts_names_in_memory_and_hears_of_changes(
    mentees: list[Mentee], opened: Callable[..., Store], shown: Shown, qtbot: QtBot
) -> None:
    store = opened(COORDINATOR)
    model = shown(store)
    model.show_listing(BY_NAME)
    assert codes(model) == ["Y26-0002", "Y26-0001", "Y26-0003"]
    assert model.index(0, 1).data() == "amir Noor"
    changed(store, mentees[0], name="Aaron Quist")
    qtbot.waitUntil(lambda: codes(model) == ["Y26-0001", "Y26-0002", "Y26-0003"])


def test_others_see_no_name_and_cannot_sort_by_it(
    mentees: list[Mentee], opened: Callable[..., Store], shown: Shown, qtbot: QtBot, office_folder: Path
) -> None:
    model = shown(opened(STAFF))
    model.show_listing(Listing(Mentee.fields))
    assert sorted(codes(model)) == ["Y26-0001", "Y26-0002", "Y26-0003"]
    assert [model.index(row, 1).data() for row in range(3)] == ["", "", ""]
    with qtbot.waitSignal(model.failed) as failed:
        model.show_listing(BY_NAME)
    assert "drawer" in str(failed.args[0])


def test_a_drawer_too_full_for_memory_says_so(
    mentees: list[Mentee], opened: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "MOST_IN_MEMORY", 2)
    with opened(COORDINATOR).reading() as session, pytest.raises(Refusal, match="Sort by another column"):
        listings.ids(session, BY_NAME)
