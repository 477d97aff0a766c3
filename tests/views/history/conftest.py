"""A concern that three people worked on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern, StatusType
from desktop.models.link import Link, Relation
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.history.history_line import LineView
from desktop.views.history.history_pane import HistoryPane
from tests.factories import FrozenClock, assign, concern, saved, status


@pytest.fixture
def lamps(store: Store, clock: FrozenClock) -> Concern:
    """Written down two days ago, dated, told, answered, and raised again."""
    clock.move(days=-2)
    record = concern(title="Four lamps out on Alder St")
    again = concern(title="Dark corner")
    saved(store, record)
    saved(store, again)
    with store.reading() as session:
        under_way = status(session, StatusType.IN_PROGRESS).id
    changed = Changer(store, record)
    changed("Set Status", status_id=under_way)
    clock.move(days=2, hours=-2)
    changed("Tell them", told_on=date(2026, 10, 15), told_how="in person")
    clock.move(hours=1)
    changed("Set Our answer", answer="Booked with the city.")
    joined = Link(
        from_kind="concern", from_id=again.id, to_kind="concern", to_id=record.id, relation=Relation.RAISED_AGAIN
    )
    saved(store, joined)
    clock.move(hours=1)
    changed("Set Fix by", resolve_by=date(2026, 10, 16))
    return record


class Changer:
    """Changes the concern in a change set of its own."""

    def __init__(self, store: Store, record: Concern) -> None:
        self._store = store
        self._record = record

    def __call__(self, label: str, **values: object) -> None:
        self._store.write(label, lambda session: assign(session, self._record, values)).result()


@pytest.fixture
def changes(store: Store, lamps: Concern) -> Changer:
    return Changer(store, lamps)


@pytest.fixture
def pane(desk: Desk, stage: QWidget, lamps: Concern, qtbot: QtBot) -> HistoryPane:
    """Its history, open."""
    made = HistoryPane(desk, stage)
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record("concern", lamps.id)
    qtbot.waitUntil(lambda: bool(made.lines))
    return made


@pytest.fixture
def line(pane: HistoryPane) -> Callable[[str], LineView]:
    """The newest line that says this."""

    def find(words: str) -> LineView:
        return next(view for view in pane.lines if words in view.spoken)

    return find
