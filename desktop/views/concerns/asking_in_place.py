"""What the pane asks in place, below the steps: who was told, which office has it, why words are struck."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from desktop.models.concern import StatusType
from desktop.views.asking.question import Question
from desktop.views.asking.referral_question import ReferralQuestion
from desktop.views.asking.strike_question import REASON, StrikeQuestion
from desktop.views.asking.told_question import ClosingQuestion, ToldQuestion
from desktop.views.concerns.acts import ConcernActs
from desktop.views.concerns.reading import ConcernShown
from desktop.views.desk import Desk
from desktop.views.forms.office_days import OfficeDays
from desktop.views.saying import say

ABOVE = 8


class AskingInPlace(QObject):
    """One question at a time, about one concern. It closes once its answer is saved; a refusal stands in it.

    Signals:
        opened(): a question stands there now, to be scrolled into sight.
        dismissed(): it was left without an answer.
    """

    opened = Signal()
    dismissed = Signal()

    def __init__(self, desk: Desk, acts: ConcernActs, place: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._place = place
        self._days = OfficeDays(desk.store, self)
        self._about: ConcernShown | None = None
        self.question: Question | None = None
        acts.refused.connect(self._on_refused)
        acts.done.connect(self.end)

    def ask_step(self, shown: ConcernShown, meaning: StatusType) -> None:
        """Go to a step, asking where it needs an answer."""
        if meaning is shown.meaning:
            return
        if meaning is StatusType.REFERRED:
            self.ask_referral(shown)
        elif meaning is StatusType.CLOSED and not (shown.told_on or shown.closed_because):
            title = say("Before {number} closes: who was told?", number=shown.number)
            question = ClosingQuestion(self._desk.theme, self._days, title, say("Close concern"))
            question.answered.connect(self._on_closing)
            self._ask(question, shown)
        else:
            self._acts.set_status([shown.id], meaning)

    def ask_referral(self, shown: ConcernShown) -> None:
        """Ask where it goes on to."""
        question = ReferralQuestion(self._desk.theme, self._desk.store, self._days, say("Which office has it now?"))
        question.answered.connect(self._on_referring)
        self._ask(question, shown)

    def ask_told(self, shown: ConcernShown) -> None:
        """Ask who was told."""
        question = ToldQuestion(self._desk.theme, self._days)
        question.answered.connect(self._on_told)
        self._ask(question, shown)

    def ask_strike(self, shown: ConcernShown) -> None:
        """Ask before the words go for good."""
        if not shown.is_struck:
            question = StrikeQuestion(self._desk.theme)
            question.answered.connect(self._on_strike)
            self._ask(question, shown)

    @Slot()
    def end(self) -> None:
        """Nothing is asked any more."""
        if self.question is not None:
            question, self.question = self.question, None
            self._place.removeWidget(question)
            self._place.setContentsMargins(0, 0, 0, 0)
            question.hide()
            question.deleteLater()

    # Inside

    def _ask(self, question: Question, shown: ConcernShown) -> None:
        self.end()
        self._about, self.question = shown, question
        question.dismissed.connect(self._on_dismissed)
        self._place.setContentsMargins(0, ABOVE, 0, 0)
        self._place.addWidget(question)
        question.show()
        question.focus_first()
        self.opened.emit()

    @property
    def _ids(self) -> list[int]:
        return [self._about.id] if self._about is not None else []

    @Slot(object)
    def _on_closing(self, values: dict[str, Any]) -> None:
        self._acts.set_status(self._ids, StatusType.CLOSED, values)

    @Slot(object)
    def _on_referring(self, values: dict[str, Any]) -> None:
        self._acts.refer(self._ids, values)

    @Slot(object)
    def _on_told(self, values: dict[str, Any]) -> None:
        self._acts.record_told(self._ids, values)

    @Slot(object)
    def _on_strike(self, values: dict[str, Any]) -> None:
        for each in self._ids:
            self._acts.strike(each, values[REASON])

    @Slot()
    def _on_dismissed(self) -> None:
        self.end()
        self.dismissed.emit()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        if self.question is not None:
            self.question.say_refused(sentence)
