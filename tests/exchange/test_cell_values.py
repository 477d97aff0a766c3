"""What people write into cells is read as they meant it, or refused naming the field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cell_values import day_comes_first, value_of
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.meeting import MEETING_FIELDS
from desktop.models.person import PERSON_FIELDS
from desktop.models.refusal import Refusal

HEARD = CONCERN_FIELDS["heard_on"]
STARTS = MEETING_FIELDS["starts_at"]
# Ways in which people and programs write a day.
HABITS = (
    "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%b %d, %Y", "%B %d %Y",
    "%d %b %Y", "%d-%b-%y", "%a, %b %d, %Y", "%m/%d/%Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d 00:00:00+00:00",
)  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
@given(day=st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_a_day_in_any_habit(habit: str, day: date) -> None:
    assert value_of(HEARD, day.strftime(habit)) == day.isoformat()


@pytest.mark.parametrize("text", ["6/21/10", "06/21/2010", "June 21st, 2010", "21 jun 2010", "2010-06-21"])
def test_the_same_day_in_five_habits(text: str) -> None:
    assert value_of(HEARD, text) == "2010-06-21"


@pytest.mark.parametrize(
    "text",
    ["fri", "+3", "tomorrow", "6/21", "13/13/2010", "2/30/2010", "May", "12345", "2010", "ju 4, 2010", "1/2/3456"],
)
def test_what_is_no_day_with_its_year_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"^Heard on \(heard_on\): .* is not a date with its year"):
        value_of(HEARD, text)


def test_a_column_is_read_day_first_only_where_a_day_shows_it() -> None:
    assert day_comes_first(["3/4/2010", "21/6/2010"])
    assert not day_comes_first(["3/4/2010", "6/5/2010"])
    assert not day_comes_first(["21/6/2010", "6/21/2010"]), "both ways in one column: one of them is refused"
    assert value_of(HEARD, "3/4/2010", day_first=True) == "2010-04-03"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10/15/2026 6:30 PM", "2026-10-15T18:30"),
        ("2026-10-15T18:30:00", "2026-10-15T18:30"),
        ("Oct 15, 2026 at 12:05 am", "2026-10-15T00:05"),
    ],
)
def test_the_start_of_a_meeting(text: str, read: str) -> None:
    assert value_of(STARTS, text) == read
    with pytest.raises(Refusal, match="has no time of day"):
        value_of(STARTS, text[:10].replace("Oct 15, 20", "Oct 15, 2026"))


@pytest.mark.parametrize("text", ["555-0144", "(555) 010-0144 ext 12", "+1 555 010 0144", "555.010.0144"])
def test_a_phone_number_stays_as_it_was_written(text: str) -> None:
    assert value_of(PERSON_FIELDS["phone"], text) == text


@pytest.mark.parametrize("text", ["+++++++++++", "1bc12345678", "111111111111111111", "12"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is not a phone number of 7 to 15 digits"):
        value_of(PERSON_FIELDS["phone"], text)


@given(st.text())
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    for about in (HEARD, STARTS, PERSON_FIELDS["phone"], PERSON_FIELDS["email"], CONCERN_FIELDS["source"]):
        try:
            value_of(about, text)
        except Refusal as refusal:
            assert str(refusal).startswith(f"{about.label} ({about.key}): ")
            assert "\n" not in str(refusal)
