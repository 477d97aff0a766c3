"""Lists as they leave the store: filtered in SQL, disclosed for one audience, streamed to a writer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session

from desktop.documents.extract import About, Extract
from desktop.models.base import Record
from desktop.models.disclosure import Audience, audience_for
from desktop.models.field import Field
from desktop.models.known_names import KnownNames
from desktop.models.known_records import known_names
from desktop.models.masking import masked
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal
from desktop.models.rows import Disclosure, disclose
from desktop.models.values import find_reference
from desktop.store import search
from desktop.store.store import Store

ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for. `typed` is the filter text, `meeting` a number, `limit` 0 for all.

    With `ids` the rows are these in this order, and `typed` is only what the document says of the filter.
    """

    kind: type[Record]
    audience: Audience = Audience.OFFICE
    typed: str = ""
    meeting: str = ""
    limit: int = 0
    ids: Sequence[int] | None = None
    privacy_screen: bool = False
    draft: bool = False


@contextmanager
def extract(store: Store, wanted: Wanted) -> Iterator[Extract]:
    """The rows of one kind, newest first, for as long as the block lasts."""
    with store.reading() as session:
        yield extract_in(session, store, wanted)


def extract_in(session: Session, store: Store, wanted: Wanted) -> Extract:
    """The same in a session that is open already."""
    disclosure = disclosure_for(store, wanted)
    rows = disclosure.rows(selected(session, wanted, disclosure.select()))
    return Extract(
        title=wanted.kind.kinds.replace("-", " ").capitalize(),
        kinds=wanted.kind.kinds,
        fields=disclosure.shown,
        rows=_masked(rows, disclosure.shown, known_names(session)) if wanted.privacy_screen else rows,
        withheld=disclosure.withheld,
        left_out=disclosure.left_out,
        about=about(store, disclosure.audience, wanted.typed, draft=wanted.draft),
    )


def _masked(rows: Iterable[tuple[Any, ...]], shown: Sequence[Field], known: KnownNames) -> Iterator[tuple[Any, ...]]:
    """What stays is masked as on the screen: names, telephone numbers and addresses within words."""
    for row_id, *values in rows:
        masks = (
            masked(about, value, known) if type(value) is str else value
            for about, value in zip(shown, values, strict=True)
        )
        yield (row_id, *masks)


def disclosure_for(store: Store, wanted: Wanted) -> Disclosure:
    """What the person who signed in may pass on to that audience."""
    return disclose(
        wanted.kind.fields,
        audience_for(store.member.role, wanted.audience),
        drawers=store.drawers.open_drawers,
        privacy_screen=wanted.privacy_screen,
    )


def selected(session: Session, wanted: Wanted, query: Select[Any]) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of `query`, one of `Disclosure`, for what was asked for, in its order."""
    kind = wanted.kind
    if wanted.ids is None:
        query = query.where(kind.id.in_(_ids(session, wanted))).order_by(kind.id.desc())
        yield from session.execute(query.execution_options(yield_per=ROWS_AT_A_TIME))
        return
    query = query.where(kind.deleted_at.is_(None))
    for start in range(0, len(wanted.ids), ROWS_AT_A_TIME):
        some = list(wanted.ids[start : start + ROWS_AT_A_TIME])
        found = {row[0]: row for row in session.execute(query.where(kind.id.in_(some)))}
        yield from (found[row_id] for row_id in some if row_id in found)


def how_many(session: Session, wanted: Wanted) -> int:
    """How many rows there are to go through."""
    if wanted.ids is not None:
        return len(wanted.ids)
    return session.scalar(select(func.count()).select_from(_ids(session, wanted).subquery())) or 0


def about(store: Store, audience: Audience, typed: str = "", *, draft: bool = False) -> About:
    """What every document says of itself: office, time, person, audience, journal head."""
    office = store.office
    count, head = store.journal_head()
    return About(
        office_name=office.name,
        address=office.address,
        phone=office.phone,
        filter_text=typed,
        made_at=store.clock().astimezone(office.time_zone),
        person=store.member.name,
        audience=audience,
        journal_count=count,
        journal_head=head,
        draft=draft,
    )


def _ids(session: Session, wanted: Wanted) -> Select[int]:
    """The ids asked for, as a query; the newest `limit` of them."""
    kind = wanted.kind
    where: list[ColumnElement[bool]] = [kind.deleted_at.is_(None)]
    if wanted.meeting:
        where.append(_of_meeting(session, kind, wanted.meeting))
    if wanted.typed.split():
        where.append(_matching(kind, wanted.typed))
    query = select(kind.id).where(*where)
    if wanted.limit:
        query = query.order_by(kind.id.desc()).limit(wanted.limit)
    return query


def _of_meeting(session: Session, kind: type[Record], number: str) -> ColumnElement[bool]:
    meeting_id = find_reference(session, Meeting, number)
    if kind is Meeting:
        return kind.id == meeting_id
    if "meeting" not in kind.fields:
        raise Refusal(f"{kind.kinds} do not belong to meetings. Leave --meeting out.")
    return kind.fields.column(kind.fields["meeting"]) == meeting_id


def _matching(kind: type[Record], typed: str) -> ColumnElement[bool]:
    if kind.fields.searchable:
        ids = search.matching(typed, kind.kind)
        return kind.id.in_(ids) if ids is not None else kind.id.is_not(None)
    # Short lists that are not indexed: every typed word in the label.
    label = func.lower(getattr(kind, kind.label_key))
    return and_(*(label.contains(word.lower(), autoescape=True) for word in typed.split()))
