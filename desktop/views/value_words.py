"""One value of a record as the window writes it, in the window's language."""

from datetime import tzinfo
from typing import Any

from desktop.documents.extract import text_of
from desktop.models.concern import Category, Status
from desktop.models.field import Field, FieldKind
from desktop.models.kind import Kind
from desktop.views import dates
from desktop.views.saying import say

# Named by the office, which begins with names of ours: those are said in the language of the window.
NAMED_BY_US = (Status, Category, Kind)


def value_words(field: Field, value: Any, zone: tzinfo | None) -> str:
    """A value in words; absent is empty. Moments are shown on the wall clock of `zone`."""
    if value is None:
        return ""
    if field.kind is FieldKind.DATE:
        return dates.day(value)
    if field.kind is FieldKind.WALL_TIME:
        return dates.moment(value)
    if field.kind is FieldKind.MOMENT:
        return dates.moment(value.astimezone(zone))
    text = text_of(field, value, zone)
    is_ours = field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) or field.target in NAMED_BY_US
    return say(text) if is_ours else text


def name_words(record: object, name: str) -> str:
    """What a record is called, where it may be named by us."""
    return say(name) if isinstance(record, NAMED_BY_US) else name
