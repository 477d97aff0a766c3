"""What a list can be filtered by, and how a filter is said on its chip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from desktop.models.field import Field, FieldKind, Fields
from desktop.models.listing import Between, Condition, Holds, OneOf, Special, may_filter
from desktop.views import dates
from desktop.views.saying import N_, say

NOT_SET = N_("Not set")
MOST_NAMED = 2
NameOf = Callable[[Field, Any], str]


@dataclass(frozen=True, slots=True)
class FieldFilter:
    """A filter by a field: an exception to what follows from its kind. `any_word` is said while it is off."""

    key: str
    icon: str = ""
    any_word: str = N_("any")
    always: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question of an area's own; `label` is the whole chip."""

    key: str
    label: str
    where: Callable[[], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class SpecialFilter:
    """A filter that is no field, such as "open or done since October 1"; `any_words` are its chip while it is off."""

    key: str
    label: str
    answers: tuple[Answer, ...]
    icon: str = ""
    any_words: str = ""
    always: bool = False

    def condition(self, answer: str) -> Special | None:
        """The condition for an answer, None for one that is not known."""
        known = next((each for each in self.answers if each.key == answer), None)
        return Special(self.key, known.key, known.where) if known else None


Filter = FieldFilter | SpecialFilter


class Filters:
    """All filters of a list: those it names, and one for every other field of which this person may know."""

    def __init__(self, fields: Fields, named: Sequence[Filter], shown: Sequence[Field], today: date) -> None:
        self.fields = fields
        self.today = today
        allowed = {field.key for field in shown if may_filter(field) and not field.hidden}
        self._named = {each.key: each for each in named if isinstance(each, SpecialFilter) or each.key in allowed}
        others = [field for field in fields if field.key in allowed and field.key not in self._named]
        self._all: dict[str, Filter] = dict(self._named)
        self._all |= {field.key: FieldFilter(field.key, always=False) for field in others}

    def __getitem__(self, key: str) -> Filter:
        return self._all[key]

    def __contains__(self, key: str) -> bool:
        return key in self._all

    def shown(self, conditions: Sequence[Condition]) -> list[Filter]:
        """The filters that stand in the row: those that always do, and those that are on."""
        on = {condition.key for condition in conditions}
        return [each for key, each in self._all.items() if each.always or key in on]

    def addable(self, conditions: Sequence[Condition]) -> list[Filter]:
        """Those that "Add filter" offers."""
        shown = self.shown(conditions)
        return [each for each in self._all.values() if each not in shown]

    def special(self, key: str, answer: str) -> Special | None:
        """A special condition by its names, as a saved view keeps it."""
        known = self._all.get(key)
        return known.condition(answer) if isinstance(known, SpecialFilter) else None

    def label(self, each: Filter) -> str:
        """What a filter is called."""
        return each.label if isinstance(each, SpecialFilter) else say(self.fields[each.key].head)

    def words(self, each: Filter, condition: Condition | None, name_of: NameOf) -> str:
        """The words on the chip: "Area: any", "Area: Orchard Flats", "Heard on: from Oct 1"."""
        if isinstance(each, SpecialFilter):
            known = next(
                (a for a in each.answers if isinstance(condition, Special) and a.key == condition.answer), None
            )
            return known.label if known else each.any_words or say("{label}: any", label=each.label)
        about = self.fields[each.key]
        said = say(each.any_word) if condition is None else self._said(about, condition, name_of)
        return f"{say(about.head)}: {said}"

    def _said(self, about: Field, condition: Condition, name_of: NameOf) -> str:
        if isinstance(condition, OneOf):
            if len(condition.values) > MOST_NAMED:
                return say("{n} chosen", n=len(condition.values))
            return say(" or ").join(
                say(NOT_SET) if value is None else name_of(about, value) for value in condition.values
            )
        if isinstance(condition, Between):
            return self._days(condition)
        return f"“{condition.text}”" if isinstance(condition, Holds) else ""

    def _days(self, asked: Between) -> str:
        first = self._day(asked.first) if asked.first else ""
        last = self._day(asked.last) if asked.last else ""
        if not first and not last:
            return say("any date")
        if first == last:
            return first
        if not last:
            return say("from {first}", first=first)
        return say("{first} to {last}", first=first, last=last) if first else say("until {last}", last=last)

    def _day(self, day: date) -> str:
        return dates.short_day(day) if day.year == self.today.year else dates.day(day)


def asks_days(about: Field) -> bool:
    """Whether a field is filtered by a span of days."""
    return about.kind in (FieldKind.DATE, FieldKind.MOMENT, FieldKind.WALL_TIME)


def asks_choices(about: Field) -> bool:
    """Whether a field is filtered by ticking values."""
    return about.kind in (FieldKind.REFERENCE, FieldKind.CHOICE, FieldKind.YES_NO)
