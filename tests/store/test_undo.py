"""Undo: takes back your own newest change, field by field, also after a restart; and refuses what would hurt others."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import Concern, Priority
from desktop.models.line import Line
from desktop.models.minutes import Minutes
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.rows import live_ids
from desktop.store import search, undo
from desktop.store.bin import put_in_bin, take_out
from desktop.store.database import reading_engine
from desktop.store.journal import Act, broken_at
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.store.writing import WritingSession
from tests import factories
from tests.conftest import Opener
from tests.factories import STAFF, SUPERVISOR, FrozenClock


@pytest.fixture
def concern(store: Store) -> Concern:
    record = factories.concern()
    factories.saved(store, record)
    return record


def named(store: Store, label: str, record: Record, edit: str | None = None, **values: Any) -> None:
    store.write(label, lambda session: factories.assign(session, record, values), edit=edit).result()


def answer(store: Store, concern: Concern) -> str | None:
    return factories.again(store, concern).answer


def live(store: Store, kind: type[Record] = Concern) -> list[int]:
    with store.reading() as session:
        return list(session.scalars(live_ids(kind)))


def sound(store: Store) -> bool:
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        found = broken_at(connection), search.out_of_step(connection)
    engine.dispose()
    return found == (None, 0)


def test_the_newest_change_is_taken_back_and_says_its_label(store: Store, concern: Concern) -> None:
    named(store, "Answer it", concern, answer="Asked.")
    assert store.undo().result() == "Answer it"
    assert answer(store, concern) is None
    assert factories.again(store, concern).answered_at is None, "what followed from it goes with it"
    assert sound(store)


def test_twice_goes_one_further_back_and_then_there_is_nothing(store: Store, concern: Concern) -> None:
    named(store, "One", concern, answer="one")
    named(store, "Two", concern, answer="two")
    assert [store.undo().result() for _ in range(3)] == ["Two", "One", "Add records"]
    assert live(store) == []
    # What was done to make this office for the tests is next, by the same person.
    assert store.undo().result() == "Add colleagues"
    with pytest.raises(Refusal, match=r"nothing of yours to undo.*deleting its folder"):
        store.undo().result()
    assert sound(store)


def test_redo_brings_back_in_order_until_something_new_is_done(store: Store, concern: Concern) -> None:
    named(store, "One", concern, answer="one")
    named(store, "Two", concern, answer="two")
    store.undo().result()
    store.undo().result()
    assert store.redo().result() == "Undo: One"
    assert answer(store, concern) == "one"
    store.redo().result()
    assert answer(store, concern) == "two"
    with pytest.raises(Refusal, match="nothing to redo"):
        store.redo().result()
    store.undo().result()
    named(store, "Three", concern, priority=Priority.HIGH)
    with pytest.raises(Refusal, match="nothing to redo"):
        store.redo().result()
    assert answer(store, concern) == "one"
    assert sound(store)


def test_undo_and_redo_may_alternate_for_ever(store: Store, concern: Concern) -> None:
    named(store, "Answer", concern, answer="yes")
    for _ in range(3):
        assert store.undo().result() == "Answer"
        assert answer(store, concern) is None
        store.redo().result()
        assert answer(store, concern) == "yes"
    assert store.undo().result() == "Answer"
    assert store.undo().result() == "Add records"
    store.redo().result()
    store.redo().result()
    assert answer(store, concern) == "yes"
    assert sound(store)


def test_an_undo_is_never_offered_for_undo(store: Store, concern: Concern) -> None:
    named(store, "Answer", concern, answer="yes")
    store.undo().result()
    with store.reading() as session:
        offered = undo.next_to_undo(session.connection(), store.member.person_id)
        newest = session.connection().execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert newest.act == Act.UNDO
    assert newest.undoes == offered.seq + 1
    assert offered.label == "Add records"


def test_notes_and_strikes_are_not_undone(store: Store, concern: Concern) -> None:
    line = factories.noted(store, "a note")[0].line
    store.strike(Line, line.id, "their wish").result()
    store.note("Print a page").result()
    assert store.undo().result() == "Add records"  # the concern before them


def test_undo_works_across_a_restart(opened: Opener) -> None:
    store = opened()
    record = factories.concern()
    factories.saved(store, record)
    named(store, "Answer", record, answer="yes")
    store.close()
    store = opened()
    assert store.undo().result() == "Answer"
    store.close()
    store = opened()
    store.redo().result()
    assert answer(store, record) == "yes"


def test_everybody_undoes_their_own(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    named(store, "Ana's answer", record, answer="yes")
    store.close()
    store = opened(STAFF)
    with pytest.raises(Refusal, match="nothing of yours"):
        store.undo().result()
    named(store, "Ben's priority", record, priority=Priority.HIGH)
    store.close()
    store = opened(SUPERVISOR)
    assert store.undo().result() == "Ana's answer"
    again = factories.again(store, record)
    assert (again.answer, again.priority) == (None, Priority.HIGH)


def test_a_field_somebody_changed_since_stays_and_the_refusal_says_which(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    named(store, "Ana's answer", record, answer="yes")
    store.close()
    store = opened(STAFF)
    named(store, "Ben's answer", record, answer="no")
    store.close()
    store = opened(SUPERVISOR)
    head = store.journal_head()
    with pytest.raises(Refusal, match="Our answer to residents of C26-0001 was changed since"):
        store.undo().result()
    assert (answer(store, record), store.journal_head()) == ("no", head)


def test_a_record_somebody_else_worked_on_is_not_taken_away(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    store.close()
    store = opened(STAFF)
    named(store, "Ben's answer", record, answer="no")
    store.close()
    store = opened(SUPERVISOR)
    with pytest.raises(Refusal, match="Somebody else has changed the concern"):
        store.undo().result()
    store.close()
    store = opened(STAFF)
    store.undo().result()
    store.close()
    store = opened(SUPERVISOR)
    assert store.undo().result() == "Add records"
    assert live(store) == []


def test_a_record_others_refer_to_is_not_taken_away(store: Store) -> None:
    area = factories.area()
    factories.saved(store, area)

    def work(session: WritingSession) -> None:
        session.add(factories.concern(area=session.get_one(Area, area.id)))

    other = store.write("Use it", work)
    other.result()
    with store.reading() as session:
        adding = undo.next_to_undo(session.connection(), store.member.person_id)
    assert adding.label == "Use it"

    def skip_one(session: WritingSession) -> None:
        undo.take_back(session, adding.seq - 1)

    with pytest.raises(Refusal, match=r"Orchard Flats is still used by the concern C26-0001"):
        store.write("Out of order", skip_one).result()
    assert live(store, Area) == [area.id]


def test_an_undo_is_all_or_nothing(opened: Opener) -> None:
    """Two records in one change set; one of them changed since: neither is put back."""
    store = opened(SUPERVISOR)
    first, second = factories.concern(), factories.concern()
    factories.saved(store, first, second)

    def both(session: WritingSession) -> None:
        for record in (first, second):
            factories.assign(session, record, {"answer": "yes"})

    store.write("Both", both).result()
    store.close()
    store = opened(STAFF)
    named(store, "Ben's", first, answer="no")
    store.close()
    store = opened(SUPERVISOR)
    with pytest.raises(Refusal):
        store.undo().result()
    assert (answer(store, first), answer(store, second)) == ("no", "yes")


def test_a_whole_session_of_notes_is_undone_and_redone_as_one(store: Store) -> None:
    recorded = factories.noted(store, "! dark #lighting #light", "+ call parks", "? who pays", "> bring lamps", "note")
    numbers = [each.made.number for each in recorded if each.made]
    store.undo().result()
    assert live(store, Line) == []
    assert live(store) == []
    assert sound(store)
    store.redo().result()
    assert len(live(store, Line)) == 5
    with store.reading() as session:
        lines = session.scalars(select(Line).order_by(Line.position)).all()
        assert [theme.name for theme in lines[0].themes] == ["lighting", "light"]
    made = [factories.again(store, each.made).number for each in recorded if each.made]
    assert made == numbers == ["C26-0001", "R26-0001", "Q26-0001", "T26-0001"]
    assert sound(store)


def test_words_that_were_struck_do_not_come_back_and_undo_goes_one_further(store: Store, concern: Concern) -> None:
    line = factories.noted(store, "! zebra")[0].line
    named(store, "Correct it", line, words="zebras")
    store.strike(Line, line.id, "their wish").result()
    assert store.undo().result() == "Add records"
    assert factories.again(store, line).words is None
    assert factories.again(store, concern).is_deleted


def test_after_a_strike_facts_can_still_be_taken_back(store: Store) -> None:
    line = factories.noted(store, "a note")[0].line
    named(store, "Interpreted", line, interpreted=True)
    store.strike(Line, line.id, "their wish").result()
    assert store.undo().result() == "Interpreted"
    assert factories.again(store, line).interpreted is False


# Edits that join


def typed(store: Store, concern: Concern, *texts: str, edit: str = "title") -> None:
    for text in texts:
        named(store, "Edit the title", concern, edit=edit, title=text)


def test_keystrokes_of_one_edit_are_undone_together(store: Store, concern: Concern, clock: FrozenClock) -> None:
    for text in ("S", "Sp", "Spe"):
        typed(store, concern, text)
        clock.move(seconds=59)
    store.undo().result()
    assert factories.again(store, concern).title == "Speeding on Elm Street"
    store.redo().result()
    assert factories.again(store, concern).title == "Spe"
    assert sound(store)


@pytest.mark.parametrize("seconds", [60.5, 3600, -5])
def test_after_a_minute_or_a_clock_that_went_back_a_new_edit_begins(
    store: Store, concern: Concern, clock: FrozenClock, seconds: float
) -> None:
    typed(store, concern, "S")
    clock.move(seconds=seconds)
    typed(store, concern, "Sp")
    store.undo().result()
    assert factories.again(store, concern).title == "S"


def test_another_field_ends_the_edit(store: Store, concern: Concern) -> None:
    typed(store, concern, "S")
    named(store, "Edit the words", concern, edit="words", words="W")
    typed(store, concern, "Sp")
    store.undo().result()
    assert factories.again(store, concern).title == "S"
    store.undo().result()
    assert factories.again(store, concern).words == "Speeding on Elm Street"


def test_an_undo_ends_the_edit(store: Store, concern: Concern) -> None:
    typed(store, concern, "S", "Sp")
    store.undo().result()
    typed(store, concern, "T")
    store.undo().result()
    assert factories.again(store, concern).title == "Speeding on Elm Street"


def test_an_edit_of_somebody_else_does_not_join(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    typed(store, record, "S")
    store.close()
    store = opened(STAFF)
    typed(store, record, "Sp")
    store.undo().result()
    assert factories.again(store, record).title == "S"


def test_an_edit_that_ended_where_it_began_does_not_block_the_way_back(store: Store, concern: Concern) -> None:
    """Typing a letter and taking it out again leaves nothing to put back; undo must still go past it."""
    named(store, "Answer", concern, answer="yes")
    typed(store, concern, "Speeding on Elm Streets", "Speeding on Elm Street")
    assert store.undo().result() == "Edit the title"
    assert store.undo().result() == "Answer"
    assert answer(store, concern) is None
    store.redo().result()
    assert store.redo().result() == "Undo: Edit the title"
    assert answer(store, concern) == "yes"
    assert sound(store)


def test_changes_of_several_fields_come_back_exactly(store: Store, concern: Concern) -> None:
    area = factories.area()
    factories.saved(store, area)
    before = {key: getattr(factories.again(store, concern), key) for key in ("heard_on", "resolve_by", "area_id")}
    named(
        store,
        "Much",
        concern,
        heard_on=date(2026, 1, 1),
        resolve_by=date(2026, 12, 1),
        area_id=area.id,
        priority=Priority.LOW,
    )
    store.undo().result()
    again = factories.again(store, concern)
    assert {key: getattr(again, key) for key in before} == before
    assert (again.priority, again.first_resolve_by) == (Priority.NORMAL, None)


def test_an_undo_that_takes_a_role_away_asks_for_the_right(opened: Opener) -> None:
    """A change a supervisor made is not undone by somebody with their hands on the keyboard of another."""
    store = opened(SUPERVISOR)
    with store.reading() as session:
        ben = session.scalars(select(Person).where(Person.name == STAFF)).one()
    named(store, "Promotion", ben, role="coordinator")
    store.close()
    with pytest.raises(Refusal):
        opened(STAFF).undo().result()


def test_a_record_put_in_the_bin_by_somebody_else_stays_there(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    named(store, "Answer", record, answer="yes")
    store.close()
    store = opened(STAFF)
    store.write("Bin", lambda s: put_in_bin(s, s.get_one(Concern, record.id))).result()
    store.close()
    store = opened(SUPERVISOR)
    store.undo().result()
    assert live(store) == []
    with pytest.raises(Refusal):
        store.undo().result()


def statements(store: Store, take_back: Callable[[Store], object]) -> Counter[str]:
    """How often each statement of an undo or redo is sent to the database, once for many rows counted once."""
    sent: Counter[str] = Counter()

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent[re.sub(r"\(\?(, \?)*\)", "(?)", statement)] += 1

    event.listen(Engine, "before_cursor_execute", count)
    try:
        take_back(store)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    return sent


def test_taking_back_a_large_import_asks_hardly_more_than_a_small_one(store: Store) -> None:
    asked: dict[int, tuple[Counter[str], Counter[str]]] = {}
    for count in (20, 400):
        concerns = [factories.concern(words=f"lamp {number}") for number in range(count)]
        factories.saved(store, *concerns)
        back = statements(store, lambda s: s.undo().result())
        assert live(store) == []
        forth = statements(store, lambda s: s.redo().result())
        assert sorted(live(store)) == sorted(concern.id for concern in concerns)
        store.undo().result()
        asked[count] = back, forth
    for many, few in zip(asked[400], asked[20], strict=True):
        assert many.total() == few.total()
    assert sound(store)


@pytest.mark.parametrize("older_first", [True, False])
def test_a_place_only_one_can_have_goes_back_and_forth(store: Store, older_first: bool) -> None:
    """The table lets no two live minutes of one meeting be, not even in the middle of an undo."""
    meeting = factories.meeting()
    factories.saved(store, meeting)
    first, second = factories.minutes(meeting, summary="first"), factories.minutes(meeting, summary="second")
    factories.saved(store, first)

    def replaced(session: WritingSession) -> None:
        put_in_bin(session, session.get_one(Minutes, first.id))
        session.add(second)

    store.write("Other minutes", replaced).result()
    if not older_first:
        store.write("The first again", lambda session: _swap(session, second, first)).result()
    for _ in range(2):
        before = live(store, Minutes)
        store.undo().result()
        assert len(live(store, Minutes)) == 1
        assert live(store, Minutes) != before
        store.redo().result()
        assert live(store, Minutes) == before
    assert sound(store)


def _swap(session: WritingSession, out: Minutes, back: Minutes) -> None:
    put_in_bin(session, session.get_one(Minutes, out.id))
    session.flush()
    take_out(session, session.get_one(Minutes, back.id))


def test_taking_back_a_whole_session_asks_hardly_more_than_a_short_one(store: Store) -> None:
    """Lines, what they made, and whether the minutes are final: each asked by the hundred."""
    asked: dict[int, tuple[Counter[str], Counter[str]]] = {}
    for count in (8, 160):
        factories.noted(store, *(f"{'!+?*'[number % 4]} @Resident the lamp {number} #light" for number in range(count)))
        back = statements(store, lambda s: s.undo().result())
        assert live(store, Line) == []
        forth = statements(store, lambda s: s.redo().result())
        assert len(live(store, Line)) == count
        store.undo().result()
        asked[count] = back, forth
    # In which order tables are written changes from run to run, and with it whether rows of one go together.
    for many, few in zip(asked[160], asked[8], strict=True):
        assert {sent: (few[sent], many[sent]) for sent in many if many[sent] > few[sent] + 2} == {}
    assert sound(store)
