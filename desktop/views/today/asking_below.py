"""What Today asks below a line: who was told; or, after a call, when again."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.today import Section
from desktop.views.asking.date_popover import DatePopover
from desktop.views.asking.question import Question
from desktop.views.asking.told_question import ToldQuestion
from desktop.views.desk import Desk
from desktop.views.forms.office_days import OfficeDays
from desktop.views.saying import say
from desktop.views.today.acts import TodayActs
from desktop.views.today.lines import DayLine

UNDER_WORDS, BELOW = 30, 10


class AskingBelow(TodayActs):
    """One question at a time; it closes once its answer is saved, and a refusal stands in it.

    Signals:
        opened(): a question stands below a line now, to be scrolled into sight.
    """

    opened = Signal()

    def __init__(self, desk: Desk, tab: QWidget) -> None:
        super().__init__(desk, tab)
        self._tab = tab
        self._days = OfficeDays(desk.store, self)
        self._line: DayLine | None = None
        self.question: Question | None = None
        self.done.connect(self.end)
        self.refused.connect(self._on_refused)

    @Slot(object)
    def ask(self, line: DayLine) -> None:
        """Ask what the button of this line is for."""
        self.end()
        self._line = line
        if line.thing.section is Section.CALL_BACK:
            closed = self._desk.store.office.closed
            popover = DatePopover(self._desk.theme, self._tab, say("Call again on"), self._days, closed, None)
            popover.chosen.connect(self._on_called)
            popover.open_below(line.button or line)
            return
        question = self.question = ToldQuestion(self._desk.theme, self._days)
        question.answered.connect(self._on_told)
        question.dismissed.connect(self._on_dismissed)
        line.below.setContentsMargins(self._desk.theme.px(UNDER_WORDS), 2, 0, BELOW)
        line.below.addWidget(question)
        question.show()
        question.focus_first()
        self.opened.emit()

    @Slot()
    def end(self) -> None:
        """Nothing is asked any more."""
        line, question = self._line, self.question
        self._line = self.question = None
        if question is not None and line is not None:
            line.below.removeWidget(question)
            line.below.setContentsMargins(0, 0, 0, 0)
            question.hide()
            question.deleteLater()

    @Slot(object)
    def _on_told(self, values: dict[str, Any]) -> None:
        if self._line is not None:
            self.record_told(self._line.thing, values)

    @Slot(object)
    def _on_called(self, day: date | None) -> None:
        if self._line is not None:
            self.call_again(self._line.thing, day)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        if self.question is not None:
            self.question.say_refused(sentence)

    @Slot()
    def _on_dismissed(self) -> None:
        line = self._line
        self.end()
        if line is not None and line.button is not None:
            line.button.setFocus(Qt.FocusReason.OtherFocusReason)
