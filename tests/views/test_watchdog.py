"""The watchdog itself: it bites where it must, and only there."""

import threading
import time

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.models import masking
from desktop.models.person import Person
from tests.views.watchdog import Watchdog

NAME = Person.fields["name"]


class Slow(QObject):
    """Asks the product for something in the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.done = False

    def ask(self) -> None:
        masking.masked(NAME, "Marisol Reyes")
        self.done = True


def asleep(*given: object, **also: object) -> None:
    """Wait as for a lock."""
    threading.Event().wait(0.15)


def busy(*given: object, **also: object) -> None:
    """Work hard."""
    end = time.thread_time() + 0.15
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize("slow", [asleep, busy])
def test_what_takes_long_in_the_event_loop_is_seen(slow: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "withheld", slow)
    asker, watchdog = Slow(), Watchdog(monkeypatch)
    watchdog.start()
    qtbot.wait(20)
    QTimer.singleShot(0, asker.ask)
    qtbot.waitUntil(lambda: asker.done)
    qtbot.wait(20)
    watchdog.stop()
    assert len(watchdog.stalls) == 1
    assert "the window stood still for" in str(watchdog.stalls[0])


def test_the_tests_own_waiting_does_not_count(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watchdog = Watchdog(monkeypatch)
    watchdog.start()
    qtbot.wait(20)
    busy()
    asleep()
    qtbot.wait(20)
    watchdog.stop()
    assert watchdog.stalls == []


def test_a_step_can_be_excused_by_name(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "withheld", busy)
    asker, watchdog = Slow(), Watchdog(monkeypatch)
    watchdog.start()
    QTimer.singleShot(0, asker.ask)
    with watchdog.excused("thinking hard"):
        qtbot.waitUntil(lambda: asker.done)
        qtbot.wait(20)
    watchdog.stop()
    assert watchdog.stalls == []
