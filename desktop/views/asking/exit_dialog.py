"""An exit: the words are gone; kept are to whom it was passed, when and how, and nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import select

from desktop.jobs.papers import HOW_TO
from desktop.models.organization import Organization
from desktop.models.passed_on import PASSED_ON_FIELDS, RECEIVERS, Exit, How, PassedOn, fitting_receivers
from desktop.models.refusal import Refusal
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.forms.choosing import FixedChoices, in_words
from desktop.views.forms.date_editor import WallTimeEditor
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.suggestions import Suggestion
from desktop.views.leaving.leaving import Leaving
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 600
# What the head and the foot need above and below what scrolls.
AROUND = 118
SAID = {
    Exit.CRIME: (
        N_(
            "This office does not take or keep tips about a crime. The words typed before are wiped, from the draft "
            "too. Give the person these ways, or pass them on now."
        )
    ),
    Exit.COMPLAINT: (
        N_(
            "This office does not take or keep complaints. The words typed before are wiped, from the draft too. "
            "Give the person these ways, or pass them on now."
        )
    ),
    Exit.DANGER: (
        N_(
            "Call first, write nothing. The words typed before are wiped, from the draft too. "
            "Stay with the person until somebody has taken over."
        )
    ),
}


class Receivers:
    """To whom it may be passed: what fits among the office's organizations, then what every town has."""

    def __init__(self, desk: Desk, exit_: Exit) -> None:
        with desk.store.reading() as session:
            live = select(Organization).where(Organization.deleted_at.is_(None)).order_by(Organization.name)
            self.known = {each.name: each for each in session.scalars(live)}
        fitting = fitting_receivers(exit_, self.known)
        fixed = [name for name in RECEIVERS[exit_] if name not in fitting]
        others = [name for name in self.known if name not in fitting]
        self.names = [*fitting, *fixed, *others]

    def __call__(self, typed: str) -> Sequence[Suggestion]:
        """Those that are called like what is typed."""
        sought = typed.casefold()
        return [Suggestion(name, name, icon="building") for name in self.names if sought in name.casefold()]


