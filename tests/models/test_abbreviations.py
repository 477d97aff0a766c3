"""Abbreviations: read from lines, written back to lines, and refused in a sentence."""

import pytest

from desktop.models.abbreviations import kept, read_abbreviations, written
from desktop.models.refusal import Refusal


def test_lines_become_abbreviations_and_lines_again() -> None:
    found = read_abbreviations("pw = public works\n\n  OF=Orchard Flats, the north side = old\n")
    assert found == {"pw": "public works", "OF": "Orchard Flats, the north side = old"}
    assert read_abbreviations(written(found)) == found
    assert read_abbreviations("") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("public works", "no abbreviation"),
        ("p w = public works", "no abbreviation"),
        ("#pw = public works", "no abbreviation"),
        ("pw =", "no abbreviation"),
        ("pw = one\npw = two", "two things"),
        (f"pw = {'x' * 201}", "shorter"),
    ],
)
def test_what_cannot_be_one_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_abbreviations(text)


def test_a_preference_of_another_shape_is_none() -> None:
    assert kept(None) == kept(["pw"]) == {}
    assert kept({"pw": "public works"}) == {"pw": "public works"}
