"""Records from JSON: the models' attribute names as keys, references by label or number, checked like the form."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.exchange.given_file import read_given
from desktop.models.base import Record
from desktop.models.capture import Captured
from desktop.models.field import FieldKind
from desktop.models.line import Line, Mark
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes, Recorded
from desktop.models.refusal import Refusal
from desktop.models.setting import fill, theme_names, writable
from desktop.models.values import find_reference, from_json


def read_items(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON file that holds one object or a list of them; Refusal names what is wrong."""
    text = read_given(path, megabytes=64, too_large="Cut it into smaller files.")
    try:
        content = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refusal(f"{path} is not valid JSON{where}. Check brackets, commas and quotation marks.") from None
    if isinstance(content, dict) and isinstance(content.get("records"), list):
        content = content["records"]
    items = content if isinstance(content, list) else [content]
    if not items or not all(isinstance(item, dict) for item in items):
        raise Refusal(f"{path} must hold one record in braces, or a list of them, and at least one.")
    return items


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def new_record(session: Session, kind: type[Record], item: Mapping[str, Any]) -> Record:
    """A new record of `kind` from one JSON object, added to the session. Unknown keys and references are refused."""
    record = kind()
    session.flush()  # it may name what was added before it
    with session.no_autoflush:  # half filled in, nothing of it may be saved
        fill(session, record, item)
    session.add(record)
    return record


def new_lines(
    session: Session, items: Sequence[Mapping[str, Any]], meeting: Meeting | None, *, makes: bool = True
) -> list[Recorded]:
    """New lines at the end of their meetings; each mark `makes` what it makes when it is typed."""
    notes: dict[int, Notes] = {}
    recorded = []
    for row, item in enumerate(items, 1):
        with_row = f"Line {row}: "
        try:
            where = _meeting(session, item, meeting)
            if where.id not in notes:
                notes[where.id] = Notes(session, where)
            captured, said_at = _captured(session, item)
            recorded.append(notes[where.id].record(captured, said_at, makes=makes))
        except Refusal as refusal:
            raise Refusal(with_row + str(refusal)) from None
    return recorded


def _meeting(session: Session, item: Mapping[str, Any], given: Meeting | None) -> Meeting:
    name = item.get("meeting")
    if name in (None, ""):
        if given is None:
            raise Refusal("A line belongs to a meeting. Name it in meeting, or with --meeting.")
        return given
    named = session.get_one(Meeting, find_reference(session, Meeting, str(name)))
    if given is not None and given is not named:
        raise Refusal(f"It names the meeting {named.label}, but {given.label} was asked for. Take one of the two out.")
    return named


def _captured(session: Session, item: Mapping[str, Any]) -> tuple[Captured, Any]:
    values: dict[str, Any] = {}
    for key, value in item.items():
        field = writable(Line(), key)
        if field.kind is FieldKind.REFERENCES:
            values[key] = theme_names(value)
        elif field.key == "speaker":
            values[key] = str(value or "")
        elif field.key not in ("meeting", "item"):
            values[key] = from_json(session, field, value)
    if item.get("item"):
        raise Refusal("item: lines cannot be put on an agenda item from a file. Leave it out and set it afterwards.")
    captured = Captured(
        values.get("words") or "",
        mark=values.get("mark") or Mark.NOTE,
        verbatim=bool(values.get("verbatim")),
        interpreted=bool(values.get("interpreted")),
        speaker=values.get("speaker") or "",
        themes=values.get("themes") or [],
    )
    return captured, values.get("said_at")
