"""Where somebody stands in a table: what is selected and what is on top survive every change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject, Slot

from desktop.views.tables.record_table_model import RecordTableModel

if TYPE_CHECKING:
    from desktop.views.tables.record_table import RecordTable

# Where more is selected, a new question keeps the current record only.
MOST_KEPT = 1_000


class Standing(QObject):
    """Keeps the place of a table by record: in a change the top row, through another question also the selection."""

    def __init__(self, table: "RecordTable", model: RecordTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._top: list[tuple[int, int]] = []  # records on screen, each with its distance from the top
        self._current: int | None = None
        self._selected: list[int] = []
        for about_to in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved, model.rowsAboutToBeMoved):
            about_to.connect(self._note_top)
        model.layoutAboutToBeChanged.connect(self._note_top)
        for done in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.layoutChanged):
            done.connect(self._restore_top)
        model.modelAboutToBeReset.connect(self._note_selection)
        model.listing_shown.connect(self._restore_selection)
        model.completed.connect(self._restore_rest)

    @Slot()
    def _note_top(self) -> None:
        bar, table = self._table.verticalScrollBar(), self._table
        self._top = []
        if bar.value() == 0:  # at the very top what is new is to be seen
            return
        first = max(table.rowAt(0), 0)
        last = table.rowAt(table.viewport().height() - 1)
        rows = range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1)
        self._top = [
            (record, table.rowViewportPosition(row))
            for row in rows
            if (record := self._model.record_id(row)) is not None
        ]

    @Slot()
    def _restore_top(self) -> None:
        if not self._top:
            return
        table, top = self._table, self._top
        self._top = []
        for record, distance in top:
            if (row := self._model.row_of(record)) >= 0:
                table.updateGeometries()
                table.verticalScrollBar().setValue(row * table.rowHeight(row) - distance)
                return

    @Slot()
    def _note_selection(self) -> None:
        table = self._table
        current = table.current_id
        if current is not None:
            self._current = current
            self._selected = table.selected_ids() if table.selected_count <= MOST_KEPT else [current]

    @Slot()
    def _restore_selection(self) -> None:
        """After the first rows of another question: whoever is among them is current again."""
        if self._current is None or self._table.currentIndex().isValid():
            return
        row = self._model.row_of(self._current)
        if row < 0:
            return
        chosen, self._current = self._selected, None
        self._table.selectionModel().setCurrentIndex(
            self._model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self._table.select_records(chosen)
        self._table.scrollTo(self._model.index(row, 0))

    @Slot()
    def _restore_rest(self) -> None:
        self._restore_selection()
        self._current = None
