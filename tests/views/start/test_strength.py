import pytest

from desktop.views.start.strength import strength


@pytest.mark.parametrize(
    ("typed", "bars", "words", "enough"),
    [
        ("", 0, "", False),
        ("river", 1, "Too short: 7 more characters", False),
        ("river lante", 1, "Too short: 1 more character", False),
        ("riverlanternorchard", 1, "Weak, one word", True),
        ("river river river river", 1, "Weak, one word", True),
        ("123 456 789 000 111", 4, "Very strong, five words", True),
        ("river lantern orchard", 2, "Fair, three words", True),
        ("river lantern orchard copper", 3, "Strong, four words", True),
        ("river-lantern_orchard copper tin!", 4, "Very strong, five words", True),
        ("a b c d e f g h i j k l", 1, "Weak, no word that counts", True),
    ],
)
def test_is_told_by_words(typed: str, bars: int, words: str, enough: bool) -> None:
    found = strength(typed)
    assert (found.bars, found.words, found.is_enough) == (bars, words, enough)


def test_names_that_everybody_knows_do_not_count() -> None:
    found = strength("Fernhill office Alvarez lantern", ("Fernhill office", "R. Alvarez"))
    assert found.words == "Weak, one word"
