"""Pages of plain rows around what is painted; the rows not seen for longest are forgotten."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam
from sqlalchemy.orm import Session

from desktop.models.disclosure import Audience, audience_for
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.rows import disclose
from desktop.store.store import Store
from desktop.views.tables.columns import Column
from desktop.views.tables.result import Ids
from desktop.views.tables.row import Row, Shown, Writer, as_it_is

PAGE = 32  # about what a window shows
KEPT = 1_024


class RowReader:
    """Reads rows of some columns, disclosed for the person who signed in."""

    def __init__(self, store: Store, fields: Fields, columns: Sequence[Column]) -> None:
        self.fields = fields
        self._audience = audience_for(store.member.role, Audience.OFFICE)
        self._drawers = store.drawers.open_drawers
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Read what these columns show, and nothing else."""
        keys = {key for column in columns for key in (column.field, *column.needs)}
        self._known = disclose(self.fields, self._audience, drawers=self._drawers, only=keys)
        shown = [field.key for field in self._known.shown]
        self._extras = {extra.key: extra for column in columns for extra in column.extras if extra.about in shown}
        self._places = {key: at for at, key in enumerate((*shown, *self._extras), 1)}
        self._query: Select[Any] | None = None

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields of the columns that this person may see."""
        return self._known.shown

    def rows(self, session: Session, ids: Sequence[int], writer: Writer) -> list[Row]:
        """The rows with these ids, unordered; one that may not be seen at all is missing."""
        if self._query is None:  # made once: to put it together takes longer than to ask it
            extras = (extra.value().label(key) for key, extra in self._extras.items())
            among: BindParameter[int] = bindparam("among", expanding=True)
            self._query = self._known.select().add_columns(*extras).where(self.fields.record.id.in_(among))
        found = session.connection().execute(self._query, {"among": ids})
        return [Row(self._places, values, writer) for values in self._known.rows(found)]


class Pages:
    """The rows of a result that were painted lately."""

    def __init__(self, store: Store, reader: RowReader, shown: Shown = as_it_is) -> None:
        self._store = store
        self._reader = reader
        self._shown = shown
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._zone = store.office.time_zone
        self.renew_writer()

    def renew_writer(self) -> None:
        """Write as of now: another day, or the privacy screen was turned."""
        today = self._store.clock().astimezone(self._zone).date()
        self.writer = Writer(self._reader.fields, self._zone, today, self._shown)
        self._rows.clear()

    def row(self, ids: Ids, at: int) -> Row | None:
        """The row at a place of the result, read with those around it when it is not at hand."""
        wanted = ids[at]
        row = self._rows.get(wanted)
        if row is not None:
            self._rows.move_to_end(wanted)
            return row
        start = at // PAGE * PAGE
        missing = [each for each in ids[start : start + PAGE] if each not in self._rows]
        with self._store.reading() as session:
            self._keep(self._reader.rows(session, missing, self.writer))
        return self._rows.get(wanted)

    def forget(self, ids: Iterable[int]) -> None:
        """These records were changed: read them anew when they are painted."""
        for each in ids:
            self._rows.pop(each, None)

    def forget_all(self) -> None:
        """Read everything anew."""
        self._rows.clear()

    def _keep(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows[row.id] = row
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)


def related_kinds(fields: Fields) -> frozenset[str]:
    """The other kinds whose records a row of these fields shows, or whose consent decides about it."""
    targets = {field.target.kind for field in fields if field.target is not None}
    themes = {"theme", "line theme"} if any(field.kind is FieldKind.REFERENCES for field in fields) else set()
    return frozenset(targets | themes | {"line", "speaker", "office"}) - {fields.record.kind}