class ExitDialog(Dialog):
    """Three facts. Passed on keeps them; Start over goes back to an empty concern.

    Signals:
        passed_on(): the three facts are kept.
        start_over_requested(): back to an empty concern.
    """

    passed_on = Signal()
    start_over_requested = Signal()

    def __init__(self, desk: Desk, window: QWidget, exit_: Exit, meeting_id: int | None = None) -> None:
        super().__init__(desk.theme, window, say(in_words(exit_.value)), width=WIDTH)
        self._desk = desk
        self._over = window
        self._exit = exit_
        self._meeting_id = meeting_id
        self._days = OfficeDays(desk.store, self)
        self._receivers = Receivers(desk, exit_)
        self._build_parts()
        self._build_foot()
        self._connect()
        self._show_ways()

    def focus_first(self) -> None:
        """To whom."""
        self.to.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ways(self) -> tuple[str, str, str]:
        """The name, number and note that are shown of whoever is chosen."""
        return self._name.text(), self._phone.text(), self._note.text()

    @property
    def said(self) -> str:
        """What the foot says."""
        return self._said.text()

    # Building

    def _build_parts(self) -> None:
        theme = self._desk.theme
        whole = self.layout()
        head = whole.itemAt(0) if whole is not None else None
        assert isinstance(head, QHBoxLayout)
        head.insertWidget(0, Icon(theme, "log-out", "accent", 20))  # before the title
        # In large text on a small screen all this is higher than the window: it scrolls, and the acts stay in sight.
        self._scroll = TallScroll(theme, self.windowTitle(), WIDTH - 48, self, around=AROUND)
        self._facts_column = QVBoxLayout(self._scroll.inside)
        self._facts_column.setContentsMargins(0, 0, 0, 0)
        self._facts_column.setSpacing(12)
        self.body.addWidget(self._scroll, 1)
        self._facts_column.addWidget(Words(theme, say(SAID[self._exit]), Type.LARGE, "ink-2", wraps=True))
        self._card = Panel(theme, "sunken", "line-2", 8)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(14, 10, 14, 10)
        card.setSpacing(6)
        first = QHBoxLayout()
        self._name = Words(theme, "", Type.BODY_STRONG, wraps=True)
        self._phone = Words(theme, "", Type.PANEL_TITLE)
        first.addWidget(self._name, 1)
        first.addWidget(self._phone)
        self._note = Words(theme, "", Type.BODY, "ink-2", wraps=True)
        self.how_to = Button(theme, say("Print the how-to"), "printer", look=Look.LINK)
        second = QHBoxLayout()
        second.addWidget(self._note, 1)
        second.addWidget(self.how_to, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        card.addLayout(first)
        card.addLayout(second)
        self._facts_column.addWidget(self._card)
        self._build_facts()
        kept = Panel(theme, "", "line-2", 8)
        row = QHBoxLayout(kept)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "lock", "ink-2", 16))
        only = say("Only these three facts are kept, without a name, place or words. They count in the quarter report.")
        row.addWidget(Words(theme, only, Type.BODY, "ink-2", wraps=True), 1)
        self._facts_column.addWidget(kept)

    def _build_facts(self) -> None:
        theme, facts = self._desk.theme, QGridLayout()
        facts.setHorizontalSpacing(12)
        to = PickEditor(theme, say("Passed to"), self._receivers, optional=False)
        first = self._receivers.names[0]
        to.show_value(first, first)
        self.to = FieldFrame(theme, say("Passed to"), to, icon="building")
        self._when = WallTimeEditor(theme, self._days.today)
        now = self._days.on_the_wall(self._desk.store.clock())
        self._when.show_value(now.replace(tzinfo=None, second=0, microsecond=0).isoformat())
        self.when = FieldFrame(theme, say("When"), self._when, icon="clock")
        how = PickEditor(theme, say("How"), FixedChoices(PASSED_ON_FIELDS["how"]), optional=False)
        how.show_value(How.NUMBER.value, say(in_words(How.NUMBER.value)))
        self.how = FieldFrame(theme, say("How"), how)
        for place, (frame, share) in enumerate(((self.to, 13), (self.when, 11), (self.how, 10))):
            facts.addWidget(frame, 0, place, Qt.AlignmentFlag.AlignTop)
            facts.setColumnStretch(place, share)
        self._facts_column.addLayout(facts)

    def _build_foot(self) -> None:
        theme = self._desk.theme
        self._said = Words(theme, say("In danger now? 911 first"), Type.SMALL, "ink-3", wraps=True)
        self.start_over = Button(theme, say("Start over"), look=Look.GHOST, keys="Esc", parent=self)
        self._pass_on = Button(theme, say("Passed on"), "check", look=Look.PRIMARY, keys="Ctrl Enter", parent=self)
        self.foot.addWidget(self._said, 1)
        self.foot.addWidget(self.start_over)
        self.foot.addWidget(self._pass_on)

    def _connect(self) -> None:
        self.to.editor.left.connect(self._show_ways)
        self.start_over.clicked.connect(self.reject)
        self.how_to.clicked.connect(self.print_how_to)
        self._pass_on.clicked.connect(self.pass_on)
        self.rejected.connect(self.start_over_requested)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.pass_on)

    @Slot()
    def _show_ways(self) -> None:
        """What the office knows of whoever is chosen: number, address, when they are there."""
        name = self.to.editor.typed()
        known = self._receivers.known.get(name)
        self._name.set_words(name)
        self._phone.set_words((known.phone or "") if known else "911" if name == "911" else "")
        note = ". ".join(part.rstrip(".") for part in (known.address, known.note) if part) if known else ""
        self._note.set_words(
            note or say("Write its number into the directory of organizations, so that it stands here.")
        )
        self._note.setVisible(name != "911")
        self._scroll.updateGeometry()
        self.fit_height()

    @Slot()
    def print_how_to(self) -> None:
        """The slip that says where this goes, for the person to take along."""
        from desktop.views.leaving.leaving_dialog import LeavingDialog

        what = next(what for what, exit_ in HOW_TO.items() if exit_ is self._exit)
        leaving = Leaving(
            what,
            say("How-to: {value}", value=say(self._exit.value)),
            name=say("How-to, {value}", value=say(self._exit.value)),
            approved=True,
        )
        self._printing = LeavingDialog(self._desk, self._over, leaving, printing=True)
        self._printing.finished.connect(self.focus_first)
        self._printing.open()

    # Passing on

    @Slot()
    def pass_on(self) -> None:
        """Keep the three facts."""
        try:
            facts = self._facts()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        label = f"Passed on: {self._exit.value}"
        when_done(self._desk.store.write(label, KeepFacts(facts)), self, self._on_kept, self._refuse)

    def _facts(self) -> dict[str, Any]:
        wall = self._when.value()
        zone = self._desk.store.office.time_zone
        at = datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC) if wall else self._desk.store.clock()
        at = min(at, self._desk.store.clock())
        return {
            "exit": self._exit,
            "passed_to": str(self.to.editor.value()),
            "passed_at": at,
            "how": How(self.how.editor.value()),
            "meeting_id": self._meeting_id,
        }

    @Slot(object)
    def _on_kept(self, result: object) -> None:
        self._desk.toasts.show(say("Passed on to {name}. No word of it is kept.", name=self.to.editor.typed()))
        self.passed_on.emit()
        self.accept()

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._said.set_token("error")
        self._said.set_words(retold(str(error)))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


class KeepFacts:
    """The work of one write: a record of three facts."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts

    def __call__(self, session: WritingSession) -> None:
        """Save it."""
        session.add(PassedOn(**self._facts))
