"""Final minutes lock what they print: the one rule that lines, what was made of them, and the meeting ask."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import Session

from desktop.models.base import KNOWN, Record, saved_value
from desktop.models.refusal import Refusal

FINAL = "final"


def is_final(session: Session, meeting_id: int) -> bool:
    """Whether a meeting's minutes are final, as they are saved."""
    known = session.info.get(KNOWN, {})
    if meeting_id not in known:
        known[meeting_id] = _state(session, meeting_id) == FINAL
    return bool(known[meeting_id])


def _state(session: Session, meeting_id: int) -> str | None:
    return session.scalar(_state_of(), {"meeting": meeting_id})


@cache
def _state_of() -> Select[str]:
    """The state of the minutes of :meeting. By name, for meetings ask too, and the class of minutes names them."""
    minutes = Record.metadata.tables["minutes"]
    return select(minutes.c.state).where(minutes.c.meeting_id == bindparam("meeting"), minutes.c.deleted_at.is_(None))


def remember(session: Session, meeting_id: int, state: str | None) -> None:
    """Somebody read the state of a meeting's minutes in this session: rules need not ask again."""
    session.info.get(KNOWN, {})[meeting_id] = state == FINAL


def in_final_minutes(session: Session, record: Record, meeting_key: str = "meeting_id") -> bool:
    """Whether the meeting a record belonged to when it was saved, or the one it shall belong to, has final minutes."""
    meetings = {saved_value(record, meeting_key), _named_now(record, meeting_key)} - {None}
    return any(is_final(session, meeting_id) for meeting_id in meetings)


def expect_unprinted(session: Session, record: Record, printed: Iterable[str], meeting_key: str = "meeting_id") -> None:
    """Refusal when a change of the `printed` fields of a saved record would differ from final minutes."""
    if not inspect(record).persistent or not (changed := changed_fields(record, printed)):
        return
    if in_final_minutes(session, record, meeting_key):
        labels = [field.label for key in changed if (field := record.fields.find(key))]
        what = ", ".join(labels) or "what they print"
        raise Refusal(
            f"The minutes of this meeting are final, so {what} of {record.reference} cannot be changed. "
            "Add a dated correction."
        )


def changed_fields(record: Record, keys: Iterable[str]) -> list[str]:
    """Those of `keys`, references by the name of the record they name, whose value is no longer the saved one."""
    columns = ((key, f"{key}_id" if key in record.__mapper__.relationships else key) for key in keys)
    return [key for key, column in columns if _named_now(record, column) != saved_value(record, column)]


def _named_now(record: Record, key: str) -> Any:
    """The value to be saved; of a reference that was set as a record, that record's id."""
    relation = key.removesuffix("_id")
    if relation != key and relation in record.__mapper__.relationships:
        added = inspect(record).attrs[relation].history.added
        if added:
            return added[0].id if added[0] is not None else None
    return getattr(record, key)
