"""What opens below a filter's chip: choices with counts, a span of days, words to seek."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.listing import Between, Holds, OneOf
from desktop.models.refusal import Refusal
from desktop.views.saying import retold, say
from desktop.views.tables.check_list import CheckList, Tick
from desktop.views.tables.text_box import TextBox
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.typed_days import read_date
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.words import Words

WIDTH = 280
APPLIED_AFTER_MS = 250


class FilterPopover(Popover):
    """A filter being set; what is chosen takes effect at once.

    Signals:
        chosen(key, condition): the filter is this now, None when it is off.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget, key: str, name: str) -> None:
        super().__init__(theme, parent, say("Filter: {name}", name=name))
        self.key = key
        self._look = theme
        self.setMinimumWidth(theme.px(WIDTH))

    def tell(self, condition: object | None) -> None:
        """Send the filter as it is now."""
        self.chosen.emit(self.key, condition)

    def add_clear(self, is_on: bool) -> None:
        """The button that turns the filter off, while it is on."""
        self._clear = Button(self._look, say("Clear this filter"), "x", look=Look.LINK)
        self._clear.clicked.connect(self._on_clear)
        self._clear.setVisible(is_on)
        self.body.addWidget(self._clear)

    @Slot()
    def _on_clear(self) -> None:
        self.tell(None)
        self.close()


class ChoicesPopover(FilterPopover):
    """Values to tick."""

    def __init__(self, theme: Theme, parent: QWidget, key: str, name: str, ticks: Sequence[Tick]) -> None:
        super().__init__(theme, parent, key, name)
        self._list = CheckList(theme, name, parent=self)
        self._list.set_ticks(ticks)
        self._list.ticked.connect(self._on_ticked)
        self.body.addWidget(self._list)
        if not ticks:
            self.body.addWidget(Words(theme, say("There is nothing to choose from yet."), Type.SMALL, "ink-3"))
        self.add_clear(any(tick.is_on for tick in ticks))

    def set_counts(self, counts: dict[Any, int]) -> None:
        """How many records have each value."""
        self._list.set_counts(counts)

    @Slot(object)
    def _on_ticked(self, values: list[Any]) -> None:
        self._clear.setVisible(bool(values))
        self.tell(OneOf(self.key, tuple(values)) if values else None)


