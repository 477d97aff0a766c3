"""The live session: stream and capture bar in the middle, agenda at the left, what was noted at the right."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.abbreviations import kept
from desktop.models.area import Area
from desktop.models.capture import Captured
from desktop.models.meeting import MeetingStatus
from desktop.models.office import the_office
from desktop.models.recording import role_names
from desktop.models.session_view import session_view
from desktop.models.speakers import Spoke
from desktop.models.stream import headings_of, lines_of
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.meetings.session.field_spelling import FieldSpelling
from desktop.views.meetings.session.guessed_cards import GuessedCards
from desktop.views.meetings.session.line_acts import LineActs
from desktop.views.meetings.session.mirrored_view import MirroredView
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.reading import Beside
from desktop.views.meetings.session.session_asks import SessionAsks
from desktop.views.meetings.session.session_commands import session_commands
from desktop.views.meetings.session.session_head import SessionHead
from desktop.views.meetings.session.session_keeper import SessionKeeper
from desktop.views.meetings.session.session_reading import SessionReading
from desktop.views.meetings.session.session_sheet import NARROW, SessionSheet
from desktop.views.spelling.spell_check import SpellCheck


class SessionPage(QWidget):
    """One live meeting.

    Signals:
        wrap_up_requested(object): the session is over; the meeting with this id is to be wrapped up.
        undo_requested(): Ctrl+Z with no typing left to take back.
        view_changed(object): a new `SessionView`, for the stage.
        ticked(object): the instant, once a second.
    """

    wrap_up_requested = Signal(object)
    undo_requested = Signal()
    view_changed = Signal(object)
    ticked = Signal(object)

    def __init__(self, desk: Desk, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting_id = meeting_id
        with desk.store.reading() as session:
            self.view = session_view(session, meeting_id, desk.store.clock())
            self._lines = lines_of(session, meeting_id)
            self._headings = headings_of(session, meeting_id)
            roles = role_names(session)
            areas = [area.name for area in session.query(Area).all()]
            closed = the_office(session).closed
        self.zone = ZoneInfo(self.view.zone)
        self.notes = NoteStreamModel(self.zone, self)
        self.keeper = SessionKeeper(desk.store, meeting_id, self.notes, self)
        self._reading = SessionReading(desk, meeting_id, self.notes, self.keeper, self)
        self._second = QTimer(self, interval=1000)
        self._build()
        self.acts = LineActs(self.desk, self.keeper, self.stream, self.notes, self.capture, self)
        self.asks = SessionAsks(self)
        self._cards = GuessedCards(desk, self.noted, closed, self)
        self._connect()
        self.capture.set_roles(roles, areas)
        abbreviations = kept(desk.store.preference("abbreviations"))
        self.capture.text.abbreviations = abbreviations
        check = SpellCheck(desk, self.keeper.place, [*roles, *abbreviations, *abbreviations.values()], self)
        self.spelling = FieldSpelling(self.capture.text, check, self)
        self.spelling.told.connect(desk.toasts.show)
        self.capture.setEnabled(desk.store.can_write)
        self._show_all()

    # Public

    def commands(self) -> list[Command]:
        """What works while the session shows."""
        return session_commands(self)

    @Slot()
    def focus_capture(self) -> None:
        """The keyboard goes where lines are typed."""
        self.capture.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """The session begins now, or a break ends."""
        if self.view.break_since is not None:
            self.keeper.end_break()
        elif not self.is_live:
            self.keeper.start()
        self.focus_capture()

    @property
    def is_live(self) -> bool:
        """Whether the session runs."""
        return self.view.status is MeetingStatus.LIVE

    def toggle_break(self) -> None:
        """A break, or its end."""
        if self.view.break_since is not None:
            self.keeper.end_break()
        elif self.is_live:
            self.keeper.take_break()

    def wrap_up(self) -> None:
        """End the session and sort what it left."""
        self.keeper.end()
        self.wrap_up_requested.emit(self.meeting_id)

    def accept_guess(self) -> None:
        """Accept the newest guess."""
        self.noted.accept_newest()

    def more_people(self) -> None:
        """One more is here."""
        self.keeper.count_people(1)

    def fewer_people(self) -> None:
        """One left."""
        self.keeper.count_people(-1)

    def toggle_agenda(self) -> None:
        """Show or fold the agenda; where there is little room it comes in place of what was noted."""
        self.sheet.toggle_agenda(self._logical_width)
        self._fit()

    def interpreted(self) -> None:
        """What is typed came through an interpreter; on a chosen line, that line did."""
        if self.stream.hasFocus():
            self.acts.toggle_interpreted()
        else:
            self.capture.toggle_interpreted()

    @property
    def saved_lines(self) -> int:
        """How many lines are on the disk."""
        return self.notes.saved_count

    def lend_capture(self, mirrored: MirroredView) -> None:
        """The line to type in stands under the stage."""
        mirrored.take_capture(self.capture)

    def take_capture_back(self) -> None:
        """The line to type in stands under the notes again."""
        self.sheet.take_capture_back()

    def save_everything(self) -> None:
        """What is typed goes to the store, also what is half typed."""
        self.keeper.hand_over()
        self.keeper.keep_half()

    # Building

    def _build(self) -> None:
        theme = self.desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(0)
        self.head = SessionHead(theme, self)
        column.addWidget(self.head)
        sheet = self.sheet = SessionSheet(theme, self.notes, self.zone, self)
        self.agenda, self.stream, self.capture, self.noted = sheet.agenda, sheet.stream, sheet.capture, sheet.noted
        column.addWidget(sheet, 1)
        self._fit()

    def _connect(self) -> None:
        keeper, head = self.keeper, self.head
        self.capture.entered.connect(self._on_entered)
        self.capture.amended.connect(keeper.amend)
        self.capture.typing.connect(self._on_typing)
        self.capture.sign_pressed.connect(self._on_sign)
        self.capture.last_wanted.connect(self.acts.edit_last)
        keeper.save_state_changed.connect(head.saved.set_state)
        keeper.refused.connect(self._on_refused)
        head.start_requested.connect(self.start)
        head.break_requested.connect(self.toggle_break)
        head.wrap_up_requested.connect(self.wrap_up)
        head.undo_requested.connect(self.undo_requested)
        head.privacy_requested.connect(self.desk.privacy.toggle)
        head.counted.connect(keeper.count_people)
        head.speakers.clicked.connect(self.asks.speakers)
        head.exits.clicked.connect(self.asks.exits)
        self.agenda.next_requested.connect(keeper.turn_to_next)
        self.agenda.item_requested.connect(keeper.begin_item)
        self.agenda.queue_requested.connect(self.asks.queue)
        self.agenda.call_requested.connect(keeper.call_next)
        self.noted.card_chosen.connect(self.stream.choose_line)
        self.acts.left.connect(self.focus_capture)
        self.desk.privacy.changed.connect(self._on_privacy)
        self.desk.theme.changed.connect(self._fit)
        self._reading.beside_read.connect(self._on_beside)
        self._reading.refused.connect(self._on_refused)
        self._second.timeout.connect(self._tick)
        self._second.start()

    def _show_all(self) -> None:
        self.notes.show(self._lines, self._headings)
        half = self.keeper.kept_half()
        if half is not None:
            self.capture.bring_back(half)
        self._show_view()
        self._on_privacy()
        self._reading.again()

    # What it shows

    @Slot(object)
    def _on_beside(self, beside: Beside) -> None:
        self.view = beside.view
        self.capture.themes.names = beside.themes
        self.agenda.last_time.show_promises(beside.last_time)
        if beside.spoke != self.keeper.spoke:
            self._agree(beside.spoke)
        for heading in beside.headings:
            self.notes.add_heading(heading)
        self._show_view()

    def _agree(self, spoke: Sequence[Spoke]) -> None:
        """Lines said before show what their speakers agree to now."""
        before, now = ({each.label: each.consent for each in known} for known in (self.keeper.spoke, spoke))
        self.keeper.spoke = spoke
        if different := dict(now.items() - before.items()):
            self.notes.agree(different)

    def _show_view(self) -> None:
        self.head.show_view(self.view, self._now(), is_narrow=self._is_narrow)
        self.agenda.show_view(self.view)
        self.sheet.break_band.show_break(self.view.break_since)
        self._cards.show_view(self.view, self.notes.marks)
        self.view_changed.emit(self.view)

    @property
    def is_at_rest(self) -> bool:
        """Whether everything is on the disk and on screen, and nothing is being read."""
        is_shown = self._cards.can_guess and self._reading.is_at_rest and self.capture.text.is_at_rest
        return is_shown and not self.keeper.is_saving

    # Slots

    @Slot(object)
    def _on_entered(self, captured: Captured) -> None:
        if not self.is_live and self.view.began_at is None:
            self.keeper.start()
        self.keeper.add(captured, self.view.item_id)

    @Slot()
    def _on_typing(self) -> None:
        self.keeper.half_typed(self.capture.half_typed)

    @Slot(str)
    def _on_sign(self, sign: str) -> None:
        """A button marks the chosen line while the keyboard is on it, else the line that is typed."""
        if not (self.stream.hasFocus() and self.acts.sign(sign)):
            self.capture.press_sign(sign)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.desk.toasts.show(sentence)

    @Slot()
    def _on_privacy(self) -> None:
        self.head.privacy.set_on(self.desk.privacy.is_on)

    @Slot()
    def _tick(self) -> None:
        now = self._now()
        self.head.tick(now)
        self.agenda.tick(now)
        self.ticked.emit(now)

    def _now(self) -> datetime:
        return self.desk.store.clock()

    @property
    def _logical_width(self) -> float:
        """How wide it is at 100 % text."""
        return self.width() * 100 / self.desk.theme.text_size

    @property
    def _is_narrow(self) -> bool:
        return self._logical_width <= NARROW

    @Slot()
    def _fit(self) -> None:
        self.sheet.fit(self._logical_width)
        self.head.show_view(self.view, self._now(), is_narrow=self._is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
