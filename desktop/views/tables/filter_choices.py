"""What the popover of a filter offers, and how many records of the list each choice has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.base import Ordered
from desktop.models.field import Field, FieldKind
from desktop.models.listing import Listing
from desktop.store import listing as listings
from desktop.views.desk import Desk
from desktop.views.saying import say
from desktop.views.tables.check_list import Tick
from desktop.views.tables.filters import NOT_SET
from desktop.views.value_words import NAMED_BY_US, value_words

# Whoever looks for one of more than these types words into the filter box instead.
MOST = 500


@dataclass(frozen=True, slots=True)
class _Counts:
    """The question how many records have each value, for a reader's thread."""

    listing: Listing
    about: Field

    def __call__(self, session: Session) -> dict[Any, int]:
        return listings.counts(session, self.listing, self.about)


class FilterChoices:
    """Reads what filters offer; names of people are masked while the privacy screen is on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ticks(self, about: Field, chosen: Sequence[Any]) -> list[Tick]:
        """The values of a field to tick, in the order of the office, "not set" last."""
        if about.kind is FieldKind.CHOICE and about.choices is not None:
            offered: list[tuple[Any, str]] = [
                (member.value, self.name_of(about, member.value)) for member in about.choices
            ]
        elif about.kind is FieldKind.YES_NO:
            offered = [(True, say("Yes")), (False, say("No"))]
        else:
            offered = self._records(about)
        known = {value for value, _ in offered}
        # What is ticked and no longer there, such as an area in the Bin, can still be unticked.
        offered += [(value, self.name_of(about, value)) for value in chosen if value is not None and value not in known]
        return [Tick(value, words, value in chosen) for value, words in (*offered, (None, say(NOT_SET)))]

    def name_of(self, about: Field, value: Any) -> str:
        """How one value of a field is called."""
        if about.kind is not FieldKind.REFERENCE or about.target is None:
            return self._desk.privacy.shown(about, value_words(about, value, None))
        target = about.target
        with self._desk.store.reading() as session:
            label = session.scalar(select(getattr(target, target.label_key)).where(target.id == value))
        named = str(label or value)
        return self._desk.privacy.shown(about, say(named) if target in NAMED_BY_US else named)

    def count(self, listing: Listing, about: Field, done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        """Count beside the window how many records of the list, this filter aside, have each value."""
        self._desk.background.read(_Counts(listing.without(about.key), about), done, failed)

    def _records(self, about: Field) -> list[tuple[Any, str]]:
        target = about.target
        assert target is not None, about.key
        label = getattr(target, target.label_key)
        query = select(target.id, label).where(target.deleted_at.is_(None)).limit(MOST)
        if issubclass(target, Ordered):
            query = query.order_by(target.position)
        query = query.order_by(target.id.desc() if hasattr(target, "number") else func.lower(label))
        with self._desk.store.reading() as session:
            rows = session.execute(query).all()
        shown = self._desk.privacy.shown
        if target in NAMED_BY_US:
            return [(each, shown(about, say(str(words or each)))) for each, words in rows]
        return [(each, shown(about, str(words or each))) for each, words in rows]
