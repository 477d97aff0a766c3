"""Lists as they leave the store: filtered in SQL, disclosed for one audience, streamed to a writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from desktop.documents.extract import About, Extract
from desktop.models.base import Record
from desktop.models.disclosure import Audience, audience_for
from desktop.models.meeting import Meeting
from desktop.models.refusal import Refusal
from desktop.models.rows import disclose
from desktop.models.values import find_reference
from desktop.store import search
from desktop.store.store import Store

ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for. `typed` is the filter text, `meeting` a number, `limit` 0 for all."""

    kind: type[Record]
    audience: Audience = Audience.OFFICE
    typed: str = ""
    meeting: str = ""
    limit: int = 0


@contextmanager
def extract(store: Store, wanted: Wanted) -> Iterator[Extract]:
    """The rows of one kind, newest first, for as long as the block lasts."""
    disclosure = disclose(
        wanted.kind.fields,
        audience_for(store.member.role, wanted.audience),
        drawers=store.drawers.open_drawers,
    )
    with store.reading() as session:
        query = disclosure.select().where(wanted.kind.id.in_(_ids(session, wanted)))
        query = query.order_by(wanted.kind.id.desc()).execution_options(yield_per=ROWS_AT_A_TIME)
        yield Extract(
            title=wanted.kind.kinds.replace("-", " ").capitalize(),
            kinds=wanted.kind.kinds,
            fields=disclosure.shown,
            rows=disclosure.rows(session.execute(query)),
            withheld=disclosure.withheld,
            left_out=disclosure.left_out,
            about=about(store, disclosure.audience, wanted.typed),
        )


def about(store: Store, audience: Audience, typed: str = "") -> About:
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


def now_in(store: Store) -> datetime:
    """The instant now on the office's wall."""
    return store.clock().astimezone(store.office.time_zone)
