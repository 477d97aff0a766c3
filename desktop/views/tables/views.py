"""Views of a list: those an area names, and those a person saves for themselves in the office."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models.field import Fields
from desktop.models.listing import NEWEST, Condition, Order, Special, from_plain, to_plain
from desktop.store.store import Store

OWN = "own:"
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made question: some conditions and an order, under a name. Some show only while they hold something."""

    key: str
    label: str
    conditions: tuple[Condition, ...] = ()
    order: Order = NEWEST
    hides_when_empty: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the person saved it."""
        return self.key.startswith(OWN)


class SavedViews:
    """The views a person saved for one kind of record; kept in the office, for this person alone."""

    def __init__(self, store: Store, fields: Fields, special: Callable[[str, str], Special | None]) -> None:
        self._store = store
        self._fields = fields
        self._name = f"views.{fields.record.kinds}"
        self._views = [view for view in map(self._read(special), self._kept()) if view is not None]

    @property
    def all(self) -> tuple[View, ...]:
        """The saved views in the order they were saved."""
        return tuple(self._views)

    def save(self, label: str, conditions: Sequence[Condition], order: Order) -> View:
        """Keep a view; one of the same name is replaced."""
        label = " ".join(label.split())[:LONGEST_NAME]
        view = View(f"{OWN}{label.casefold()}", label, tuple(conditions), order)
        known = [each.key for each in self._views]
        if view.key in known:
            self._views[known.index(view.key)] = view
        else:
            self._views.append(view)
        self._keep()
        return view

    def remove(self, key: str) -> None:
        """Forget a view."""
        self._views = [view for view in self._views if view.key != key]
        self._keep()

    def _kept(self) -> list[dict[str, Any]]:
        kept = self._store.preference(self._name)
        return [each for each in kept if isinstance(each, dict)] if isinstance(kept, list) else []

    def _read(self, special: Callable[[str, str], Special | None]) -> Callable[[dict[str, Any]], View | None]:
        def read(plain: dict[str, Any]) -> View | None:
            label = str(plain.get("label", ""))[:LONGEST_NAME]
            try:
                conditions, order = from_plain(self._fields, plain, special)
            except (ValueError, TypeError):
                return None  # kept by a version that said it otherwise
            return View(f"{OWN}{label.casefold()}", label, conditions, order) if label else None

        return read

    def _keep(self) -> None:
        plain = [{"label": view.label, **to_plain(view.conditions, view.order)} for view in self._views]
        if self._store.can_write:
            self._store.set_preference(self._name, plain or None)
