"""How many of the concerns that are listed there are of each category, area or status, counted where they lie."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.models.chart import Chart, Point
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.field import Field
from desktop.models.listing import Listing, OneOf
from desktop.store import listing as listings
from desktop.views.background import Job
from desktop.views.desk import Desk
from desktop.views.leaving.pick import Pick
from desktop.views.saying import N_, retold, say
from desktop.views.tables.filter_choices import FilterChoices
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.chart_view import ChartView
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.shadow import ROOM
from desktop.views.widgets.words import Words

WIDTH, LEAST = 860, 200
TITLES = {
    "category": N_("Concerns by category"),
    "area": N_("Concerns by area"),
    "status": N_("Concerns by status"),
}
HOW = N_("Enter or a click on a bar lists its concerns.")
NONE = N_("No concern is listed, so there is nothing to count.")


@dataclass(frozen=True, slots=True)
class _Counting:
    """The question, for a reader's thread."""

    listing: Listing
    about: Field

    def __call__(self, session: Session) -> dict[Any, int]:
        return listings.counts(session, self.listing, self.about)


class ChartDialog(Dialog):
    """One chart of a list of concerns, by what somebody picks.

    Signals:
        list_requested(object): the condition whose concerns are to be listed.
        print_requested(str): the list is to be printed with this chart: the key of its field.
    """

    list_requested = Signal(object)
    print_requested = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, listing: Listing, view: str) -> None:
        corner = Words(desk.theme, view, Type.BODY, "ink-3")
        super().__init__(desk.theme, window, say(TITLES["category"]), width=WIDTH, corner=corner)
        self._desk, self._listing = desk, listing
        self._choices = FilterChoices(desk)
        self._job: Job | None = None
        theme = desk.theme
        named = [(key, CONCERN_FIELDS[key].label) for key in TITLES]
        self.by = Pick(theme, say("Count by"), [(key, say(label)) for key, label in named], "columns-2", parent=self)
        self.chart = ChartView(theme, self)
        self.chart.setMinimumHeight(LEAST)
        row = QHBoxLayout()
        row.addWidget(self.by)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.chart, 1)
        self._said = Words(theme, say(HOW), Type.SMALL, "ink-2", wraps=True, parent=self)
        self._close = Button(theme, say("Back"), look=Look.GHOST, keys="Esc", parent=self)
        self._print = Button(theme, say("Print list with chart"), "printer", parent=self)
        self.foot.addWidget(self._said, 1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._print)
        around = self.sizeHint().height() - LEAST
        self.chart.setMinimumHeight(max(LEAST, min(theme.px(360), window.window().height() + 2 * ROOM - 16 - around)))
        self.by.picked.connect(self.count)
        self._close.clicked.connect(self.reject)
        self._print.clicked.connect(self._on_print)
        self.chart.opened.connect(self._on_opened)
        desk.privacy.changed.connect(self._on_privacy)
        self.finished.connect(self._let_go)
        self.count(self.by.key)

    @property
    def said(self) -> str:
        """What is said in the foot."""
        return self._said.text()

    @Slot(str)
    def count(self, key: str) -> None:
        """Count by this field."""
        self._let_go()
        self.set_title(say(TITLES[key]))
        self._print.setEnabled(False)
        asked = _Counting(self._listing, CONCERN_FIELDS[key])
        self._job = self._desk.background.read(asked, self._on_counted, self._on_failed)

    def _on_counted(self, counts: dict[Any, int]) -> None:
        self._job = None
        key = self.by.key
        about = CONCERN_FIELDS[key]
        named = {tick.value: tick.words for tick in self._choices.ticks(about, tuple(counts))}
        points = [
            Point(named[value], number, f"{number:,}", OneOf(key, (value,)))
            for value, number in sorted(counts.items(), key=lambda row: (-row[1], named[row[0]].casefold()))
        ]
        self.chart.show_chart(Chart(say(TITLES[key]), (say(about.label), say("Concerns")), points))
        self._said.set_words(say(HOW) if points else say(NONE))
        self._print.setEnabled(bool(points))
        if self.chart.bars and not self.by.hasFocus():
            self.chart.bars[0].setFocus()

    def _on_failed(self, problem: object) -> None:
        self._job = None
        self._said.set_words(retold(str(problem)))

    @Slot(object)
    def _on_opened(self, condition: object) -> None:
        self.accept()
        self.list_requested.emit(condition)

    @Slot()
    def _on_print(self) -> None:
        key = self.by.key
        self.accept()
        self.print_requested.emit(key)

    @Slot()
    def _on_privacy(self) -> None:
        self.count(self.by.key)

    @Slot()
    def _let_go(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
