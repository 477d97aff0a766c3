"""How values and times read."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop.documents import dates
from desktop.documents.extract import text_of
from desktop.models.concern import CONCERN_FIELDS, Priority
from desktop.models.field import Field
from desktop.models.line import LINE_FIELDS
from desktop.models.meeting import MEETING_FIELDS, MeetingStatus
from tests.documents.conftest import ZONE


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (CONCERN_FIELDS["heard_on"], date(2026, 10, 19), "Oct 19, 2026"),
        (CONCERN_FIELDS["answered_at"], datetime(2026, 10, 16, 3, 5, tzinfo=UTC), "Oct 15, 2026, 11:05 PM"),
        (MEETING_FIELDS["starts_at"], datetime(2026, 10, 15, 0, 30), "Oct 15, 2026, 12:30 AM"),
        (MEETING_FIELDS["status"], MeetingStatus.WRAP_UP, "Wrap-up"),
        (CONCERN_FIELDS["priority"], Priority.LOW, "Low"),
        (CONCERN_FIELDS["id"], 2**62 + 1, "4611686018427387905"),
        (MEETING_FIELDS["adults"], 0, "0"),
        (LINE_FIELDS["verbatim"], True, "Yes"),
        (LINE_FIELDS["verbatim"], False, "No"),
        (LINE_FIELDS["themes"], "lights\x1fbus", "lights, bus"),
        (CONCERN_FIELDS["words"], " as given ", " as given "),
        (CONCERN_FIELDS["words"], None, ""),
    ],
)
def test_a_value_is_written_one_way(field: Field, value: Any, text: str) -> None:
    assert text_of(field, value, ZONE) == text


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (datetime(2026, 10, 15, 20, 1), "Thursday, October 15, 2026, 6:30 to 8:01 PM"),
        (None, "Thursday, October 15, 2026, 6:30 PM"),
        (datetime(2026, 10, 16, 0, 10), "Thursday, October 15, 2026, 6:30 PM to Friday, October 16, 2026, 12:10 AM"),
    ],
)
def test_how_long_a_meeting_took(end: datetime | None, text: str) -> None:
    assert dates.span(datetime(2026, 10, 15, 18, 30), end) == text


def test_morning_to_afternoon_says_both() -> None:
    assert dates.span(datetime(2026, 10, 15, 11), datetime(2026, 10, 15, 12, 5)).endswith("11:00 AM to 12:05 PM")


def test_spanish_days() -> None:
    assert dates.spanish_month_day(date(2026, 11, 19)) == "19 de noviembre"
