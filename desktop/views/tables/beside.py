"""A pane beside a list: as wide as it was left, or over the list where the window has no room for both."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.desk import Desk
from desktop.views.tables.record_list import RecordList

OVER_UP_TO = 1000
NO_LIMIT = 16777215


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of a pane in design pixels: at first, at least, at most."""

    usual: int = 388
    least: int = 340
    most: int = 560


class Beside(QObject):
    """Places `side` beside the rows of a list and remembers how wide somebody made it.

    `name` is that of the setting; `on_over` hears whether the pane lies over the list now. The widget that holds the
    list calls `fit` when it is resized or shown.
    """

    def __init__(
        self, desk: Desk, rows: RecordList, side: QWidget, name: str, on_over: Callable[[bool], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = rows
        self._side = side
        self._name = f"pane.{name}"
        self._on_over = on_over
        self._holder = parent
        self._widths = Widths()
        self.is_over = False
        rows.set_side(side)
        rows.split.splitterMoved.connect(self._on_moved)
        desk.theme.changed.connect(self.fit)

    def set_widths(self, widths: Widths) -> None:
        """Other widths, for what the pane shows now."""
        self._widths = widths
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Fit to the window as it is now."""
        theme, split = self._desk.theme, self._rows.split
        is_over = self._holder.window().width() * 100 / theme.text_size <= OVER_UP_TO
        if is_over != self.is_over:
            self.is_over = is_over
            self._on_over(is_over)
            self.open_over(False)
            if not is_over:
                self._side.show()
        if not is_over:
            wide = theme.px(self._desk.settings.value(self._name, self._widths.usual))
            self._side.setMinimumWidth(theme.px(self._widths.least))
            self._side.setMaximumWidth(theme.px(self._widths.most))
            split.setSizes([max(1, split.width() - wide), wide])

    def open_over(self, is_open: bool) -> None:
        """Where there is no room for both, show the pane, or the rows again."""
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(NO_LIMIT)
        if (rows := self._rows.split.widget(0)) is not None:
            rows.setVisible(not is_open)
        self._side.setVisible(is_open)

    @Slot(int, int)
    def _on_moved(self, place: int, index: int) -> None:
        width = round(self._side.width() * 100 / self._desk.theme.text_size)
        self._desk.settings.set_value(self._name, min(max(width, self._widths.least), self._widths.most))
