"""The abbreviations of whoever signed in, one on each line; kept as soon as every line can be one."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.abbreviations import kept, read_abbreviations, written
from desktop.models.refusal import Refusal
from desktop.views.desk import Desk
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.saying import N_, retold, say

PREFERENCE = "abbreviations"
KEPT_AFTER_MS = 400
HINT = N_("In a session, a space behind the short form writes it out.")


class AbbreviationsField(QWidget):
    """A part of the settings."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.editor = LongTextEditor(desk.theme)
        self.editor.set_placeholder(say("pw = public works"))
        self.editor.show_value(written(kept(desk.store.preference(PREFERENCE))))
        self.frame = FieldFrame(desk.theme, say("Abbreviations"), self.editor, parent=self)
        self.frame.set_hint(say(HINT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(self.frame)
        self._pause = QTimer(self, interval=KEPT_AFTER_MS, singleShot=True)
        self._pause.timeout.connect(self.keep)
        self.editor.edited.connect(self._pause.start)
        self.editor.left.connect(self.keep)
        self.frame.set_read_only(not desk.store.can_write)

    @Slot()
    def keep(self) -> None:
        """Keep them, or say which line is in the way."""
        self._pause.stop()
        if not self._desk.store.can_write:
            return
        try:
            found = read_abbreviations(self.editor.typed())
        except Refusal as refusal:
            self.frame.set_error(retold(str(refusal)))
            return
        self.frame.set_error("")
        if found != kept(self._desk.store.preference(PREFERENCE)):
            self._desk.store.set_preference(PREFERENCE, found or None)
