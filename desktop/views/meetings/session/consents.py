"""What a speaker agreed to stands as a small sign in the pill of a line; in words on request."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from desktop.models.stream import Shown
from desktop.views.meetings.session.note_stream import NoteStream
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.meetings.session.speaker_pill import consent_words


class ConsentTips(QObject):
    """Says over a line what its speaker agreed to."""

    def __init__(self, stream: NoteStream, notes: NoteStreamModel) -> None:
        super().__init__(stream)
        self._stream = stream
        self._notes = notes
        stream.viewport().installEventFilter(self)

    def said_of(self, line: Shown | None) -> str:
        """The words of one line."""
        return f"{line.speaker}: {consent_words(line)}" if line is not None and consent_words(line) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._stream.indexAt(event.pos())
            line = self._notes.row_at(index.row()).line if index.isValid() else None
            QToolTip.showText(event.globalPos(), self.said_of(line), self._stream)
            return True
        return super().eventFilter(watched, event)
