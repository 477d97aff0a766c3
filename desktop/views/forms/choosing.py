"""What a pick editor offers: the words of a fixed list, or the live records of a kind."""

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from desktop.models.base import Ordered, Record
from desktop.models.field import Field
from desktop.models.person import Person
from desktop.store.search import matching
from desktop.store.store import Store
from desktop.views.forms.suggestions import Suggestion
from desktop.views.icons_of_records import KIND_ICONS
from desktop.views.saying import say
from desktop.views.value_words import name_words

MOST = 50


def in_words(value: str) -> str:
    """A fixed word as it stands on screen: "nothing outside" is "Nothing outside"."""
    return value[:1].upper() + value[1:]


class FixedChoices:
    """The members of a field's fixed list."""

    def __init__(self, field: Field) -> None:
        assert field.choices is not None, field.key
        self._all = [Suggestion(choice.value, say(in_words(choice.value))) for choice in field.choices]

    def __call__(self, typed: str) -> Sequence[Suggestion]:
        """Those whose words begin like `typed`, then those that hold it."""
        sought = typed.casefold()
        begun = [each for each in self._all if each.label.casefold().startswith(sought)]
        return begun + [each for each in self._all if sought in each.label.casefold() and each not in begun]


class RecordChoices:
    """The live records a reference may name, read as somebody types: at most 50, what begins so first."""

    def __init__(self, store: Store, field: Field, *, icon: str = "") -> None:
        assert field.target is not None, field.key
        self._store = store
        self._field = field
        self._target: type[Record] = field.target
        self._icon = icon or KIND_ICONS.get(self._target.kind, "")
        self.within_id: int | None = None

    def __call__(self, typed: str) -> Sequence[Suggestion]:
        """Those that are called like `typed`."""
        with self._store.reading() as session:
            return [self._suggestion(record) for record in self._found(session, typed)]

    def _found(self, session: Session, typed: str) -> Sequence[Record]:
        target, label = self._target, getattr(self._target, self._target.label_key)
        query = select(target).where(target.deleted_at.is_(None))
        if self._field.within and self.within_id is not None:
            query = query.where(getattr(target, f"{self._field.within}_id") == self.within_id)
        if typed:
            sought = matching(typed, target.kind) if target.fields.searchable else None
            fits = label.icontains(typed, autoescape=True)
            query = query.where(fits if sought is None else fits | target.id.in_(sought))
            query = query.order_by(case((label.istartswith(typed, autoescape=True), 0), else_=1))
        if target is Person:  # those who work here answer most often
            query = query.order_by(case((Person.role.is_(None), 1), else_=0))
        if issubclass(target, Ordered):
            query = query.order_by(target.position)
        elif hasattr(target, "number"):
            query = query.order_by(target.id.desc())
        return session.scalars(query.order_by(func.lower(label)).limit(MOST)).all()

    def _suggestion(self, record: Record) -> Suggestion:
        return Suggestion(record.id, name_words(record, record.label), _note(record), self._icon)


def _note(record: Record) -> str:
    if isinstance(record, Person):
        return record.title or ""
    return str(getattr(record, "title", "") or "") if hasattr(record, "number") else ""
