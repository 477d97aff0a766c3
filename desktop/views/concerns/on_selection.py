"""What the keys S, A, D, C and R ask about the selected concerns, one or many."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from desktop.models.base import Record
from desktop.models.concern import Category, Concern, Status, StatusType
from desktop.models.person import Person
from desktop.views.asking.choice_popover import ChoicePopover, Offer
from desktop.views.asking.date_popover import DatePopover
from desktop.views.asking.question import Question
from desktop.views.asking.referral_question import ReferralQuestion
from desktop.views.asking.told_question import ClosingQuestion, ToldQuestion
from desktop.views.concerns.acts import ConcernActs
from desktop.views.concerns.changing import counted
from desktop.views.concerns.looks import STATUS_LOOKS, category_icon
from desktop.views.desk import Desk
from desktop.views.forms.office_days import OfficeDays
from desktop.views.saying import say
from desktop.views.value_words import name_words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.popover import Popover

QUESTION_WIDTH = 440


class OnSelection(QObject):
    """Opens the popovers at the current row, and hands what was chosen to the acts.

    `selected` gives the ids now, `anchor` the point of the screen where a popover opens.
    """

    def __init__(
        self,
        desk: Desk,
        acts: ConcernActs,
        window: QWidget,
        selected: Callable[[], Sequence[int]],
        anchor: Callable[[], QPoint],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._acts = acts
        self._window = window
        self._selected = selected
        self._anchor = anchor
        self._days = OfficeDays(desk.store, self)
        self._ids: list[int] = []
        self.popover: Popover | None = None
        self.dialog: QuestionDialog | None = None

    # What is asked

    @Slot()
    def ask_status(self) -> None:
        """Which step."""
        if self._begin():
            now = self._common("status_id")
            with self._desk.store.reading() as session:
                live = select(Status).where(Status.deleted_at.is_(None)).order_by(Status.position)
                offers = [
                    Offer(each.type, say(each.name), *STATUS_LOOKS[each.type], is_now=each.id == now)
                    for each in session.scalars(live)
                ]
            self._choose(say("Status"), offers, self._on_status)

    @Slot()
    def ask_owner(self) -> None:
        """Who answers: somebody who works here."""
        if self._begin():
            works_here = (Person.role.is_not(None), Person.deleted_at.is_(None))
            self._choose(say("Who answers"), self._offers(Person, "owner_id", "user", *works_here), self._on_owner)

    @Slot()
    def ask_category(self) -> None:
        """What they are about."""
        if self._begin():
            live = Category.deleted_at.is_(None)
            self._choose(say("Category"), self._offers(Category, "category_id", "", live), self._on_category)

    @Slot()
    def ask_date(self) -> None:
        """Another date to fix it by."""
        if self._begin():
            office = self._desk.store.office
            now = self._common("resolve_by")
            popover = DatePopover(
                self._desk.theme, self._window, say("Fix by, working day"), self._days, office.closed, now
            )
            popover.chosen.connect(self._on_date)
            self._open(popover)

    @Slot()
    def ask_referral(self) -> None:
        """Which office has them now."""
        if self._begin():
            title = counted(
                say("Which office has it now?"), say("Which office has these {n} concerns now?"), len(self._ids)
            )
            question = ReferralQuestion(self._desk.theme, self._desk.store, self._days, title)
            self._ask(question, say("Refer onward"), self._on_referral)

    @Slot()
    def ask_told(self) -> None:
        """Who was told."""
        if self._begin():
            self._ask(ToldQuestion(self._desk.theme, self._days), say("Record who was told"), self._on_told)

    @Slot()
    def move_to_bin(self) -> None:
        """Out of sight; undo and the Bin bring them back."""
        if self._begin():
            self._acts.move_to_bin(self._ids)

    @Slot()
    def take_out(self) -> None:
        """Back from the Bin."""
        if self._begin():
            self._acts.take_out(self._ids)

    # Inside

    def _begin(self) -> bool:
        self._ids = list(self._selected())
        return bool(self._ids)

    def _common(self, key: str) -> Any:
        """The value all selected concerns share, None when they differ."""
        column = Concern.__table__.c[key]
        with self._desk.store.reading() as session:
            few = self._ids[:500]
            values = set(session.connection().scalars(select(column).where(Concern.id.in_(few)).distinct().limit(2)))
        return values.pop() if len(values) == 1 else None

    def _offers(self, record: type[Record], key: str, icon: str, *where: Any) -> list[Offer]:
        now = self._common(key)
        with self._desk.store.reading() as session:
            order = getattr(record, "position", None) or record.__table__.c.name
            found = session.scalars(select(record).where(*where).order_by(order))
            named = [
                Offer(each.id, self._name(each), icon or category_icon(each.label), is_now=each.id == now)
                for each in found
            ]
        none = say("Nobody") if record is Person else say("No category")
        return [*named, Offer(None, none, "x", "ink-3", is_now=False)]

    def _name(self, record: Record) -> str:
        if isinstance(record, Person):
            return self._desk.privacy.shown_name(record.label)
        return name_words(record, record.label)

    def _choose(self, title: str, offers: Sequence[Offer], chosen: Callable[[Offer], None]) -> None:
        title = counted(title, say("{title} of {{n}} concerns", title=title), len(self._ids))
        popover = ChoicePopover(self._desk.theme, self._window, title, offers)
        popover.chosen.connect(chosen)
        self._open(popover)

    def _open(self, popover: Popover) -> None:
        self.popover = popover
        popover.destroyed.connect(self._on_popover_gone)
        popover.open_at(self._anchor())

    def _ask(self, question: Question, title: str, answered: Callable[[Any], None]) -> None:
        title = counted(title, say("{title}: {{n}} concerns", title=title), len(self._ids))
        self.dialog = QuestionDialog(self._desk, self._window, title, question, self._acts)
        question.answered.connect(answered)
        self.dialog.destroyed.connect(self._on_dialog_gone)
        self.dialog.open()
        question.focus_first()

    # Slots

    @Slot()
    def _on_popover_gone(self) -> None:
        self.popover = None

    @Slot()
    def _on_dialog_gone(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_status(self, offer: Offer) -> None:
        if offer.key is StatusType.REFERRED:
            self.ask_referral()
        elif offer.key is StatusType.CLOSED and self._needs_telling():
            title = counted(
                say("Before it closes: who was told?"), say("Before {n} close: who was told?"), len(self._ids)
            )
            question = ClosingQuestion(self._desk.theme, self._days, title, say("Close"))
            self._ask(question, say("Close"), self._on_closing)
        else:
            self._acts.set_status(self._ids, offer.key)

    def _needs_telling(self) -> bool:
        untold = (Concern.told_on.is_(None), Concern.closed_because.is_(None))
        with self._desk.store.reading() as session:
            few = select(Concern.id).where(Concern.id.in_(self._ids[:500]), *untold).limit(1)
            return session.scalar(few) is not None

    @Slot(object)
    def _on_owner(self, offer: Offer) -> None:
        self._acts.assign(self._ids, offer.key, offer.label)

    @Slot(object)
    def _on_category(self, offer: Offer) -> None:
        self._acts.categorize(self._ids, offer.key, offer.label)

    @Slot(object)
    def _on_date(self, day: date | None) -> None:
        self._acts.fix_by(self._ids, day)

    @Slot(object)
    def _on_referral(self, values: dict[str, Any]) -> None:
        self._acts.refer(self._ids, values)

    @Slot(object)
    def _on_closing(self, values: dict[str, Any]) -> None:
        self._acts.set_status(self._ids, StatusType.CLOSED, values)

    @Slot(object)
    def _on_told(self, values: dict[str, Any]) -> None:
        self._acts.record_told(self._ids, values)


class QuestionDialog(Dialog):
    """A question about several concerns; it stays open while it is refused."""

    def __init__(self, desk: Desk, window: QWidget, title: str, question: Question, acts: ConcernActs) -> None:
        super().__init__(desk.theme, window, title, width=QUESTION_WIDTH)
        self.question = question
        self.body.addWidget(question)
        question.dismissed.connect(self.reject)
        acts.done.connect(self.accept)
        acts.refused.connect(question.say_refused)
