"""What one line asks of the store: few questions, and no more late in a long evening than at its beginning."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from desktop.models.capture import capture
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes
from desktop.models.stream import lines_of
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

EARLY, LATE = 20, 600
# The journal's head, the meeting, where its notes stand, the speaker; the line; the journal twice and the index.
PLAIN = 8
# The theme, the categories, the office, the first status, the number; the concern and the theme on the line.
WITH_A_CONCERN = PLAIN + 7


def evening(store: Store, lines: int) -> int:
    """A meeting in which so much was said, each line with a theme and some with a sign."""
    here = factories.meeting()
    factories.saved(store, here)
    typed = (f"{'!' if number % 3 else ''}the lamp at stop {number} is out #lighting" for number in range(lines))
    factories.noted(store, *typed, of=here)
    return here.id


def add(session: WritingSession, meeting_id: int, typed: str = "the lamp is out") -> Line:
    notes = Notes(session, session.get_one(Meeting, meeting_id))
    return notes.record(capture(typed, ["Resident"]), session.now).line


@pytest.mark.parametrize(("typed", "expected"), [("the lamp is out", PLAIN), ("!its lamp #lighting", WITH_A_CONCERN)])
def test_a_line_is_saved_in_few_statements(store: Store, typed: str, expected: int) -> None:
    meeting_id = evening(store, 2)
    asked: list[str] = []

    def note(_: Connection, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    def work(session: WritingSession) -> None:
        event.listen(session.get_bind().engine, "before_cursor_execute", note)
        add(session, meeting_id, typed)

    store.write("Add lines", work).result()
    # The head of the journal was read before anybody listened.
    assert len(asked) + 1 == expected, asked


@contextmanager
def counted(connection: Connection) -> Iterator[list[int]]:
    """How many steps the engine takes."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 1)
    try:
        yield steps
    finally:
        driver.set_progress_handler(None, 1)


def writing(store: Store, meeting_id: int) -> int:
    """The steps of one line saved and read back, as the session page does it."""

    def work(session: WritingSession) -> int:
        with counted(session.connection()) as steps:
            line = add(session, meeting_id)
            session.flush()
            assert [shown.id for shown in lines_of(session, meeting_id, [line.id])] == [line.id]
        return steps[0]

    return store.write("Add lines", work).result()


def test_a_late_line_costs_what_an_early_one_does(store: Store) -> None:
    early = writing(store, evening(store, EARLY))
    late = writing(store, evening(store, LATE))
    assert early > 100, "the engine counts"
    assert late <= early * 1.1
