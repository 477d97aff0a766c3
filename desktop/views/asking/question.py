"""Question: a panel that opens in place and asks what an act needs; Enter answers, Esc leaves all as it was."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.refusal import Refusal
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.saying import retold, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Question(Panel):
    """Asks with some fields and one button that names the act.

    Signals:
        answered(dict): the values, by the keys of the fields.
        dismissed(): not now.
    """

    answered = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sunken", "line-2", 8, parent=parent)
        self.theme = theme
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._frames: dict[str, FieldFrame] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(Words(theme, title, Type.BODY_STRONG, wraps=True, parent=self))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self._refused = Words(theme, "", Type.SMALL_MEDIUM, "error", wraps=True, parent=self)
        self._refused.hide()
        column.addWidget(self._refused)
        self._act = Button(theme, act, "check", look=Look.PRIMARY, size=Size.SMALL, parent=self)
        self._cancel = Button(theme, say("Cancel"), look=Look.GHOST, size=Size.SMALL, keys="Esc", parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._act)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)
        self._act.clicked.connect(self.answer)
        self._cancel.clicked.connect(self.dismissed)

    def add_field(self, key: str, frame: FieldFrame, into: QHBoxLayout | QVBoxLayout | None = None) -> None:
        """Ask for one more value."""
        (into or self.body).addWidget(frame)
        self._frames[key] = frame
        for target in frame.editor.keyboard_targets():
            target.installEventFilter(self)

    def frame(self, key: str) -> FieldFrame:
        """The field of a value."""
        return self._frames[key]

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for frame in self._frames.values():
            if frame.isVisibleTo(self):
                frame.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def say_refused(self, sentence: str) -> None:
        """Why it was not done; what was typed stays."""
        self._refused.set_words(sentence)
        self._refused.setVisible(bool(sentence))

    @Slot()
    def answer(self) -> None:
        """Take the values, if they are some."""
        values: dict[str, Any] = {}
        is_whole = True
        for key, frame in self._frames.items():
            if not frame.isVisibleTo(self):
                continue
            try:
                values[key] = frame.editor.value()
                missing = self.missing(key) if values[key] is None else ""
            except Refusal as refusal:
                missing = retold(str(refusal))
            frame.set_error(missing)
            is_whole = is_whole and not missing
        if is_whole:
            self.answered.emit(values)

    def missing(self, key: str) -> str:
        """What to say when a value is not given; empty where it need not be."""
        return ""

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER and with_control:
            self.answer()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return True
        return False
