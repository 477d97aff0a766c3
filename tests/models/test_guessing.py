"""Guesses from words: what a line is probably about, shown as a guess and never decided."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.models.concern import Category, Concern
from desktop.models.guessing import Guesser, guess_due, sounds_like, stem
from desktop.models.line import Mark
from desktop.store.store import Store

LIGHTING, TRAFFIC, NOISE = 1, 2, 3
FLATS, HILL = 11, 12
GUESSER = Guesser(
    [(LIGHTING, "Lighting", "lamp light dark"), (TRAFFIC, "Traffic", "cars crossing"), (NOISE, "Noise", "")],
    [(FLATS, "Orchard Flats"), (HILL, "Quarry Hill")],
    [
        ("The dock plays music until two at night", NOISE, FLATS),
        ("Loud music and beeping trucks before dawn", NOISE, FLATS),
        ("Trucks beeping again, cannot sleep", NOISE, HILL),
        ("Mattresses on Mill Ln", TRAFFIC, HILL),
        ("Parked cars on Mill Ln again", TRAFFIC, HILL),
        ("Racing down Mill Ln", TRAFFIC, HILL),
    ],
    [
        (142, "C26-0142", "Four lamps out on Alder St between laundromat and shelter", FLATS),
        (139, "C26-0139", "Cars racing on Quarry Hill Rd after 11", HILL),
    ],
)


def test_a_theme_decides_before_words_do() -> None:
    guess = GUESSER.category("trucks at five", ["lighting"])
    assert guess is not None
    assert guess.label == "Lighting"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The lamp by the stairs is broken", LIGHTING),
        ("Cars do not stop at the crossing", TRAFFIC),
        ("beeping trucks wake the children", NOISE),
        ("nobody told us about the meeting", None),
        ("", None),
    ],
)
def test_words_of_the_office_and_what_it_sorted_before(text: str, category: int | None) -> None:
    guess = GUESSER.category(text)
    assert (guess.record_id if guess else None) == category


def test_an_area_is_named_or_known_by_its_street() -> None:
    named, street = GUESSER.area("it is the same in Quarry Hill"), GUESSER.area("two vans on Mill Ln again")
    assert named is not None
    assert named.record_id == HILL
    assert street is not None
    assert street.record_id == HILL
    assert GUESSER.area("it is dark everywhere") is None


def test_an_open_concern_raised_again_is_found_by_its_telling_words() -> None:
    guess = GUESSER.same_as("the lamps on Alder by the laundromat are still dark", FLATS)
    assert guess is not None
    assert guess.label == "C26-0142"
    assert set(guess.because) <= {"lamp", "ald", "alder", "laundromat"}
    assert GUESSER.same_as("the lamps on Alder by the laundromat are still dark", HILL) is None
    assert GUESSER.same_as("the pool is closed") is None


def test_a_concern_is_not_the_same_as_itself() -> None:
    assert GUESSER.same_as("Four lamps out on Alder St", besides=142) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("find out who decides, tell the group by next thursday", date(2026, 10, 22)),
        ("call parks tomorrow about the gate", date(2026, 10, 16)),
        ("call them tomorrow and post the date by monday", date(2026, 10, 19)),
        ("fix the lamp before November 30", date(2026, 11, 30)),
        ("post it by saturday", date(2026, 10, 19)),
        ("bring it next time", None),
        ("walk the block at closing time", None),
    ],
)
def test_a_promise_may_name_its_day(text: str, due: date | None) -> None:
    assert guess_due(text, date(2026, 10, 15)) == due


def test_an_unmarked_line_may_be_a_promise_or_a_question() -> None:
    assert sounds_like("I will put my desk number on the board", speaks_for_office=True) is Mark.PROMISE
    assert sounds_like("I will put my desk number on the board", speaks_for_office=False) is None
    assert sounds_like("are you writing down who said that?", speaks_for_office=False) is Mark.QUESTION
    assert sounds_like("thanked them for coming", speaks_for_office=True) is None


@given(st.text(max_size=120))
@example("\N{COMBINING GRAVE ACCENT}")
def test_any_text_can_be_guessed_about(text: str) -> None:
    GUESSER.category(text)
    GUESSER.area(text)
    GUESSER.same_as(text)
    guess_due(text, date(2026, 10, 15))
    assert all(stem(word) for word in text.split())


def test_a_real_office_is_learned_from(store: Store) -> None:
    def sort_one(session: object) -> None:
        lighting = Category(name="Lamps", themes="bulb")
        session.add_all([lighting, Concern(title="bulb gone on Plum Ct", category=lighting)])  # type: ignore[attr-defined]

    store.write("Record concern", sort_one).result()
    with store.reading() as session:
        guesser = Guesser.of_office(session)
        known = session.scalars(select(Category.id).where(Category.name == "Lamps")).one()
    guess = guesser.category("another bulb is out")
    assert guess is not None
    assert guess.record_id == known
