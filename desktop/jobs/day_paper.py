"""The day on paper: the lists of Today in full, for whoever goes out without a screen."""

from sqlalchemy.orm import Session

from desktop.documents.day_sheet import CALL_BACK, DUE, LATE, NOT_TOLD, ComingUp, DaySheet, ToDo, write_day_sheet
from desktop.documents.words import Words
from desktop.jobs.extracts import about
from desktop.jobs.order import Order
from desktop.jobs.papers import Made, Place, sheet_of
from desktop.jobs.sought import Sought
from desktop.jobs.writers import boxed
from desktop.models.disclosure import Audience
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.today import Section, Thing, Whose, coming_up, how_many, the_day, things
from desktop.store.store import Store

TITLES = {
    Section.LATE: LATE,
    Section.CALL_BACK: CALL_BACK,
    Section.DUE: DUE,
    Section.NOT_TOLD: NOT_TOLD,
}
MOST_MEETINGS = 50


def make_day(store: Store, order: Order, place: Place) -> Made:
    """Print what waits for somebody, or for the whole office. Refusal for anybody outside our office."""
    expect_ours(order)
    words = Words(order.language)
    with store.reading() as session:
        content = day_of(session, store, order, words)
    said = about(store, Audience.OFFICE)
    missing = write_day_sheet(content, said, place, sheet=sheet_of(order), language=order.language)
    rows = sum(len(todos) for _, todos in content.lists)
    return {"audience": Audience.OFFICE.value, "items": rows}, boxed(missing), Sought()


def expect_ours(order: Order) -> None:
    """Refusal for whoever is not to read it."""
    if order.audience is not Audience.OFFICE:
        raise Refusal("The day sheet is for our office only. Choose our office, or export a list instead.")
    if order.privacy_screen:
        raise Refusal("The privacy screen is on, and a day sheet without names helps nobody. Turn it off to print it.")


def day_of(session: Session, store: Store, order: Order, words: Words) -> DaySheet:
    """The lists as this person may see them, none of them cut short."""
    now = store.clock()
    day = the_day(session, now)
    whose = Whose(store.member.role, order.owner)
    lists = []
    for section in Section:
        found = things(session, section, day, whose, how_many(session, section, day, whose))
        lists.append((TITLES[section], [_to_do(thing, words) for thing in found]))
    coming = [
        ComingUp(words.clock(meeting.starts_at), meeting.title, words.listed([meeting.place, meeting.area]))
        for meeting in coming_up(session, now, MOST_MEETINGS)
        if meeting.is_live or meeting.starts_at.date() == day.today
    ]
    person = session.get_one(Person, order.owner).name if order.owner is not None else ""
    return DaySheet(day.today, person, coming, lists)


def _to_do(thing: Thing, words: Words) -> ToDo:
    clock = thing.due.clock if thing.due is not None and thing.due.by is not None else None
    said = words.due(thing.counted, clock)
    return ToDo(str(thing.values.get("number") or ""), thing.title, str(thing.values.get("area") or ""), said)
