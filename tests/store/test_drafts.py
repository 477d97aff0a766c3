"""Drafts: a crash costs a second of typing, never a form; and they are nobody else's business."""

from desktop.store.store import Store
from tests import factories
from tests.conftest import Opener
from tests.factories import STAFF, SUPERVISOR, FrozenClock


def test_a_draft_is_there_after_a_crash(opened: Opener) -> None:
    store = opened()
    store.save_draft("concern:new", {"words": "the lamp at", "area": None, "count": 3}).result()
    # Not closed: what another connection sees is what a crash leaves.
    (draft,) = opened(write=False).drafts()
    assert (draft.place, draft.record_id) == ("concern:new", None)
    assert draft.content == {"words": "the lamp at", "area": None, "count": 3}


def test_a_place_holds_one_draft_the_latest(store: Store, clock: FrozenClock) -> None:
    for words in ("t", "th", "the"):
        clock.move(seconds=1)
        store.save_draft("concern:new", {"words": words}).result()
    clock.move(seconds=1)
    store.save_draft("line:7:words", {"words": "other"}, record_id=7).result()
    clock.move(seconds=1)
    store.save_draft("meeting:new", {"title": "newest"}).result()
    assert [draft.place for draft in store.drafts()] == ["meeting:new", "line:7:words", "concern:new"]
    assert {draft.place: draft.content for draft in store.drafts()}["concern:new"] == {"words": "the"}


def test_drafts_are_outside_the_journal_and_search(store: Store) -> None:
    head = store.journal_head()
    store.save_draft("concern:new", {"words": "zebra"}).result()
    assert store.journal_head() == head
    assert not store.has_written


def test_a_draft_is_forgotten_when_it_was_saved_or_given_up(store: Store) -> None:
    store.save_draft("concern:new", {"words": "x"}).result()
    store.save_draft("concern:newer", {"words": "y"}).result()
    store.drop_draft("concern:new").result()
    store.drop_draft("never there").result()
    assert [draft.place for draft in store.drafts()] == ["concern:newer"]


def test_everybody_has_their_own_drafts(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    store.save_draft("concern:new", {"words": "Ana's"}).result()
    store.close()
    store = opened(STAFF)
    assert store.drafts() == []
    store.save_draft("concern:new", {"words": "Ben's"}).result()
    store.drop_draft("concern:new").result()
    store.close()
    assert [draft.content for draft in opened(SUPERVISOR).drafts()] == [{"words": "Ana's"}]


def test_a_place_may_hold_any_text(store: Store) -> None:
    for place in ("a|b", "", "|", "路灯", "'; DROP TABLE draft; --"):
        store.save_draft(place, {"words": '"quoted" \\ \n\x00😀'}).result()
    drafts = {draft.place: draft.content["words"] for draft in store.drafts()}
    assert drafts == dict.fromkeys(["a|b", "", "|", "路灯", "'; DROP TABLE draft; --"], '"quoted" \\ \n\x00😀')


def test_undo_leaves_drafts_alone(store: Store) -> None:
    factories.saved(store, factories.concern())
    store.save_draft("concern:new", {"words": "x"}).result()
    store.undo().result()
    assert len(store.drafts()) == 1
