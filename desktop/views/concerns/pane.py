"""The concern beside the list: what was said, how far it is, who answers, what residents hear back."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.documents import dates
from desktop.models.concern import CONCERN_FIELDS, Concern, StatusType
from desktop.store.changes import Changes
from desktop.views.asking.question import Question
from desktop.views.asking.referral_question import ReferralQuestion
from desktop.views.asking.strike_question import REASON, StrikeQuestion
from desktop.views.asking.told_question import ClosingQuestion, ToldQuestion
from desktop.views.concerns.acts import ConcernActs
from desktop.views.concerns.looks import category_icon
from desktop.views.concerns.pane_head import PaneHead
from desktop.views.concerns.reading import ConcernShown, read_concern
from desktop.views.concerns.rows_beside import LinkedRows
from desktop.views.concerns.stepper import StatusStepper
from desktop.views.desk import Desk
from desktop.views.forms.editors import FormField
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.record_form import RecordForm
from desktop.views.history.history_section import HistorySection
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Pill
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words

WORK = (
    FormField("area"),
    FormField("category"),
    FormField("owner"),
    FormField("resolve_by", "Fix by, working day", working_day=True),
)
ANSWER = (FormField("answer", hides_label=True),)
MORE = (
    FormField("title", "Title", wide=True),
    FormField("words", "Words", wide=True),
    FormField("priority"),
    FormField("source"),
    FormField("heard_on"),
    FormField("contact_consent", "They agreed to"),
    FormField("contact", wide=True),
)


class ConcernPane(QFrame):
    """One concern. Everything in it saves itself; steps ask in place what they need.

    Signals:
        open_requested(kind, id): a wish to see another record.
        close_requested(): back to the list.
        history_requested(id): a wish to see all of its history.
        save_state_changed(str): for the status strip.
    """

    open_requested = Signal(object, object)
    close_requested = Signal()
    history_requested = Signal(object)
    save_state_changed = Signal(str)

    def __init__(self, desk: Desk, acts: ConcernActs, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._days = OfficeDays(desk.store, self)
        self._shown: ConcernShown | None = None
        self._question: Question | None = None
        self.setAccessibleName("The concern")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build(menu)
        self._connect()
        self._render()

    # What is shown

    @property
    def shown(self) -> ConcernShown | None:
        """The concern that is shown."""
        return self._shown

    @property
    def stepper(self) -> StatusStepper:
        """The steps."""
        return self._stepper

    @property
    def question(self) -> Question | None:
        """What is asked in place now."""
        return self._question

    def show_concern(self, concern_id: int | None) -> None:
        """Show a concern; None shows nothing."""
        if self._shown is not None and concern_id == self._shown.id:
            return
        self._end_question()
        for form in self._forms:
            form.show_record(concern_id)
        self._shown = None if concern_id is None else read_concern(self._desk.store, concern_id)
        self._history.show_record(Concern.kind, concern_id)
        self._more.setChecked(False)
        self._scroll.verticalScrollBar().setValue(0)
        self._render()

    def save_everything(self) -> None:
        """Send what is typed."""
        for form in self._forms:
            form.save_everything()

    def set_over_table(self, is_over: bool) -> None:
        """Whether it covers the list, and needs a way back."""
        self._head.close_button.setVisible(is_over)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._work.focus_first()

    def ask_step(self, meaning: StatusType) -> None:
        """Go to a step, asking in place where it needs an answer."""
        if self._shown is None or meaning is self._shown.meaning:
            return
        if meaning is StatusType.REFERRED:
            self.ask_referral()
        elif meaning is StatusType.CLOSED and not (self._shown.told_on or self._shown.closed_because):
            title = f"Before {self._shown.number} closes: who was told?"
            self._ask(ClosingQuestion(self._desk.theme, self._days, title, "Close concern"), self._on_closing)
        else:
            self._acts.set_status([self._shown.id], meaning)

    @Slot()
    def ask_referral(self) -> None:
        """Ask where it goes on to."""
        if self._shown is not None:
            question = ReferralQuestion(self._desk.theme, self._desk.store, self._days, "Which office has it now?")
            self._ask(question, self._on_referring)

    @Slot()
    def ask_told(self) -> None:
        """Ask who was told."""
        if self._shown is not None:
            self._ask(ToldQuestion(self._desk.theme, self._days), self._on_told)

    def ask_strike(self) -> None:
        """Ask before the words go for good."""
        if self._shown is not None and not self._shown.is_struck:
            self._ask(StrikeQuestion(self._desk.theme), self._on_strike)

    # Building

    def _build(self, menu: QMenu) -> None:
        theme = self._desk.theme
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrolledColumn("The concern", self)
        self._inside = self._scroll.inside
        self._column = self._scroll.column
        self._column.setContentsMargins(20, 14, 16, 20)
        self._head = PaneHead(theme, self._desk.privacy, menu)
        self._stepper = StatusStepper(theme)
        self._asked = QVBoxLayout()
        self._column.addWidget(self._head)
        self._column.addSpacing(12)
        self._column.addWidget(self._stepper)
        self._column.addLayout(self._asked)
        self._build_sections()
        self._column.addStretch(1)
        outer.addWidget(self._scroll)

    def _build_sections(self) -> None:
        desk, theme = self._desk, self._desk.theme
        self._work = RecordForm(desk, Concern, WORK)
        self._answer = RecordForm(desk, Concern, ANSWER)
        self._details = RecordForm(desk, Concern, MORE)
        self._forms = (self._work, self._answer, self._details)
        self._rule(12)
        self._column.addWidget(self._work)
        self._more = Button(theme, "More fields", "chevron-down", look=Look.LINK)
        self._more.setCheckable(True)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._details.hide()
        self._column.addWidget(self._details)
        self._rule(9)
        self._told = Pill(theme, "", "check", "pine")
        self._tell = Button(theme, "Record who was told", "check", size=Size.SMALL)
        self._title("Our answer to residents", None, self._told, self._tell)
        self._column.addSpacing(6)
        self._column.addWidget(self._answer)
        self._rule(10)
        self._linked_count = Words(theme, "", Type.SMALL_MEDIUM, "ink-3")
        self._linked_none = Words(theme, "Nothing is linked yet.", Type.SMALL, "ink-3")
        self._linked = LinkedRows(theme, desk.privacy)
        self._title("Linked", self._linked_count)
        self._column.addSpacing(6)
        self._column.addWidget(self._linked_none)
        self._column.addWidget(self._linked)
        self._rule(10)
        self._history = HistorySection(desk)
        self._column.addWidget(self._history)

    def _rule(self, gap: int) -> None:
        self._column.addSpacing(gap)
        self._column.addWidget(Rule(self._desk.theme, "line"))
        self._column.addSpacing(9)

    def _title(self, words: str, count: Words | None, *ends: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Words(self._desk.theme, words, Type.BODY_STRONG))
        if count is not None:
            row.addWidget(count)
        row.addStretch(1)
        for end in ends:
            row.addWidget(end)
        self._column.addLayout(row)

    def _connect(self) -> None:
        self._stepper.step_requested.connect(self.ask_step)
        self._stepper.referral_requested.connect(self.ask_referral)
        self._tell.clicked.connect(self.ask_told)
        self._more.toggled.connect(self._details.setVisible)
        self._linked.open_requested.connect(self.open_requested)
        self._history.open_requested.connect(self._on_history)
        self._head.close_button.clicked.connect(self.close_requested)
        for form in self._forms:
            form.save_state_changed.connect(self.save_state_changed)
            form.undo_requested.connect(self._acts.undo)
        self._acts.refused.connect(self._on_refused)
        self._acts.done.connect(self._on_done)
        self._desk.store.changed.connect(self._on_changed)
        self._desk.privacy.changed.connect(self._render)

    # Asking in place

    def _ask(self, question: Question, answered: Any) -> None:
        self._end_question()
        self._question = question
        question.answered.connect(answered)
        question.dismissed.connect(self._on_dismissed)
        self._asked.setContentsMargins(0, 8, 0, 0)
        self._asked.addWidget(question)
        question.show()
        self._scroll.ensureWidgetVisible(question)
        question.focus_first()

    def _end_question(self) -> None:
        if self._question is not None:
            question, self._question = self._question, None
            self._asked.removeWidget(question)
            self._asked.setContentsMargins(0, 0, 0, 0)
            question.hide()
            question.deleteLater()

    @Slot(object)
    def _on_closing(self, values: dict[str, Any]) -> None:
        if self._shown is not None:
            self._acts.set_status([self._shown.id], StatusType.CLOSED, values)

    @Slot(object)
    def _on_referring(self, values: dict[str, Any]) -> None:
        if self._shown is not None:
            self._acts.refer([self._shown.id], values)

    @Slot(object)
    def _on_told(self, values: dict[str, Any]) -> None:
        if self._shown is not None:
            self._acts.record_told([self._shown.id], values)

    @Slot(object)
    def _on_strike(self, values: dict[str, Any]) -> None:
        if self._shown is not None:
            self._acts.strike(self._shown.id, values[REASON])

    @Slot()
    def _on_dismissed(self) -> None:
        self._end_question()
        self._stepper.setFocus()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        if self._question is not None:
            self._question.say_refused(sentence)

    @Slot()
    def _on_done(self) -> None:
        self._end_question()

    @Slot()
    def _on_history(self) -> None:
        if self._shown is not None:
            self.history_requested.emit(self._shown.id)

    # Following the office

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._shown is None:
            return
        mine = self._shown.id in changes.ids(Concern.kind)
        if mine or changes.ids("link") or changes.ids("status"):
            self._shown = read_concern(self._desk.store, self._shown.id)
            self._render()

    @Slot()
    def _render(self) -> None:
        shown = self._shown
        self._inside.setVisible(shown is not None)
        if shown is None:
            return
        self.setAccessibleName(f"Concern {shown.number}")
        self._head.show_concern(shown)
        self._work.frame("category").set_icon(category_icon(self._work.frame("category").editor.typed()))
        self._stepper.show_progress(shown.progress)
        self._stepper.setEnabled(not shown.is_deleted)
        self._show_told(shown)
        self._linked.show_linked(shown.linked)
        self._linked_count.set_words(f"{len(shown.linked)}" if shown.linked else "")
        self._linked_none.setVisible(not shown.linked)
        self._linked.setVisible(bool(shown.linked))

    def _show_told(self, shown: ConcernShown) -> None:
        said = ""
        if shown.told_on is not None:
            how = self._desk.privacy.shown(CONCERN_FIELDS["told_how"], shown.told_how)
            how = how[:1].lower() + how[1:] if how else ""
            day = dates.short_day(shown.told_on)
            said = f"Told {how}, {day}" if how else f"Told {day}"
        self._told.set_pill(said, "check", "pine")
        self._told.setVisible(bool(said))
        self._tell.setVisible(not said and not shown.is_deleted)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
            return
        super().keyPressEvent(event)
