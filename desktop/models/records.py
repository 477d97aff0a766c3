"""The registry: every kind of record by the names used in verbs, journal, search and links."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.area import Area
from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.concern import Category, Concern, Status
from desktop.models.kind import Kind
from desktop.models.line import Line, LineTheme
from desktop.models.link import Link
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.minutes import Minutes
from desktop.models.office import Office
from desktop.models.organization import Organization
from desktop.models.passed_on import PassedOn
from desktop.models.person import Person
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.theme import Theme
from desktop.models.waiting import Waiting
from desktop.models.word import Word

RECORDS: tuple[type[Record], ...] = (
    Office,
    Area,
    Kind,
    Organization,
    Person,
    Status,
    Category,
    Theme,
    Word,
    SpeakerRole,
    Meeting,
    AgendaItem,
    Speaker,
    Line,
    LineTheme,
    Waiting,
    Minutes,
    Concern,
    Promise,
    Question,
    Action,
    PassedOn,
    Attachment,
    Link,
)
BY_KIND: dict[str, type[Record]] = {record.kind: record for record in RECORDS}
BY_KINDS: dict[str, type[Record]] = {record.kinds: record for record in RECORDS}
BY_LETTER: dict[str, type[Record]] = {record.letter: record for record in RECORDS if record.letter}


def record_named(kinds: str) -> type[Record]:
    """The kind of record a verb names, such as "concerns"; Refusal lists what there is."""
    try:
        return BY_KINDS[kinds]
    except KeyError:
        raise Refusal(f'There is no kind "{kinds[:40]}". Kinds are: {", ".join(sorted(BY_KINDS))}.') from None


def find_record(session: Session, name: str) -> Record:
    """The record, live or in the Bin, that somebody calls by its number or its id; Refusal when there is none."""
    wanted = name.strip().upper()
    if (kind := BY_LETTER.get(wanted[:1])) is not None:
        number = kind.__table__.c.number
        if record := session.scalars(select(kind).where(number == wanted)).first():
            return record
    if wanted.isascii() and wanted.isdecimal() and int(wanted) < 2**63:
        for kind in RECORDS:
            if record := session.get(kind, int(wanted)):
                return record
    raise Refusal(f'There is no record "{name[:40]}" in this office. Write a number such as C26-0142, or an id.')
