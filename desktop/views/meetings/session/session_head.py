"""The head of a session: what it is, its clock, how many are here, what is saved, break and wrap-up."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.session_view import SessionView
from desktop.views.meetings.session.agenda_rows import length_words
from desktop.views.meetings.session.privacy_button import PrivacyButton
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.icon_line import IconLine
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.save_state import SaveState
from desktop.views.widgets.undo_button import UndoButton
from desktop.views.widgets.words import Words

HEIGHT = 60
TITLE_ROOM = 150  # what the title keeps; words give way to their icons before it
LONGEST_UNDO = 14
NOTES_ONLY = N_("Notes only, no recording")
NOT_STARTED = N_("Not started")


class SessionHead(QWidget):
    """Shows a `SessionView`; `tick` lets its clock go on.

    Signals:
        start_requested(), break_requested(), wrap_up_requested(), undo_requested(), privacy_requested()
        counted(int): people came or left.
    """

    start_requested = Signal()
    break_requested = Signal()
    wrap_up_requested = Signal()
    undo_requested = Signal()
    privacy_requested = Signal()
    counted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SessionView | None = None
        self._stats: list[QHBoxLayout] = []
        self._measured: tuple[object, ...] = ()
        self._needs = 0
        self._build()

    def _build(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 10, 8, 10)
        row.setSpacing(10)
        row.addLayout(self._titles(), 1)
        self._clock = Words(theme, say(NOT_STARTED), Type.PANEL_TITLE, parent=self)
        self._planned = Words(theme, "", Type.BODY, "ink-3", parent=self)
        self._add_stat(row, Icon(theme, "timer", "ink-3", 16, self), self._clock, self._planned)
        self.people = Counter(theme, say("People here"), self)
        self.people.stepped.connect(self.counted)
        self._here = Words(theme, say("people here").replace(" ", "\n", 1), Type.SMALL, "ink-3", parent=self)
        self._add_stat(row, self.people, self._here)
        self.saved = SaveState(theme, Type.BODY_MEDIUM, parent=self)
        self._add_stat(row, self.saved)
        self.undo = UndoButton(theme, LONGEST_UNDO, self)
        self.speakers = Button(
            theme, icon="users", tip=say("What each speaker agreed to (Alt S)"), look=Look.GHOST, parent=self
        )
        self.exits = Button(
            theme, icon="log-out", tip=say("Not for this office: pass it on (Alt X)"), look=Look.GHOST, parent=self
        )
        self.break_ = Button(theme, say("Break"), "coffee", parent=self)
        self.privacy = PrivacyButton(theme, self)
        self.start = Button(theme, say("Start"), "play", look=Look.PRIMARY, parent=self)
        self.wrap_up = Button(theme, say("Wrap up"), "arrow-right", parent=self)
        row.addWidget(self.speakers)
        row.addWidget(self.exits)
        for button, wish in (
            (self.undo, self.undo_requested),
            (self.break_, self.break_requested),
            (self.privacy, self.privacy_requested),
            (self.start, self.start_requested),
            (self.wrap_up, self.wrap_up_requested),
        ):
            button.clicked.connect(wish)
            row.addWidget(button)

    def _titles(self) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setSpacing(0)
        self._title = Words(theme, "", Type.PANEL_TITLE, elides=True, parent=self)
        self._where = IconLine(theme, self)
        column.addWidget(self._title)
        column.addWidget(self._where)
        return column

    def _add_stat(self, row: QHBoxLayout, *parts: QWidget) -> None:
        row.addWidget(Rule(self._theme, "line-2", upright=True, parent=self))
        held = QWidget(self)
        held.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        inside = QHBoxLayout(held)
        inside.setContentsMargins(2, 0, 2, 0)
        inside.setSpacing(8)
        for part in parts:
            inside.addWidget(part)
        row.addWidget(held)
        self._stats.append(inside)

    # What it shows

    def show_view(self, view: SessionView, now: datetime, *, is_narrow: bool) -> None:
        """Show title, clock and counts."""
        self._view = view
        self._title.set_words(view.title)
        where = ", ".join(part for part in (view.area, view.place) if part)
        self._where.show_parts((("messages-square", where), ("mic-off", say(NOTES_ONLY))))
        self.people.show_number(view.head_count or 0)
        is_live = view.began_at is not None and view.status.value == "live"
        self.start.setVisible(not is_live)
        self.break_.setVisible(is_live)
        self.wrap_up.setVisible(is_live)
        on_break = view.break_since is not None
        self.break_.set_tip(say("End break (F10)") if on_break else say("Break (F10)"))
        self.break_.set_look(Look.ON if on_break else Look.PLAIN)
        needs = self._measure(view, is_live)
        is_narrow = is_narrow or needs > self.width()
        self._say_more(view, is_narrow=is_narrow)
        self.undo.set_narrow(is_narrow or needs + self._undo_room > self.width())
        if is_narrow and on_break and self._asked_for() > self.width():
            self.break_.set_words("")  # the band above the line says that there is a break
        self.tick(now)

    def _asked_for(self) -> int:
        """The width that what is said now asks for, without the title."""
        for inside in self._stats:
            inside.activate()  # what they ask for is known at once
        return self.sizeHint().width()

    def _measure(self, view: SessionView, is_live: bool) -> int:
        """The width at which all words have room beside the title; it depends on the language."""
        said = (is_live, view.break_since is not None, view.planned, self.privacy.is_on, self._theme.text_size)
        if said != self._measured:
            self._say_more(view, is_narrow=False)
            self.undo.set_narrow(True)  # its words come and go with every act, so they have room of their own or none
            self._measured = said
            self._needs = self._asked_for() + self._theme.px(TITLE_ROOM)
        return self._needs

    @property
    def _undo_room(self) -> float:
        """What the longest name of what undo takes back needs."""
        longest = say("Undo: {cut}", cut="n" * LONGEST_UNDO)
        return self._theme.metrics(Type.BODY_MEDIUM).horizontalAdvance(longest)

    def _say_more(self, view: SessionView, *, is_narrow: bool) -> None:
        on_break = view.break_since is not None
        self.break_.set_words(say("End break") if on_break else "" if is_narrow else say("Break"))
        self._here.setVisible(not is_narrow)
        self.saved.set_tight(is_narrow)
        self.privacy.set_narrow(is_narrow)
        planned = view.planned
        minutes = round(planned.total_seconds() / 60) if planned else 0
        self._planned.set_words(say("of {minutes} min", minutes=minutes) if minutes and not is_narrow else "")
        self._planned.setVisible(bool(minutes) and not is_narrow)

    def tick(self, now: datetime) -> None:
        """The clock goes on."""
        view = self._view
        if view is None:
            return
        if view.began_at is None:
            self._clock.set_words(say(NOT_STARTED))
            return
        ran = view.ran(now)
        self._clock.set_words(length_words(ran))
        late = view.planned is not None and ran > view.planned + timedelta()
        self._clock.set_token("clay" if late else "ink")
