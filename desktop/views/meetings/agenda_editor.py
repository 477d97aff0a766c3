"""The agenda as a plain form: a title and its minutes on each line, moved with Alt and the arrows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.agenda import Planned, move, planned
from desktop.models.meeting import AgendaItem, Meeting
from desktop.store.changes import Changes
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.text_editors import TextEditor
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say, say_as
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.words import Words

MINUTES_STEP = 5
NEW_ITEM = N_("New item")


class AgendaEditor(QWidget):
    """The points of one meeting; each saves itself.

    Signals:
        save_state_changed(str): for the status strip.
    """

    save_state_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._meeting_id: int | None = None
        self._rows: list[_Row] = []
        self._focus_last = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Words(desk.theme, say("Agenda"), Type.BODY_STRONG, parent=self))
        self._total = Words(desk.theme, "", Type.SMALL, "ink-3", parent=self)
        head.addWidget(self._total)
        head.addStretch(1)
        self._add = Button(desk.theme, say("Add item"), "plus", look=Look.LINK, parent=self)
        head.addWidget(self._add)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column.addLayout(self._lines)
        self._add.clicked.connect(self.add_item)
        desk.store.changed.connect(self._on_changed)

    def show_meeting(self, meeting_id: int | None) -> None:
        """Show the agenda of this meeting."""
        self._meeting_id = meeting_id
        self._read()

    def save_everything(self) -> None:
        """Send what is typed."""
        for row in self._rows:
            row.send()

    @Slot()
    def add_item(self) -> None:
        """One more point, at the end."""
        meeting_id = self._meeting_id
        if meeting_id is None:
            return

        def write(session: WritingSession) -> None:
            session.add(AgendaItem(meeting=session.get_one(Meeting, meeting_id), title=say(NEW_ITEM), minutes=10))

        self._focus_last = True
        self.write("Add an agenda item", write)

    def write(self, label: str, work: Callable[[WritingSession], Any], edit: str | None = None) -> None:
        """Send a change of the agenda to the store."""
        self.save_state_changed.emit("saving")
        when_done(self._desk.store.write(label, work, edit=edit), self, self._on_saved, self._on_refused)

    @Slot(object)
    def _on_saved(self, result: object) -> None:
        self.save_state_changed.emit("saved")

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._desk.toasts.show(retold(str(error)))
        self._read()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.ids(AgendaItem.kind):
            self._read()

    def _read(self) -> None:
        items: list[Planned] = []
        if self._meeting_id is not None:
            with self._desk.store.reading() as session:
                items = planned(session, self._meeting_id)
        while len(self._rows) > len(items):
            gone = self._rows.pop()
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < len(items):
            row = _Row(self._desk, self)
            self._rows.append(row)
            self._lines.addWidget(row)
        for place, (row, item) in enumerate(zip(self._rows, items, strict=True), 1):
            row.show_item(place, item)
        minutes = sum(item.minutes or 0 for item in items)
        count = say("1 item") if len(items) == 1 else say("{n} items", n=len(items))
        self._total.set_words(
            say("{count}, {minutes} minutes", count=count, minutes=minutes) if items else say("nothing planned yet")
        )
        if self._focus_last and self._rows:
            self._focus_last = False
            self._rows[-1].title.setFocus(Qt.FocusReason.OtherFocusReason)
            self._rows[-1].title.selectAll()


class _Row(QWidget):
    """One point."""

    def __init__(self, desk: Desk, editor: AgendaEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._item: Planned | None = None
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._place = Words(theme, "", Type.BODY_STRONG, "ink-3", parent=self)
        self._place.setFixedWidth(theme.px(18))
        typed = TextEditor(theme)
        self.title = typed.line
        field = FieldFrame(theme, say("Agenda item"), typed, hides_label=True, parent=self)
        self.minutes = Counter(theme, say_as("time", "Minutes"), self)
        self.up = Button(
            theme, icon="arrow-up", tip=say("Move up (Alt ↑)"), look=Look.GHOST, size=Size.SMALL, parent=self
        )
        self.remove = Button(theme, icon="x", tip=say("Take out"), look=Look.GHOST, size=Size.SMALL, parent=self)
        for part in (self._place, field, self.minutes, self.up, self.remove):
            row.addWidget(part, 1 if part is field else 0)
        self.title.editingFinished.connect(self.send)
        self.minutes.stepped.connect(self._on_minutes)
        self.up.clicked.connect(self._on_up)
        self.remove.clicked.connect(self._on_remove)

    def show_item(self, place: int, item: Planned) -> None:
        """Show this point; what is being typed is left alone."""
        same = self._item is not None and self._item.id == item.id
        self._item = item
        self._place.set_words(str(place))
        self.up.setEnabled(place > 1)
        self.minutes.show_number(item.minutes or 0)
        if not (same and self.title.hasFocus()) and self.title.text() != item.title:
            self.title.setText(item.title)
            self.title.setCursorPosition(0)

    @Slot()
    def send(self) -> None:
        """Save the title when it is different."""
        item, typed = self._item, self.title.text().strip()
        if item is None or typed == item.title:
            return
        if not typed:
            self.title.setText(item.title)
            return

        def write(session: WritingSession) -> None:
            session.get_one(AgendaItem, item.id).title = typed

        self._editor.write("Set an agenda item", write, f"{item.id}:title")

    @Slot(int)
    def _on_minutes(self, by: int) -> None:
        if (item := self._item) is not None:

            def write(session: WritingSession) -> None:
                point = session.get_one(AgendaItem, item.id)
                point.minutes = max(0, (point.minutes or 0) + by * MINUTES_STEP)

            self._editor.write("Set minutes of an item", write, f"{item.id}:minutes")

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if (item := self._item) is not None:
            self._editor.write("Move an agenda item", lambda session: move(session, item.id, by))

    @Slot()
    def _on_remove(self) -> None:
        if (item := self._item) is not None:

            def write(session: WritingSession) -> None:
                session.get_one(AgendaItem, item.id).deleted_at = session.now

            self._editor.write("Take out an agenda item", write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.send()
            self._editor.add_item()
        else:
            super().keyPressEvent(event)
