"""What can be done with a line that was said before: from its menu, by keys on the stream, or with Up."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.capture import MARKS, QUOTES
from desktop.models.line import Mark
from desktop.models.stream import Shown
from desktop.views.desk import Desk
from desktop.views.meetings.session.capture_bar import CaptureBar
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.meetings.session.note_stream import NoteStream
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.session_keeper import SessionKeeper
from desktop.views.meetings.session.speaker_pill import consent_words
from desktop.views.saying import N_, say

STRUCK = N_("Struck. Time and mark stay; older backups still hold the words.")


class LineActs(QObject):
    """Edits, marks, strikes and inserts, each in one act.

    Signals:
        left(): the keyboard belongs to the line that is typed again.
    """

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        keeper: SessionKeeper,
        stream: NoteStream,
        notes: NoteStreamModel,
        bar: CaptureBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = keeper
        self._stream = stream
        self._notes = notes
        self._bar = bar
        self._window = parent
        self._inserting: int | None = None
        stream.menu_requested.connect(self.open_menu)
        stream.typed.connect(self._on_key)

    @Slot()
    def edit_last(self) -> None:
        """Up: the last line comes back into the bar."""
        if (row := self._notes.last_line()) is not None and row.line is not None:
            self._bar.edit(row.line)

    def edit(self) -> None:
        """The chosen line comes back into the bar."""
        if (line := self._chosen()) is not None and line.struck_at is None:
            self._bar.edit(line)

    def mark(self, mark: Mark) -> None:
        """Another mark on the chosen line."""
        if (line := self._chosen()) is not None:
            self._keeper.mark(line.id, mark)

    def sign(self, sign: str) -> bool:
        """What a sign means for the chosen line, a second time back to a note; False when there is nothing to do."""
        line = self._chosen()
        if line is None or line.struck_at is not None or sign not in (*MARKS, *QUOTES):
            return False
        if sign in QUOTES:
            self.toggle_spoken()
        else:
            self.mark(Mark.NOTE if line.mark is MARKS[sign] else MARKS[sign])
        return True

    def toggle_spoken(self) -> None:
        """The chosen words are the speaker's own, or no longer."""
        if (line := self._chosen()) is not None:
            self._keeper.say_as_spoken(line.id, not line.verbatim)

    def toggle_interpreted(self) -> None:
        """The chosen words came through an interpreter, or did not."""
        if (line := self._chosen()) is not None:
            self._keeper.say_as_interpreted(line.id, not line.interpreted)

    def strike(self) -> None:
        """The chosen words leave everything, in one act."""
        if (line := self._chosen()) is not None and line.struck_at is None:
            self._keeper.strike(line.id)
            self._desk.toasts.show(say(STRUCK))

    def take_out(self) -> None:
        """The chosen line goes into the Bin."""
        if (line := self._chosen()) is not None:
            self._keeper.take_out(line.id)
            self._desk.toasts.show(say("The line is in the Bin."), say("Undo this"), "Ctrl Z")

    def insert_typed(self) -> None:
        """What stands in the bar was said after the chosen line."""
        line, captured = self._chosen(), self._bar.captured
        if line is not None and captured.words:
            self._bar.wipe()
            self._keeper.insert_after(line.id, captured)

    @Slot(object)
    def _on_key(self, event: QKeyEvent) -> None:
        """A sign marks the chosen line; letters belong into the bar; its own keys stay with the stream."""
        event.ignore()
        is_letter = not event.modifiers() & Qt.KeyboardModifier.ControlModifier and bool(event.text())
        if is_letter and self.sign(event.text()):
            event.accept()
        elif is_letter and event.text().isprintable():
            self.left.emit()
            self._bar.text.insertPlainText(event.text())
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()

    @Slot(object, object)
    def open_menu(self, line_id: int, at: QPoint) -> None:
        """The acts on one line, under the mouse."""
        if (line := self._chosen()) is None or line.id != line_id:
            return
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        if line.struck_at is None:
            self._fill(menu, line)
        else:
            menu.addAction(say("Struck at the speaker’s wish")).setEnabled(False)
        menu.triggered.connect(self._on_menu)
        menu.popup(at)

    def _fill(self, menu: QMenu, line: Shown) -> None:
        if said := consent_words(line):
            menu.addAction(f"{line.speaker}: {said}").setEnabled(False)
            menu.addSeparator()
        for mark in (Mark.NOTE, *MARK_LOOKS):
            look = MARK_LOOKS.get(mark)
            action = menu.addAction(look.word if look else say("Note"))
            if look is not None:
                action.setIcon(self._desk.theme.icon(look.icon, look.tone))
            action.setCheckable(True)
            action.setChecked(line.mark is mark)
            action.setData(("mark", mark))
        menu.addSeparator()
        acts = (
            (say("Their words, quoted") if not line.verbatim else say("Take the quotation marks off"), "spoken"),
            (say("Came through an interpreter") if not line.interpreted else say("No interpreter"), "interpreted"),
            (say("Write it anew"), "edit"),
            (say("Insert what is typed below, after this line"), "insert"),
        )
        for text, name in acts:
            menu.addAction(text).setData((name, None))
        menu.addSeparator()
        menu.addAction(say("Strike at the speaker’s wish")).setData(("strike", None))
        menu.addAction(say("Take out, into the Bin")).setData(("out", None))

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        name, mark = action.data()
        if name == "mark":
            self.mark(mark)
            return
        {
            "spoken": self.toggle_spoken,
            "interpreted": self.toggle_interpreted,
            "edit": self.edit,
            "insert": self.insert_typed,
            "strike": self.strike,
            "out": self.take_out,
        }[name]()

    def _chosen(self) -> Shown | None:
        line_id = self._stream.current_id()
        place = self._notes.place_of(line_id) if line_id is not None and line_id > 0 else -1
        return self._notes.row_at(place).line if place >= 0 else None
