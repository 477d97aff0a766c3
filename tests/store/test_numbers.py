"""Numbers people say aloud: C26-0142. Given at the first valid save, never twice, not even after undo."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.models.concern import Concern
from desktop.models.records import BY_LETTER
from desktop.models.refusal import Refusal
from desktop.store import bulk
from desktop.store.numbers import following, take
from desktop.store.opening import Arrived, letters_of
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories
from tests.conftest import Opener
from tests.factories import FrozenClock


def raised(store: Store, **values: object) -> str:
    concern = factories.concern(**values)
    factories.saved(store, concern)
    assert concern.number is not None
    return concern.number


def test_numbers_run_from_one_within_letter_and_year(store: Store, clock: FrozenClock) -> None:
    assert [raised(store) for _ in range(3)] == ["C26-0001", "C26-0002", "C26-0003"]
    promise = factories.promise()
    factories.saved(store, promise)
    assert promise.number == "R26-0001"
    clock.at = datetime(2027, 6, 1, tzinfo=UTC)
    assert raised(store) == "C27-0001"
    clock.at = datetime(2026, 6, 1, tzinfo=UTC)
    assert raised(store) == "C26-0004"


def test_every_kind_with_a_number_has_a_letter_of_its_own() -> None:
    assert set(BY_LETTER) == set("MOCRQT")
    assert len({record.kind for record in BY_LETTER.values()}) == len(BY_LETTER)


def test_a_number_is_not_given_again_after_undo_and_redo_brings_the_old_one_back(store: Store) -> None:
    assert raised(store) == "C26-0001"
    store.undo().result()
    assert raised(store) == "C26-0002"
    store.undo().result()
    store.redo().result()
    assert raised(store) == "C26-0003"
    with store.reading() as session:
        assert list(session.scalars(select(Concern.number).order_by(Concern.id))) == [
            "C26-0001",
            "C26-0002",
            "C26-0003",
        ]


def test_a_number_is_not_given_again_after_a_restart_or_from_the_bin(opened: Opener) -> None:
    store = opened()
    assert raised(store) == "C26-0001"
    store.undo().result()
    store.close()
    assert raised(opened()) == "C26-0002"


def test_what_is_refused_uses_up_no_number(store: Store) -> None:
    with pytest.raises(Refusal):
        factories.saved(store, factories.concern(), factories.concern(words=""))
    assert raised(store) == "C26-0001"


def test_a_number_that_came_from_a_file_is_never_given_to_another_record(store: Store) -> None:
    """A record that brings its own number (import, restore) takes it out of the series."""
    assert raised(store, number="C26-0002") == "C26-0002"
    assert raised(store, number="C25-0009") == "C25-0009"
    assert [raised(store) for _ in range(2)] == ["C26-0003", "C26-0004"]


def test_a_number_from_another_copy_does_not_move_the_series_of_this_one(store: Store) -> None:
    assert raised(store, number="C26-B0050") == "C26-B0050"
    assert raised(store) == "C26-0001"


def test_more_than_four_digits(store: Store) -> None:
    def work(session: WritingSession) -> list[str]:
        session.numbers("C", 9998)
        return session.numbers("C", 3)

    assert store.write("Many", work).result() == ["C26-9999", "C26-10000", "C26-10001"]


def test_bulk_and_single_records_share_one_series(store: Store) -> None:
    raised(store)
    with store.reading() as session:
        known = session.scalars(select(Concern)).one()
    row = {key: getattr(known, key) for key in ("title", "status_id", "priority", "source", "heard_on")}
    store.write("Many", lambda s: bulk.add_many(s, Concern, [dict(row) for _ in range(3)])).result()
    assert raised(store) == "C26-0005"
    with store.reading() as session:
        assert len(set(session.scalars(select(Concern.number)))) == 5


def test_copies_carry_a_letter_and_have_a_series_of_their_own(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, office_folder: Path
) -> None:
    """Two laptops must never both make C26-0002."""
    store = opened()
    raised(store)
    store.close()
    monkeypatch.setattr("desktop.store.arrival.machine_id", lambda: "the laptop")
    laptop = opened(arrived=Arrived.COPIED)
    number = raised(laptop)
    assert laptop.copy.letter
    assert number == f"C26-{laptop.copy.letter}0001"


def test_the_letters_of_a_thousand_copies_differ() -> None:
    letters = [letters_of(number) for number in range(26 + 26 * 26)]
    assert letters[:3] == ["", "B", "C"]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert letters[-1] == "ZZ"
    assert len(set(letters)) == len(letters)


def test_numbers_of_three_copies_in_one_table_never_meet(store: Store) -> None:
    def work(session: WritingSession) -> list[str]:
        connection = session.connection()
        copies = [(0, ""), (1, "B"), (26, "AA")]
        return [number for copy in copies for number in take(connection, "C", 2026, copy, 12)]

    numbers = store.write("Many", work).result()
    assert len(set(numbers)) == 36


def test_the_number_that_would_follow_is_told_and_not_given(store: Store) -> None:
    def look(session: WritingSession) -> list[str]:
        connection, copy = session.connection(), (0, "")
        told = [following(connection, "S", 2026, copy), following(connection, "S", 2026, copy)]
        return [*told, *take(connection, "S", 2026, copy, 2), following(connection, "S", 2026, copy)]

    numbers = store.write("Look", look).result()
    assert numbers == ["S26-0001", "S26-0001", "S26-0001", "S26-0002", "S26-0003"]
