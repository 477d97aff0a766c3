"""Work beside the window: in order, told on this thread, canceled at once, and never told to what is gone."""

import gc
import time
from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.jobs.bug import Bug
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.views.background import Background, Job

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


class Listener(QObject):
    """Hears of jobs, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.problems: list[Any] = []
        self.progress: list[tuple[int, int]] = []
        self.threads: set[object] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(current_thread())

    def failed(self, problem: object) -> None:
        self.problems.append(problem)
        self.threads.add(current_thread())

    def step(self, done: int, total: int) -> None:
        self.progress.append((done, total))
        self.threads.add(current_thread())


@pytest.fixture
def background(store: Store, qtbot: QtBot) -> Iterator[Background]:
    made = Background(store)
    yield made
    made.close()


@pytest.fixture
def listener() -> Listener:
    return Listener()


def office_name(store: Store, tell: Callable[..., None]) -> tuple[str, bool]:
    return store.office.name, current_thread() is main_thread()


def test_a_job_has_a_session_of_its_own_and_its_result_arrives_here(
    background: Background, listener: Listener, store: Store, qtbot: QtBot
) -> None:
    background.run(office_name, listener.done, listener.failed)
    assert background.is_busy
    assert listener.results == []  # not before the event loop has its turn
    qtbot.waitUntil(lambda: bool(listener.results))
    assert listener.results == [(store.office.name, False)]
    assert listener.threads == {main_thread()}
    assert not background.is_busy


def test_jobs_run_one_at_a_time_in_the_order_they_were_asked_for(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    running: list[int] = []
    most: list[int] = []

    def job(number: int) -> Callable[..., int]:
        def work(store: Store, tell: Callable[..., None]) -> int:
            running.append(number)
            most.append(len(running))
            running.remove(number)
            return number

        return work

    for number in range(20):
        background.run(job(number), listener.done, listener.failed)
    qtbot.waitUntil(lambda: len(listener.results) == 20)
    assert listener.results == list(range(20))
    assert max(most) == 1


def test_progress_is_told_ten_times_a_second_at_most_and_always_at_the_end(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    def work(store: Store, tell: Callable[..., None]) -> None:
        for number in range(1, 10_001):
            tell(number, 10_000)

    background.run(work, listener.done, listener.failed, listener.step)
    qtbot.waitUntil(lambda: bool(listener.results))
    assert listener.progress[-1] == (10_000, 10_000)
    assert len(listener.progress) < 100
    assert listener.threads == {main_thread()}


def test_what_a_person_can_act_on_arrives_as_a_refusal_without_its_frames(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    def work(store: Store, tell: Callable[..., None]) -> None:
        raise Refusal("The disk is full. Make room.")

    background.run(work, listener.done, listener.failed)
    qtbot.waitUntil(lambda: bool(listener.problems))
    assert str(listener.problems[0]) == "The disk is full. Make room."
    assert listener.problems[0].__traceback__ is None


def test_a_mistake_of_ours_arrives_as_a_code_without_words(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    def work(store: Store, tell: Callable[..., None]) -> None:
        raise ValueError("Mrs. Lindqvist said the lamp is out")

    for _ in range(2):
        with qtbot.waitSignal(background.bug_met):
            background.run(work, listener.done, listener.failed)
    first, second = listener.problems
    assert isinstance(first, Bug)
    assert first.code == second.code
    assert "ValueError" in str(first)
    assert "Lindqvist" not in str(first)


def test_a_canceled_job_stops_within_a_fifth_of_a_second_and_is_not_heard_of(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    started = Event()

    def work(store: Store, tell: Callable[..., None]) -> None:
        while True:
            started.set()
            tell(1)

    job = background.run(work, listener.done, listener.failed)
    assert started.wait(10)
    canceled = time.monotonic()
    job.cancel()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert time.monotonic() - canceled < 0.2
    assert (listener.results, listener.problems) == ([], [])


def test_a_job_that_waits_is_canceled_before_it_begins(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    go, begun = Event(), []

    def waits(store: Store, tell: Callable[..., None]) -> str:
        go.wait(10)
        return "first"

    def never(store: Store, tell: Callable[..., None]) -> None:
        begun.append(1)

    background.run(waits, listener.done, listener.failed)
    background.run(never, listener.done, listener.failed).cancel()
    go.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert (listener.results, begun) == (["first"], [])


def count_for_ever(session: Session) -> int:
    return int(session.execute(text(ENDLESS)).scalar_one())


def test_a_read_is_interrupted_in_the_middle_of_its_statement(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    started = Event()

    def query(session: Session) -> int:
        started.set()
        return count_for_ever(session)

    jobs = [background.read(query, listener.done, listener.failed) for _ in range(8)]
    assert started.wait(10)
    for job in jobs:
        job.cancel()
    background.read(_one, listener.done, listener.failed)  # on the very same connections
    qtbot.waitUntil(lambda: bool(listener.results), timeout=1000)
    assert (listener.results, listener.problems) == ([1], [])


def _one(session: Session) -> int:
    return int(session.execute(text("SELECT 1")).scalar_one())


def test_a_cancel_in_the_moment_before_the_statement_stops_it_too(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    """It went on forever when the engine was told to interrupt while it was doing nothing."""
    started, canceled = Event(), Event()

    def query(session: Session) -> int:
        started.set()
        canceled.wait(10)
        return count_for_ever(session)

    job = background.read(query, listener.done, listener.failed)
    assert started.wait(10)
    job.cancel()
    canceled.set()
    qtbot.waitUntil(lambda: not background.is_reading)
    assert (listener.results, listener.problems) == ([], [])


def test_a_cancel_after_the_end_does_not_touch_whoever_has_the_connection_now(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    job = background.read(_one, listener.done, listener.failed)
    qtbot.waitUntil(lambda: bool(listener.results))
    for _ in range(20):
        background.read(_one, listener.done, listener.failed)
        job.cancel()
    qtbot.waitUntil(lambda: len(listener.results) == 21)
    assert listener.problems == []


def test_what_was_freed_meanwhile_is_not_told(background: Background, qtbot: QtBot) -> None:
    """The dialog was closed before its export ended: neither a dead object is called nor a widget kept alive."""

    class Card(QWidget):
        def done(self, result: object) -> None:
            raise AssertionError("told to a card that is gone")

    go = Event()
    deleted, forgotten = Card(), Card()
    qtbot.addWidget(deleted)
    for card in (deleted, forgotten):
        background.run(_waiting(go), card.done, card.done)
    with qtbot.waitSignal(deleted.destroyed):
        deleted.deleteLater()
    del forgotten, card
    gc.collect()
    go.set()
    qtbot.waitUntil(lambda: not background.is_busy)


def _waiting(go: Event) -> Callable[..., bool]:
    def work(store: Store, tell: Callable[..., None]) -> bool:
        return go.wait(10)

    return work


def test_a_job_may_not_be_a_method_of_a_widget(background: Background, listener: Listener) -> None:
    with pytest.raises(TypeError):
        background.run(listener.step, listener.done, listener.failed)  # type: ignore[arg-type]  # what is refused


def test_closing_cancels_and_waits_and_nothing_is_told_afterwards(
    store: Store, listener: Listener, qtbot: QtBot
) -> None:
    background = Background(store)
    ended = []

    def work(store: Store, tell: Callable[..., None]) -> None:
        try:
            while True:
                tell(1)
        finally:
            ended.append(1)

    started = Event()

    def query(session: Session) -> int:
        started.set()
        return count_for_ever(session)

    jobs: list[Job] = [background.run(work, listener.done, listener.failed)]
    jobs += [background.read(query, listener.done, listener.failed) for _ in range(3)]
    assert started.wait(10)
    background.close()
    assert ended == [1] or jobs[0].is_canceled
    qtbot.wait(0)
    assert (listener.results, listener.problems) == ([], [])
    assert background.run(work, listener.done, listener.failed).is_canceled
    assert background.read(query, listener.done, listener.failed).is_canceled
    assert not background.is_busy
