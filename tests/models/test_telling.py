"""A line that may tell who somebody is: what is flagged, and what is left in peace."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.telling import Tells, Watch

WATCH = Watch(["Alder St", "Orchard Flats", "Canal Street tenants", "Library staff"])


@pytest.mark.parametrize(
    ("text", "told", "what"),
    [
        ("Call me at 555-010-0144 after four", "555-010-0144", Tells.PHONE),
        ("write to m.reyes@example.org please", "m.reyes@example.org", Tells.E_MAIL),
        ("a gray van, plate KJX 4821, every night", "KJX 4821", Tells.PLATE),
        ("she lives at 125 Mill Ln, apt 4", "125 Mill Ln, apt 4", Tells.ADDRESS),
        ("Mrs. Okafor said the same", "Mrs. Okafor", Tells.NAME),
        ("it was Marisol Reyes who told us", "Marisol Reyes", Tells.NAME),
        ("my neighbor Tomás is afraid", "Tomás", Tells.NAME),
        ("my name is Đức", "Đức", Tells.NAME),
    ],
)
def test_what_tells_is_flagged_where_it_stands(text: str, told: str, what: Tells) -> None:
    found = WATCH.tellings(text)
    assert [(text[telling.start : telling.end], telling.what) for telling in found] == [(told, what)]


@pytest.mark.parametrize(
    "text",
    [
        "Four lamps out on Alder St between the laundromat and the bus shelter",
        "Orchard Flats needs a crossing guard on Monday mornings",
        "Drivers do not stop at the 3rd St crosswalk",
        "C26-0142 was answered on 2026-10-15 at 7:30 PM",
        "Trucks at 5am, reversing beeps, every day incl Sunday",
        "Bus 42 is late, three times in 2026",
        "The city says it is private land. Owner says it is the alley",
        "",
    ],
)
def test_streets_days_numbers_and_plain_words_are_left_in_peace(text: str) -> None:
    assert WATCH.tellings(text) == []


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = WATCH.tellings(text)
    assert all(0 <= telling.start < telling.end <= len(text) for telling in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
