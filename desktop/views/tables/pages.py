"""Pages of plain rows around what is painted; the rows not seen for longest are forgotten."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from desktop.models.disclosure import Audience, audience_for
from desktop.models.field import FieldKind, Fields
from desktop.models.rows import Disclosure, disclose
from desktop.store.store import Store
from desktop.views.tables.columns import Column
from desktop.views.tables.result import Ids
from desktop.views.tables.row import Row, Shown, Writer, as_it_is

PAGE = 64
KEPT = 1_024


class RowReader:
    """Reads rows of some columns, disclosed for the person who signed in."""

    def __init__(self, store: Store, fields: Fields, columns: Sequence[Column]) -> None:
        self.fields = fields
        self._role = store.member.role
        self._drawers = store.drawers.open_drawers
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Read what these columns show, and nothing else."""
        self._keys = {key for column in columns for key in (column.field, *column.needs)}
        self._extras = {extra.key: extra for column in columns for extra in column.extras}

    def rows(self, session: Session, ids: Sequence[int], writer: Writer) -> list[Row]:
        """The rows with these ids, unordered; one that may not be seen at all is missing."""
        known = self.disclosure()
        shown = {field.key for field in known.shown}
        extras = [extra for extra in self._extras.values() if extra.about in shown]
        places = {key: at for at, key in enumerate((*(f.key for f in known.shown), *(e.key for e in extras)), 1)}
        query = known.select().add_columns(*(extra.value().label(extra.key) for extra in extras))
        found = session.connection().execute(query.where(self.fields.record.id.in_(ids)))
        return [Row(places, values, writer) for values in known.rows(found)]

    def disclosure(self) -> Disclosure:
        """How much this person sees of the columns."""
        audience = audience_for(self._role, Audience.OFFICE)
        return disclose(self.fields, audience, drawers=self._drawers, only=self._keys)


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
