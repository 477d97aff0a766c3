"""The ids of a list as the database finds them fastest, all of them or in a given time.

What only SQLite knows stands here: the full text index beside the other conditions, and whose order is walked.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, func, literal, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from desktop.models.field import Field
from desktop.models.listing import Listing, Rank, how_many, is_sealed, rank
from desktop.models.refusal import Refusal
from desktop.models.sealed import CLOSED
from desktop.store import search
from desktop.store.session import stopped_when

# A drawer's own list is sorted in memory, and so are as many matches: cheaper than walking a whole index.
MOST_IN_MEMORY = 5_000
AT_A_TIME = 4_096
LOOKS_EVERY = 2_000  # steps of the engine between two looks at the clock


def ids(session: Session, listing: Listing, limit: int = 0) -> "array[int]":
    """The ids of a list in order, the first `limit` of them or all."""
    found: array[int] = array("q")
    if listing.order.key != "id" and is_sealed(listing.fields[listing.order.key]):
        return _sorted_in_memory(session, listing)
    query = _query(session, listing)
    # Plain tuples from the driver: half a million rows need no object each.
    cursor = session.connection().execute(query.limit(limit) if limit else query).cursor
    assert cursor is not None
    try:
        while portion := cursor.fetchmany(AT_A_TIME):
            found.extend([row[0] for row in portion])
    finally:
        cursor.close()
    return found


def present(session: Session, listing: Listing, among: Sequence[int]) -> dict[int, Rank]:
    """Which of some records are in the list now, and where each stands."""
    record = listing.record
    known = record.__table__.c.id
    found = dict[int, Rank]()
    for start in range(0, len(among), AT_A_TIME):
        part = among[start : start + AT_A_TIME]
        query = select(known, *(term.by for term in listing.terms())).where(known.in_(part), *listing.where())
        if (typed := _matching(listing)) is not None:
            # Asked for these rows alone, the index answers at once however common the words are.
            query = query.where(known.in_(typed.where(search.SEARCH.c.rowid.in_(part))))
        elif listing.typed.split():
            query = query.where(_label_holds(listing))
        for row in session.connection().execute(query):
            found[row[0]] = rank(listing, row[1:])
    return found


def ranks(session: Session, listing: Listing, of: Sequence[int]) -> dict[int, Rank]:
    """Where some records stand that are known to be in the list."""
    known = listing.record.__table__.c.id
    query = select(known, *(term.by for term in listing.terms())).where(known.in_(of))
    return {row[0]: rank(listing, row[1:]) for row in session.connection().execute(query)}


def count(session: Session, listing: Listing) -> int:
    """How many records a list has."""
    record = listing.record.__table__
    query = select(func.count()).select_from(record).where(*listing.where(), *_typed(listing))
    return int(session.connection().scalar(query) or 0)


def _query(session: Session, listing: Listing) -> Select[Any]:
    record = listing.record.__table__
    order = [term.clause for term in listing.terms()]
    typed = _matching(listing)
    if typed is None:
        return select(record.c.id).where(*listing.where(), *_typed(listing)).order_by(*order)
    if listing.is_by_id:
        found = search.SEARCH.c.rowid
        walked = typed.order_by(found.desc() if listing.order.descending else found.asc())
        if not listing.conditions:  # the index holds live records only
            return walked
        return walked.join(record, record.c.id == found).where(*listing.where())
    own: ColumnElement[Any] = record.c.id
    if listing.walks_index and _are_many(session, typed):
        own = own + 0  # not an index of ids to seek by, so that the order's own index is walked
    return select(record.c.id).where(own.in_(typed), *listing.where()).order_by(*order)


def _matching(listing: Listing) -> Select[int] | None:
    return search.matching(listing.typed, listing.record.kind) if listing.fields.searchable else None


def _typed(listing: Listing) -> list[ColumnElement[bool]]:
    if (typed := _matching(listing)) is not None:
        return [listing.record.__table__.c.id.in_(typed)]
    return [_label_holds(listing)] if listing.typed.split() and not listing.fields.searchable else []


def _label_holds(listing: Listing) -> ColumnElement[bool]:
    """For short lists that are not indexed: every typed word in the label."""
    if listing.fields.searchable or listing.record.label_key == "id":
        return literal(True)
    label = func.lower(listing.record.__table__.c[listing.record.label_key])
    return and_(*(label.contains(word.lower(), autoescape=True) for word in listing.typed.split()))


def _are_many(session: Session, typed: Select[int]) -> bool:
    some = typed.limit(MOST_IN_MEMORY + 1).subquery()
    return (session.connection().scalar(select(func.count()).select_from(some)) or 0) > MOST_IN_MEMORY


def _sorted_in_memory(session: Session, listing: Listing) -> "array[int]":
    """By a sealed field: only a holder of its drawer, only few, and never in SQL."""
    about = listing.fields[listing.order.key]
    record = listing.record.__table__
    query = select(record.c.id, record.c[about.column_key]).where(*listing.where(), *_typed(listing))
    rows = session.connection().execute(query.limit(MOST_IN_MEMORY + 1)).all()
    if len(rows) > MOST_IN_MEMORY or any(value is CLOSED for _, value in rows):
        raise Refusal(
            f"{about.label} is in a drawer. It is sorted only for somebody who holds it, and only up to "
            f"{MOST_IN_MEMORY:,} records. Sort by another column."
        )
    named = sorted(((value.casefold(), each) for each, value in rows if value), reverse=listing.order.descending)
    empty = sorted((each for each, value in rows if not value), reverse=listing.order.descending)
    return array("q", [*(each for _, each in named), *empty])


@contextmanager
def within(session: Session, seconds: float, clock: Callable[[], float]) -> Iterator[None]:
    """Give a question only so long: TimeoutError after `seconds`, so that nobody waits for a slow one."""
    end = clock() + seconds
    try:
        with stopped_when(session, lambda: clock() > end, LOOKS_EVERY):
            yield
    except (OperationalError, dbapi2.OperationalError) as error:
        # Told by the library when the question is put, and by the driver alone while its rows are fetched.
        if _was_interrupted(error):
            raise TimeoutError from None
        raise


def _was_interrupted(error: Exception) -> bool:
    told = error.orig if isinstance(error, OperationalError) else error
    return getattr(told, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


def counts(session: Session, listing: Listing, about: Field) -> dict[Any, int]:
    """How many records of a list have each value of a field."""
    query = how_many(listing, about).where(*_typed(listing))
    return {value: int(number) for value, number in session.connection().execute(query)}


def members(session: Session, listing: Listing) -> "array[int]":
    """The ids of a list by size, as one value from the engine: nothing is made for each but the number itself."""
    record = listing.record.__table__
    inside = select(record.c.id.label("id")).where(*listing.where(), *_typed(listing)).order_by(record.c.id).subquery()
    joined = session.connection().scalar(select(func.group_concat(inside.c.id)))
    return array("q", map(int, joined.split(","))) if joined else array("q")


class Memberships:
    """In which of several lists of one kind some records are: one question for all of them, put together once."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._count = len(listings)
        record = listings[0].record.__table__
        asked = [case((and_(*listing.where()), 1), else_=0) for listing in listings]
        among: BindParameter[int] = bindparam("among", expanding=True)
        self._query = select(record.c.id, *asked).where(record.c.id.in_(among))

    def of(self, session: Session, among: Sequence[int]) -> dict[int, tuple[bool, ...]]:
        """For each record, whether it is in each of the lists now."""
        found: dict[int, tuple[bool, ...]] = dict.fromkeys(among, (False,) * self._count)
        for start in range(0, len(among), AT_A_TIME):
            part = among[start : start + AT_A_TIME]
            for row in session.connection().execute(self._query, {"among": part}):
                found[row[0]] = tuple(map(bool, row[1:]))
        return found
