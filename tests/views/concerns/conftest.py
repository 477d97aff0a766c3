"""An office with a few concerns, and the tab that shows them."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.models.concern import Concern, StatusType
from desktop.store.store import Store
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.desk import Desk
from tests.factories import area, concern, organization, status


@pytest.fixture
def concern_ids(store: Store) -> list[int]:
    """New, in progress, and resolved; the last one is mine and late."""

    def work(session: Session) -> list[int]:
        flats, city = area(), organization(name="City lighting office")
        session.add_all([flats, city])
        given = {"answer": "We asked.", "resolve_by": date(2026, 10, 30)}
        made = [
            concern(words="Four lamps out on Alder St", heard_on=date(2026, 10, 15), area=flats),
            concern(words="Broken playground gate", status=status(session, StatusType.IN_PROGRESS), **given),
            concern(words="Dark path by the courts", status=status(session, StatusType.RESOLVED), **given),
            concern(words="Cars racing after 11 PM", heard_on=date(2026, 10, 7), owner_id=store.member.person_id),
        ]
        for each in made:
            session.add(each)
            session.flush()
        return [each.id for each in made]

    return store.write("Add concerns", work).result()


@pytest.fixture
def tab(desk: Desk, stage: QWidget, concern_ids: list[int], qtbot: QtBot) -> Iterator[ConcernsTab]:
    """The tab in an active window of 1440 by 900."""
    stage.resize(1440, 900)
    made = ConcernsTab(desk)
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    qtbot.waitUntil(lambda: made.list.model.rowCount() == len(concern_ids))
    yield made
    made.save_everything()


def saved_concern(store: Store, concern_id: int) -> Concern:
    """As the database has it now, with its status."""
    with store.reading() as session:
        found = session.get_one(Concern, concern_id)
        _ = found.status.type, found.referred_to, found.area, found.category
        return found
