"""The ochre panel over a field that was changed here and elsewhere at the same time: nothing is lost, people choose."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.field import Field
from desktop.store.last_change import last_change
from desktop.store.store import Store
from desktop.views import dates
from desktop.views.forms.before_after import BeforeAfter
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.snapshot import Snapshot
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words

SHORT = 40
NOTHING_LOST = N_("Nothing is lost, both stay in the history.")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field, here and there. `who` and `when` are of the change that came from elsewhere."""

    label: str
    mine: str
    theirs: str
    who: str
    when: str


def read_conflict(store: Store, days: OfficeDays, saved: Snapshot, field: Field, label: str, mine: str) -> Conflict:
    """Who changed a field of a record last, and both values of it."""
    with store.reading() as session:
        change = last_change(session, saved.kind, saved.record_id, field.column_key)
    who = change.who if change else say("Somebody")
    when = dates.clock(days.on_the_wall(change.at)) if change else ""
    return Conflict(label, mine, saved.values[field.key].text, who, when)


class ConflictNote(Panel):
    """Says who changed the field meanwhile, and asks.

    Signals:
        mine_chosen(): keep what was typed here.
        theirs_chosen(): take what was saved elsewhere.
    """

    mine_chosen = Signal()
    theirs_chosen = Signal()

    def __init__(self, theme: Theme, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(theme, "ochre-soft", "ochre-line", 8, parent=parent)
        self._theme = theme
        self._conflict = conflict
        self._both: BeforeAfter | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self._title())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(4)
        self._build_words()
        self._build_buttons()

    def _build_words(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(self._theme, "git-branch", "ochre", 16, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Words(self._theme, self._title(), Type.BODY_STRONG, wraps=True, parent=self), 1)
        self._column.addLayout(head)
        self._column.addWidget(Words(self._theme, self._sentence(), Type.BODY, "ink-2", wraps=True, parent=self))

    def _build_buttons(self) -> None:
        self._keep = Button(self._theme, say("Keep mine"), size=Size.SMALL, parent=self)
        self._use = Button(self._theme, say("Use theirs"), size=Size.SMALL, parent=self)
        self._see = Button(self._theme, say("See both"), "columns-2", look=Look.GHOST, size=Size.SMALL, parent=self)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 4, 0, 0)
        self._buttons.setSpacing(8)
        for button in (self._keep, self._use, self._see):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)
        self._keep.clicked.connect(self.mine_chosen)
        self._use.clicked.connect(self.theirs_chosen)
        self._see.clicked.connect(self._on_see)

    def _title(self) -> str:
        return say("{who} changed this at {when}", who=self._conflict.who, when=self._conflict.when)

    def _sentence(self) -> str:
        mine, theirs = self._conflict.mine, self._conflict.theirs
        if max(len(mine), len(theirs)) > SHORT or "\n" in mine + theirs:
            return say(
                "{label} is not the same here and there. {nothing_lost}",
                label=self._conflict.label,
                nothing_lost=say(NOTHING_LOST),
            )
        return say(
            "{label}: yours {mine}, theirs {theirs}. {nothing_lost}",
            label=self._conflict.label,
            mine=mine or say("empty"),
            theirs=theirs or say("empty"),
            nothing_lost=say(NOTHING_LOST),
        )

    @Slot()
    def _on_see(self) -> None:
        if self._both is None:
            yours, theirs = self._conflict.mine or say("empty"), self._conflict.theirs or say("empty")
            self._both = BeforeAfter(
                self._theme,
                say("Yours: {yours}", yours=yours),
                say("Theirs: {theirs}", theirs=theirs),
                is_change=False,
                parent=self,
            )
            self._column.insertWidget(2, self._both)
            self._both.show()
        else:
            self._both.setVisible(self._both.isHidden())

    # Qt

    def minimumSizeHint(self) -> QSize:
        # Narrow enough for large text in a narrow pane: the buttons then stand one below the other.
        return QSize(self._theme.px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() + 8 for button in (self._keep, self._use, self._see)) + 24
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(across if self.width() >= wanted else down)
