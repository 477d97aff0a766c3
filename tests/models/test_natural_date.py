"""Dates as people type them, on a Thursday, October 15, 2026."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import dates
from desktop.models.natural_date import read_date, read_wall_time
from desktop.models.refusal import Refusal

TODAY = date(2026, 10, 15)
DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", date(2026, 10, 15)),
        ("Tomorrow", date(2026, 10, 16)),
        ("yesterday", date(2026, 10, 14)),
        ("fri", date(2026, 10, 16)),
        ("Friday", date(2026, 10, 16)),
        ("mon", date(2026, 10, 19)),
        ("tues", date(2026, 10, 20)),
        ("this thu", date(2026, 10, 15)),
        ("next mon", date(2026, 10, 19)),
        ("next fri", date(2026, 10, 23)),
        ("last fri", date(2026, 10, 9)),
        ("on monday", date(2026, 10, 19)),
        ("+3", date(2026, 10, 18)),
        ("+3d", date(2026, 10, 18)),
        ("3 days", date(2026, 10, 18)),
        ("in 3 days", date(2026, 10, 18)),
        ("+2w", date(2026, 10, 29)),
        ("+ 2 weeks", date(2026, 10, 29)),
        ("-1", date(2026, 10, 14)),
        ("+1m", date(2026, 11, 15)),
        ("oct 17", date(2026, 10, 17)),
        ("17 oct", date(2026, 10, 17)),
        ("October 17th", date(2026, 10, 17)),
        ("oct 17 2027", date(2027, 10, 17)),
        ("oct 17, 2027", date(2027, 10, 17)),
        ("10/17", date(2026, 10, 17)),
        ("10/17/27", date(2027, 10, 17)),
        ("10/17/2027", date(2027, 10, 17)),
        ("2026-10-17", date(2026, 10, 17)),
        ("sept 30", date(2026, 9, 30)),
        ("Mon, Oct 19", date(2026, 10, 19)),
        ("Mon, Oct 19, 2026", date(2026, 10, 19)),
    ],
)
def test_what_people_type(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


def test_a_weekday_typed_on_that_day_is_the_coming_one() -> None:
    assert read_date("thu", TODAY) == date(2026, 10, 22)


def test_a_date_without_a_year_is_the_coming_one_or_of_the_last_weeks() -> None:
    assert read_date("mar 1", TODAY) == date(2027, 3, 1)
    assert read_date("oct 1", TODAY) == date(2026, 10, 1)
    assert read_date("aug 1", TODAY) == date(2027, 8, 1)
    assert read_date("dec 28", date(2027, 1, 5)) == date(2026, 12, 28)


def test_what_already_happened_lies_behind() -> None:
    assert read_date("fri", TODAY, looks_back=True) == date(2026, 10, 9)
    assert read_date("mar 1", TODAY, looks_back=True) == date(2026, 3, 1)
    assert read_date("oct 15", TODAY, looks_back=True) == TODAY


def test_february_29_is_the_next_one_there_is() -> None:
    assert read_date("feb 29", TODAY) == date(2028, 2, 29)
    assert read_date("feb 29", TODAY, looks_back=True) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Oct 32", "Try a date like Oct 31."),
        ("feb 30", "Try a date like Feb 29."),
        ("feb 29 2027", "Try a date like Feb 28."),
        ("13/40", "Try a date like Oct 31, fri or +3."),
        ("17/10", "Try a date like Oct 31, fri or +3."),
        ("soon", "Try a date like Oct 31, fri or +3."),
        ("", "Try a date like Oct 31, fri or +3."),
        ("10/11/1", "Try a date like Oct 31, fri or +3."),
        ("ju 5", "That could be June or July. Try Jun 17."),
        ("t", "That could be Tuesday or Thursday. Try tue."),
        ("17", "That could be a day or a number of days. Try Oct 17 or +3."),
        ("2026-10-17-1", "Try a date like Oct 31, fri or +3."),
        ("9999-12-31", "Try a date like Oct 31, fri or +3."),
    ],
)
def test_what_is_no_date_gets_one_plain_sentence_with_an_example(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(typed, TODAY)
    assert str(refused.value) == said


@given(DAYS, DAYS)
def test_every_day_reads_back_as_it_is_written(day: date, today: date) -> None:
    for form in (f"{day:%Y-%m-%d}", f"{day:%b} {day.day} {day.year}", f"{day:%a}, {day:%b} {day.day}, {day.year}"):
        assert read_date(form, today) == day


@given(DAYS, st.integers(0, 400))
def test_steps_count_days_and_weeks(today: date, count: int) -> None:
    assert read_date(f"+{count}", today) == today + timedelta(days=count)
    assert read_date(f"+{count}w", today) == today + timedelta(weeks=count)


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_within_the_coming_week(today: date, typed: str) -> None:
    found = read_date(typed, today)
    assert 1 <= (found - today).days <= 7
    assert f"{found:%a}".casefold() == typed


@given(st.text(max_size=40), DAYS)
def test_anything_typed_is_a_day_or_a_refusal_with_an_example(typed: str, today: date) -> None:
    try:
        found = read_date(typed, today)
    except Refusal as refused:
        assert "Try " in str(refused)
        assert "\n" not in str(refused)
    else:
        assert isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fri 6:30 pm", datetime(2026, 10, 16, 18, 30)),
        ("Fri, Oct 16, 6:30 PM", datetime(2026, 10, 16, 18, 30)),
        ("oct 17, 18:30", datetime(2026, 10, 17, 18, 30)),
        ("tomorrow at 7pm", datetime(2026, 10, 16, 19, 0)),
        ("+3 9:05", datetime(2026, 10, 18, 9, 5)),
        ("mon 12 am", datetime(2026, 10, 19, 0, 0)),
        ("2026-10-15T18:30:00", datetime(2026, 10, 15, 18, 30)),
    ],
)
def test_a_day_and_a_time_on_the_wall(typed: str, meant: datetime) -> None:
    assert read_wall_time(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["fri", "6:30 pm", "oct 17 7", "fri 25:00", "fri 13 pm", "soon 6:30 pm", "fri 6:75"])
def test_half_a_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match=r"Try a day and a time like fri 6:30 pm\."):
        read_wall_time(typed, TODAY)


@given(DAYS, st.times())
def test_every_wall_time_reads_back_as_it_is_written(day: date, at: time) -> None:
    wall = datetime.combine(day, at).replace(second=0, microsecond=0)
    assert read_wall_time(wall.isoformat(), TODAY) == wall
    assert read_wall_time(f"{day:%a}, {day:%b} {day.day}, {day.year}, {dates.clock(wall)}", TODAY) == wall
