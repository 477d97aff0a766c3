"""Copying the selected rows: what is shown, as it is shown, with tabs between; many rows beside the window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QClipboard
from sqlalchemy.orm import Session

from desktop.models.safe_cell import protect
from desktop.views.desk import Desk
from desktop.views.tables.columns import Column
from desktop.views.tables.pages import RowReader
from desktop.views.tables.record_table_model import RecordTableModel
from desktop.views.tables.row import Row, Writer, as_it_is

AT_ONCE = 200
AT_A_TIME = 500


def as_lines(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Rows as a spreadsheet takes them from the clipboard; no cell of it becomes a formula there."""
    return "\n".join("\t".join(protect(column.cell_of(row).text) for column in columns) for row in rows)


@dataclass(frozen=True, slots=True)
class _Copy:
    """The texts of many rows, for a reader's thread: it holds no object of the window."""

    reader: RowReader
    writer: Writer
    ids: tuple[int, ...]
    columns: tuple[Column, ...]

    def __call__(self, session: Session) -> str:
        lines: list[str] = []
        for start in range(0, len(self.ids), AT_A_TIME):
            part = self.ids[start : start + AT_A_TIME]
            known = {row.id: row for row in self.reader.rows(session, part, self.writer)}
            lines.append(as_lines([known[each] for each in part if each in known], self.columns))
        return "\n".join(lines)


class Copier(QObject):
    """Puts rows into the clipboard, masked and disclosed as the table shows them.

    Signals:
        copied(int): so many rows are in the clipboard now.
        failed(object): the rows could not be read.
    """

    copied = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, model: RecordTableModel, clipboard: QClipboard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._clipboard = clipboard
        self._count = 0

    def copy(self, ids: Sequence[int], columns: Sequence[Column]) -> None:
        """Copy these records: a few at once, many as soon as they are read."""
        if not ids:
            return
        self._count = len(ids)
        model = self._model
        shown = self._desk.privacy.masking() or as_it_is
        writer = Writer(model.fields, model.writer.zone, model.writer.today, shown)
        job = _Copy(model.reader_of(columns), writer, tuple(ids), tuple(columns))
        if len(ids) > AT_ONCE:
            self._desk.background.read(job, self._put, self.failed.emit)
            return
        with self._desk.store.reading() as session:
            self._put(job(session))

    @Slot(object)
    def _put(self, text: str) -> None:
        self._clipboard.setText(text)
        self.copied.emit(self._count)
