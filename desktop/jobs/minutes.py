"""The minutes of one meeting for one audience, and the texts of ours that this audience does not get."""

import enum
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.extract import About
from desktop.documents.minutes import write_minutes
from desktop.jobs.extracts import about
from desktop.jobs.order import Order
from desktop.jobs.papers import Made, Place, Remarks, sheet_of
from desktop.jobs.sought import Sought
from desktop.jobs.writers import DOCX, boxed, replaced
from desktop.models.disclosure import Audience, audience_for
from desktop.models.meeting import Meeting
from desktop.models.minutes_content import MinutesContent, minutes_content
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.store import Store


def make_minutes(store: Store, order: Order, place: Place) -> Made:
    """Write the minutes; gives the facts for the journal, remarks, and what must not stand in the file."""
    audience = minutes_audience(store, order)
    said = about(store, audience)
    with store.reading() as session:
        meeting = meeting_of(session, order)
        number, content = meeting.number, minutes_content(session, meeting, audience, said.made_at.date())
        sought = sought_beside(session, meeting, content, said)
    remarks = _write(content, said, place, order)
    facts = {"meeting": number, "audience": audience.value, "withheld": content.withheld.total}
    return facts, remarks, sought


def _write(content: MinutesContent, said: About, place: Place, order: Order) -> Remarks:
    """As pages, unless the file is to be worked on in Word."""
    if not isinstance(place, Path) or place.suffix != DOCX:
        return boxed(write_minutes(content, said, place, sheet=sheet_of(order), language=order.language))
    from desktop.documents.word_minutes import write_word_minutes

    return replaced(write_word_minutes(content, said, place, sheet=sheet_of(order), language=order.language))


def minutes_audience(store: Store, order: Order) -> Audience:
    """Who gets these minutes: while the privacy screen is on, they are written as for anyone."""
    return Audience.ANYONE if order.privacy_screen else audience_for(store.member.role, order.audience)


def meeting_of(session: Session, order: Order) -> Meeting:
    """The meeting whose document is asked for; Refusal when none is named."""
    if not order.meeting:
        said = f"{order.what[:1].upper()}{order.what[1:]}"
        raise Refusal(f"{said} belong to a meeting. Name it with --meeting, such as --meeting M26-0031.")
    return session.get_one(Meeting, find_reference(session, Meeting, order.meeting))


def sought_beside(session: Session, meeting: Meeting, content: MinutesContent, said: About) -> Sought:
    """What our office knows of the meeting and the audience of `content` does not."""
    sought = Sought()
    if content.audience is not Audience.OFFICE:
        ours = minutes_content(session, meeting, Audience.OFFICE, said.made_at.date())
        for text in _texts(ours):
            sought.add_text("the notes of our office", text)
    sought.explain(_texts(content))
    sought.explain(filter(None, (said.office_name, said.address, said.phone, said.person)))
    return sought


def _texts(content: Any) -> Iterator[str]:
    """Every text in a content, however deep."""
    if isinstance(content, str) and not isinstance(content, enum.Enum):
        yield content
    elif isinstance(content, list | tuple):
        for one in content:
            yield from _texts(one)
    elif is_dataclass(content):
        for about_field in fields(content):
            yield from _texts(getattr(content, about_field.name))
