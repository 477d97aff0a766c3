"""The meeting of an evening as it stood in the office before, and a concern that is heard there again."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from desktop.models.area import Area
from desktop.models.concern import Concern, Source
from desktop.models.kind import Kind
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.person import Person
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.tour.evening import Evening

DAYS_BEFORE = timedelta(days=9)


def plan(store: Store, evening: Evening, day: date) -> int:
    """The meeting as it was planned before the evening; its id."""

    def work(session: WritingSession) -> int:
        begins = datetime.combine(day, evening.starts)
        meeting = Meeting(
            title=evening.title,
            sort=session.scalars(select(Kind).where(Kind.name == "Listening session")).first(),
            area=session.scalars(select(Area).where(Area.name == evening.area)).first(),
            place=evening.place,
            lead=session.get(Person, store.member.person_id),
            starts_at=begins,
            ends_at=begins + timedelta(minutes=evening.minutes),
        )
        before = Concern(words=evening.earlier, area=meeting.area, heard_on=day - DAYS_BEFORE, source=Source.DESK)
        session.add_all([meeting, before])
        session.flush()
        for place, (title, minutes) in enumerate(evening.agenda):
            session.add(AgendaItem(meeting=meeting, title=title, minutes=minutes, position=place * 10))
        return meeting.id

    return store.write("Plan a meeting", work).result()
