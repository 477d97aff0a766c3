"""Everything of ours that is printed, for the catalogues of paper: what documents mark, and what describes records."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from desktop.documents.extract import text_of
from desktop.models.concern import CONCERN_FIELDS, StatusType
from desktop.models.due import WORDS_OF_DUE
from desktop.models.field import Field, FieldKind
from desktop.models.meeting import GROUND_RULES
from desktop.models.minutes import MINUTES_FIELDS
from desktop.models.passed_on import RECEIVERS
from desktop.models.today import NOBODY_TOLD, OWED
from desktop.store.first_records import CATEGORIES, MEETING_KINDS, OFFICE_ROLES, ROOM_ROLES

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"N_": None, "count": (1, 2)}


def gathered() -> Catalog:
    """The catalogue of paper, untranslated, with the files that say each phrase."""
    found = Catalog(project="Common Ground", version="", charset="utf-8")
    rows = extract_from_dir(ROOT / "desktop" / "documents", [("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, _, _ in sorted(rows, key=lambda row: (row[0], row[1])):
        found.add(message, locations=[(f"desktop/documents/{file}", 0)])
    for message in of_records():
        found.add(message, locations=[("desktop/models", 0)])
    return found


def of_records() -> Iterator[str | tuple[str, str]]:
    """Labels, choices, dates in words, and an office's first lists.

    An office that words its lists in its own way is printed as it wrote them.
    """
    for field in (*CONCERN_FIELDS, *MINUTES_FIELDS, *(kind.fields["owner"] for kind in OWED)):
        if not field.hidden:
            yield field.label
        for choice in field.choices or ():
            yield text_of(field, choice, None)
    yield from (text_of(Field("", "", FieldKind.YES_NO), value, None) for value in (True, False))
    yield from (status.value.capitalize() for status in StatusType)
    yield from (*CATEGORIES, *MEETING_KINDS, *OFFICE_ROLES, *ROOM_ROLES, *GROUND_RULES.splitlines())
    yield from dict.fromkeys(name for names in RECEIVERS.values() for name in names if not name.isdigit())
    yield from WORDS_OF_DUE
    yield NOBODY_TOLD.one
