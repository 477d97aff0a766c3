"""The history of a record as people read it: one line per change, whatever the journal keeps of it."""

from datetime import date
from typing import Any

import pytest

from desktop.models.concern import Concern, StatusType
from desktop.models.link import Link, Relation
from desktop.store.bin import put_in_bin
from desktop.store.files import attach
from desktop.store.history_lines import HistoryLine, Sort, lines_of
from desktop.store.last_change import last_change
from desktop.store.store import Store
from desktop.store.take_back import OneChange
from tests import factories
from tests.conftest import Opener
from tests.factories import STAFF, SUPERVISOR, FrozenClock


@pytest.fixture
def concern(store: Store) -> Concern:
    record = factories.concern(title="Four lamps out")
    factories.saved(store, record)
    return record


def changed(store: Store, record: Concern, edit: str | None = None, **values: Any) -> int:
    store.write("Change", lambda session: factories.assign(session, record, values), edit=edit).result()
    return store.journal_head()[0]


def lines(store: Store, record: Concern, here: int | None = None) -> list[HistoryLine]:
    with store.reading() as session:
        own = session.get_one(Concern, record.id)
        return lines_of(session, own, store.copy.number if here is None else here)


def told(line: HistoryLine) -> tuple[Sort, list[str]]:
    return line.sort, [change.key for change in line.changes]


def test_typing_that_was_joined_is_one_line_from_its_first_to_its_last(
    store: Store, concern: Concern, clock: FrozenClock
) -> None:
    first = changed(store, concern, edit="1:title", title="F")
    clock.move(seconds=5)
    changed(store, concern, edit="1:title", title="Five lamps")
    newest = lines(store, concern)[0]
    assert (newest.first, newest.at) == (first, clock.at)
    assert [(change.before, change.after) for change in newest.changes] == [("Four lamps out", "Five lamps")]


def test_typing_that_ended_where_it_began_is_no_line(store: Store, concern: Concern) -> None:
    changed(store, concern, edit="1:title", title="Five lamps")
    changed(store, concern, edit="1:title", title="Four lamps out")
    assert [line.sort for line in lines(store, concern)] == [Sort.CREATED]


def test_several_fields_of_one_change_are_a_line_each_and_telling_is_one(store: Store, concern: Concern) -> None:
    changed(store, concern, told_on=date(2026, 10, 15), told_how="in person", title="Lamps")
    found = [told(line) for line in lines(store, concern)]
    assert found[:2] == [(Sort.TOLD, ["told_on", "told_how"]), (Sort.FIELD, ["title"])]


def test_what_only_follows_is_no_line_beside_what_was_set(store: Store, concern: Concern) -> None:
    with store.reading() as session:
        resolved = factories.status(session, StatusType.RESOLVED).id
    changed(store, concern, status_id=resolved)
    found = lines(store, concern)
    assert [told(line) for line in found[:-1]] == [(Sort.FIELD, ["status"])]
    assert (found[0].changes[0].before, found[0].changes[0].after) == ("New", "Resolved")


def test_who_did_it_is_told_with_initials(opened: Opener, office_folder: Any) -> None:
    store = opened(SUPERVISOR)
    record = factories.concern()
    factories.saved(store, record)
    store.close()
    colleague = opened(STAFF)
    changed(colleague, record, title="Lamps")
    newest, oldest = lines(colleague, record)
    assert (newest.who, newest.initials) == ("Ben Okafor", "BO")
    assert (oldest.who, oldest.sort) == ("Ana Ruiz", Sort.CREATED)


def test_one_field_taken_back_alone_is_marked_and_cannot_be_again(store: Store, concern: Concern) -> None:
    first = changed(store, concern, told_how="in person", title="Lamps")
    store.take_back(OneChange("concern", concern.id, first, ("title",))).result()
    by_key = {line.changes[0].key: line for line in lines(store, concern) if line.first == first}
    assert by_key["title"].is_undone
    assert by_key["title"].change is None
    assert not by_key["told_how"].is_undone
    assert by_key["told_how"].change == OneChange("concern", concern.id, first, ("told_how",))


def test_links_and_papers_are_lines_too_put_on_and_taken_off(store: Store, concern: Concern) -> None:
    other = factories.concern(title="Dark corner")
    factories.saved(store, other)
    link = Link(
        from_kind="concern", from_id=other.id, to_kind="concern", to_id=concern.id, relation=Relation.RAISED_AGAIN
    )
    factories.saved(store, link)
    store.write("Unlink", lambda s: put_in_bin(s, s.get_one(Link, link.id))).result()
    shelf = store.shelf
    store.write("Attach", lambda s: attach(s, shelf, s.get_one(Concern, concern.id), "bill.pdf", b"%PDF-1")).result()
    paper, off, on, _ = lines(store, concern)
    assert (paper.sort, paper.other and paper.other.label) == (Sort.ATTACHMENT, "bill.pdf")
    assert (off.sort, off.changes[0].after, on.changes[0].after) == (Sort.LINK, False, True)
    assert on.other is not None
    assert (on.other.label, on.other.relation) == (other.number, "raised again")
    # The same link stands in the history of the other end.
    assert [line.sort for line in lines(store, other)][:2] == [Sort.LINK, Sort.LINK]


def test_the_bin_and_a_strike_are_told_as_what_they_are(store: Store, concern: Concern) -> None:
    store.write("Bin", lambda s: put_in_bin(s, s.get_one(Concern, concern.id))).result()
    changed(store, concern, deleted_at=None)
    store.strike(Concern, concern.id, "at the speaker's wish").result()
    assert [line.sort for line in lines(store, concern)] == [Sort.STRUCK, Sort.BIN, Sort.BIN, Sort.CREATED]
    assert lines(store, concern)[0].change is None


def test_a_change_of_another_copy_says_so(store: Store, concern: Concern) -> None:
    assert lines(store, concern)[0].is_here
    assert not lines(store, concern, here=store.copy.number + 1)[0].is_here


def test_the_last_change_of_a_field_is_found_with_who_and_when(
    store: Store, concern: Concern, clock: FrozenClock
) -> None:
    clock.move(minutes=5)
    seq = changed(store, concern, title="Lamps")
    changed(store, concern, told_how="by letter")
    with store.reading() as session:
        found = last_change(session, "concern", concern.id, "title")
        assert found is not None
        assert (found.who, found.at, found.seq) == ("Ana Ruiz", clock.at, seq)
        assert last_change(session, "concern", concern.id, "contact") is None
