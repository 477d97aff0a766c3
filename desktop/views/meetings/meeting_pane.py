"""The meeting beside the list: when and where, its agenda, the way into the session, its minutes."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.models.meeting import GROUND_RULES, Meeting, MeetingStatus
from desktop.store.changes import Changes
from desktop.views import dates
from desktop.views.desk import Desk
from desktop.views.forms.editors import FormField
from desktop.views.forms.links_panel import LinksPanel
from desktop.views.forms.record_form import RecordForm
from desktop.views.history.history_section import HistorySection
from desktop.views.meetings.agenda_editor import AgendaEditor
from desktop.views.meetings.minutes_panel import MinutesPanel
from desktop.views.saying import N_, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.words import Words

FIELDS = (
    FormField("title", wide=True),
    FormField("starts_at"),
    FormField("ends_at"),
    FormField("area", icon="map-pin"),
    FormField("place"),
    FormField("sort"),
    FormField("lead", icon="user"),
    FormField("ground_rules", wide=True, empty=GROUND_RULES),
)
# What the one large button of a meeting does, by its status.
ACTS = {
    MeetingStatus.PLANNED: (N_("Start session"), "play"),
    MeetingStatus.LIVE: (N_("Return to session"), "play"),
    MeetingStatus.WRAP_UP: (N_("Wrap up"), "arrow-right"),
    MeetingStatus.DONE: (N_("See the notes"), "messages-square"),
}


class MeetingPane(QFrame):
    """One meeting; everything in it saves itself.

    Signals:
        act_requested(object): a wish to go on with the meeting, as its status asks for.
        notes_requested(object): a wish to see its notes.
        minutes_requested(): a wish to print its minutes.
        open_requested(kind, id), close_requested(), history_requested(id), save_state_changed(str): as in every pane.
    """

    act_requested = Signal(object)
    notes_requested = Signal(object)
    minutes_requested = Signal()
    open_requested = Signal(object, object)
    close_requested = Signal()
    history_requested = Signal(object)
    save_state_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.meeting: Meeting | None = None
        self.setAccessibleName(say("The meeting"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build()
        self._connect()
        self._render()

    def _build(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrolledColumn(say("The meeting"), self)
        inside = self._scroll.inside
        self._scroll.column.setContentsMargins(20, 14, 16, 16)
        self._scroll.column.setSpacing(10)
        column.addWidget(self._scroll)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Icon(theme, "messages-square", "accent", 14, inside))
        self._number = Words(theme, "", Type.SMALL, "ink-3", elides=True, parent=inside)
        head.addWidget(self._number, 1)
        self.close_button = Button(theme, icon="x", tip=say("Back to the list (Esc)"), look=Look.GHOST, size=Size.SMALL)
        self.close_button.hide()
        head.addWidget(self.close_button)
        self._title = Words(theme, "", Type.RECORD_TITLE, wraps=True, parent=inside)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        self.act = Button(theme, say("Start session"), "play", look=Look.PRIMARY, keys="Ctrl L", parent=inside)
        self.notes = Button(theme, say("Notes"), "messages-square", parent=inside)
        acts.addWidget(self.act)
        acts.addWidget(self.notes)
        acts.addStretch(1)
        self.form = RecordForm(self._desk, Meeting, FIELDS, inside)
        self.agenda = AgendaEditor(self._desk, inside)
        self.minutes = MinutesPanel(self._desk, inside)
        self.links = LinksPanel(self._desk, inside)
        self.history = HistorySection(self._desk, inside)
        parts = self._scroll.column
        parts.addLayout(head)
        parts.addWidget(self._title)
        parts.addLayout(acts)
        for part in (self.form, self.agenda, self.minutes, self.links, self.history):
            parts.addWidget(Rule(theme, parent=inside))
            parts.addWidget(part)
        parts.addStretch(1)

    def _connect(self) -> None:
        self.act.clicked.connect(self._on_act)
        self.notes.clicked.connect(self._on_notes)
        self.close_button.clicked.connect(self.close_requested)
        self.minutes.print_requested.connect(self.minutes_requested)
        self.links.open_requested.connect(self.open_requested)
        self.history.open_requested.connect(self._on_history)
        for part in (self.form, self.agenda, self.minutes):
            part.save_state_changed.connect(self.save_state_changed)
        self._desk.store.changed.connect(self._on_changed)
        self._desk.privacy.changed.connect(self._render)

    # What is shown

    def show_meeting(self, meeting_id: int | None) -> None:
        """Show this meeting; None shows nothing."""
        if self.meeting is not None and self.meeting.id == meeting_id:
            return
        self._read(meeting_id)
        self.form.show_record(meeting_id)
        self.links.show_record(Meeting.kind, meeting_id)
        self.history.show_record(Meeting.kind, meeting_id)
        self.agenda.show_meeting(meeting_id)
        self.minutes.show_meeting(meeting_id)
        self._scroll.verticalScrollBar().setValue(0)

    def save_everything(self) -> None:
        """Send what is typed."""
        for part in (self.form, self.agenda, self.minutes):
            part.save_everything()

    def set_over_table(self, is_over: bool) -> None:
        """Whether it covers the list, and needs a way back."""
        self.close_button.setVisible(is_over)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.form.focus_first()

    # Inside

    def _read(self, meeting_id: int | None) -> None:
        with self._desk.store.reading() as session:
            self.meeting = session.get(Meeting, meeting_id) if meeting_id is not None else None
        self._render()

    @Slot()
    def _render(self) -> None:
        meeting = self.meeting
        self._scroll.inside.setVisible(meeting is not None)
        if meeting is None:
            return
        self._number.set_words(f"{meeting.number}, {dates.weekday(meeting.held_on)}")
        self._title.set_words(self._desk.privacy.shown(Meeting.fields["title"], meeting.title))
        words, icon = ACTS.get(meeting.status, ("", ""))
        self.act.setVisible(bool(words))
        self.act.set_words(say(words) or say("Start session"))
        self.act.set_icon(icon or "play")
        self.notes.setVisible(meeting.status in (MeetingStatus.WRAP_UP,))

    @Slot()
    def _on_act(self) -> None:
        if self.meeting is not None:
            self.act_requested.emit(self.meeting.id)

    @Slot()
    def _on_history(self) -> None:
        if self.meeting is not None:
            self.history_requested.emit(self.meeting.id)

    @Slot()
    def _on_notes(self) -> None:
        if self.meeting is not None:
            self.notes_requested.emit(self.meeting.id)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.meeting is not None and self.meeting.id in changes.ids(Meeting.kind):
            self._read(self.meeting.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
            return
        super().keyPressEvent(event)
