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
from desktop.jobs.writers import MINUTES
from desktop.models.disclosure import Audience, Reason, Withheld
from desktop.models.field import Field
from desktop.models.minutes_content import minutes_content
from desktop.models.records import record_named
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
    return partial(_of_minutes if order.what == MINUTES else _of_list, store, order)


def _of_list(store: Store, order: Order, session: Session) -> Forecast:
    kind = record_named(order.what)
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
    content = minutes_content(session, meeting_of(session, order), audience, today)
    lists = {about.name: getattr(content, about.name) for about in fields(content)}
    counted = {name: len(items) for name, items in lists.items() if isinstance(items, list)}
    return Forecast(
        audience,
        sum(counted.values()),
        content.withheld.rows,
        tuple(_of_document(content.withheld)),
        tuple(f"{count} {name.replace('_', ' ')}" for name, count in counted.items() if count),
    )


def _of_document(withheld: Withheld) -> Any:
    for (label, reason), count in withheld.values.items():
        yield Kept(count, "", label, reason, Audience.OFFICE)
