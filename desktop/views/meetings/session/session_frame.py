"""The frame around a session: asks who can see the screen, then shows notes, stage or wrap-up."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.session_view import SessionView
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.meetings.session.folded_notes import FoldedNotes
from desktop.views.meetings.session.frame_commands import commands_while_others_look, frame_commands
from desktop.views.meetings.session.mirrored_view import MirroredView
from desktop.views.meetings.session.room import Room
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.meetings.session.start_question import Seen, StartQuestion, guessed_seen
from desktop.views.meetings.session.wrap_up_page import WrapUpPage
from desktop.views.saying import say


class SessionFrame(QWidget):
    """Holds one meeting's session or wrap-up at a time.

    Signals:
        opened(), left(): the session takes the tab, or gives it back.
        commands_changed(): other commands work now.
        open_requested(kind, id), undo_requested(), fold_requested(bool): as in every tab.
        sign_in_requested(str): a wish to print a sign-in sheet of the meeting with this number.
    """

    opened = Signal()
    left = Signal()
    commands_changed = Signal()
    open_requested = Signal(object, object)
    undo_requested = Signal()
    fold_requested = Signal(bool)
    sign_in_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.page: SessionPage | None = None
        self.wrap_up: WrapUpPage | None = None
        self.room: Room | None = None
        self._mirrored: MirroredView | None = None
        self._folded: FoldedNotes | None = None
        self._undo: str | None = None
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # What the tab asks

    @property
    def is_open(self) -> bool:
        """Whether a session or a wrap-up shows."""
        return self.page is not None or self.wrap_up is not None

    @property
    def folded(self) -> FoldedNotes | None:
        """What stands over locked notes."""
        return self._folded

    def commands(self) -> list[Command]:
        """What works now."""
        if self.wrap_up is not None:
            return self.wrap_up.commands()
        if self.page is None:
            return []
        if self._folded is not None or self._mirrored is not None:
            return commands_while_others_look(self, self.page)
        return [*self.page.commands(), *frame_commands(self)]

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through."""
        if self.page is not None:
            page = self.page
            return [part for part in (page.capture, page.stream, page.noted, page.agenda) if part.isVisible()]
        return [self.wrap_up.list, self.wrap_up.side] if self.wrap_up is not None else [self]

    def focus_first(self) -> None:
        """The keyboard goes where work goes on."""
        if self._folded is not None and self._mirrored is None:
            self._folded.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.page is not None:
            self.page.focus_capture()
        elif self.wrap_up is not None:
            self.wrap_up.focus_first()

    def follow(self, other: "SessionFrame") -> None:
        """Open what is open in another window, seen by the same people."""
        if other.wrap_up is not None:
            self.open_wrap_up(other.wrap_up.meeting_id)
        elif other.page is not None and other.room is not None:
            self.open_session(other.page.meeting_id)
            if self.room is not None and other.page.is_live:
                self.room.set_seen(other.room.seen)

    def set_undo(self, what: str | None) -> None:
        """What undo takes back now, None when there is nothing."""
        self._undo = what
        for shown in (self.page, self.wrap_up):
            if shown is not None:
                shown.head.undo.set_what(what)

    def save_everything(self) -> None:
        """What is half typed goes to the store."""
        if self.page is not None:
            self.page.save_everything()

    # Locking

    def lock_in_place(self) -> bool:
        """Cover the notes of a live session; False where there is none."""
        if self.page is None or not self.page.is_live:
            return False
        if self._folded is None:
            self.page.save_everything()
            folded = self._folded = FoldedNotes(self._desk, self)
            folded.unfolded.connect(self._on_unfolded)
            self._stack.addWidget(folded)
            if self._mirrored is None:
                self._stack.setCurrentWidget(folded)
            self.fold_requested.emit(True)
        return True

    @Slot()
    def unfold(self) -> None:
        """From the screen everyone sees to the notes, which asks for the passphrase first."""
        if self.room is not None and self.lock_in_place():
            self.room.set_seen(Seen.ONLY_ME)

    @Slot()
    def _on_unfolded(self) -> None:
        if self._folded is not None and self.page is not None:
            self._drop(self._folded)
            self._folded = None
            self._stack.setCurrentWidget(self._mirrored or self.page)
            self.fold_requested.emit(False)

    # Opening

    @Slot(object)
    def open_session(self, meeting_id: int) -> None:
        """Show the notes of a meeting; before it starts, ask who can see this screen."""
        self._close()
        page = self.page = SessionPage(self._desk, meeting_id, self)
        page.wrap_up_requested.connect(self.open_wrap_up)
        page.undo_requested.connect(self.undo_requested)
        page.head.start_requested.disconnect(page.start)
        page.head.start_requested.connect(self.ask_seen)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        room = self.room = Room(self._desk, meeting_id, application, page)
        room.seen_changed.connect(self._on_seen)
        room.question_requested.connect(self.ask_seen)
        page.view_changed.connect(self._on_view)
        page.ticked.connect(room.tick)
        room.show_view(page.view)
        self._desk.toasts.stand_above(page.capture)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.opened.emit()
        self.commands_changed.emit()
        page.head.undo.set_what(self._undo)
        page.focus_capture()
        if page.view.status is MeetingStatus.PLANNED:
            self.ask_seen()

    @Slot(object)
    def open_wrap_up(self, meeting_id: int) -> None:
        """Show what a session left to decide."""
        self._close()
        page = self.wrap_up = WrapUpPage(self._desk, meeting_id, self)
        page.back_requested.connect(self.open_session)
        page.finished.connect(self._on_finished)
        page.open_requested.connect(self.open_requested)
        page.undo_requested.connect(self.undo_requested)
        page.sign_in_requested.connect(self.sign_in_requested)
        page.head.undo.set_what(self._undo)
        self._desk.toasts.clear()  # what was told of a line while the room talked
        self._desk.toasts.stand_above(page.foot)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.opened.emit()
        self.commands_changed.emit()

    @Slot()
    def leave(self) -> None:
        """Back to the list; the session goes on."""
        self._close()
        self.left.emit()
        self.commands_changed.emit()

    # Who can see it

    @Slot()
    def ask_seen(self) -> None:
        """Ask who can see this screen; the answer starts a session that is not started."""
        if self.page is None or self.findChild(StartQuestion) is not None:
            return
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        act = say("Start session") if self.page.view.began_at is None else say("Go on")
        question = StartQuestion(self._desk.theme, self, guessed_seen(application.screens()), act=act)
        question.answered.connect(self._on_answered)
        question.open()

    @Slot(object)
    def _on_answered(self, seen: Seen) -> None:
        if self.page is None or self.room is None:
            return
        self.room.set_seen(seen)
        if not self.page.is_live:
            self.page.start()
        self.focus_first()

    @Slot(object)
    def _on_seen(self, seen: Seen) -> None:
        """Everyone: the stage with one line; otherwise the notes."""
        if self.page is None or self.room is None:
            return
        if seen is Seen.EVERYONE and self._mirrored is None:
            mirrored = self._mirrored = MirroredView(self._desk.theme, self)
            self._desk.toasts.clear()  # what was said to one person is not for the room
            self.page.lend_capture(mirrored)
            mirrored.next_requested.connect(self.page.keeper.turn_to_next)
            mirrored.counted.connect(self.page.keeper.count_people)
            mirrored.blank_requested.connect(self.toggle_blank)
            mirrored.unfold_requested.connect(self.unfold)
            self.room.add_stage(mirrored.stage)
            mirrored.show_view(self.page.view, self.page.saved_lines)
            self._stack.addWidget(mirrored)
            self._stack.setCurrentWidget(mirrored)
            self.fold_requested.emit(True)
        elif seen is not Seen.EVERYONE and self._mirrored is not None:
            self.page.take_capture_back()
            self.room.remove_stage(self._mirrored.stage)
            self._drop(self._mirrored)
            self._mirrored = None
            self._stack.setCurrentWidget(self._folded or self.page)
            if self._folded is None:
                self.fold_requested.emit(False)
        self.focus_first()

    @Slot()
    def toggle_blank(self) -> None:
        """The room sees nothing, or sees it again."""
        if self.room is not None:
            self.room.toggle_blank()

    # Inside

    @Slot(object)
    def _on_view(self, view: SessionView) -> None:
        if self.room is not None:
            self.room.show_view(view)
        if self._mirrored is not None and self.page is not None:
            self._mirrored.show_view(view, self.page.saved_lines)

    @Slot(object)
    def _on_finished(self, meeting_id: int) -> None:
        self.leave()
        self.open_requested.emit(Meeting.kind, meeting_id)

    def _close(self) -> None:
        self.save_everything()
        was_folded = self._folded is not None or self._mirrored is not None
        if self._folded is not None:
            self._drop(self._folded)
            self._folded = None
        if self.room is not None:
            self.room.close()
            self.room = None
        if self._mirrored is not None:
            self._drop(self._mirrored)
            self._mirrored = None
        for shown in (self.page, self.wrap_up):
            if shown is not None:
                self._drop(shown)
        self.page = self.wrap_up = None
        self._desk.toasts.stand_above(None)
        if was_folded:
            self.fold_requested.emit(False)

    def _drop(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
