"""What is said under the capture field when something typed may tell who somebody is; the words stay as they are."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.telling import Watch
from desktop.views.meetings.session.capture_text import CaptureText
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.words import Words

LOOKED_AT_AFTER_MS = 250
TELLS = N_("This looks like {what}. The line is kept as it is; take it out unless they offered it.")


class TellingNote(Words):
    """Watches a field; there only while there is something to say."""

    def __init__(self, theme: Theme, text: CaptureText, parent: QWidget) -> None:
        super().__init__(theme, "", Type.SMALL, "ochre", parent=parent)
        self._field = text
        self._watch = Watch()
        self._is_quiet = False
        self._looking = QTimer(self, interval=LOOKED_AT_AFTER_MS, singleShot=True)
        self._looking.timeout.connect(self._look)
        text.textChanged.connect(self._looking.start)
        self.hide()

    def know(self, words: Sequence[str]) -> None:
        """Words that name nobody here."""
        self._watch = Watch(words)

    @property
    def said(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self.text()

    def say_nothing(self) -> None:
        """What was typed is forgotten."""
        self.set_words("")
        self.hide()

    def set_quiet(self, quiet: bool) -> None:
        """Say nothing where everyone can read it: a warning would only point at the name."""
        self._is_quiet = quiet
        self.setVisible(not quiet and bool(self.text()))

    @Slot()
    def _look(self) -> None:
        tellings = self._watch.tellings(self._field.words)
        self._field.show_tellings(tellings)
        self.set_words(say(TELLS).format(what=say(tellings[0].what.value)) if tellings else "")
        self.setVisible(bool(tellings) and not self._is_quiet)
