"""What a line asks of the window late in a long evening: no more than at its beginning."""

import pytest

from desktop.models.meeting import Meeting
from desktop.store.store import Store
from desktop.views.meetings.session.reading import ReadBeside
from tests import factories
from tests.store.test_cost_of_a_line import counted

EARLY, LATE = 80, 800
SIGNS = ("!", "+", "?", ">", "*")


def evening(store: Store, lines: int, signs: tuple[str, ...]) -> Meeting:
    """A meeting in which so much was said: at first something of every kind, then lines with these signs."""
    here = factories.meeting()
    factories.saved(store, here)
    said = [f"{sign}the first {sign} of the evening #lighting" for sign in SIGNS]
    said += [f"{signs[number % len(signs)]}the lamp at stop {number} is out #lighting" for number in range(lines)]
    factories.noted(store, *said, of=here)
    return here


def beside(store: Store, meeting: Meeting) -> int:
    """The steps the engine takes to read what stands beside the stream."""
    with store.reading() as session, counted(session.connection()) as steps:
        found = ReadBeside(meeting.id, store.clock())(session)
    assert {card.mark.value for card in found.view.cards}, "there are cards"
    return steps[0]


@pytest.mark.parametrize("signs", [SIGNS, ("!",), ("",)], ids=["of every kind", "concerns only", "notes only"])
def test_what_stands_beside_the_notes_is_read_late_as_early(store: Store, signs: tuple[str, ...]) -> None:
    early = beside(store, evening(store, EARLY, signs))
    late = beside(store, evening(store, LATE, signs))
    assert early > 100, "the engine counts"
    assert late <= early * 1.1
