"""Spelling: which words are looked at, what the dictionaries and the office know, and what may have been meant."""

import pytest

from desktop.models.spelling import Language, Speller, dictionary, office_words, speller_for, words_of
from desktop.models.word import Word
from desktop.store.store import Store
from tests import factories


@pytest.fixture(scope="module")
def english() -> Speller:
    return Speller(dictionary(Language.ENGLISH), ["Alvarez", "Kiosko"])


def wrong(speller: Speller, text: str) -> list[str]:
    return [word.text for word in words_of(text) if not speller.is_right(word.text)]


def test_words_that_are_no_words_of_a_language_are_not_looked_at() -> None:
    text = "#lightnig @Residnt mail a.bce@exmple.org 3rdd HVAC x www.exmple.org The lamp’s out"
    assert [word.text for word in words_of(text)] == ["mail", "The", "lamp’s", "out"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The shelter light flikers all night", ["flikers"]),
        ("We’ll ask Alvarez’s crew, she doesn’t know", []),
        ("the kiosko at the corner", []),
        ("Neighbour says the colour is wrong", ["Neighbour", "colour"]),  # American, as everywhere here
    ],
)
def test_a_line_in_english(english: Speller, text: str, found: list[str]) -> None:
    assert wrong(english, text) == found


def test_a_line_in_spanish() -> None:
    spanish = Speller(dictionary(Language.SPANISH))
    assert wrong(spanish, "Las luces de la calle están apagadas, dijeron los vecinoz") == ["vecinoz"]


@pytest.mark.parametrize(
    ("word", "meant"), [("recieve", "receive"), ("promiss", "promise"), ("Kiosco", "Kiosko"), ("alvaerz", "alvarez")]
)
def test_what_was_meant_is_offered(english: Speller, word: str, meant: str) -> None:
    found = english.suggestions(word)
    assert meant in found
    assert len(found) <= 5


def test_an_office_knows_its_people_streets_and_organizations(store: Store) -> None:
    def fill(session: object) -> None:
        session.add(factories.person(name="Oluwaseun Adeyemi"))  # type: ignore[attr-defined]
        session.add(factories.area(name="Fernhill"))  # type: ignore[attr-defined]
        session.add(factories.organization(name="Tacuba Legal", address="12 Xochitl St"))  # type: ignore[attr-defined]
        session.add(Word(text="stormdrain"))  # type: ignore[attr-defined]

    store.write("Fill", fill).result()
    with store.reading() as session:
        speller = speller_for(session, Language.ENGLISH)
        assert {"Oluwaseun", "Xochitl", "stormdrain"} <= office_words(session)
    assert wrong(speller, "Oluwaseun of Tacuba on Xochitl said Fernhill's stormdrain") == []


@pytest.mark.parametrize("text", ["two words", "", "x" * 61])
def test_a_word_is_one_word(store: Store, text: str) -> None:
    with pytest.raises(Exception, match=r"one word|needed"):
        store.write("Add", lambda session: session.add(Word(text=text))).result()
