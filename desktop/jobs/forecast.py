"""What would go into a file and what would not, counted from the records before anything is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from desktop.jobs.extracts import Wanted, disclosure_for, selected
from desktop.jobs.minutes import meeting_of, minutes_audience
from desktop.jobs.order import Order
from desktop.jobs.papers import CONCERN, DAY, MINUTES, OF_A_MEETING, ON_A_TABLE
from desktop.models.disclosure import Audience, Reason, Withheld
from desktop.models.field import Field
from desktop.models.minutes_content import minutes_content
from desktop.models.records import record_named
from desktop.models.today import Section, Whose, how_many, the_day
from desktop.store.store import Store

SPOKEN = "words"
"""Stands for all fields with residents' own words together: a title is the beginning of the words."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of what is withheld: how many of which field, `key` of the field or `SPOKEN`, and why.

    `widest` is the widest circle that gets the field at all.
    """

    count: int
    key: str
    label: str
    reason: Reason
    widest: Audience


@dataclass(frozen=True, slots=True)
class Forecast:
    """`rows` go in, `whole` are left out altogether; `shown` are the labels of what is told of each row."""

    audience: Audience
    rows: int
    whole: int
    kept: tuple[Kept, ...]
    shown: tuple[str, ...]
    closed: tuple[str, ...] = ()


def forecast(store: Store, order: Order) -> Callable[[Session], Forecast]:
    """A query that counts; made where the store is, asked on a reader's thread."""
    return partial(_counter(order.what), store, order)


def _counter(what: str) -> Callable[[Store, Order, Session], Forecast]:
    if what == DAY:
        return _of_day
    if what in ON_A_TABLE:
        return _of_empty_forms
    return _of_minutes if what in OF_A_MEETING else _of_list


def _of_list(store: Store, order: Order, session: Session) -> Forecast:
    kind = record_named("concerns" if order.what == CONCERN else order.what)
    wanted = Wanted(
        kind, order.audience, order.typed, order.meeting, ids=order.ids, privacy_screen=order.privacy_screen
    )
    disclosure = disclosure_for(store, wanted)
    counts: Counter[tuple[str, Reason]] = Counter()
    rows = whole = 0
    for row in disclosure.kept_back(selected(session, wanted, disclosure.everything())):
        rows += not row.whole
        whole += row.whole
        if not row.whole:
            counts.update(
                {(SPOKEN if about.spoken else about.key, why) for about, why, _ in row.values if not about.hidden}
            )
    by_key = {about.key: about for about in kind.fields}
    kept = [_kept(count, key, why, by_key.get(key)) for (key, why), count in counts.items()]
    return Forecast(
        disclosure.audience,
        rows,
        whole,
        tuple(sorted(kept, key=lambda one: (one.key != SPOKEN, -one.count, one.label))),
        tuple(about.label for about in disclosure.shown if not about.hidden),
        tuple(about.label for about in disclosure.left_out if about.drawer and about.drawer not in disclosure.drawers),
    )


def _kept(count: int, key: str, why: Reason, about: Field | None) -> Kept:
    if about is None:
        return Kept(count, SPOKEN, "Words", why, Audience.ANYONE)
    return Kept(count, key, about.label, why, about.audience)


def _of_minutes(store: Store, order: Order, session: Session) -> Forecast:
    audience = minutes_audience(store, order)
    today = store.clock().astimezone(store.office.time_zone).date()
    meeting = meeting_of(session, order)
    content = minutes_content(session, meeting, audience, today)
    if order.what != MINUTES:
        points = len([item for item in meeting.agenda if item.deleted_at is None])
        shown = (f"{points} agenda items", f"{len(content.last_time)} promises of last time")
        return Forecast(audience, points + len(content.last_time), 0, (), shown)
    lists = {about.name: getattr(content, about.name) for about in fields(content)}
    counted = {name: len(items) for name, items in lists.items() if isinstance(items, list)}
    return Forecast(
        audience,
        sum(counted.values()),
        content.withheld.rows,
        tuple(_of_document(content.withheld)),
        tuple(f"{count} {name.replace('_', ' ')}" for name, count in counted.items() if count),
    )


def _of_day(store: Store, order: Order, session: Session) -> Forecast:
    now = store.clock()
    day, whose = the_day(session, now), Whose(store.member.role, order.owner)
    counted = {section: how_many(session, section, day, whose) for section in Section}
    shown = tuple(f"{count} {section.value}" for section, count in counted.items() if count)
    return Forecast(Audience.OFFICE, sum(counted.values()), 0, (), shown)


def _of_empty_forms(store: Store, order: Order, session: Session) -> Forecast:
    return Forecast(minutes_audience(store, order), order.sheets, 0, (), ("lines to write on",))


def _of_document(withheld: Withheld) -> Any:
    for (label, reason), count in withheld.values.items():
        yield Kept(count, "", label, reason, Audience.OFFICE)
