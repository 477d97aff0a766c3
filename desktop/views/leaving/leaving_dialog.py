"""Who will read this? Asked before every export and every print, with what is withheld counted from the records."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.jobs.export import Exported
from desktop.jobs.forecast import Forecast, forecast
from desktop.jobs.order import LETTER, Order
from desktop.jobs.writers import PDF, endings_of
from desktop.models.disclosure import Audience, audience_for
from desktop.views.background import Job, Problem
from desktop.views.desk import Desk
from desktop.views.leaving.carrying import Printed, file_name, order_for, saving, sending
from desktop.views.leaving.file_chooser import ChooseFile, choose_file
from desktop.views.leaving.folders import ShowFolder, documents_folder
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.leaving_form import LeavingForm
from desktop.views.leaving.page_options import PageSet
from desktop.views.leaving.previewed import Previewed
from desktop.views.leaving.printing import Printers
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.painting import elided
from desktop.views.widgets.pressable import PRESSING
from desktop.views.widgets.shadow import ROOM
from desktop.views.widgets.words import Words

WIDTH, LONGEST_TITLE = 880, 420
NOTED = N_("Noted in the journal: who, when, for whom, how many.")
FOLDER, PAPER = "export_folder", "export_paper"
RECOUNT_AFTER_MS = 300  # records that change while the dialog is open are counted again, not one by one


class LeavingDialog(Dialog):
    """One export, or with `printing` one print. It is freed when it closes; a running job is canceled then.

    `choose_file` and `printers` answer in tests.
    """

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        leaving: Leaving,
        *,
        printing: bool = False,
        choose_file: ChooseFile = choose_file,
        printers: Printers | None = None,
    ) -> None:
        title = elided(desk.theme, desk.privacy.shown_words(leaving.title), Type.BODY, desk.theme.px(LONGEST_TITLE))
        corner = Words(desk.theme, title, Type.BODY, "ink-3")
        super().__init__(desk.theme, window, say("Who will read this?"), width=WIDTH, corner=corner)
        self._desk = desk
        self._over = window
        self._leaving = leaving
        self._printing = printing
        self._choose_file = choose_file
        self._printers = printers or Printers()
        self._counted: Forecast | None = None
        self._counting: Job | None = None
        self._carrying: Job | None = None
        self._waits = False
        self._recount = QTimer(self, singleShot=True, interval=RECOUNT_AFTER_MS)
        self._build_form()
        self._build_foot()
        self._connect_all()
        self._count()

    def _build_form(self) -> None:
        may_see_all = audience_for(self._desk.store.member.role, Audience.OFFICE) is Audience.OFFICE
        self.form = LeavingForm(
            self._desk.theme,
            self._leaving,
            endings_of(self._leaving.what),
            self._printers.names() if self._printing else None,
            may_see_all=may_see_all,
            parent=self,
        )
        self.body.setContentsMargins(0, 0, 0, 0)
        self.form.page.pick(paper=self._desk.settings.value(PAPER, LETTER))
        self.body.addWidget(self.form)
        # As by mouse: what is chosen is marked already, and shows no ring before somebody presses a key.
        self.form.cards.card(self.form.audience).setFocus(Qt.FocusReason.MouseFocusReason)

    def _build_foot(self) -> None:
        theme = self._desk.theme
        self._said = Words(theme, say(NOTED), Type.SMALL, "ink-2", elides=True, parent=self)
        self._cancel = Button(theme, say("Cancel"), look=Look.GHOST, keys="Esc", parent=self)
        icon = "printer" if self._printing else "download"
        self._go = Button(theme, say("Save file"), icon, look=Look.PRIMARY, keys="Enter", parent=self)
        self._look = Button(theme, say("Preview"), "eye", parent=self)
        self._look.setVisible(PDF in endings_of(self._leaving.what))
        self._foot_sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot_sides.setSpacing(self.foot.spacing())
        self._foot_sides.addWidget(self._said, 1)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(self.foot.spacing())
        self._acts.addStretch(1)
        for button in (self._look, self._cancel, self._go):
            self._acts.addWidget(button)
        self._foot_sides.addLayout(self._acts)
        self.foot.addLayout(self._foot_sides)

    def _connect_all(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.go)
        self._look.clicked.connect(self.preview)
        self._recount.timeout.connect(self._count)
        self.form.audience_chosen.connect(self._on_audience)
        self.form.measured.connect(self.fit)
        self._desk.privacy.changed.connect(self._on_privacy)
        self._desk.store.changed.connect(self._on_records)
        self.finished.connect(self._stop)
        self.form.show_masked(self._desk.privacy.is_on)

    # What somebody may do

    @Slot()
    def go(self) -> None:
        """Save or print; while what is withheld is still being counted, as soon as it is."""
        self._waits = self._counted is None
        if self._waits or not self._go.isEnabled():
            return
        if problem := self.form.problem_with_lock:
            self.form.say_problem(problem)
            self.form.page.focus_passphrase()
            return
        self._desk.settings.set_value(PAPER, self.form.page.chosen.paper)
        if self._printing:
            self._print()
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        folder = self._desk.settings.value(FOLDER, "") or documents_folder()
        today = self._desk.store.clock().astimezone(self._desk.store.office.time_zone).date()
        name = file_name(self._leaving, self.form.audience, self.form.ending, today=today, draft=self.form.draft)
        self._choose_file(self, Path(folder) / name, self._save)

    @Slot(object)
    def _save(self, target: Path) -> None:
        self._desk.settings.set_value(FOLDER, str(target.parent))
        self._carry(saving(self._order(target)), self._on_saved)

    def _print(self) -> None:
        self._print_on(self.form.printer, 1)

    def _print_on(self, name: str, copies: int) -> None:
        job = sending(self._order(Path(name)), self._printers.printer(name), name, copies)
        self._carry(job, self._on_printed)

    @Slot()
    def preview(self) -> None:
        """Look at the pages before they leave; a list is looked at as the PDF it would be."""
        from desktop.views.leaving.preview_dialog import PreviewDialog

        form = self.form
        if not self._printing:
            form.choose_format(PDF)
        names = tuple(self._printers.names())
        wanted = Previewed(form.audience, form.page.chosen, names, form.printer, form.draft, self._printing)
        shown = PreviewDialog(self._desk, self._over, self._leaving, wanted)
        shown.save_requested.connect(self._save_previewed)
        shown.print_requested.connect(self._print_previewed)
        shown.finished.connect(self._on_looked)
        self.setEnabled(False)
        shown.open()

    @Slot()
    def _on_looked(self) -> None:
        self.setEnabled(True)
        self._look.setFocus()

    @Slot(object)
    def _save_previewed(self, page: PageSet) -> None:
        self._take(page)
        self._ask_where()

    @Slot(object, str, int)
    def _print_previewed(self, page: PageSet, printer: str, copies: int) -> None:
        self._take(page)
        self._print_on(printer, copies)

    def _take(self, page: PageSet) -> None:
        """What was chosen while looking holds."""
        self.form.page.pick(language=page.language, paper=page.paper, large=page.large)

    def _carry(self, job: Any, done: Any) -> None:
        self.form.say_problem("")
        self.form.setEnabled(False)
        self._carrying = self._desk.background.run(job, done, self._on_failed, self._on_progress)
        self._show_state(say("Writing the pages") if self._printing else say("Writing the file"))

    def _order(self, target: Path | None = None) -> Order:
        masked = self._desk.privacy.is_on
        form = self.form
        page = form.page.chosen if form.ending == PDF else PageSet()
        return order_for(self._leaving, form.audience, page, target=target or Path(), masked=masked, draft=form.draft)

    # What is heard

    @Slot()
    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        self._counted = None
        self.form.withheld.count()
        query = forecast(self._desk.store, self._order())
        self._counting = self._desk.background.read(query, self._on_counted, self._on_failed)
        self._show_state(say(NOTED))

    def _on_counted(self, counted: Forecast) -> None:
        self._counted = counted
        self.form.withheld.show_forecast(counted)
        self._show_state(say(NOTED))
        if self._waits:
            self.go()

    @Slot(object)
    def _on_audience(self, audience: Audience) -> None:
        self._waits = False
        self._count()

    @Slot()
    def _on_privacy(self) -> None:
        self.form.show_masked(self._desk.privacy.is_on)
        self._recount.start()

    @Slot(object)
    def _on_records(self, changes: object) -> None:
        if self._carrying is None:
            self._recount.start()

    def _on_progress(self, done: int, total: int) -> None:
        if total:
            self._said.set_words(say("{done} % done. Esc stops it, and nothing is kept.", done=done * 100 // total))

    def _on_saved(self, exported: Exported) -> None:
        shown = self._desk.privacy.shown_file_name(exported.target.name)
        opener = ShowFolder(exported.target.parent)
        self.accept()
        self._desk.toasts.show(
            say("Saved for {words}: {shown}", words=say(self.form.audience.words), shown=shown),
            say("Show in folder"),
            "",
            opener.open,
        )

    def _on_printed(self, printed: Printed) -> None:
        self.accept()
        pages = say("1 page") if printed.pages == 1 else say("{pages} pages", pages=f"{printed.pages:,}")
        self._desk.toasts.show(
            say(
                "{pages} for {words} sent to {printer}",
                pages=pages,
                words=say(self.form.audience.words),
                printer=printed.printer,
            )
        )

    def _on_failed(self, problem: Problem) -> None:
        self._carrying = None
        self.form.setEnabled(True)
        self.form.say_problem(retold(str(problem)))
        self.form.cards.card(self.form.audience).setFocus()
        self._show_state(say(NOTED))

    @Slot()
    def _stop(self) -> None:
        self._recount.stop()
        for job in (self._counting, self._carrying):
            if job is not None:
                job.cancel()

    # How it looks

    def _show_state(self, said: str) -> None:
        who = say(self.form.audience.words)
        self._go.set_words(say("Print for {who}", who=who) if self._printing else say("Save file for {who}", who=who))
        printer = not self._printing or bool(self.form.printer)
        self._go.setEnabled(self._counted is not None and self._carrying is None and printer)
        if not printer:
            said = say("No printer is set up on this computer. Export a PDF instead.")
        self._said.set_words(said)
        if self.isVisible():
            self.fit()

    @Slot()
    def fit(self) -> None:
        """As high as its content asks for and the window lets it be; more scrolls."""
        said = self._said.fontMetrics().horizontalAdvance(self._said.text()) + self.foot.spacing()
        margins = self.foot.contentsMargins()
        room = self.width() - 2 * ROOM - margins.left() - margins.right() - self._acts.sizeHint().width()
        direction = QBoxLayout.Direction.LeftToRight if said <= room else QBoxLayout.Direction.TopToBottom
        self._foot_sides.setDirection(direction)  # the sentence stands above the buttons where it would be cut
        around = super().sizeHint().height() - self.form.height()
        self.form.fit(self.width() - 2 * ROOM, self._over.window().height() - 16 + 2 * ROOM - around)
        self.adjustSize()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go()
            return
        super().keyPressEvent(event)
