"""The how-to slip of an exit: where a tip, a complaint or somebody in danger goes, with the office's own numbers."""

from sqlalchemy import select

from desktop.documents.slips import Way, write_how_to
from desktop.jobs.extracts import about
from desktop.jobs.minutes import minutes_audience
from desktop.jobs.order import Order
from desktop.jobs.papers import HOW_TO, Made, Place, sheet_of
from desktop.jobs.sought import Sought
from desktop.jobs.writers import boxed
from desktop.models.organization import Organization
from desktop.models.passed_on import RECEIVERS, Exit, fitting_receivers
from desktop.store.store import Store

MOST = 3


def make_how_to(store: Store, order: Order, place: Place) -> Made:
    """Two to a page; nothing on it comes from what somebody said."""
    exit_, audience = HOW_TO[order.what], minutes_audience(store, order)
    ways = ways_of(store, exit_)
    missing = write_how_to(about(store, audience), exit_, ways, place, sheet=sheet_of(order), languages=order.languages)
    return {"audience": audience.value, "ways": len(ways)}, boxed(missing), Sought()


def ways_of(store: Store, exit_: Exit) -> list[Way]:
    """The office's organizations that fit, with their numbers; without any, what every town has."""
    with store.reading() as session:
        live = select(Organization).where(Organization.deleted_at.is_(None)).order_by(Organization.name)
        known = {each.name: each for each in session.scalars(live)}
        fitting = fitting_receivers(exit_, known)[:MOST]
        if fitting:
            return [Way(name, known[name].phone or "", known[name].address or "") for name in fitting]
    return [Way(name, "", "") for name in RECEIVERS[exit_] if name != "911"]
