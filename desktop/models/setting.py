"""Setting fields of a record from plain values: the one way of files, verbs and forms, with the same refusals."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.line import Line
from desktop.models.person import Person
from desktop.models.recording import make_marked, set_themes
from desktop.models.refusal import Refusal
from desktop.models.values import from_json, to_json


class ChangedMeanwhile(Refusal):
    """The field is no longer what the person saw when they began to change it."""


def set_field(session: Session, record: Record, name: str, value: Any) -> None:
    """Change one field of a live record and ask its rules; Refusal says what is wrong."""
    if record.is_deleted:
        raise Refusal(f"{record.label} is in the Bin. Take it out first.")
    field = record.fields.find(name)
    if isinstance(record, Person) and field is not None and field.key == "role":
        raise Refusal("A role comes with keys: a supervisor changes it with people --set-role NAME --role ROLE.")
    fill(session, record, {field.key if field else name: value})
    if isinstance(record, Line) and field is not None and field.key == "mark":
        make_marked(session, record)
    session.flush()


def set_label(fields: Fields, name: str, reference: str) -> str:
    """What the journal calls setting one field: the field and the record's reference, never the value."""
    field = fields.find(name)
    return f"Set {field.label if field else name} of {reference}"


def fill(session: Session, record: Record, item: Mapping[str, Any]) -> None:
    """Set the fields named in a JSON object, references first within the record they share."""
    for key, value in sorted(item.items(), key=lambda pair: _comes_late(record, pair[0])):
        assign(session, record, writable(record, key), value)


def assign(session: Session, record: Record, field: Field, value: Any) -> None:
    """Set one field from its JSON value; a reference is set as the record it names."""
    if field.kind is FieldKind.REFERENCES:
        if isinstance(record, Line):
            set_themes(session, record, theme_names(value))
        return
    scope = getattr(getattr(record, field.within, None), "id", None) if field.within else None
    read = from_json(session, field, value, scope)
    if field.kind is FieldKind.REFERENCE and field.target is not None:
        setattr(record, field.key, None if read is None else session.get_one(field.target, read))
        if read is None:
            setattr(record, field.column_key, None)
    else:
        setattr(record, field.key, read)


def theme_names(value: Any) -> list[str]:
    """The #themes of a list, or of text with spaces or commas between them."""
    names = value if isinstance(value, list) else str(value or "").replace(",", " ").split()
    if not all(isinstance(name, str) and name.strip(" #") for name in names):
        raise Refusal('themes must be a list of words such as ["lighting"].')
    return [name.strip(" #").lower() for name in names]


def writable(record: Record, key: str) -> Field:
    """The field of a key that people may set; Refusal names what there is, or says that the office gives it."""
    if key not in record.fields:
        known = ", ".join(field.key for field in record.fields if not field.locked)
        raise Refusal(f'There is no field "{key[:40]}" on {record.kinds}. Fields are: {known}.')
    field = record.fields[key]
    if field.locked:
        raise Refusal(f"{field.label} ({key}) is given by the office and cannot be set. Leave it out.")
    return field


def _comes_late(record: Record, key: str) -> bool:
    return key in record.fields and bool(record.fields[key].within)


def json_value(record: Record, field: Field) -> Any:
    """One value as JSON has it, such as `from_json` takes it back; references as ids."""
    if field.kind is FieldKind.REFERENCES:
        return [theme.name for theme in record.themes] if isinstance(record, Line) else []
    value = getattr(record, field.column_key)
    return value if field.kind is FieldKind.REFERENCE else to_json(field, value)
