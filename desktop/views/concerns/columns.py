"""The list of concerns in data: its words, columns, filters and views."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from desktop.models import today
from desktop.models.concern import Concern, Status, StatusType
from desktop.models.due import due
from desktop.models.initials import initials_of
from desktop.models.listing import IN_BIN, Special
from desktop.views import dates
from desktop.views.concerns.looks import STATUS_LOOKS, category_icon
from desktop.views.saying import N_, retold, say, say_as
from desktop.views.tables.columns import Cell, CellLook, Column, Extra
from desktop.views.tables.filters import Answer, FieldFilter, Filter, SpecialFilter
from desktop.views.tables.record_list import ListWords
from desktop.views.tables.row import Row
from desktop.views.tables.views import View

WORDS = ListWords(
    name=N_("Concerns"),
    shown_one=N_("1 concern shown"),
    shown=N_("{n} concerns shown"),
    more=N_("More than {n} concerns shown"),
    selected=N_("{n} selected"),
    none_match=N_("No concern matches"),
    empty_title=N_("No concerns yet"),
    empty_text=(
        N_(
            "A concern is something a resident asked us to look into. It gets a number, a first answer within working "
            "days, and somebody who calls back."
        )
    ),
)
DUE_NEEDS = ("heard_on", "answer_due", "answered_at", "call_back_on", "resolve_by", "resolved_on")
OPEN = "open"


def status_type() -> ColumnElement[Any]:
    """What the office's status means, in SQL."""
    return select(Status.type).where(Status.id == Concern.status_id).scalar_subquery()


class ConcernCells:
    """Makes the cells that say more than the value; `closed` are the days the office is closed."""

    def __init__(self, closed: frozenset[date]) -> None:
        self.closed = closed

    def due(self, row: Row) -> Cell:
        """The clock that runs, over its bar."""
        if row["heard_on"] is None:
            return Cell()
        said = due(today.dates_of({key: row[key] for key in DUE_NEEDS}), row.today, self.closed)
        words = retold(said.words)
        tip = f"{words}: {dates.weekday(said.by)}" if said.by else words
        return Cell(words, icon=said.icon, tone=said.tone.value, share=said.share, tip=tip)

    @staticmethod
    def status(row: Row) -> Cell:
        """The pill."""
        icon, tone = STATUS_LOOKS[StatusType(row["status_type"] or StatusType.NEW)]
        return Cell(row.text("status"), icon=icon, tone=tone)

    @staticmethod
    def category(row: Row) -> Cell:
        """Icon and word."""
        name = row.text("category")
        return Cell(name, icon=category_icon(row["category"] or "")) if name else Cell()

    @staticmethod
    def owner(row: Row) -> Cell:
        """The avatar of who answers; initials are all a room may see anyway."""
        name = row["owner"] or ""
        return Cell(row.text("owner"), initials=initials_of(name), tip=row.text("owner")) if name else Cell()


def concern_columns(cells: ConcernCells) -> tuple[Column, ...]:
    """Number, Concern, Area, Category, Status, Due and Who; all else waits in the chooser."""
    means = Extra("status_type", about="status", value=status_type)
    return (
        Column("number", 93),
        Column("title", look=CellLook.TITLE, stretches=True, least=180),
        Column("area", 97, gives_way=1),  # before what is due would be cut
        Column("category", 86, look=CellLook.TAG, cell=cells.category, gives_way=2),
        Column("status", 133, look=CellLook.PILL, cell=cells.status, extras=(means,)),
        Column("next_due", 147, look=CellLook.DUE, cell=cells.due, needs=DUE_NEEDS),
        Column("owner", 44, look=CellLook.AVATAR, cell=cells.owner, gives_way=3),
    )


class AsOfToday:
    """Conditions that follow the day: a window that stays open overnight asks by the new one."""

    def __init__(self, today_is: Callable[[], date]) -> None:
        self._today = today_is

    @property
    def month(self) -> date:
        """The first of this month."""
        return self._today().replace(day=1)

    def is_recent(self) -> ColumnElement[bool]:
        """Open, or done since the first of this month."""
        return today.is_open_or_done_since(self.month)

    def is_late(self) -> ColumnElement[bool]:
        """The clock that runs is past its date."""
        return today.is_late(self._today())

    def is_of_this_week(self) -> ColumnElement[bool]:
        """Heard since Monday."""
        day = self._today()
        return Concern.heard_on >= day - timedelta(days=day.weekday())


def concern_filters(today_is: Callable[[], date]) -> tuple[Filter, ...]:
    """The chips of the filter row, and those that only views turn on."""
    by_day = AsOfToday(today_is)
    open_answers = (
        Answer("since", say("Open or done since {day}", day=dates.short_day(by_day.month)), by_day.is_recent),
        Answer("open", say("Open"), today.is_open),
        Answer("late", say("Late"), by_day.is_late),
        Answer("unanswered", say("Needs an answer"), today.is_unanswered),
        Answer("referred", say_as("concerns", "Referred"), today.is_referred),
        Answer("not told", say("Done, not told yet"), today.is_done_not_told),
    )
    heard = (Answer("week", say("Heard this week"), by_day.is_of_this_week),)
    binned = (Answer("in", say("In the Bin"), is_in_bin),)
    return (
        FieldFilter("area", icon="map-pin", any_word=N_("any")),
        FieldFilter("category", icon="tag", any_word=N_("any")),
        SpecialFilter(OPEN, say("Open"), open_answers, icon="st-prog", any_words=say("Open or done: all"), always=True),
        FieldFilter("owner", icon="user", any_word=N_("anyone")),
        SpecialFilter("heard", say("Heard"), heard, icon="calendar-clock", any_words=say("Heard: any day")),
        SpecialFilter(IN_BIN, say("Bin"), binned, icon="trash-2", any_words=say("Not in the Bin")),
    )


def concern_views(filters: tuple[Filter, ...]) -> tuple[View, ...]:
    """The ready views, in their order; the Bin shows only while something lies in it."""
    special = {each.key: each for each in filters if isinstance(each, SpecialFilter)}

    def by(key: str, answer: str) -> tuple[Special, ...]:
        condition = special[key].condition(answer)
        return (condition,) if condition else ()

    return (
        View("recent", say("Open and recent"), by(OPEN, "since")),
        View("late", say("Late"), by(OPEN, "late")),
        View("unanswered", say("Needs an answer"), by(OPEN, "unanswered")),
        View("week", say("Heard this week"), by("heard", "week")),
        View("referred", say_as("concerns", "Referred"), by(OPEN, "referred")),
        View(IN_BIN, say("Bin"), by(IN_BIN, "in"), hides_when_empty=True),
    )


def is_in_bin() -> ColumnElement[bool]:
    """Put into the Bin, and not taken out."""
    return Concern.deleted_at.is_not(None)
