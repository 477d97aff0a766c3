"""The columns of the list of meetings, its views and filters."""

from datetime import date, datetime, time
from functools import partial

from sqlalchemy import ColumnElement

from desktop.models.initials import initials_of
from desktop.models.listing import Order, Special
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.views.saying import N_, say
from desktop.views.tables.columns import Cell, CellLook, Column
from desktop.views.tables.filters import Answer, FieldFilter, Filter, SpecialFilter
from desktop.views.tables.row import Row
from desktop.views.tables.views import View

WHEN = "when"
STATUS_LOOKS = {
    MeetingStatus.PLANNED: (N_("Planned"), "st-new", "lake"),
    MeetingStatus.LIVE: (N_("Live"), "play", "pine"),
    MeetingStatus.WRAP_UP: (N_("To wrap up"), "st-prog", "ochre"),
    MeetingStatus.DONE: (N_("Done"), "st-res", "pine"),
    MeetingStatus.CANCELED: (N_("Canceled"), "st-clo", "stone"),
}


def status_cell(row: Row) -> Cell:
    """The pill."""
    words, icon, tone = STATUS_LOOKS[MeetingStatus(row["status"] or MeetingStatus.PLANNED)]
    return Cell(say(words), icon=icon, tone=tone)


def lead_cell(row: Row) -> Cell:
    """The avatar of who leads."""
    name = row["lead"] or ""
    return Cell(row.text("lead"), initials=initials_of(name), tip=row.text("lead")) if name else Cell()


def meeting_columns() -> tuple[Column, ...]:
    """Number, Meeting, Starts, Area, Place, Status and Lead."""
    return (
        Column("number", 93),
        Column("title", look=CellLook.TITLE, stretches=True, least=180),
        Column("starts_at", 150),
        Column("area", 110, gives_way=3),
        Column("place", 140, gives_way=2),
        Column("status", 128, look=CellLook.PILL, cell=status_cell),
        Column("lead", 44, look=CellLook.AVATAR, cell=lead_cell, gives_way=4),
    )


def meeting_filters(day: date) -> tuple[Filter, ...]:
    """The chips of the filter row."""
    start = datetime.combine(day, time.min)
    answers = (
        Answer("coming", say("Coming up"), partial(_coming, start)),
        Answer("open", say("Live or to wrap up"), _is_open),
        Answer("past", say("Past"), partial(_past, start)),
    )
    return (
        SpecialFilter(WHEN, say("When"), answers, icon="calendar-days", any_words=say("When: any"), always=True),
        FieldFilter("area", icon="map-pin"),
        FieldFilter("sort", icon="tag"),
        FieldFilter("lead", icon="user", any_word=N_("anyone")),
    )


def meeting_views(filters: tuple[Filter, ...]) -> tuple[View, ...]:
    """The ready views, in their order."""
    when = next(each for each in filters if isinstance(each, SpecialFilter))

    def by(answer: str) -> tuple[Special, ...]:
        condition = when.condition(answer)
        return (condition,) if condition else ()

    soonest, latest = Order("starts_at", descending=False), Order("starts_at", descending=True)
    return (
        View("coming", say("Coming up"), by("coming"), soonest),
        View("open", say("Live or to wrap up"), by("open"), latest, hides_when_empty=True),
        View("past", say("Past"), by("past"), latest),
        View("all", say("All"), (), latest),
    )


def _coming(start: datetime) -> ColumnElement[bool]:
    open_ = Meeting.status.in_((MeetingStatus.PLANNED, MeetingStatus.LIVE))
    return (Meeting.starts_at >= start) & open_


def _past(start: datetime) -> ColumnElement[bool]:
    return Meeting.starts_at < start


def _is_open() -> ColumnElement[bool]:
    return Meeting.status.in_((MeetingStatus.LIVE, MeetingStatus.WRAP_UP))
