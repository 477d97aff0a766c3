"""The place beside the list: the concern or its history; over the list where the window is narrow."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.desk import Desk
from desktop.views.tables.record_list import RecordList

PANE, LEAST, MOST = 388, 340, 560
OVER_UP_TO = 1000
SETTING = "pane.concerns"
UNBOUNDED = 16777215


class Side(QObject):
    """Two widgets that take turns beside a list, the first as usual, the second as wide as there may be."""

    def __init__(self, desk: Desk, list_: RecordList, usual: QWidget, wide: QWidget) -> None:
        super().__init__(list_)
        self._desk = desk
        self._list = list_
        self._usual = usual
        self._wide = wide
        self.is_over = False
        self.stack = QStackedWidget()
        self.stack.addWidget(usual)
        self.stack.addWidget(wide)
        list_.set_side(self.stack)
        list_.split.splitterMoved.connect(self._on_dragged)
        desk.theme.changed.connect(self.fit)

    @property
    def shows_wide(self) -> bool:
        """Whether the second one has its turn."""
        return self.stack.currentWidget() is self._wide

    def turn_to(self, which: QWidget) -> None:
        """Give one of the two its turn, over the list where there is no room for both."""
        self.stack.setCurrentWidget(which)
        if self.is_over:
            self.open_over(True)
        else:
            self.fit()

    def open_over(self, is_open: bool) -> None:
        """Where there is no room for both: the record, or the list."""
        if not self.is_over:
            return
        self.stack.setMinimumWidth(0)
        self.stack.setMaximumWidth(UNBOUNDED)
        self._show_rows(not is_open)
        self.stack.setVisible(is_open)

    @Slot()
    def fit(self) -> bool:
        """Follow the width of the window; True when it became narrow or wide just now."""
        theme, split = self._desk.theme, self._list.split
        is_over = self._list.window().width() * 100 / theme.text_size <= OVER_UP_TO
        turned, self.is_over = is_over != self.is_over, is_over
        if turned and is_over:
            self.open_over(False)
        elif turned:
            self._show_rows(True)
            self.stack.show()
        if not is_over:
            wide = theme.px(MOST if self.shows_wide else self._desk.settings.value(SETTING, PANE))
            self.stack.setMinimumWidth(theme.px(LEAST))
            self.stack.setMaximumWidth(theme.px(MOST))
            split.setSizes([max(1, split.width() - wide), wide])
        return turned

    def _show_rows(self, are_shown: bool) -> None:
        rows = self._list.split.widget(0)
        if rows is not None:
            rows.setVisible(are_shown)

    @Slot(int, int)
    def _on_dragged(self, place: int, index: int) -> None:
        if not self.shows_wide:
            width = round(self.stack.width() * 100 / self._desk.theme.text_size)
            self._desk.settings.set_value(SETTING, min(max(width, LEAST), MOST))
