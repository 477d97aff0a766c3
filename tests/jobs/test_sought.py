"""Withheld values are found in a text whatever became of their spelling, and chance is not taken for one of them."""

import pytest

from desktop.jobs.sought import Sought
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.person import PERSON_FIELDS

WORDS = "The lamp on Elm Street has been out for months and nobody comes"


def sought(field: str, *values: str) -> Sought:
    made = Sought()
    for value in values:
        made.add(CONCERN_FIELDS[field], value)
    return made


def found(made: Sought, text: str) -> bool:
    return any(made.found_in(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Renée Lindqvist", "told\nRENEE\u00a0 LINDQVIST,\ntoday"),
        ("555-0142-77", "call 555 0142 77 today"),
        ("r.l@example.org", "<r.l@example.org>"),
        ("王小明的电话", "请打 王小明的电话 谢谢"),
    ],
)
def test_a_contact_is_found_however_it_is_written(value: str, text: str) -> None:
    assert found(sought("contact", value), text)


@pytest.mark.parametrize("value", ["Ann", "Oct 3", "1042", "by", ""])
def test_what_cannot_be_told_from_chance_is_not_sought(value: str) -> None:
    made = sought("contact", value)
    assert (made.count, found(made, f"before {value} after")) == (0, False)


def test_a_name_inside_a_longer_word_is_not_that_name() -> None:
    assert not found(sought("contact", "Reed Lane"), "they agreed lanes are narrow")
    assert found(sought("contact", "Reed Lane"), "ask Reed Lane.")


def test_of_long_words_their_beginning_is_enough() -> None:
    assert found(sought("words", WORDS), WORDS[:50] + "…")
    assert not found(sought("words", WORDS), "The lamp on Elm Street is fixed")


def test_short_words_of_residents_are_not_sought_in_other_texts() -> None:
    assert sought("words", "Lamp out").count == 0


def test_many_values_with_the_same_beginning_are_told_apart() -> None:
    made = sought("words", *(f"The street lamp number {number} has been out" for number in range(1000)))
    assert made.count == 1000
    assert len(list(made.found_in("They said: the street lamp number 77 has been out."))) == 1


def test_what_may_be_seen_is_not_sought_any_longer() -> None:
    made = Sought()
    made.add(PERSON_FIELDS["note"], "Speaks for the tenants of Tannery Row")
    made.explain(["Our office speaks for the tenants of Tannery Row, too"])
    assert not found(made, "speaks for the tenants of tannery row")
