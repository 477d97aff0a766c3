"""A day with something in every list, and the tab that shows it."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.models.concern import Concern, StatusType
from desktop.models.meeting import MeetingStatus
from desktop.models.promise import Outcome, Promise, Question
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.today.today_tab import TodayTab
from tests.factories import area, concern, meeting, minutes, organization, promise, question, status


@pytest.fixture
def day(store: Store) -> dict[str, int]:
    """{words: id} of what stands on Thursday, October 15."""

    def work(session: Session) -> dict[str, int]:
        me = store.member.person_id
        flats, city = area(), organization(name="City clean-up office")
        session.add_all([flats, city])
        session.flush()
        given = {"answer": "We asked.", "area": flats}
        waits = {"status": status(session, StatusType.REFERRED), "referred_to": city}
        made: list[Concern | Promise | Question] = [
            concern(words="Cars racing after 11 PM", heard_on=date(2026, 10, 7), owner_id=me, area=flats),
            promise(words="Send the noise log", due=date(2026, 10, 14), made_to="Canal Street tenants"),
            concern(words="Mattresses behind the arcade", call_back_on=date(2026, 10, 16), **given, **waits),
            concern(words="Vans at the bus stop", resolve_by=date(2026, 10, 15), owner_id=me, **given),
            question(words="Who sees the video?", due=date(2026, 10, 16)),
            concern(words="New lamp on the path", status=status(session, StatusType.RESOLVED), **given),
            promise(words="Coffee hour moved", outcome=Outcome.KEPT, done_on=date(2026, 10, 8), owner_id=me),
        ]
        session.add_all(made)
        held = meeting(title="Canal Street", starts_at=datetime(2026, 10, 8, 18, 30), status=MeetingStatus.DONE)
        session.add_all(
            [
                meeting(title="Orchard Flats: lighting", area=flats, starts_at=datetime(2026, 10, 15, 20, 30)),
                meeting(title="School route walk", starts_at=datetime(2026, 10, 17, 10)),
                held,
                minutes(held),
            ]
        )
        session.flush()
        session.add(concern(words="From the session", meeting_id=held.id, heard_on=date(2026, 10, 15)))
        return {each.words or "": each.id for each in made}

    return store.write("Fill a day", work).result()


@pytest.fixture
def tab(desk: Desk, stage: QWidget, day: dict[str, int], qtbot: QtBot) -> TodayTab:
    """Today in an active window of 1440 by 900."""
    stage.resize(1440, 900)
    made = TodayTab(desk)
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    with qtbot.waitActive(stage):
        stage.show()
    qtbot.waitUntil(lambda: made.shown is not None and made.foot.on_time.said != "")
    return made
