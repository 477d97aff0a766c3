"""The registry: every kind of record by the names used in verbs, journal, search and links."""

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
from desktop.models.person import Person
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.theme import Theme

RECORDS: tuple[type[Record], ...] = (
    Office,
    Area,
    Kind,
    Organization,
    Person,
    Status,
    Category,
    Theme,
    SpeakerRole,
    Meeting,
    AgendaItem,
    Speaker,
    Line,
    LineTheme,
    Minutes,
    Concern,
    Promise,
    Question,
    Action,
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
        raise Refusal(f'There is no kind "{kinds}". Kinds are: {", ".join(sorted(BY_KINDS))}.') from None
