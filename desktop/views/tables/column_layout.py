"""Which columns a table shows, in which order and how wide; kept on this computer, per kind of record."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.settings import Settings
from desktop.views.tables.columns import Column
from desktop.views.tables.table_header import TableHeader
from desktop.views.theme.theme import Theme

# Dragging tells of every pixel: kept when it has been quiet for so long.
KEPT_AFTER_MS = 300


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column as the chooser shows it."""

    key: str
    is_shown: bool


class ColumnLayout(QObject):
    """Lays out the sections of a header. Widths are kept in design pixels, so that they grow with the text.

    Signals:
        changed(): other columns are shown, or in another order.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, settings: Settings, name: str, header: TableHeader, columns: Sequence[Column]
    ) -> None:
        super().__init__(header)
        self._theme = theme
        self._settings = settings
        self._name = f"columns.{name}"
        self._header = header
        self._columns = tuple(columns)
        self._places = {column.field: at for at, column in enumerate(columns)}
        self._widths: dict[str, float] = {}
        self._shown: dict[str, bool] = {}
        self._least_of: dict[str, int] = {}
        self._is_laying_out = False
        self._width, self._window_width = 0, 0
        self._keep = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._keep.timeout.connect(self.keep)
        self._recall()
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        theme.changed.connect(self._refit)

    # What is shown

    @property
    def shown(self) -> list[Column]:
        """The columns that show now, from left to right."""
        header = self._header
        order = (header.logicalIndex(at) for at in range(header.count()))
        return [self._columns[column] for column in order if not header.isSectionHidden(column)]

    @property
    def choices(self) -> list[ColumnChoice]:
        """All columns in their order, and whether each is wanted."""
        header = self._header
        keys = (self._columns[header.logicalIndex(at)].field for at in range(header.count()))
        return [ColumnChoice(key, self._is_wanted(key)) for key in keys]

    def set_shown(self, key: str, is_shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not is_shown and sum(choice.is_shown for choice in self.choices) == 1:
            return
        self._shown[key] = is_shown
        self._refit()
        self.keep()
        self.changed.emit()

    def move(self, key: str, by: int) -> None:
        """Move a column by some places."""
        at = self._header.visualIndex(self._places[key])
        to = min(max(at + by, 0), self._header.count() - 1)
        if to != at:
            self._header.moveSection(at, to)

    def reset(self) -> None:
        """As the table was made."""
        self._widths.clear()
        self._shown.clear()
        for at, column in enumerate(self._columns):
            self._header.moveSection(self._header.visualIndex(self._places[column.field]), at)
        self._refit()
        self.keep()
        self.changed.emit()

    def set_least(self, key: str, width: int) -> None:
        """A column is at least so many pixels wide, so that what it shows is not cut."""
        if self._least_of.get(key, 0) != width:
            self._least_of[key] = width
            self._refit()

    def fit(self, width: int, window_width: int) -> None:
        """Lay out for a table this wide, in a window this wide, in pixels."""
        if (width, window_width) != (self._width, self._window_width):
            self._width, self._window_width = width, window_width
            before = self.shown
            self._refit()
            if self.shown != before:
                self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Remember it now."""
        self._keep.stop()
        order = [choice.key for choice in self.choices]
        kept = {"order": order, "widths": self._widths, "shown": self._shown}
        self._settings.set_value(self._name, json.dumps(kept))

    # Inside

    def _recall(self) -> None:
        try:
            kept: dict[str, Any] = json.loads(self._settings.value(self._name, "") or "{}")
            self._widths = {key: float(width) for key, width in kept.get("widths", {}).items() if key in self._places}
            self._shown = {key: bool(on) for key, on in kept.get("shown", {}).items() if key in self._places}
            order = [key for key in kept.get("order", []) if key in self._places]
        except (ValueError, AttributeError, TypeError):
            order = []  # whatever stood in the file, a table shows
        for at, key in enumerate(order):
            self._header.moveSection(self._header.visualIndex(self._places[key]), at)

    def _is_wanted(self, key: str) -> bool:
        return self._shown.get(key, not self._columns[self._places[key]].is_hidden)

    def _width_of(self, column: Column) -> int:
        """What somebody chose; else what the column was made with, or what its head needs in this language."""
        chosen = self._widths.get(column.field)
        width = self._theme.px(column.width if chosen is None else chosen)
        head = self._header.width_of_head(self._places[column.field]) if chosen is None else 0
        return max(width, head, self._header.minimumSectionSize(), self._least_of.get(column.field, 0))

    def _least(self, column: Column) -> int:
        return self._theme.px(column.least) if column.stretches else self._width_of(column)

    def _visible(self) -> list[Column]:
        """What is wanted and has room: columns that give way go, the first to go first."""
        narrow = self._window_width * 100 / self._theme.text_size
        wanted = [column for column in self._columns if self._is_wanted(column.field)]
        shown = [column for column in wanted if not (column.hides_at and narrow <= column.hides_at)]
        own = [column for column in shown if not column.is_hidden]
        for column in sorted(own, key=lambda each: each.gives_way, reverse=True):
            if column.gives_way and sum(map(self._least, own)) > self._width:
                own.remove(column)
                shown.remove(column)
        return shown or wanted[:1]

    @Slot()
    def _refit(self) -> None:
        if self._width <= 0:
            return
        self._is_laying_out = True
        shown = self._visible()
        for at, column in enumerate(self._columns):
            self._header.setSectionHidden(at, column not in shown)
        stretching = next((column for column in shown if column.stretches), shown[-1])
        rest = self._width - sum(self._width_of(column) for column in shown if column is not stretching)
        for column in shown:
            width = max(rest, self._least(column)) if column is stretching else self._width_of(column)
            self._header.resizeSection(self._places[column.field], width)
        self._is_laying_out = False

    @Slot(int, int, int)
    def _on_resized(self, place: int, old: int, new: int) -> None:
        if self._is_laying_out or self._header.isSectionHidden(place):
            return
        self._widths[self._columns[place].field] = round(new * 100 / self._theme.text_size, 1)
        if not self._columns[place].stretches:
            self._refit()
        self._keep.start()

    @Slot(int, int, int)
    def _on_moved(self, place: int, old: int, new: int) -> None:
        if not self._is_laying_out:
            self._keep.start()
            self.changed.emit()
