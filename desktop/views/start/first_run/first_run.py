"""The first run: five steps, back and forth, and an office that opens at the end."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.store.slot_info import SlotInfo
from desktop.views.saying import N_, say
from desktop.views.start.aside import Aside
from desktop.views.start.card import Page
from desktop.views.start.entering import Blocked
from desktop.views.start.first_run.answers import Answers
from desktop.views.start.first_run.areas_step import AreasStep
from desktop.views.start.first_run.making import Dropping, Finishing, Making, SheetFile
from desktop.views.start.first_run.naming_steps import OfficeStep, PersonStep
from desktop.views.start.first_run.passphrase_step import PassphraseStep
from desktop.views.start.first_run.sheet_step import SheetStep
from desktop.views.start.first_run.side import Side
from desktop.views.start.first_run.step import Step
from desktop.views.start.lock_page import Attempt
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words

STEPS = (N_("Office name"), N_("Areas you serve"), N_("Your name"), N_("Passphrase"), N_("Recovery sheet"))
LEFT = (
    N_("about three minutes left"),
    N_("about two minutes left"),
    N_("about two minutes left"),
    N_("about one minute left"),
    "",
)
STAYS = N_("Everything stays on this computer, locked with your passphrase. Nothing is sent anywhere.")
NOTED = N_("Opening the seal is noted in the journal, and every user sees it at the next unlock.")
WIDTH, HEIGHT = 920, 572
NARROW = 760
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstRun(Page):
    """Asks for what an office needs, makes it, and hands over how to open it.

    Signals:
        finished((Path, Attempt)): the office lies there and opens with that.
        other_requested: there is an office already, somewhere.
    """

    finished = Signal(object)
    other_requested = Signal()

    def __init__(self, theme: Theme, aside: Aside, place: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, WIDTH, parent)
        self._aside = aside
        self._made: tuple[Answers, str] | None = None  # what was made, and the code of its sheet
        self._making: Answers | None = None
        self._then: Path | None = None  # where the sheet goes once it is made; None is the printer
        self.office = OfficeStep(theme, place)
        self.areas = AreasStep(theme)
        self.person = PersonStep(theme)
        self.passphrase = PassphraseStep(theme)
        self.sheet = SheetStep(theme)
        self.steps: tuple[Step, ...] = (self.office, self.areas, self.person, self.passphrase, self.sheet)
        self._build()
        self._connect()
        self._show(0)

    # Where somebody is

    @property
    def now(self) -> int:
        """The step that shows, counted from 0."""
        return self._stack.currentIndex()

    def focus_first(self) -> None:
        """Put the keyboard where this step begins."""
        self.steps[self.now].focus_first()

    @Slot()
    def go_on(self) -> None:
        """The next step, or Finish."""
        if not self.next.isEnabled():
            return
        step = self.steps[self.now]
        if not step.is_complete:
            step.say_what_lacks()
        elif self.now == len(STEPS) - 1:
            self._finish()
        else:
            self._show(self.now + 1)
            self.focus_first()

    @Slot()
    def go_back(self) -> None:
        """The step before."""
        if self.now and self.next.isEnabled():
            self._show(self.now - 1)
            self.focus_first()

    def _show(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        last = at == len(STEPS) - 1
        self._side.steps.set_now(at)
        self._side.say("file-lock" if last else "hard-drive", say(NOTED) if last else say(STAYS))
        self._tell_where()
        self.back.setVisible(at > 0)
        self.have_one.setVisible(at == 0)
        self.next.set_words(say("Finish") if last else say("Continue"))
        self.passphrase.pair.set_names(self.office.name.text, self.person.name.text)
        if last and self._made is not None and self._made[0] != self._answers():
            self._made = None
            self.sheet.forget()

    # Building

    def _build(self) -> None:
        theme = self.theme
        self._side = Side(theme, tuple(map(say, STEPS)), self)
        self._stack = QStackedWidget(self)
        for step in self.steps:
            self._stack.addWidget(step)
        self._where = Words(theme, "", Type.SMALL, "ink-3", parent=self)
        self.have_one = Button(theme, say("Open an office that exists"), look=Look.GHOST, parent=self)
        self.back = Button(theme, say("Back"), look=Look.GHOST, keys="Alt ←", parent=self)
        self.next = Button(theme, say("Continue"), look=Look.PRIMARY, keys="Enter", parent=self)
        foot = QHBoxLayout()
        foot.setContentsMargins(44, 14, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self._where)
        foot.addStretch(1)
        for button in (self.have_one, self.back, self.next):
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 1, 1, 1)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(Rule(theme, "line-2", parent=self))
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        for step in self.steps:
            step.entered.connect(self.go_on)
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.back_requested.connect(self.go_back)
        self.have_one.clicked.connect(self.other_requested)
        self.sheet.print_requested.connect(self._on_print)
        self.sheet.save_requested.connect(self._on_save)

    def set_room(self, width: int) -> None:
        """Without the left side where the window is narrow for its text."""
        super().set_room(width)
        self._side.setVisible(self._is_roomy)
        self.sheet.set_narrow(not self._is_roomy)
        self._tell_where()

    @property
    def _is_roomy(self) -> bool:
        return self.width() * 100 / self.theme.text_size >= NARROW

    def _tell_where(self) -> None:
        """Which step this is, and how long it still takes where there is room for that beside the buttons."""
        left = f", {say(LEFT[self.now])}" if LEFT[self.now] and self._is_roomy else ""
        self._where.set_words(say("Step {now} of {n}{left}", now=self.now + 1, n=len(STEPS), left=left))

    def _fit_height(self) -> None:
        super()._fit_height()
        if self.layout() is not None:
            self.setFixedHeight(max(self.height(), HEIGHT))

    # The sheet

    def _answers(self) -> Answers:
        return Answers(
            self.office.name.text.strip(),
            self.office.place,
            self.areas.areas,
            self.person.name.text.strip(),
            self.person.title_of.text.strip(),
            self.passphrase.pair.passphrase,
        )

    @Slot()
    def _on_print(self) -> None:
        self._put_out(None)

    @Slot(object)
    def _on_save(self, path: Path) -> None:
        self._put_out(path)

    def _put_out(self, path: Path | None) -> None:
        """Make the office unless it is made, then its sheet."""
        self._then = path
        self._set_busy(True)
        if self._made is not None:
            self._write_sheet()
            return
        self._making = self._answers()
        self._aside.run(Making(self._making), self._on_made, self._on_failed)

    def _on_made(self, code: str) -> None:
        assert self._making is not None
        self._made = (self._making, code)
        self._write_sheet()

    def _write_sheet(self) -> None:
        assert self._made is not None
        answers, code = self._made
        self._aside.run(SheetFile(answers.office, code, self._then), self._on_written, self._on_failed)

    def _on_written(self, pdf: bytes) -> None:
        if self._then is not None:
            self._on_out(say("Saved"))
            return
        from desktop.views.start.first_run.printing import SheetPrinter

        self.printer = SheetPrinter(self._aside, self, pdf)
        self.printer.printed.connect(self._on_printed)
        self.printer.failed.connect(self._on_not_printed)
        self.printer.ask()

    @Slot()
    def _on_printed(self) -> None:
        self._on_out(say("Printed"))

    @Slot(str)
    def _on_not_printed(self, sentence: str) -> None:
        self._set_busy(False)
        self.sheet.tell_wrong(sentence)

    def _on_out(self, how: str) -> None:
        assert self._made is not None
        self._set_busy(False)
        self.sheet.set_out(self._made[1], how)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, Blocked):
            raise error
        self.sheet.tell_wrong(error.words)

    def _set_busy(self, busy: bool) -> None:
        self.sheet.set_busy(busy)
        self.next.setEnabled(not busy)
        self.back.setEnabled(not busy)

    # The end

    def _finish(self) -> None:
        assert self._made is not None
        self._set_busy(True)
        self._aside.run(Finishing(self._made[0], self.sheet.keeper), self._on_finished, self._on_failed)

    def _on_finished(self, result: None) -> None:
        assert self._made is not None
        answers = self._made[0]
        # The only person of a new office; its slot goes by the name.
        attempt = Attempt(SlotInfo(answers.person, answers.person), answers.passphrase)
        self.finished.emit((answers.place, attempt))

    def drop_unfinished(self) -> None:
        """Take away an office that was made and never finished."""
        if self._making is not None:
            Dropping(self._making.place)()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.go_on()
            return
        super().keyPressEvent(event)
