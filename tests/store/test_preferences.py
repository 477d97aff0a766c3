"""What a person prefers follows them within one office, and is nobody else's."""

from typing import Any

import pytest

from desktop.models.refusal import Refusal
from desktop.store.store import Store
from tests import factories
from tests.conftest import Opener
from tests.factories import READER, STAFF, SUPERVISOR

VIEW: dict[str, Any] = {"columns": ["number", "título"], "widths": [90, 240.5], "open": True, "filter": 'said: "a\\b"'}


def test_a_preference_is_there_at_the_next_opening(opened: Opener) -> None:
    store = opened()
    assert store.preference("view:concerns") is None
    store.set_preference("view:concerns", VIEW).result()
    assert store.preference("view:concerns") == VIEW
    store.close()
    assert opened(write=False).preference("view:concerns") == VIEW


def test_the_latest_holds_and_none_forgets_it(store: Store) -> None:
    for size in (10, 12, 14):
        store.set_preference("text size", size)
    store.set_preference("theme", "dark").result()
    assert (store.preference("text size"), store.preference("theme")) == (14, "dark")
    store.set_preference("text size", None).result()
    assert (store.preference("text size"), store.preference("theme")) == (None, "dark")


def test_what_is_kept_is_what_it_was_when_asked(store: Store) -> None:
    columns = ["number"]
    kept = store.set_preference("columns", columns)
    columns.append("title")
    kept.result()
    assert store.preference("columns") == ["number"]


def test_everybody_has_their_own_and_readers_too(opened: Opener) -> None:
    for who in (SUPERVISOR, STAFF, READER):
        store = opened(who)
        assert store.preference("theme") is None
        store.set_preference("theme", f"{who}'s").result()
        store.close()
    for who in (SUPERVISOR, STAFF, READER):
        assert opened(who, write=False).preference("theme") == f"{who}'s"


def test_preferences_are_outside_journal_and_undo(store: Store) -> None:
    factories.saved(store, factories.concern())
    head = store.journal_head()
    store.set_preference("theme", "dark").result()
    assert store.journal_head() == head
    store.undo().result()
    assert store.preference("theme") == "dark"


def test_an_office_open_for_reading_keeps_none(opened: Opener) -> None:
    with pytest.raises(Refusal, match="reading only"):
        opened(write=False).set_preference("theme", "dark")
