"""The working days around a closed one, each a button: typing a Saturday offers Friday and Monday."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.documents import dates
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look


class WorkingDayOffer(QWidget):
    """Two days to choose from.

    Signals:
        chosen(object): the day that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, days: tuple[date, date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: dict[Button, date] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for day in days:
            button = Button(theme, dates.weekday(day), look=Look.GUESS, parent=self)
            button.clicked.connect(self._on_clicked)
            self._days[button] = day
            row.addWidget(button)
        row.addStretch(1)

    @property
    def buttons(self) -> list[Button]:
        """The days as buttons, the earlier first."""
        return list(self._days)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, Button)
        self.chosen.emit(self._days[button])
