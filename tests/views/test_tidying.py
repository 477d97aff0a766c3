"""Garbage with Qt objects in it is never collected on a thread of a reader."""

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.views.tidying import Tidying


class Knot(QObject):
    """A Qt object that refers to itself, as list and row of filters refer to one another."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def tidying() -> Iterator[Tidying]:
    made = Tidying()
    assert not gc.isenabled()
    yield made
    made.end()


def make_garbage() -> int:
    return len([[n] for n in range(5_000)])


def test_a_reader_makes_objects_and_no_qt_object_dies_there(tidying: Tidying, qtbot: QtBot) -> None:
    knots = [Knot() for _ in range(3)]
    seen: list[bool] = []
    for knot in knots:
        knot.destroyed.connect(lambda: seen.append(True))
    del knots, knot
    with ThreadPoolExecutor(1) as reader:
        for _ in range(20):
            reader.submit(make_garbage).result()
    assert seen == []
    gc.collect()
    qtbot.waitUntil(lambda: len(seen) == 3)


def test_what_is_not_referred_to_any_more_goes_by_and_by(tidying: Tidying, qtbot: QtBot) -> None:
    knot = Knot()
    gone: list[bool] = []
    knot.destroyed.connect(lambda: gone.append(True))
    assert isValid(knot)
    del knot
    kept = [[n] for n in range(20_000)]
    for _ in range(200):
        kept.extend([n] for n in range(1_000))
        tidying.tidy()
    assert gone
