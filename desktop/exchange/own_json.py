"""Our own JSON coming back: each record is new, the same, changed field by field, or refused with a reason."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.exchange.record_json import new_lines, new_record
from desktop.exchange.report import Report
from desktop.models.base import FromOutside, Numbered, Record
from desktop.models.field import Field, FieldKind
from desktop.models.line import Line
from desktop.models.refusal import Refusal
from desktop.models.setting import assign, fill
from desktop.models.values import from_json, to_json

SOURCE = "Common Ground"


def bring_in(
    session: Session,
    kind: type[Record],
    items: Sequence[Mapping[str, Any]],
    *,
    file: str,
    zone: tzinfo,
    attempt: Callable[[], AbstractContextManager[None]],
    numbers: Sequence[int] = (),
) -> Report:
    """Bring in the records of our own JSON; rows that are refused do not stop the rest.

    `attempt` runs one row so that a refused one leaves nothing behind. `numbers` are those of the rows in the file,
    where they are not 1, 2, 3.
    """
    report = Report()
    for row, item in enumerate(items, 1):
        try:
            with attempt():
                report.counts[_bring_in_one(session, kind, item, zone)] += 1
        except Refusal as refusal:
            report.refuse(file, numbers[row - 1] if numbers else row, named_in(kind, refusal), str(refusal))
    return report


def _bring_in_one(session: Session, kind: type[Record], item: Mapping[str, Any], zone: tzinfo) -> str:
    unknown = [key for key in item if key not in kind.fields]
    if unknown:
        raise Refusal(
            f'There is no field "{str(unknown[0])[:40]}" on {kind.kinds}. Take that column out.', str(unknown[0])
        )
    known = _known(session, kind, item)
    if known is None or known.is_deleted:
        _add(session, kind, item, known)
        return "new"
    # Without an id it was disclosed to others: what they could not see is empty there, and stays as it is here.
    said = item if item.get("id") else {key: value for key, value in item.items() if value not in (None, "", [])}
    changed = [about for key, value in said.items() if differs(session, known, about := kind.fields[key], value, zone)]
    for about in changed:
        assign(session, known, about, item[about.key])
    session.flush()
    return "changed" if changed else "same"


def _add(session: Session, kind: type[Record], item: Mapping[str, Any], taken_back: Record | None) -> None:
    """A new record; one that an undo took back comes out of the Bin instead, with its old number."""
    given = {key: value for key, value in item.items() if not kind.fields[key].locked and value is not None}
    if taken_back is not None:
        taken_back.deleted_at = None
        fill(session, taken_back, {key: value for key, value in given.items() if kind is not Line or key != "themes"})
    elif kind is Line:
        # What its mark made comes as a record of its own, or stays behind: never twice.
        new_lines(session, [given], None, makes=False)
    else:
        record = new_record(session, kind, given)
        if isinstance(record, FromOutside) and item.get("id"):
            record.external_source, record.external_id = SOURCE, str(item["id"])
    session.flush()


def _known(session: Session, kind: type[Record], item: Mapping[str, Any]) -> Record | None:
    """The record an item stands for, live or taken back: by its id here, by where it came from, or by its number."""
    found: Record | None = None
    if kind is Line and item.get("id"):
        found = session.get(kind, from_json(session, kind.fields["id"], item["id"])) or _same_line(session, item)
    elif item.get("id"):
        found = session.get(kind, from_json(session, kind.fields["id"], item["id"]))
        if found is None and issubclass(kind, FromOutside):
            came = (kind.external_source == SOURCE, kind.external_id == str(item["id"]))
            found = session.scalars(select(kind).where(*came).order_by(kind.id.desc())).first()
    elif item.get("number") and issubclass(kind, Numbered):
        found = session.scalars(select(kind).where(kind.number == str(item["number"]))).first()
    return found


def _same_line(session: Session, item: Mapping[str, Any]) -> Line | None:
    """A line of that meeting with the same words, time and mark: lines carry no id of where they came from."""
    meeting = from_json(session, Line.fields["meeting"], item.get("meeting"))
    same = [Line.meeting_id == meeting]
    for key in ("words", "said_at", "mark"):
        about = Line.fields[key]
        same.append(Line.fields.column(about) == from_json(session, about, item.get(key)))
    return session.scalars(select(Line).where(*same).order_by(Line.id.desc())).first()


def differs(session: Session, record: Record, about: Field, value: Any, zone: tzinfo) -> bool:
    """Whether a JSON value says something else than the record; what the office gives itself never does."""
    if about.locked or about.kind in (FieldKind.REFERENCES, FieldKind.ID):
        return False
    current = getattr(record, about.key)
    if about.kind is FieldKind.REFERENCE:
        current = current.label if current is not None else None
        return (str(value) if value not in (None, "") else None) != current
    read = from_json(session, about, value)
    return bool(to_json(about, read, zone) != to_json(about, current, zone))


def named_in(kind: type[Record], refusal: Refusal) -> str | None:
    """The key of the field a refusal is about, as far as it tells."""
    text = str(refusal)
    return refusal.column or next((about.key for about in kind.fields if f"({about.key})" in text), None)
