"""Noting in the journal that a file was written."""

from pathlib import Path
from typing import Any

from desktop.models.refusal import Refusal
from desktop.store.store import Store


def note_written(store: Store, written: Path, label: str, facts: dict[str, Any]) -> None:
    """Journal that a file went out; when that fails, the sentence says that the file is there all the same."""
    try:
        store.note(label, **facts).result()
    except Refusal:
        raise Refusal(
            f"{written} is written whole, but {store.folder.database} could not note it: its disk is full or failed. "
            "Make room and do it again, so that the journal knows of it."
        ) from None
