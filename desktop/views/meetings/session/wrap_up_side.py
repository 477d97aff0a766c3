"""The right side of a wrap-up: promises read back aloud, who was here, what was passed on."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.passed_on import Exit
from desktop.models.promise import Promise
from desktop.models.sorting import DUE, OWNER
from desktop.models.wrap_up import GROUPS, ReadBack, WrapUp
from desktop.views.meetings.session.guessed_cards import ICONS, day_words, suggested_chip
from desktop.views.meetings.session.marks import guessed
from desktop.views.meetings.session.wrap_up_rows import CHIP_HEIGHT
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel, Rule
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.tick import Tick
from desktop.views.widgets.words import Words

NAMES = {
    "adults": N_("Adults"),
    "young_people": N_("Young people"),
    "officers": N_("Officers"),
    "through_interpreter": N_("Interpreted"),
}
TICK_WIDTH = 24
READ_ALOUD = N_("Read each one to the room. Change the words if someone says they are wrong.")
NOT_KEPT = N_("What was said is not in these notes, nor in the minutes.")


class WrapUpSide(ScrolledColumn):
    """Shows the three cards.

    Signals:
        read_back(object, bool): a promise by its id was read, or was not.
        promise_requested(object): a wish to change a promise.
        counted(str, int): one more or less of a group.
        organization_wanted(): a wish to name an organization that was here.
        organization_dropped(object): the link to an organization is wrong.
    """

    read_back = Signal(object, bool)
    promise_requested = Signal(object)
    counted = Signal(str, int)
    organization_wanted = Signal()
    organization_dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say("Promises, people and exits"), parent)
        self._theme = theme
        self._shown: WrapUp | None = None
        self.column.setContentsMargins(18, 14, 16, 14)
        self.column.setSpacing(12)
        self._build_promises()
        self._build_people()
        self._build_exits()
        self.column.addStretch(1)

    def show_page(self, page: WrapUp) -> None:
        """Show promises, people and exits."""
        before, self._shown = self._shown, page
        guesses = guessed_of(page)
        if before is None or (before.promises, guessed_of(before)) != (page.promises, guesses):
            self._show_promises(page, guesses)
        for group, counter in self._counters.items():
            counter.show_number(page.counts[group] or 0)
        people = page.people or 0
        here = say("{people} people", people=people)
        if page.head_count and page.head_count != people:
            here = say("{people} of {head_count} at the door", people=people, head_count=page.head_count)
        self._people.set_words(here)
        if before is None or before.organizations != page.organizations:
            self._show_organizations(page)
        for exit_, words in self._exits.items():
            words.set_words(str(page.exits.get(exit_, 0)))

    @property
    def organization_button(self) -> Button:
        """The button that asks for an organization."""
        return self._add

    # Building

    def _card(self, icon: str, title: str) -> tuple[QVBoxLayout, Words]:
        panel = Panel(self._theme, "sheet", "line-2", 9, parent=self.inside)
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(self._theme, icon, "ink-2", 16, panel))
        head.addWidget(Words(self._theme, title, Type.BODY_STRONG, parent=panel))
        head.addStretch(1)
        note = Words(self._theme, "", Type.SMALL, "ink-3", parent=panel)
        head.addWidget(note)
        column.addLayout(head)
        self.column.addWidget(panel)
        return column, note

    def _build_promises(self) -> None:
        column, self._read = self._card("handshake", say("Promises, read back aloud"))
        self._promises = QVBoxLayout()
        self._promises.setSpacing(0)
        column.addLayout(self._promises)
        column.addWidget(Words(self._theme, say(READ_ALOUD), Type.SMALL, "ink-3", wraps=True, parent=self.inside))

    def _build_people(self) -> None:
        theme = self._theme
        column, self._people = self._card("users", say("Who was here"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._counters: dict[str, Counter] = {}
        for place, group in enumerate(GROUPS):
            counter = Counter(theme, say(NAMES[group]), self.inside)
            counter.setProperty("group", group)
            counter.stepped.connect(self._on_stepped)
            self._counters[group] = counter
            grid.addWidget(Words(theme, say(NAMES[group]), Type.BODY, parent=self.inside), place // 2, place % 2 * 2)
            grid.addWidget(counter, place // 2, place % 2 * 2 + 1)
        column.addLayout(grid)
        column.addWidget(Words(theme, say("Organizations"), Type.SMALL_MEDIUM, "ink-3", parent=self.inside))
        held = QWidget(self.inside)
        self._organizations = Flow(held, 6)
        self._add = Button(
            theme, say("Add"), "plus", look=Look.DASHED, tip=say("Add an organization that was here"), parent=held
        )
        self._add.clicked.connect(self.organization_wanted)
        self._chips: list[Button] = []
        self._organizations.addWidget(self._add)
        column.addWidget(held)

    def _build_exits(self) -> None:
        theme = self._theme
        column, note = self._card("log-out", say("Exits tonight"))
        note.set_words(say("counts only"))
        self._exits: dict[Exit, Words] = {}
        for exit_ in Exit:
            row = QHBoxLayout()
            row.addWidget(Words(theme, say(exit_.value[:1].upper() + exit_.value[1:]), Type.BODY, parent=self.inside))
            row.addStretch(1)
            self._exits[exit_] = Words(theme, "0", Type.BODY_STRONG, parent=self.inside)
            row.addWidget(self._exits[exit_])
            column.addLayout(row)
        column.addWidget(Words(theme, say(NOT_KEPT), Type.SMALL, "ink-3", wraps=True, parent=self.inside))

    # Showing

    def _show_promises(self, page: WrapUp, guesses: dict[int, dict[str, str]]) -> None:
        while (item := self._promises.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._read.set_words(
            say("{read} of {n} read", read=page.read, n=len(page.promises)) if page.promises else say("none made")
        )
        for promise in page.promises:
            self._promises.addWidget(_PromiseRow(self._theme, promise, guesses.get(promise.id, {}), self))

    def _show_organizations(self, page: WrapUp) -> None:
        for chip in self._chips:
            self._organizations.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._organizations.removeWidget(self._add)
        self._chips = []
        for link_id, name in page.organizations:
            chip = Button(self._theme, name, "building", look=Look.CHIP, parent=self._add.parentWidget())
            chip.set_tip(say("Take {name} off", name=name))
            chip.setProperty("link", str(link_id))
            chip.clicked.connect(self._on_organization)
            chip.show()
            self._organizations.addWidget(chip)
            self._chips.append(chip)
        self._organizations.addWidget(self._add)

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        self.counted.emit(str(self.sender().property("group")), by)

    @Slot()
    def _on_organization(self) -> None:
        self.organization_dropped.emit(int(self.sender().property("link")))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(self.viewport().rect(), self._theme.color("sunken"))


def guessed_of(page: WrapUp) -> dict[int, dict[str, str]]:
    """By promise: what is guessed of its owner and day, in words."""
    cards = ((each.card, each.suggestions) for each in page.waiting if each.card is not None)
    return {
        card.id: {chip.what: chip.label for chip in map(suggested_chip, suggestions)}
        for card, suggestions in cards
        if card.kind == Promise.kind
    }


class _PromiseRow(QWidget):
    """One promise with its tick; its owner and date open it."""

    def __init__(self, theme: Theme, promise: ReadBack, guesses: dict[str, str], side: WrapUpSide) -> None:
        super().__init__(side.inside)
        self._promise = promise
        self._side = side
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.tick = Tick(theme, "", parent=self)
        self.tick.setFixedWidth(theme.px(TICK_WIDTH))
        self.tick.setChecked(promise.is_read)
        self.tick.setAccessibleName(say("{words}, read back", words=promise.words))
        self.tick.toggled.connect(self._on_ticked)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(Words(theme, promise.words, Type.BODY_MEDIUM, wraps=True, parent=self))
        held = QWidget(self)
        flow = Flow(held, 6)
        asked = (
            (OWNER, promise.owner, "user", say("Who sees to it")),
            (DUE, day_words(promise.due), ICONS[DUE], say("By when")),
        )
        for what, known, icon, question in asked:
            words = known or guessed(guesses.get(what, question))
            button = Button(theme, words, icon, look=Look.KNOWN if known else Look.GUESS, parent=held)
            button.clicked.connect(self._on_open)
            flow.addWidget(button)
        number = Words(theme, promise.number, Type.SMALL, "ink-3", parent=held)
        number.setFixedHeight(theme.px(CHIP_HEIGHT))
        flow.addWidget(number)
        inside.addWidget(held)
        row.addLayout(inside, 1)
        column.addLayout(row)
        column.addWidget(Rule(theme, parent=self))

    @Slot(bool)
    def _on_ticked(self, on: bool) -> None:
        self._side.read_back.emit(self._promise.id, on)

    @Slot()
    def _on_open(self) -> None:
        self._side.promise_requested.emit(self._promise.id)
