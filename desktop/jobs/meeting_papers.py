"""What is printed for a meeting before it begins: its agenda, the run sheet on top of its packet, sign-in, slips."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.documents.meeting_plan import MeetingPlan, PlannedItem, write_agenda, write_run_sheet
from desktop.documents.sign_in import SignIn, write_sign_in
from desktop.documents.slip_pages import rows_on
from desktop.documents.slips import write_concern_slips, write_sign_in_slips
from desktop.documents.words import Words
from desktop.jobs.extracts import about
from desktop.jobs.minutes import meeting_of, minutes_audience, sought_beside
from desktop.jobs.order import Order
from desktop.jobs.papers import AGENDA, PACKET, SIGN_IN, SIGN_IN_SLIPS, SLIPS, Made, Place, sheet_of
from desktop.jobs.sought import Sought
from desktop.jobs.writers import boxed
from desktop.models.disclosure import Audience, withheld
from desktop.models.meeting import AGENDA_ITEM_FIELDS, MEETING_FIELDS, AgendaItem, Meeting
from desktop.models.minutes_content import MinutesContent, minutes_content
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.store.writing import WritingSession

MOST_SHEETS = 100
IN_PACKET = ("Agenda", "Sign-in sheet", "Concern slips")  # phrases of those documents


def make_agenda(store: Store, order: Order, place: Place) -> Made:
    """The agenda that lies on the chairs."""
    return _make_plan(store, order, place, write_agenda)


def make_packet(store: Store, order: Order, place: Place) -> Made:
    """The run sheet for whoever leads, on top of the packet."""
    return _make_plan(store, order, place, write_run_sheet)


def _make_plan(store: Store, order: Order, place: Place, write: Callable[..., object]) -> Made:
    audience = minutes_audience(store, order)
    said = about(store, audience)
    with store.reading() as session:
        meeting = meeting_of(session, order)
        content = minutes_content(session, meeting, audience, said.made_at.date())
        plan = plan_of(session, meeting, content, Words(order.language))
        number, sought = meeting.number, sought_beside(session, meeting, content, said)
    sought.explain([plan.title, plan.place, *(item.title for item in plan.items), *plan.rules])
    sought.explain(filter(None, (*(item.lead for item in plan.items), *(who for _, who in plan.roles))))
    missing = write(plan, said, place, sheet=sheet_of(order), language=order.language)
    return {"meeting": number, "audience": audience.value, "items": len(plan.items)}, boxed(missing), sought


def plan_of(session: Session, meeting: Meeting, content: MinutesContent, words: Words) -> MeetingPlan:
    """The meeting as it is planned, as far as the audience of `content` may know it."""
    lead = _lead(meeting, content.audience)
    items = list(_items(session, meeting, content.audience))
    end = _end(meeting.starts_at, items)
    return MeetingPlan(
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or "",
        items=items,
        closes_at=end.time() if end is not None else None,
        promised_on=content.last_time_on,
        promises=content.last_time,
        rules=meeting.rules,
        roles=[("Leads", lead)] if lead else [],
        in_packet=[words(name) for name in IN_PACKET],
    )


def _items(session: Session, meeting: Meeting, audience: Audience) -> Iterator[PlannedItem]:
    """Each begins when the ones before it are over; after one whose length nobody planned, no time is said."""
    live = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.deleted_at.is_(None))
    shows_lead = withheld(AGENDA_ITEM_FIELDS["lead"], audience) is None
    at: datetime | None = meeting.starts_at
    for item in session.scalars(live.order_by(AgendaItem.position, AgendaItem.id)):
        lead = item.lead.name if shows_lead and item.lead else ""
        yield PlannedItem(at.time() if at is not None else None, item.title, lead, item.minutes)
        at = at + timedelta(minutes=item.minutes) if at is not None and item.minutes is not None else None


def _end(starts_at: datetime, items: list[PlannedItem]) -> datetime | None:
    if not items or any(item.minutes is None for item in items):
        return None
    return starts_at + timedelta(minutes=sum(item.minutes or 0 for item in items))


def _lead(meeting: Meeting, audience: Audience) -> str:
    known = withheld(MEETING_FIELDS["lead"], audience) is None
    return meeting.lead.name if known and meeting.lead else ""


def make_sign_in(store: Store, order: Order, place: Place) -> Made:
    """Sheets to sign in on; nothing of ours but the area and the day."""
    _expect_sheets(order)
    audience = minutes_audience(store, order)
    with store.reading() as session:
        meeting = meeting_of(session, order)
        number = meeting.number
        content = SignIn(meeting.area.name if meeting.area else "", meeting.held_on, order.sheets)
    missing = write_sign_in(content, about(store, audience), place, sheet=sheet_of(order), languages=order.languages)
    return {"meeting": number, "audience": audience.value, "sheets": order.sheets}, boxed(missing), Sought()


def make_sign_in_slips(store: Store, order: Order, place: Place) -> Made:
    """Slips for one person each, four to a page, two in large type."""
    _expect_sheets(order)
    audience = minutes_audience(store, order)
    said = about(store, audience)
    missing = write_sign_in_slips(said, order.sheets, place, sheet=sheet_of(order), languages=order.languages)
    return {"audience": audience.value, "sheets": order.sheets}, boxed(missing), Sought()


def make_slips(store: Store, order: Order, place: Place) -> Made:
    """Concern slips with numbers that no other slip has; those of a print that is given up stay unused."""
    _expect_sheets(order)
    audience = minutes_audience(store, order)
    sheet = sheet_of(order)
    numbers = store.write("Number concern slips", _TakeNumbers(rows_on(sheet) * order.sheets)).result()
    said = about(store, audience)
    missing = write_concern_slips(said, numbers, place, sheet=sheet, languages=order.languages)
    facts = {"audience": audience.value, "sheets": order.sheets, "first": numbers[0], "last": numbers[-1]}
    return facts, boxed(missing), Sought()


class _TakeNumbers:
    """The work of one write."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __call__(self, session: WritingSession) -> list[str]:
        return session.numbers("S", self._count)


def _expect_sheets(order: Order) -> None:
    if not 1 <= order.sheets <= MOST_SHEETS:
        raise Refusal(f"{order.sheets} sheets cannot be made at once. Ask for 1 to {MOST_SHEETS}.")


MAKERS: dict[str, Callable[[Store, Order, Place], Made]] = {
    AGENDA: make_agenda,
    PACKET: make_packet,
    SIGN_IN: make_sign_in,
    SIGN_IN_SLIPS: make_sign_in_slips,
    SLIPS: make_slips,
}
