"""Head and foot of a wrap-up: what it is about and what is saved; what is left, papers, and the way to the minutes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.meetings.session.privacy_button import PrivacyButton
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.icon_line import IconLine
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.save_state import SaveState
from desktop.views.widgets.undo_button import UndoButton
from desktop.views.widgets.words import Words


class WrapUpHead(QWidget):
    """Title, when it was, what is saved.

    Signals:
        undo_requested(), privacy_requested(), back_requested(): wishes of its buttons.
    """

    undo_requested = Signal()
    privacy_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 10, 8, 10)
        row.setSpacing(10)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        self._title = Words(theme, "", Type.PANEL_TITLE, elides=True, parent=self)
        self._when = IconLine(theme, self)
        titles.addWidget(self._title)
        titles.addWidget(self._when)
        row.addLayout(titles, 1)
        self.saved = SaveState(theme, Type.BODY_MEDIUM, parent=self)
        self.undo = UndoButton(theme, parent=self)
        self.privacy = PrivacyButton(theme, self)
        self.back = Button(theme, say("Back to notes"), "arrow-left", keys="Esc", parent=self)
        for part in (self.saved, self.undo, self.privacy, self.back):
            row.addWidget(part)
        self.undo.clicked.connect(self.undo_requested)
        self.privacy.clicked.connect(self.privacy_requested)
        self.back.clicked.connect(self.back_requested)

    def show_about(self, title: str, when: str) -> None:
        """What is wrapped up."""
        self._title.set_words(say("Wrap-up: {title}", title=title))
        self._when.show_parts((("messages-square", when),))

    def set_narrow(self, is_narrow: bool) -> None:
        """Whether there is little room."""
        self.privacy.set_narrow(is_narrow)
        self.undo.set_narrow(is_narrow)
        self.saved.set_tight(is_narrow)


class WrapUpFoot(QWidget):
    """What waits, a paper, and the end.

    Signals:
        sign_in_requested(), finish_requested(): wishes of its buttons.
    """

    sign_in_requested = Signal()
    finish_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 13, 16, 13)
        row.setSpacing(10)
        self._warn = Icon(theme, "circle-alert", "ochre", 16, self)
        self._left = Words(theme, "", Type.BODY, "ink-2", elides=True, parent=self)
        self.sign_in = Button(theme, say("Sign-in sheet"), "clipboard-list", parent=self)
        self.finish = Button(
            theme, say("Finish and make minutes"), "file-text", look=Look.PRIMARY, keys="Ctrl Enter", parent=self
        )
        row.addWidget(self._warn)
        row.addWidget(self._left, 1)
        row.addWidget(self.sign_in)
        row.addWidget(self.finish)
        self.sign_in.clicked.connect(self.sign_in_requested)
        self.finish.clicked.connect(self.finish_requested)

    def show_left(self, count: int) -> None:
        """How much is not decided yet."""
        said = say("If you stop now, {count} wait on Today, without their guesses.", count=count)
        self._warn.setVisible(count > 0)
        self._left.set_words(said if count else "")
