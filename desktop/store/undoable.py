"""What undo and redo would take back, by name: read for the window, which names it before anybody presses it."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from desktop.models.refusal import Refusal
from desktop.store import undo


def undoable(session: Session, person_id: int) -> str | None:
    """The label of what this person's next undo takes back; None when there is nothing."""
    return _label(undo.next_to_undo, session, person_id)


def redoable(session: Session, person_id: int) -> str | None:
    """The label of what this person's next redo brings back; None when there is nothing."""
    return _label(undo.next_to_redo, session, person_id)


def _label(choose: Any, session: Session, person_id: int) -> str | None:
    try:
        entry: Row[Any] = choose(session.connection(), person_id)
    except Refusal:
        return None
    return str(entry.label).removeprefix("Undo: ")
