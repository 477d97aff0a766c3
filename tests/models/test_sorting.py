"""After a session: what waits to be decided, what accepting does, and that dropping keeps the words."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.models.concern import Concern, StatusType
from desktop.models.guessing import Guesser
from desktop.models.line import Line, Mark
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting
from desktop.models.promise import Promise
from desktop.models.sorting import Told, Unsorted, accept, already_clear, drop, to_sort
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

TODAY = date(2026, 10, 15)


@pytest.fixture
def evening(store: Store) -> Store:
    """A meeting after an older one at which the lamps were raised first."""
    factories.noted(store, "! Four lamps out on Alder St by the laundromat")
    factories.noted(
        store,
        "! the lamps on Alder by the laundromat are dark again",
        "+ @Officer call the lighting office and post the date by monday",
        "@Officer I will put my desk number on the board",
        "! nobody can sleep",
    )
    return store


def meeting_of(session: WritingSession) -> Meeting:
    return session.scalars(select(Meeting).order_by(Meeting.id.desc())).first()  # type: ignore[return-value]


def waiting(store: Store) -> list[Unsorted]:
    with store.reading() as session:
        meeting = meeting_of(session)  # type: ignore[arg-type]
        return to_sort(session, meeting.id, Told(None, "", TODAY), Guesser.of_office(session))


def test_what_waits_comes_with_its_guesses_and_duplicates_first(evening: Store) -> None:
    found = waiting(evening)
    assert [each.is_duplicate for each in found] == [True, False, False]
    assert found[0].card is not None
    assert {suggestion.what for suggestion in found[0].suggestions} == {"same as", "category"}
    assert found[1].card is not None
    assert [(each.what, each.value) for each in found[1].suggestions] == [("due", date(2026, 10, 19))]
    assert found[2].line is not None
    assert found[2].suggestions[0].value is Mark.PROMISE


def test_accepting_makes_guesses_facts_and_both_wordings_stay(evening: Store) -> None:
    def accept_all(session: WritingSession) -> None:
        for each in waiting(evening):
            accept(session, each, now=session.now)

    evening.write("Sort the session", accept_all).result()
    assert waiting(evening) == []
    with evening.reading() as session:
        older, again, _ = session.scalars(select(Concern).order_by(Concern.id)).all()
        link = session.scalars(select(Link)).one()
        promises = session.scalars(select(Promise).order_by(Promise.id)).all()
        assert (link.from_id, link.to_id, link.relation) == (again.id, older.id, Relation.RAISED_AGAIN)
        assert again.status.type is StatusType.CLOSED
        assert again.closed_because == f"Raised before, see {older.number}"
        assert older.status.type is StatusType.NEW
        assert again.words == "the lamps on Alder by the laundromat are dark again"
        assert [promise.due for promise in promises] == [date(2026, 10, 19), None]


def test_dropping_a_guess_keeps_line_and_words(evening: Store) -> None:
    def drop_all(session: WritingSession) -> None:
        for each in waiting(evening):
            drop(session, each, now=session.now)

    evening.write("Sort the session", drop_all).result()
    assert waiting(evening) == []
    with evening.reading() as session:
        assert session.scalars(select(Link)).all() == []
        lines = session.scalars(select(Line).order_by(Line.id)).all()
        assert all(line.words for line in lines)
    evening.undo().result()
    assert len(waiting(evening)) == 3


def test_what_needs_no_decision_is_already_clear(evening: Store) -> None:
    with evening.reading() as session:
        meeting = meeting_of(session)  # type: ignore[arg-type]
        clear = already_clear(session, meeting.id, waiting(evening))
    assert [card.words for card in clear] == ["nobody can sleep"]
