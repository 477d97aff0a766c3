"""The end of a write is told on the GUI thread, to whoever still lives."""

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import get_ident

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.views.pending import when_done

WRITES = 3_000


class Page(QObject):
    """Asks for something and hears of its end."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, int]] = []

    @Slot(object)
    def hear(self, told: object) -> None:
        """Remember what was told, and on which thread."""
        self.heard.append((told, get_ident()))


@pytest.fixture
def writer() -> Iterator[ThreadPoolExecutor]:
    """A thread of its own; it is changed to and fro as often as can be."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(1) as pool:
        yield pool
    sys.setswitchinterval(interval)


def test_a_result_and_an_error_are_told_on_the_thread_of_the_window(qtbot: QtBot, writer: ThreadPoolExecutor) -> None:
    page, refused = Page(), ValueError("no")
    failing: Future[object] = Future()
    when_done(writer.submit(int, "7"), page, page.hear)
    when_done(failing, page, None, page.hear)
    writer.submit(failing.set_exception, refused)
    qtbot.waitUntil(lambda: len(page.heard) == 2)
    assert page.heard == [(7, get_ident()), (refused, get_ident())]


def test_what_has_ended_before_is_told_in_the_next_turn(qtbot: QtBot) -> None:
    page, ended = Page(), Future[object]()
    ended.set_result("saved")
    when_done(ended, page, page.hear)
    assert page.heard == []
    qtbot.waitUntil(lambda: page.heard == [("saved", get_ident())])


def test_pages_may_close_at_the_very_moment_their_writes_end(qtbot: QtBot, writer: ThreadPoolExecutor) -> None:
    last = Page()
    for number in range(WRITES):
        page = Page()
        for write in [writer.submit(sum, range(number % 300)) for _ in range(3)]:
            when_done(write, page, page.hear)
        sum(range(number * 7 % 20_000))
        delete(page)
    when_done(writer.submit(abs, -WRITES), last, last.hear)
    qtbot.waitUntil(lambda: last.heard == [(WRITES, get_ident())])
