"""What the dialog asks and shows between its title and its buttons; it scrolls where the window is small."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.documents.locked import expect_long_enough
from desktop.jobs.papers import DOCUMENTS, MINUTES
from desktop.models.disclosure import Audience
from desktop.models.refusal import Refusal
from desktop.views.leaving.audience_cards import RING, AudienceCards
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.page_options import PageOptions
from desktop.views.leaving.pick import Pick
from desktop.views.leaving.withheld_panel import WithheldPanel
from desktop.views.saying import N_, retold, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.note import Note
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.tick import Tick
from desktop.views.widgets.words import Words

LEFT, GAP, LEAST_RIGHT = 356, 24, 400
ANY_WIDTH = 16_777_215
LEAST_HEIGHT = 120
FORMATS = {
    ".pdf": Choice(".pdf", "PDF", "file-text"),
    ".docx": Choice(".docx", "DOCX", "pencil"),
    ".xlsx": Choice(".xlsx", "XLSX", "table"),
    ".csv": Choice(".csv", "CSV"),
    ".json": Choice(".json", "JSON"),
}
USUAL = ".xlsx"
MASKED = N_("The privacy screen is on")
MASKED_MEANS = N_("Names, contacts and notes between staff are left out, whoever reads it.")
DRAFTS = {
    ".pdf": (N_("Mark every page DRAFT"), N_("until approved")),
    ".docx": (N_("Mark every page DRAFT"), N_("until approved")),
    ".xlsx": (N_("Mark every page DRAFT"), N_("until approved")),
    ".csv": (N_("Name the file DRAFT"), N_("until approved")),
    ".json": (N_("Mark the file DRAFT"), N_("until approved")),
}
NOT_FINAL = N_("These minutes are not final, so every page says DRAFT.")


class LeavingForm(QScrollArea):
    """Audience, format or printer, DRAFT; beside them what is withheld and what goes in.

    Signals:
        audience_chosen(Audience): somebody chose another audience.
        measured(): the content may ask for another height now.
    """

    audience_chosen = Signal(object)
    measured = Signal()

    def __init__(
        self,
        theme: Theme,
        leaving: Leaving,
        endings: Sequence[str],
        printers: Sequence[str] | None,
        *,
        may_see_all: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._leaving = leaving
        self._touched = False
        self._printing = printers is not None
        self.problem = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build(endings, printers or (), may_see_all)
        self._connect_all()

    def _build(self, endings: Sequence[str], printers: Sequence[str], may_see_all: bool) -> None:
        content = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.setContentsMargins(24 - RING, 0, 24, 18)
        self._sides.setSpacing(GAP - RING)
        self._left = QWidget(content)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        below = QVBoxLayout()
        below.setContentsMargins(RING, 0, RING, 0)
        below.setSpacing(0)
        self.cards = AudienceCards(
            self._theme, may_see_all=may_see_all, only_ours=self._leaving.only_ours, parent=self._left
        )
        column.addWidget(self.cards)
        column.addLayout(below)
        below.addSpacing(14 - RING)
        self._add_format(below, endings, printers)
        below.addSpacing(12)
        self._add_draft(below)
        self.page = PageOptions(self._theme, self._left)
        below.addWidget(self.page)
        self._masked = Note(self._theme, "ochre", say(MASKED), say(MASKED_MEANS), "eye-off", self._left)
        self._problem = Note(self._theme, "error", "", "", "circle-alert", self._left)
        for note in (self._masked, self._problem):
            note.hide()
            below.addSpacing(10)
            below.addWidget(note)
        column.addStretch(1)
        self.withheld = WithheldPanel(self._theme, self._leaving.what, printing=self._printing, parent=content)
        self._sides.addWidget(self._left)
        right = QVBoxLayout()
        right.setContentsMargins(0, RING, 0, 0)
        right.addWidget(self.withheld)
        self._sides.addLayout(right, 1)
        self.setWidget(content)
        for ground in (content, self.viewport()):  # Qt fills them when they are put in
            ground.setAutoFillBackground(False)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self.measured)
        content.installEventFilter(self)

    def _add_format(self, column: QVBoxLayout, endings: Sequence[str], printers: Sequence[str]) -> None:
        title = say("Printer") if self._printing else say("Format")
        column.addWidget(Words(self._theme, title, Type.SMALL, "ink-2", parent=self._left))
        column.addSpacing(6)
        if self._printing:
            self._switch = None
            named = [(name, name) for name in printers]
            self._printer = Pick(
                self._theme, say("Printer"), named, "printer", nothing=say("No printer"), parent=self._left
            )
            column.addWidget(self._printer, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self._switch = Switch(self._theme, [FORMATS[ending] for ending in endings], say("Format"), parent=self._left)
        self._switch.choose(USUAL if USUAL in endings else endings[0])
        column.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_draft(self, column: QVBoxLayout) -> None:
        self._draft = Tick(self._theme, say(DRAFTS[USUAL][0]), say(DRAFTS[USUAL][1]), parent=self._left)
        self._draft.setChecked(not self._leaving.approved)
        self._draft.setVisible(not self._leaving.approved and self._leaving.what not in DOCUMENTS)
        column.addWidget(self._draft)
        if self._leaving.what == MINUTES and not self._leaving.approved:
            column.addWidget(Words(self._theme, say(NOT_FINAL), Type.BODY, "ink-2", wraps=True, parent=self._left))
        self._say_draft()

    def _connect_all(self) -> None:
        self._offer()
        self.cards.chosen.connect(self._on_audience)
        self._draft.clicked.connect(self._on_draft)
        if self._switch is not None:
            self._switch.chosen.connect(self._on_format)

    # What was chosen

    @property
    def audience(self) -> Audience:
        """Who will read it."""
        return self.cards.audience

    @property
    def ending(self) -> str:
        """The ending of the file; a print is made of a PDF."""
        return self._switch.key if self._switch is not None else ".pdf"

    @property
    def draft(self) -> bool:
        """Whether every page is marked."""
        return not self._draft.isHidden() and self._draft.isChecked()

    @property
    def printer(self) -> str:
        """The printer that was chosen; empty where there is none."""
        return self._printer.key if self._printing else ""

    @property
    def problem_with_lock(self) -> str:
        """Why the file cannot be locked with what is typed; empty when it can, or is not to be."""
        if self.page.isHidden() or not self.page.is_locked:
            return ""
        try:
            expect_long_enough(self.page.chosen.passphrase)
        except Refusal as refusal:
            return retold(str(refusal))
        return ""

    def choose_format(self, ending: str) -> None:
        """Choose a format as a click would."""
        assert self._switch is not None
        self._switch.choose(ending)
        self._on_format(ending)

    # What is said

    def show_masked(self, masked: bool) -> None:
        """Say that the privacy screen masks what leaves."""
        self._masked.setVisible(masked)
        self.page.hide_typed(masked)

    def say_problem(self, sentence: str) -> None:
        """Say why it was not saved; empty says nothing."""
        self.problem = sentence
        self._problem.say(sentence)
        self._problem.setVisible(bool(sentence))

    def fit(self, width: int, room: int) -> None:
        """Be as high as the content asks for at this width, and no higher than there is room."""
        px = self._theme.px
        stacked = width < px(LEFT) + px(LEAST_RIGHT) + 3 * GAP
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if direction is not self._sides.direction():
            self._sides.setDirection(direction)
        wide = px(LEFT) + 2 * RING
        self._left.setMinimumWidth(0 if stacked else wide)
        self._left.setMaximumWidth(ANY_WIDTH if stacked else wide)
        wanted = max(self._sides.heightForWidth(width), self._sides.minimumSize().height())
        fits = wanted <= room  # said by us: Qt may keep a scroll bar whose own width made the lines too long
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(off if fits else on)
        self.setFixedHeight(max(LEAST_HEIGHT, min(wanted, room)))

    # Slots

    @Slot(object)
    def _on_audience(self, audience: Audience) -> None:
        if not self._touched and not self._leaving.approved:
            self._draft.setChecked(audience is not Audience.OFFICE)
        self._offer()
        self.audience_chosen.emit(audience)

    @Slot()
    def _on_draft(self) -> None:
        self._touched = True

    @Slot(str)
    def _on_format(self, ending: str) -> None:
        self._say_draft()
        self._offer()

    def _offer(self) -> None:
        """How the page is set, for what has pages; the lock, for a file that not everybody is to read."""
        self.page.setVisible(self.ending == ".pdf")
        self.page.offer_lock(not self._printing and self.audience is not Audience.ANYONE)

    def _say_draft(self) -> None:
        self._draft.say(*map(say, DRAFTS[self.ending]))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._laid_out.start()  # this event is told before the layout has seen it
        return super().eventFilter(watched, event)
