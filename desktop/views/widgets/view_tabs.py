"""View tabs: the ready-made views of a list with their counts, under the title of a tab."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_words
from desktop.views.widgets.pressable import Pressable


@dataclass(frozen=True, slots=True)
class ViewTab:
    """One view: key in code, words, and how many records it shows (None while it is counted)."""

    key: str
    label: str
    count: int | None = None


class ViewTabs(QWidget):
    """A row of views, one of them shown.

    Signals:
        chosen(str): the key of the view somebody chose; not sent by `choose`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str = N_("Views"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tabs: dict[str, _Tab] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(18)
        self._row.addStretch(1)
        self.setAccessibleName(say(name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._tell)
        theme.changed.connect(self._restyle)

    def set_tabs(self, tabs: Sequence[ViewTab]) -> None:
        """Show these views in this order; those that stay keep their focus, counts change in place."""
        wanted = [tab.key for tab in tabs]
        for key in [key for key in self._tabs if key not in wanted]:
            gone = self._tabs.pop(key)
            self._group.removeButton(gone)
            gone.deleteLater()
        for place, tab in enumerate(tabs):
            shown = self._tabs.get(tab.key)
            if shown is None:
                shown = self._tabs[tab.key] = _Tab(self._theme, self)
                self._group.addButton(shown)
            shown.show_tab(tab)
            if self._row.indexOf(shown) != place:
                self._row.removeWidget(shown)
                self._row.insertWidget(place, shown)
        if self._group.checkedButton() is None and wanted:
            self._tabs[wanted[0]].setChecked(True)

    @property
    def key(self) -> str:
        """The view that is shown; empty when there are none."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show this view as chosen."""
        if key in self._tabs:
            self._tabs[key].setChecked(True)

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        self.chosen.emit(self.key)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), self._theme.px(36))


class _Tab(Pressable):
    """One view of the row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 4, parent)
        self._count: int | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tab(self, tab: ViewTab) -> None:
        """Show words and count."""
        if (self.words, self._count) != (tab.label, tab.count):
            self.set_words(tab.label)
            self._count = tab.count
            self.setAccessibleName(tab.label if tab.count is None else f"{tab.label}, {tab.count}")
            self.restyle()

    @property
    def _number(self) -> str:
        return "" if self._count is None else f"{self._count:,}"

    def _label_width(self) -> float:
        return self.theme.width(self.words, Type.BODY_STRONG)

    def sizeHint(self) -> QSize:
        number = self.theme.width(self._number, Type.SMALL_MEDIUM)
        gap = self.theme.px(6) if self._number else 0
        return QSize(round(self._label_width() + gap + number) + 2, self.theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, on = QPainter(self), QRectF(self.rect()), self.isChecked()
        type_ = Type.BODY_STRONG if on else Type.BODY_MEDIUM
        words = self.words
        row = box.adjusted(0, 0, 0, -2)
        paint_words(painter, self.theme, row, words, type_, "ink" if on or self.underMouse() else "ink-2")
        if self._number:
            left = self.theme.width(words, type_) + self.theme.px(6)
            paint_words(painter, self.theme, row.adjusted(left, 0, 0, 0), self._number, Type.SMALL_MEDIUM, "ink-3")
        if on:
            painter.fillRect(QRectF(0, box.bottom() - 2, box.width(), 2), self.theme.color("accent"))
