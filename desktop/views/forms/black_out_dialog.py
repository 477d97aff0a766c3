"""Black out parts of an attached paper, marked by their words or by dragging; the copy is attached beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.jobs.progress import Progress
from desktop.store.store import Store
from desktop.views.background import Job, Problem
from desktop.views.desk import Desk
from desktop.views.forms.blacking_out import AttachBlackedOut, Boxes, FindWords, OpenPages
from desktop.views.forms.boxes_view import BoxesView
from desktop.views.leaving.page_images import PageImage, Pages, painting
from desktop.views.leaving.pages_view import LARGER
from desktop.views.saying import N_, retold, say, say_count
from desktop.views.tables.text_box import TextBox
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.pressable import PRESSING
from desktop.views.widgets.shadow import ROOM
from desktop.views.widgets.words import Words

WIDTH, LEAST = 980, 160
TITLE = N_("Black out parts")
OPENING = N_("Opening the pages")
ASKED = N_("Words to black out")
HOW = N_("Type words and press Enter, or drag over the page. The paper itself stays as it is.")
PAGES = N_("Pages as pictures. Parts are marked by the words that stand there, or by dragging over them.")
NOT_FOUND = N_("Nothing on these pages reads like that. A scan has no words: drag over it instead.")
MAKE = N_("Attach blacked-out copy")


class BlackOutDialog(Dialog):
    """Marks parts of one paper; the copy is made of pictures, without any text below the black.

    Signals:
        attached(str): a copy of this name was put on the record.
    """

    attached = Signal(str)

    def __init__(
        self, desk: Desk, window: QWidget, *, name: str, address: str, media_type: str, record: tuple[str, int]
    ) -> None:
        corner = Words(desk.theme, desk.privacy.shown_file_name(name), Type.BODY, "ink-3")
        super().__init__(desk.theme, window, say(TITLE), width=WIDTH, corner=corner)
        self._desk, self._name, self._record = desk, name, record
        self._jobs: list[Job] = []
        self.shown: Pages | None = None
        self.view = BoxesView(desk.theme, self)
        self._build_body()
        self._build_foot()
        around = self.sizeHint().height() - LEAST
        self.view.setMinimumHeight(max(LEAST, window.window().height() - 16 + 2 * ROOM - around))
        self._connect_all()
        self._on_marked()
        self._run(OpenPages(address, media_type), self._on_opened)

    def _build_body(self) -> None:
        theme = self._desk.theme
        self.words = TextBox(theme, say(ASKED), say(ASKED), icon="search", parent=self)
        self._find = Button(theme, say("Mark"), "search", parent=self)
        self._back = Button(theme, say("Take back the last"), "undo-2", parent=self)
        self._smaller = Button(theme, icon="minus", tip=say("Smaller (Ctrl −)"), parent=self)
        self._larger = Button(theme, icon="plus", tip=say("Larger (Ctrl +)"), parent=self)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        for part in (self._find, self._back, self._smaller, self._larger):
            row.addWidget(part)
        self.view.setAccessibleName(say("Pages"))
        self.view.setAccessibleDescription(say(PAGES))
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)

    def _build_foot(self) -> None:
        theme = self._desk.theme
        self._said = Words(theme, say(OPENING), Type.SMALL, "ink-2", wraps=True, parent=self)
        self._close = Button(theme, say("Back"), look=Look.GHOST, keys="Esc", parent=self)
        self._make = Button(theme, say(MAKE), "square-check", look=Look.PRIMARY, parent=self)
        self.foot.addWidget(self._said, 1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._make)

    def _connect_all(self) -> None:
        self.words.returnPressed.connect(self.mark_words)
        self.words.escaped.connect(self.reject)
        self._find.clicked.connect(self.mark_words)
        self._back.clicked.connect(self.view.take_back)
        self._larger.clicked.connect(self._nearer)
        self._smaller.clicked.connect(self._further)
        self._close.clicked.connect(self.reject)
        self._make.clicked.connect(self.make)
        self.view.wanted.connect(self._on_wanted)
        self.view.marked.connect(self._on_marked)
        self._desk.privacy.changed.connect(self.reject)
        self.finished.connect(self._let_go)

    @property
    def said(self) -> str:
        """What is said in the foot."""
        return self._said.text()

    # Acts

    @Slot()
    def mark_words(self) -> None:
        """Mark every place where the typed words stand."""
        if self.shown is not None and self.words.text().strip():
            self._run(FindWords(self.shown, self.words.text()), self._on_found)

    @Slot()
    def make(self) -> None:
        """Make the copy and attach it."""
        if self.shown is not None and self.view.many:
            self._make.setEnabled(False)
            self._run(AttachBlackedOut(self.shown, self.view.boxes, self._name, *self._record), self._on_attached)

    @Slot()
    def _nearer(self) -> None:
        self.view.zoom_by(LARGER)

    @Slot()
    def _further(self) -> None:
        self.view.zoom_by(1 / LARGER)

    # Answers

    def _run(self, work: Callable[[Store, Progress], Any], done: Callable[[Any], None]) -> None:
        self._jobs.append(self._desk.background.run(work, done, self._on_failed))

    def _on_opened(self, pages: Pages) -> None:
        self.shown = pages
        self._said.set_words(say(HOW))
        self.view.show_pages(pages.sizes)
        self.words.setFocus()
        self._on_marked()

    @Slot(int, int)
    def _on_wanted(self, page: int, width: int) -> None:
        if self.shown is not None:
            self._run(painting(self.shown, page, width), self._on_painted)

    def _on_painted(self, painted: PageImage) -> None:
        self.view.put(painted.page, painted.wanted, painted.image())

    def _on_found(self, boxes: Boxes) -> None:
        if boxes:
            self.words.clear()
            self.view.mark(boxes)
        else:
            self._said.set_words(say(NOT_FOUND))

    @Slot()
    def _on_marked(self) -> None:
        many = self.view.many
        self._back.setEnabled(many > 0)
        self._make.setEnabled(many > 0)
        if many:
            self._said.set_words(say_count("{n} part is marked.", "{n} parts are marked.", many))
        elif self.shown is not None:
            self._said.set_words(say(HOW))

    def _on_attached(self, name: str) -> None:
        self.attached.emit(name)
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self._said.set_words(retold(str(problem)))
        self._make.setEnabled(self.shown is not None and self.view.many > 0)

    @Slot()
    def _let_go(self) -> None:
        for job in self._jobs:
            job.cancel()
        self.shown = None
        self.view.show_pages(())

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in PRESSING and not ctrl:
            event.accept()  # Enter marks words; the copy is made by its button alone
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._nearer()
        elif ctrl and key == Qt.Key.Key_Minus:
            self._further()
        elif ctrl and key == Qt.Key.Key_Z:
            self.view.take_back()
        else:
            super().keyPressEvent(event)
