"""The concern beside the list: what was said, how far it is, who answers, what residents hear back."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.models.concern import CONCERN_FIELDS, Concern, StatusType
from desktop.store.changes import Changes
from desktop.views import dates
from desktop.views.asking.question import Question
from desktop.views.background import Job
from desktop.views.concerns.acts import ConcernActs
from desktop.views.concerns.asking_in_place import AskingInPlace
from desktop.views.concerns.looks import category_icon
from desktop.views.concerns.pane_head import PaneHead
from desktop.views.concerns.reading import ConcernReader, ConcernShown, ReadSteps
from desktop.views.concerns.stepper import StatusStepper
from desktop.views.concerns.steps import Progress
from desktop.views.desk import Desk
from desktop.views.forms.attachments_panel import AttachmentsPanel
from desktop.views.forms.editors import FormField
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.links_panel import LinksPanel
from desktop.views.forms.opened_copies import OpenedCopies
from desktop.views.forms.record_form import RecordForm
from desktop.views.history.history_section import HistorySection
from desktop.views.saying import N_, say
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
    FormField("resolve_by", N_("Fix by, working day"), working_day=True),
)
ANSWER = (FormField("answer", hides_label=True),)
MORE = (
    FormField("title", N_("Title"), wide=True),
    FormField("words", N_("Words"), wide=True),
    FormField("priority"),
    FormField("source"),
    FormField("heard_on"),
    FormField("contact_consent", N_("They agreed to")),
    FormField("contact", wide=True),
)


class ConcernPane(QFrame):
    """One concern. Everything in it saves itself; steps ask in place what they need.

    Signals:
        open_requested(kind, id): a wish to see another record.
        close_requested(): back to the list.
        history_requested(id): a wish to see all of its history.
        print_requested(): a wish for its page on paper.
        save_state_changed(str): for the status strip.
    """

    open_requested = Signal(object, object)
    close_requested = Signal()
    history_requested = Signal(object)
    print_requested = Signal()
    save_state_changed = Signal(str)

    def __init__(self, desk: Desk, acts: ConcernActs, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._copies = OpenedCopies()
        self._reader = ConcernReader(desk.store)
        self._steps_job: Job | None = None
        self._in_sight = QTimer(self, singleShot=True, interval=0)  # once a question has its place
        self._next_turn = QTimer(self, singleShot=True, interval=0)  # keys come between the forms' reading and ours
        self._shown: ConcernShown | None = None
        self.setAccessibleName(say("The concern"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build_head(menu)
        self._build_work()
        self._build_answer()
        self._build_beside()
        self._connect()
        self._render()

    # What is shown

    @property
    def shown(self) -> ConcernShown | None:
        """The concern that is shown."""
        return self._shown

    @property
    def question(self) -> Question | None:
        """What is asked in place now."""
        return self._asking.question

    def show_concern(self, concern_id: int | None) -> None:
        """Show a concern; None shows nothing."""
        if self._shown is not None and concern_id == self._shown.id:
            return
        self._asking.end()
        self._more.setChecked(False)
        with self._desk.store.reading_at_once():
            shown = None if concern_id is None else self._reader.read(concern_id)
            for form in (self._work, self.answer):
                form.show_record(concern_id)
            for panel in (self.links, self.attachments, self._history):
                panel.show_record(Concern.kind, concern_id)
        self._shown = shown
        self._read_steps()
        self._scroll.verticalScrollBar().setValue(0)
        self._render()

    def save_everything(self) -> None:
        """Send what is typed; copies of attachments that are open go."""
        for form in self._forms:
            form.save_everything()
        self._copies.wipe()

    def set_over_table(self, is_over: bool) -> None:
        """Whether it covers the list, and needs a way back."""
        self._head.close_button.setVisible(is_over)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._work.focus_first()

    def field(self, key: str) -> FieldFrame:
        """One of its fields."""
        specs = (WORK, ANSWER, MORE)
        form = next(form for form, of in zip(self._forms, specs, strict=True) if key in {spec.key for spec in of})
        if form is self._details:
            self._more.setChecked(True)
        return form.frame(key)

    # What is asked

    @Slot(object)
    def ask_step(self, meaning: StatusType) -> None:
        """Go to a step, asking in place where it needs an answer."""
        if self._shown is not None:
            self._asking.ask_step(self._shown, meaning)

    @Slot()
    def ask_referral(self) -> None:
        """Ask where it goes on to."""
        if self._shown is not None:
            self._asking.ask_referral(self._shown)

    @Slot()
    def ask_told(self) -> None:
        """Ask who was told."""
        if self._shown is not None:
            self._asking.ask_told(self._shown)

    def ask_strike(self) -> None:
        """Ask before the words go for good."""
        if self._shown is not None:
            self._asking.ask_strike(self._shown)

    # Building

    def _build_head(self, menu: QMenu) -> None:
        theme = self._desk.theme
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrolledColumn(say("The concern"), self)
        outer.addWidget(self._scroll)
        self._column = self._scroll.column
        self._column.setContentsMargins(20, 14, 16, 20)
        self._head = PaneHead(theme, self._desk.privacy, menu)
        self.stepper = StatusStepper(theme)
        asked = QVBoxLayout()
        self._column.addWidget(self._head)
        self._column.addSpacing(12)
        self._column.addWidget(self.stepper)
        self._column.addLayout(asked)
        self._asking = AskingInPlace(self._desk, self._acts, asked, self)

    def _build_work(self) -> None:
        desk, theme = self._desk, self._desk.theme
        self._work = RecordForm(desk, Concern, WORK)
        self._details = RecordForm(desk, Concern, MORE)
        self._more = Button(theme, say("More fields"), "chevron-down", look=Look.LINK)
        self._more.setCheckable(True)
        self._details.hide()
        self._rule(12)
        self._column.addWidget(self._work)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._details)

    def _build_answer(self) -> None:
        theme = self._desk.theme
        self.answer = RecordForm(self._desk, Concern, ANSWER)
        self._forms = (self._work, self.answer, self._details)
        self.told = Pill(theme, "", "check", "pine")
        self.tell = Button(theme, say("Record who was told"), "check", size=Size.SMALL)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Words(theme, say("Our answer to residents"), Type.BODY_STRONG))
        row.addStretch(1)
        row.addWidget(self.told)
        row.addWidget(self.tell)
        self._rule(9)
        self._column.addLayout(row)
        self._column.addSpacing(6)
        self._column.addWidget(self.answer)

    def _build_beside(self) -> None:
        self.links = LinksPanel(self._desk)
        self.attachments = AttachmentsPanel(self._desk, self._copies)
        self._history = HistorySection(self._desk)
        for panel in (self.links, self.attachments, self._history):
            self._rule(10)
            self._column.addWidget(panel)
        self._column.addStretch(1)

    def _rule(self, gap: int) -> None:
        self._column.addSpacing(gap)
        self._column.addWidget(Rule(self._desk.theme, "line"))
        self._column.addSpacing(9)

    def _connect(self) -> None:
        self.stepper.step_requested.connect(self.ask_step)
        self.stepper.referral_requested.connect(self.ask_referral)
        self.tell.clicked.connect(self.ask_told)
        self._more.toggled.connect(self._on_more)
        self.links.open_requested.connect(self.open_requested)
        self._history.open_requested.connect(self._on_history)
        self._head.close_button.clicked.connect(self.close_requested)
        self._head.print_button.clicked.connect(self.print_requested)
        self._asking.opened.connect(self._in_sight.start)
        self._in_sight.timeout.connect(self._show_question)
        self._asking.dismissed.connect(self._on_dismissed)
        for form in self._forms:
            form.save_state_changed.connect(self.save_state_changed)
            form.undo_requested.connect(self._acts.undo)
        self._desk.store.changed.connect(self._on_changed)
        self._next_turn.timeout.connect(self._read_again)
        self._desk.privacy.changed.connect(self._render)

    # Slots

    @Slot()
    def _show_question(self) -> None:
        if self.question is not None:
            self._scroll.ensureWidgetVisible(self.question, 0, 16)

    @Slot()
    def _on_dismissed(self) -> None:
        at = next((button for button in self.stepper.steps if button.is_now), self.stepper.branch.button)
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_history(self) -> None:
        if self._shown is not None:
            self.history_requested.emit(self._shown.id)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._shown is None:
            return
        mine = self._shown.id in changes.ids(Concern.kind)
        if mine or changes.ids("link") or changes.ids("status"):
            self._next_turn.start()

    @Slot()
    def _read_again(self) -> None:
        if self._shown is None:
            return
        self._reader.forget()
        self._shown = self._reader.read(self._shown.id)
        self._read_steps()
        self._render()

    def _read_steps(self) -> None:
        """The days of the steps stand in the history, which may be long: read beside the window."""
        if self._steps_job is not None:
            self._steps_job.cancel()
            self._steps_job = None
        if self._shown is not None:
            question = ReadSteps(self._shown.id)
            self._steps_job = self._desk.background.read(question, self._on_steps, self._on_steps_failed)

    def _on_steps(self, found: tuple[int, Progress] | None) -> None:
        self._steps_job = None
        if found is not None and self._shown is not None and found[0] == self._shown.id:
            self.stepper.show_progress(found[1])

    def _on_steps_failed(self, problem: object) -> None:
        self._steps_job = None  # the steps stand there without these days

    @Slot(bool)
    def _on_more(self, is_open: bool) -> None:
        if is_open and self._shown is not None:
            self._details.show_record(self._shown.id)
        self._details.setVisible(is_open)

    @Slot()
    def _render(self) -> None:
        shown = self._shown
        self._scroll.inside.setVisible(shown is not None)
        if shown is None:
            return
        self.setAccessibleName(say("Concern {number}", number=shown.number))
        self._head.show_concern(shown)
        category = self._work.frame("category")
        category.set_icon(category_icon(category.editor.typed()))
        self.stepper.show_progress(shown.progress)
        self.stepper.setEnabled(not shown.is_deleted)
        said = self._told_words(shown)
        self.told.set_pill(said, "check", "pine")
        self.told.setVisible(bool(said))
        self.tell.setVisible(not said and not shown.is_deleted)

    def _told_words(self, shown: ConcernShown) -> str:
        if shown.told_on is None:
            return ""
        how = self._desk.privacy.shown(CONCERN_FIELDS["told_how"], shown.told_how)
        day = dates.short_day(shown.told_on)
        return (
            say("Told {how}, {day}", how=f"{how[:1].lower()}{how[1:]}", day=day) if how else say("Told {day}", day=day)
        )

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
            return
        super().keyPressEvent(event)