class AnswersPopover(FilterPopover):
    """One answer of a few."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        key: str,
        name: str,
        ticks: Sequence[Tick],
        condition: Callable[[str], object | None],
    ) -> None:
        super().__init__(theme, parent, key, name)
        self._condition = condition
        answers = CheckList(theme, name, single=True, parent=self)
        answers.set_ticks(ticks)
        answers.ticked.connect(self._on_ticked)
        self.body.addWidget(answers)
        self.add_clear(any(tick.is_on for tick in ticks))

    @Slot(object)
    def _on_ticked(self, values: list[Any]) -> None:
        self.tell(self._condition(values[0]) if values else None)
        self.close()


class DaysPopover(FilterPopover):
    """A span of days: a few usual ones, or typed as people say days."""

    def __init__(self, theme: Theme, parent: QWidget, key: str, name: str, now: Between | None, today: date) -> None:
        super().__init__(theme, parent, key, name)
        self._today = today
        usual = usual_spans(today)
        self._list = CheckList(theme, name, single=True, parent=self)
        self._list.set_ticks(
            [Tick(span, words, now is not None and (now.first, now.last) == span) for words, span in usual]
        )
        self._list.ticked.connect(self._on_ticked)
        self.body.addWidget(self._list)
        self._build_ends(theme, now)
        self.add_clear(now is not None)

    def _build_ends(self, theme: Theme, now: Between | None) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 2)
        self._from = TextBox(theme, say("First day"), say("From, oct 1"), small=True)
        self._to = TextBox(theme, say("Last day"), say("To, fri"), small=True)
        if now is not None:
            self._from.setText(now.first.isoformat() if now.first else "")
            self._to.setText(now.last.isoformat() if now.last else "")
        for box in (self._from, self._to):
            box.editingFinished.connect(self._on_typed)
            box.escaped.connect(self.close)
            row.addWidget(box)
        self.body.addLayout(row)
        self._problem = Words(theme, "", Type.SMALL, "error", wraps=True)
        self._problem.setContentsMargins(8, 0, 8, 2)
        self._problem.hide()
        self.body.addWidget(self._problem)

    @Slot(object)
    def _on_ticked(self, values: list[tuple[date | None, date | None]]) -> None:
        self.tell(Between(self.key, *values[0]) if values else None)
        self.close()

    @Slot()
    def _on_typed(self) -> None:
        ends: list[date | None] = []
        problem = ""
        for box in (self._from, self._to):
            wrong = ""
            try:
                ends.append(nearest(box.text(), self._today) if box.text().strip() else None)
            except Refusal as refusal:
                wrong = problem = retold(str(refusal))
            box.set_wrong(bool(wrong))
        self._problem.set_words(problem)
        self._problem.setVisible(bool(problem))
        self.fit()
        if not problem:
            first, last = ends
            if first and last and first > last:
                first, last = last, first
            self._clear.setVisible(bool(first or last))
            self.tell(Between(self.key, first, last) if first or last else None)


class WordsPopover(FilterPopover):
    """Words that a field holds."""

    def __init__(self, theme: Theme, parent: QWidget, key: str, name: str, now: Holds | None) -> None:
        super().__init__(theme, parent, key, name)
        self._box = TextBox(theme, say("{name} holds", name=name), say("Words it holds"), icon="search")
        self._box.setText(now.text if now else "")
        self._wait = QTimer(self, singleShot=True, interval=APPLIED_AFTER_MS)
        self._wait.timeout.connect(self._apply)
        self._box.textEdited.connect(self._on_edited)
        self._box.returnPressed.connect(self._on_entered)
        self._box.escaped.connect(self.close)
        self.body.addWidget(self._box)
        self.add_clear(now is not None)

    @Slot()
    def _on_edited(self) -> None:
        self._wait.start()

    @Slot()
    def _on_entered(self) -> None:
        self._apply()
        self.close()

    @Slot()
    def _apply(self) -> None:
        self._wait.stop()
        words = self._box.text().strip()
        self._clear.setVisible(bool(words))
        self.tell(Holds(self.key, words) if words else None)


class AddPopover(Popover):
    """The filters that can be added.

    Signals:
        added(key): one was chosen.
    """

    added = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, parent, say("Add filter"))
        self.setMinimumWidth(theme.px(WIDTH))
        self._list = CheckList(theme, say("Add filter"), single=True, parent=self)
        self._list.set_ticks([Tick(key, words) for key, words in offered])
        self._list.ticked.connect(self._on_ticked)
        self.body.addWidget(self._list)

    @Slot(object)
    def _on_ticked(self, values: list[str]) -> None:
        self.close()
        if values:
            self.added.emit(values[0])


def nearest(typed: str, today: date) -> date:
    """The day somebody means, behind or ahead: whichever is nearer, for fields look either way."""
    days = (read_date(typed, today, looks_back=True), read_date(typed, today))
    return min(days, key=lambda day: abs(day - today))


def usual_spans(today: date) -> list[tuple[str, tuple[date | None, date | None]]]:
    """The spans of days people ask for most, the week beginning on Monday."""
    week = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return [
        (say("Today"), (today, today)),
        (say("This week"), (week, week + timedelta(days=6))),
        (say("Last 30 days"), (today - timedelta(days=29), today)),
        (say("This month"), (month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1))),
        (say("Last month"), (last_month, month - timedelta(days=1))),
        (say("This quarter"), (quarter, None)),
        (say("Before today"), (None, today - timedelta(days=1))),
    ]
