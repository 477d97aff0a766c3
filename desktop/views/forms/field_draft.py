"""The draft of one field: what was typed and is not saved yet, kept so that a crash costs a second."""

from typing import Any

from desktop.models.base import Record
from desktop.models.field import Field
from desktop.store.store import Store
from desktop.views.forms.field_saving import draft_place


class FieldDraft:
    """Keeps and drops it; `is_kept` says whether there is one for the record that is shown."""

    def __init__(self, store: Store, kind: type[Record], field: Field) -> None:
        self._store = store
        self._kind = kind
        self._field = field
        self.is_kept = False

    def keep(self, record_id: int, seen: Any, typed: str) -> None:
        """Write down what is typed at a field of a record, and what the person saw when they began."""
        if self._store.can_write:
            place = draft_place(self._kind, record_id, self._field)
            self._store.save_draft(place, {"typed": typed, "seen": seen}, record_id, drawer=self._field.drawer)
            self.is_kept = True

    def drop(self, record_id: int) -> None:
        """Forget it: it was saved, or given up."""
        self.is_kept = False
        if self._store.can_write:
            self._store.drop_draft(draft_place(self._kind, record_id, self._field))
