"""Rows of records as plain values, straight from SQL: what tables, exports and lists are made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, null, select
from sqlalchemy.orm import aliased

from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.disclosure import Audience, Consent, Reason, Withheld, withheld
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.line import Line, LineTheme
from desktop.models.promise import Owed
from desktop.models.speaker import Speaker
from desktop.models.theme import Theme

# Between the values of a REFERENCES field inside one cell: a character nobody types.
LIST_SEPARATOR = "\x1f"


def live_ids(record: type[Record]) -> Select[int]:
    """The ids of all records of a kind that are not in the Bin, newest first."""
    return select(record.id).where(record.deleted_at.is_(None)).order_by(record.id.desc())


def rows(fields: Fields, shown: Sequence[Field]) -> Select[Any]:
    """Select id, consent and one column per field in `shown`; references come as their labels.

    Unordered and unfiltered: the caller adds `where` and `order_by` on `fields.record`.
    """
    return _rows(fields, tuple(shown))


@lru_cache(maxsize=64)
def _rows(fields: Fields, shown: tuple[Field, ...]) -> Select[Any]:
    """The same, put together once: that takes longer than the question itself."""
    record = fields.record
    query: Select[Any] = select(record.id)
    columns: list[ColumnElement[Any]] = []
    for field in shown:
        column, query = _column(fields, field, query)
        columns.append(column)
    consents, query = _consents(record, query)
    return query.with_only_columns(record.id, *consents, *columns, maintain_column_froms=True)


def _column(fields: Fields, field: Field, query: Select[Any]) -> tuple[ColumnElement[Any], Select[Any]]:
    if field.kind is FieldKind.REFERENCES:
        themes = select(func.aggregate_strings(Theme.name, LIST_SEPARATOR)).join(LineTheme)
        where = (LineTheme.line_id == fields.record.id, LineTheme.deleted_at.is_(None))
        return themes.where(*where).scalar_subquery().label(field.key), query
    own = fields.column(field)
    if field.kind is not FieldKind.REFERENCE or field.target is None:
        return own.label(field.key), query
    if field.target.label_key == "id":
        return own.label(field.key), query
    target = aliased(field.target, name=f"{field.key}_shown")  # named: SQLAlchemy would ask for chance each time
    label: ColumnElement[Any] = getattr(target, field.target.label_key)
    return label.label(field.key), query.outerjoin(target, target.id == own)


def _consents(record: type[Record], query: Select[Any]) -> tuple[list[ColumnElement[Any]], Select[Any]]:
    """Two consent columns, the record's own and its speaker's; None where a kind has none."""
    own: ColumnElement[Any] = null()
    if not issubclass(record, (Line, Concern, Owed, Speaker)):
        return [own, null()], query
    if issubclass(record, Speaker):
        return [own, record.__table__.c.consent], query
    if issubclass(record, Concern):
        own = record.__table__.c.contact_consent
    speaker = aliased(Speaker, name="speaker_heard")
    agreed: Any = speaker.consent
    if issubclass(record, Line):
        return [own, agreed], query.outerjoin(speaker, speaker.id == record.speaker_id)
    line = aliased(Line, name="line_heard")
    # A line without a speaker gets the least, and so does what was made of it.
    least = literal(Consent.NOTHING_OUTSIDE, speaker.consent.type)
    heard: Any = (line.id.is_not(None), func.coalesce(speaker.consent, least))
    agreed = case(heard)
    if issubclass(record, Owed):  # the same rule as Owed.effective_consent
        brought_in: Any = (record.__table__.c.external_source.is_not(None), least)
        agreed = case(heard, brought_in, else_=least if record.is_always_heard else null())
    query = query.outerjoin(line, line.id == record.line_id).outerjoin(speaker, speaker.id == line.speaker_id)
    return [own, agreed], query


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What one audience does not get of one row; `whole` when it gets nothing of it at all."""

    row_id: int
    whole: bool
    values: tuple[tuple[Field, Reason, Any], ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How much of a kind one audience sees: the fields that stay, and the rule for each row."""

    fields: Fields
    shown: tuple[Field, ...]
    audience: Audience
    drawers: frozenset[str]
    privacy_screen: bool
    withheld: Withheld
    left_out: tuple[Field, ...]

    def select(self) -> Select[Any]:
        """The rows of the shown fields; see `rows`."""
        return rows(self.fields, self.shown)

    def rows(self, result: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
        """Yield (id, value, value, …) per row this audience may see; what it may not is None and counted."""
        spoken = [(i, field) for i, field in enumerate(self.shown, 1) if field.spoken or field.tells or field.role]
        decided: dict[tuple[Consent | None, Consent | None], list[tuple[int, Field, Reason]] | None] = {}
        for row in result:
            row_id, own, speaker, *rest = row
            values: list[Any] = [row_id, *rest]
            if (own, speaker) not in decided:  # there are few consents and many rows
                consent = self._consent(own, speaker)
                hidden = [(i, field, why) for i, field in spoken if (why := self._why(field, consent))]
                decided[own, speaker] = None if self._hides_row(consent) else hidden
            if (kept_back := decided[own, speaker]) is None:
                self.withheld.rows += 1
                continue
            for i, field, reason in kept_back:
                self.withheld.note(field, reason, values[i])
                values[i] = None
            yield tuple(values)

    @property
    def keeps_anything_back(self) -> bool:
        """Whether there is a field this audience does not get, or not of everybody."""
        return bool(self.left_out) or self.audience is not Audience.OFFICE

    @property
    def readable(self) -> tuple[Field, ...]:
        """All fields but those in closed drawers: what `everything` selects."""
        return tuple(field for field in self.fields if not field.drawer or field.drawer in self.drawers)

    def everything(self) -> Select[Any]:
        """The rows of all readable fields, for `kept_back`."""
        return rows(self.fields, self.readable)

    def kept_back(self, result: Iterable[Row[*tuple[Any, ...]]]) -> Iterator["KeptBack"]:
        """Yield per row what this audience does not get of it, and why; `result` is of `everything`."""
        readable = self.readable
        for row in result:
            row_id, own, speaker, *values = row
            consent = self._consent(own, speaker)
            kept = []
            for field, value in zip(readable, values, strict=True):
                if value not in (None, "") and (reason := self._why(field, consent)):
                    kept.append((field, reason, value))
            yield KeptBack(row_id, self._hides_row(consent), tuple(kept))

    def _consent(self, own: Consent | None, speaker: Consent | None) -> Consent | None:
        known = [consent for consent in (own, speaker) if consent is not None]
        if not known:
            return Consent.NOTHING_OUTSIDE if self.fields.record in (Concern, Line) else None
        return min(known, key=lambda consent: consent.rank)

    def _hides_row(self, consent: Consent | None) -> bool:
        """A line whose speaker agreed to nothing outside is left out whole: its time and mark would tell."""
        outside = self.audience is not Audience.OFFICE
        return outside and self.fields.record is Line and consent is Consent.NOTHING_OUTSIDE

    def _why(self, field: Field, consent: Consent | None) -> Reason | None:
        return withheld(field, self.audience, consent, privacy_screen=self.privacy_screen, drawers=self.drawers)


def disclose(
    fields: Fields,
    audience: Audience,
    *,
    drawers: frozenset[str] = frozenset(),
    privacy_screen: bool = False,
    only: Iterable[str] = (),
) -> Disclosure:
    """Decide which fields of a kind `audience` gets; `only` narrows them to some keys."""
    wanted = set(only) or {field.key for field in fields}
    shown: list[Field] = []
    left_out: list[Field] = []
    for field in fields:
        if field.key not in wanted:
            continue
        reason = withheld(field, audience, privacy_screen=privacy_screen, drawers=drawers)
        (left_out if reason else shown).append(field)
    return Disclosure(fields, tuple(shown), audience, drawers, privacy_screen, Withheld(), tuple(left_out))
