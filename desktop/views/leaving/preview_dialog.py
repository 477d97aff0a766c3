"""The pages as they would leave: looked at, set otherwise, then printed or saved. They are in memory only."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from desktop.jobs.order import Order
from desktop.views.background import Job, Problem
from desktop.views.desk import Desk
from desktop.views.leaving.carrying import order_for
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.page_images import PageImage, Pages, making, painting
from desktop.views.leaving.page_options import PageOptions
from desktop.views.leaving.pages_view import LARGER, PagesView
from desktop.views.leaving.pick import Pick
from desktop.views.leaving.previewed import Previewed
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.pressable import PRESSING
from desktop.views.widgets.shadow import ROOM
from desktop.views.widgets.words import Words

WIDTH, LEAST = 980, 160
MOST_COPIES = 200
MAKING = N_("Making the pages")
ONLY_HERE = N_("Shown here only. Nothing has left the office yet.")
DESCRIBED = N_("Pages as pictures. The saved PDF is tagged, and a screen reader reads it.")


class PreviewDialog(Dialog):
    """Shows what an order makes; nothing of it comes to the disk, and it is let go when the dialog closes.

    Signals:
        save_requested(PageSet): a file of it is wanted.
        print_requested(PageSet, str, int): this printer, so many copies.
    """

    save_requested = Signal(object)
    print_requested = Signal(object, str, int)

    def __init__(self, desk: Desk, window: QWidget, leaving: Leaving, wanted: Previewed) -> None:
        corner = Words(desk.theme, desk.privacy.shown_words(leaving.title), Type.BODY, "ink-3")
        super().__init__(desk.theme, window, say("Preview"), width=WIDTH, corner=corner)
        self._desk = desk
        self._leaving = leaving
        self._wanted = wanted
        self._making: Job | None = None
        self._painting: Job | None = None
        self.shown: Pages | None = None
        self.view = PagesView(desk.theme, self)
        self._build_body(wanted)
        self._build_foot(wanted)
        around = self.sizeHint().height() - LEAST
        self.view.setMinimumHeight(max(LEAST, window.window().height() - 16 + 2 * ROOM - around))
        self._connect_all()
        self.make()

    def _build_body(self, wanted: Previewed) -> None:
        theme = self._desk.theme
        self.page = PageOptions(theme, self)
        self.page.offer_lock(False)
        chosen = wanted.page
        self.page.pick(language=chosen.language, paper=chosen.paper, large=chosen.large)
        self._back = Button(theme, icon="arrow-left", tip=say("Page before"), parent=self)
        self._on = Button(theme, icon="arrow-right", tip=say("Next page"), parent=self)
        self._place = Words(theme, say(MAKING), Type.BODY, "ink-2", parent=self)
        self._smaller = Button(theme, icon="minus", tip=say("Smaller (Ctrl −)"), parent=self)
        self._larger = Button(theme, icon="plus", tip=say("Larger (Ctrl +)"), parent=self)
        self._whole = Button(theme, say("Page width"), parent=self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (self._back, self._on, self._place):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._smaller, self._larger, self._whole):
            row.addWidget(part)
        self.view.setAccessibleName(say("Pages"))
        self.view.setAccessibleDescription(say(DESCRIBED))
        self.view.setMinimumHeight(LEAST)
        self.body.addWidget(self.page)
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)

    def _build_foot(self, wanted: Previewed) -> None:
        theme = self._desk.theme
        self._said = Words(theme, say(ONLY_HERE), Type.SMALL, "ink-2", elides=True, parent=self)
        self._close = Button(theme, say("Back"), look=Look.GHOST, keys="Esc", parent=self)
        named = [(name, name) for name in wanted.printers]
        self._printer = Pick(theme, say("Printer"), named, "printer", nothing=say("No printer"), parent=self)
        self._printer.pick(wanted.printer)
        self._copies = QSpinBox(self)
        self._copies.setRange(1, MOST_COPIES)
        self._copies.setAccessibleName(say("Copies"))
        self._copies.lineEdit().setAccessibleName(say("Copies"))
        self._copies.setSuffix(" ×")
        self._copies.setMinimumHeight(theme.px(32))
        first = wanted.printing
        self._print = Button(theme, say("Print"), "printer", look=Look.PRIMARY if first else Look.PLAIN, parent=self)
        self._save = Button(
            theme, say("Save file"), "download", look=Look.PLAIN if first else Look.PRIMARY, parent=self
        )
        self.foot.addWidget(self._said, 1)
        for part in (self._close, self._printer, self._copies, self._print, self._save):
            self.foot.addWidget(part)
        self._let(False)

    def _connect_all(self) -> None:
        self.page.changed.connect(self.make)
        self._close.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save)
        self._print.clicked.connect(self._on_print)
        self._larger.clicked.connect(self.larger)
        self._smaller.clicked.connect(self.smaller)
        self._whole.clicked.connect(self.view.fit)
        self._back.clicked.connect(self._page_before)
        self._on.clicked.connect(self._next_page)
        self.view.page_changed.connect(self._on_page)
        self.view.wanted.connect(self._on_wanted)
        self._desk.privacy.changed.connect(self.make)
        self.finished.connect(self._let_go)

    # The pages

    @Slot()
    def make(self) -> None:
        """Make the pages as they are wanted now; what was shown before goes away at once."""
        if self._making is not None:
            self._making.cancel()
        self._let_go_of_pages()
        self._let(False)
        self._place.set_words(say(MAKING))
        self._making = self._desk.background.run(making(self._order()), self._on_made, self._on_failed)

    def _order(self) -> Order:
        masked, wanted = self._desk.privacy.is_on, self._wanted
        return order_for(
            self._leaving, wanted.audience, self.page.chosen, target=wanted.target, masked=masked, draft=wanted.draft
        )

    def _on_made(self, made: Pages) -> None:
        self._making = None
        self.shown = made
        self._let(True)
        self.view.show_pages(made.sizes)

    @Slot(int, int)
    def _on_wanted(self, page: int, width: int) -> None:
        if self.shown is not None:
            job = painting(self.shown, page, width)
            self._painting = self._desk.background.run(job, self._on_painted, self._on_failed)

    def _on_painted(self, painted: PageImage) -> None:
        self._painting = None
        self.view.put(painted.page, painted.wanted, painted.image())

    def _on_failed(self, problem: Problem) -> None:
        self._making = None
        self._place.set_words("")
        self._said.set_words(retold(str(problem)))

    @property
    def pages(self) -> int:
        """How many there are; 0 while they are being made."""
        return self.view.count

    @property
    def said(self) -> str:
        """Where we are, as it is said."""
        return self._place.text()

    def _let(self, there: bool) -> None:
        """Print and save what can be seen, and nothing else."""
        self._save.setEnabled(there)
        self._print.setEnabled(there and bool(self._printer.key))
        self._copies.setEnabled(self._print.isEnabled())
        if there:
            self._said.set_words(say(ONLY_HERE))

    # What somebody may do

    @Slot()
    def larger(self) -> None:
        """Come nearer."""
        self.view.zoom_by(LARGER)

    @Slot()
    def smaller(self) -> None:
        """Go further away."""
        self.view.zoom_by(1 / LARGER)

    @Slot()
    def _page_before(self) -> None:
        self.view.go_to(self.view.page - 1)

    @Slot()
    def _next_page(self) -> None:
        self.view.go_to(self.view.page + 1)

    @Slot(int)
    def _on_page(self, page: int) -> None:
        if self.pages:
            self._place.set_words(say("Page {page} of {pages}", page=page + 1, pages=self.pages))
            self._back.setEnabled(page > 0)
            self._on.setEnabled(page + 1 < self.pages)

    @Slot()
    def _on_save(self) -> None:
        page = self.page.chosen
        self.accept()
        self.save_requested.emit(page)

    @Slot()
    def _on_print(self) -> None:
        chosen = self.page.chosen, self._printer.key, self._copies.value()
        self.accept()
        self.print_requested.emit(*chosen)

    @Slot()
    def _let_go(self) -> None:
        if self._making is not None:
            self._making.cancel()
        self._let_go_of_pages()

    def _let_go_of_pages(self) -> None:
        if self._painting is not None:
            self._painting.cancel()
        self.shown = None
        self.view.show_pages(())

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in PRESSING and not ctrl:
            (self._print if self._wanted.printing else self._save).click()
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.larger()
        elif ctrl and key == Qt.Key.Key_Minus:
            self.smaller()
        else:
            super().keyPressEvent(event)
