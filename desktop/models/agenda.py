"""The agenda of a meeting while it is prepared: points put in order, and how long all of it takes."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.base import ORDER_STEP
from desktop.models.meeting import AgendaItem


@dataclass(frozen=True, slots=True)
class Planned:
    """One point as it is planned."""

    id: int
    title: str
    minutes: int | None


def planned(session: Session, meeting_id: int) -> list[Planned]:
    """The points of a meeting in their order."""
    return [Planned(item.id, item.title, item.minutes) for item in _items(session, meeting_id)]


def move(session: Session, item_id: int, by: int) -> None:
    """Put a point one place up (-1) or down (+1); at the end nothing happens."""
    moved = session.get_one(AgendaItem, item_id)
    items = _items(session, moved.meeting_id)
    place = items.index(moved)
    if not 0 <= place + by < len(items):
        return
    items.insert(place + by, items.pop(place))
    for position, item in enumerate(items):
        if item.position != position * ORDER_STEP:
            item.position = position * ORDER_STEP


def _items(session: Session, meeting_id: int) -> list[AgendaItem]:
    live = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.deleted_at.is_(None))
    return list(session.scalars(live.order_by(AgendaItem.position, AgendaItem.id)))
