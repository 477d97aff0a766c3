"""The minutes of a meeting: how far they are, the next step, corrections, and the way to paper."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import select

from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.store.changes import Changes
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.forms.editors import FormField
from desktop.views.forms.record_form import RecordForm
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Size
from desktop.views.widgets.marks import Pill
from desktop.views.widgets.words import Words

LOOKS = {
    MinutesState.DRAFT: (N_("Draft"), "st-new", "lake"),
    MinutesState.READ_BACK: (N_("Read back"), "st-ack", "plum"),
    MinutesState.CORRECTED: (N_("Corrected"), "st-prog", "ochre"),
    MinutesState.FINAL: (N_("Final"), "st-res", "pine"),
}
# What comes next from each state: the words on the button, and the state it leads to.
NEXT = {
    MinutesState.DRAFT: (N_("Read back to the room"), MinutesState.READ_BACK),
    MinutesState.READ_BACK: (N_("Make final"), MinutesState.FINAL),
    MinutesState.CORRECTED: (N_("Make final"), MinutesState.FINAL),
}
EXPLAINED = {
    None: N_("Minutes are put together from the marked lines when the session is wrapped up."),
    MinutesState.DRAFT: N_(
        "Printed as DRAFT until they are final. The lists come from the notes; a summary is up to you."
    ),
    MinutesState.READ_BACK: N_("Write what the room corrected, then make them final."),
    MinutesState.CORRECTED: N_("Corrections are printed as corrections."),
    MinutesState.FINAL: N_("Locked with the lines they were made of. A correction is added with its date."),
}


class MinutesPanel(QWidget):
    """Shows the minutes of one meeting.

    Signals:
        print_requested(): a wish to see them on paper.
        save_state_changed(str): for the status strip.
    """

    print_requested = Signal()
    save_state_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._meeting_id: int | None = None
        self._minutes: Minutes | None = None
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(theme, say("Minutes"), Type.BODY_STRONG, parent=self))
        self._pill = Pill(theme, say(LOOKS[MinutesState.DRAFT][0]), *LOOKS[MinutesState.DRAFT][1:], parent=self)
        head.addWidget(self._pill)
        head.addStretch(1)
        self._step = Button(theme, say("Make minutes"), "file-text", size=Size.SMALL, parent=self)
        self._correct = Button(theme, say("Correct"), "pencil", size=Size.SMALL, parent=self)
        self._print = Button(theme, icon="printer", tip=say("Print or save the minutes"), size=Size.SMALL, parent=self)
        for button in (self._correct, self._step, self._print):
            head.addWidget(button)
        column.addLayout(head)
        self._said = Words(theme, "", Type.SMALL, "ink-3", wraps=True, parent=self)
        column.addWidget(self._said)
        fields = (FormField("summary", wide=True), FormField("corrections", wide=True))
        self._form = RecordForm(desk, Minutes, fields, self)
        self._form.save_state_changed.connect(self.save_state_changed)
        column.addWidget(self._form)
        self._step.clicked.connect(self._on_step)
        self._correct.clicked.connect(self._on_correct)
        self._print.clicked.connect(self.print_requested)
        desk.store.changed.connect(self._on_changed)

    @property
    def is_final(self) -> bool:
        """Whether they are locked."""
        return self._minutes is not None and self._minutes.is_final

    def show_meeting(self, meeting_id: int | None) -> None:
        """Show the minutes of this meeting."""
        self._meeting_id = meeting_id
        self._read()

    def save_everything(self) -> None:
        """Send what is typed."""
        self._form.save_everything()

    def _read(self) -> None:
        self._minutes = None
        can_make = False
        if self._meeting_id is not None:
            with self._desk.store.reading() as session:
                live = select(Minutes).where(Minutes.meeting_id == self._meeting_id, Minutes.deleted_at.is_(None))
                self._minutes = session.scalars(live).first()
                status = session.get_one(Meeting, self._meeting_id).status
                can_make = status in (MeetingStatus.WRAP_UP, MeetingStatus.DONE)
        minutes = self._minutes
        state = minutes.state if minutes is not None else None
        self._pill.setVisible(state is not None)
        if state is not None:
            self._pill.set_pill(say(LOOKS[state][0]), *LOOKS[state][1:])
        self._said.set_words(say(EXPLAINED[state]))
        words = say(NEXT[state][0] if state in NEXT else N_("Make minutes"))
        self._step.set_words(words)
        self._step.setVisible(state in NEXT or (state is None and can_make))
        self._correct.setVisible(state in (MinutesState.READ_BACK, MinutesState.FINAL))
        self._print.setEnabled(self._meeting_id is not None)
        self._form.setVisible(minutes is not None)
        self._form.show_record(minutes.id if minutes is not None else None)

    @Slot()
    def _on_step(self) -> None:
        minutes, meeting_id = self._minutes, self._meeting_id
        if meeting_id is None:
            return

        def write(session: WritingSession) -> None:
            if minutes is None:
                session.add(Minutes(meeting=session.get_one(Meeting, meeting_id)))
                return
            own = session.get_one(Minutes, minutes.id)
            own.state = NEXT[own.state][1]
            if own.state is MinutesState.READ_BACK:
                own.read_back_at = session.now

        self._write("Make minutes" if minutes is None else "Take the minutes further", write)

    @Slot()
    def _on_correct(self) -> None:
        if (minutes := self._minutes) is not None:

            def write(session: WritingSession) -> None:
                session.get_one(Minutes, minutes.id).state = MinutesState.CORRECTED

            self._write("Open the minutes for corrections", write)

    def _write(self, label: str, work: Callable[[WritingSession], None]) -> None:
        self.save_state_changed.emit("saving")
        when_done(self._desk.store.write(label, work), self, self._on_saved, self._on_refused)

    @Slot(object)
    def _on_saved(self, result: object) -> None:
        self.save_state_changed.emit("saved")

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._desk.toasts.show(retold(str(error)))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.ids(Minutes.kind) or self._meeting_id in changes.ids(Meeting.kind):
            self._read()
