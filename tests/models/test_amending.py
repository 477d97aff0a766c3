"""Notes are amended while the room talks on: another mark, other words, a line that was missed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.amending import (
    insert_after,
    made_of,
    mark_as,
    reword,
    say_as_interpreted,
    say_as_spoken,
)
from desktop.models.capture import capture
from desktop.models.concern import Concern
from desktop.models.line import Line, Mark
from desktop.models.promise import Promise
from desktop.models.recording import role_names
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

NOW = datetime(2026, 10, 15, 23, 0, tzinfo=UTC)


@pytest.fixture
def notes(store: Store) -> Store:
    """An office with a meeting of three lines: a concern, a note, a promise."""
    factories.noted(
        store,
        "! The gate of the playground does not close #gate",
        "toddler ran out on Tuesday",
        "+ @Officer call parks tomorrow",
    )
    return store


def lines(session: Session) -> list[Line]:
    return list(session.scalars(select(Line).where(Line.deleted_at.is_(None)).order_by(Line.position)))


def test_a_note_becomes_a_concern_and_a_concern_a_promise(notes: Store) -> None:
    def remark(session: WritingSession) -> None:
        first, second, _ = lines(session)
        old = made_of(session, first)
        assert isinstance(mark_as(session, second, Mark.CONCERN, NOW), Concern)
        assert isinstance(mark_as(session, first, Mark.PROMISE, NOW), Promise)
        assert old is not None
        assert old.is_deleted
        assert made_of(session, first) is not old

    notes.write("Mark", remark).result()
    notes.undo().result()
    with notes.reading() as session:
        first, second, _ = lines(session)
        assert isinstance(made_of(session, first), Concern)
        assert made_of(session, second) is None


def test_what_somebody_works_on_does_not_vanish_with_a_mark(notes: Store) -> None:
    def answer_and_remark(session: WritingSession) -> None:
        first = lines(session)[0]
        made = made_of(session, first)
        assert isinstance(made, Concern)
        made.answer = "Parks will come on Monday."
        session.flush()
        mark_as(session, first, Mark.NOTE, NOW)

    with pytest.raises(Refusal, match="is being worked on"):
        notes.write("Mark", answer_and_remark).result()


def test_other_words_reach_what_was_made_unless_it_has_its_own(notes: Store) -> None:
    def write_anew(session: WritingSession) -> None:
        first = lines(session)[0]
        typed = capture('! @Parent "The gate never closes" #playground', role_names(session))
        made = reword(session, first, typed, NOW)
        assert isinstance(made, Concern)
        assert (made.words, made.title) == ("The gate never closes", "The gate never closes")
        assert first.speaker is not None
        assert (first.speaker.label_text, first.verbatim) == ("Parent", True)
        assert [theme.name for theme in first.themes] == ["playground"]
        made.title = "Playground gate"
        session.flush()
        reword(session, first, capture("! The gate hangs loose", role_names(session)), NOW)
        assert (made.words, made.title) == ("The gate hangs loose", "Playground gate")

    notes.write("Reword", write_anew).result()


def test_a_missed_line_stands_where_it_was_said(notes: Store) -> None:
    def insert(session: WritingSession) -> None:
        first = lines(session)[0]
        for count in range(14):
            insert_after(session, first, capture(f"missed {count}", role_names(session)), None)

    notes.write("Insert", insert).result()
    with notes.reading() as session:
        words = [line.words for line in lines(session)]
        places = [line.position for line in lines(session)]
    assert words[0].startswith("The gate")  # type: ignore[union-attr]
    assert words[1:15] == [f"missed {count}" for count in reversed(range(14))]
    assert words[15] == "toddler ran out on Tuesday"
    assert places == sorted(set(places))


def test_a_line_added_at_the_end_is_the_last(notes: Store) -> None:
    def insert(session: WritingSession) -> None:
        insert_after(session, lines(session)[-1], capture("and a word of thanks", role_names(session)), None)

    notes.write("Insert", insert).result()
    with notes.reading() as session:
        assert lines(session)[-1].words == "and a word of thanks"


def test_interpreted_words_are_never_quoted(notes: Store) -> None:
    def try_both(session: WritingSession) -> None:
        second = lines(session)[1]
        say_as_spoken(second, True)
        say_as_interpreted(second, True)
        assert (second.verbatim, second.interpreted) == (False, True)
        session.flush()
        say_as_spoken(second, True)

    with pytest.raises(Refusal, match="interpreter"):
        notes.write("Mark", try_both).result()
