"""The privacy screen: whether the room may be looking, and what every view shows while it is on."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from desktop.models.field import Field
from desktop.models.masking import masked, masked_file_name, masked_name, masked_words

SECOND_DISPLAY = "The privacy screen is on because a second display is connected."
BY_HAND = "The privacy screen is on."


class PrivacyScreen(QObject):
    """On or off. Models ask it for the text they show, so tables, tooltips, clipboard and screen readers get the same.

    Signals:
        changed: it was turned on or off; whoever shows something asks again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_on = False
        self._because = ""
        self.turns_on_by_itself = True

    @property
    def is_on(self) -> bool:
        """Whether names, numbers and addresses are hidden now."""
        return self._is_on

    @property
    def because(self) -> str:
        """Why it is on, as a sentence; empty while it is off."""
        return self._because

    def set_on(self, is_on: bool) -> None:
        """Turn it on or off by hand."""
        self._set(is_on, BY_HAND if is_on else "")

    def toggle(self) -> None:
        """Turn it the other way."""
        self.set_on(not self._is_on)

    def watch(self, application: QGuiApplication) -> None:
        """Turn on by itself with a second or mirrored display, now and whenever one is connected."""
        application.screenAdded.connect(self._see_displays)
        if len(application.screens()) > 1:
            self._see_displays()

    def shown(self, about: Field, text: str) -> str:
        """The text of a field as it may be shown now."""
        return masked(about, text) if self._is_on else text

    def shown_words(self, words: str) -> str:
        """Free text, which belongs to no field, as it may be shown now."""
        return masked_words(words) if self._is_on else words

    def shown_name(self, name: str) -> str:
        """A person's name as it may be shown now."""
        return masked_name(name) if self._is_on else name

    def shown_file_name(self, name: str) -> str:
        """The name of a file as it may be shown now."""
        return masked_file_name(name) if self._is_on else name

    # A display that goes away does not turn it off: the person decides when the room has stopped looking.
    def _see_displays(self, added: QScreen | None = None) -> None:
        if self.turns_on_by_itself:
            self._set(True, SECOND_DISPLAY)

    def _set(self, is_on: bool, because: str) -> None:
        if is_on == self._is_on:
            return
        self._is_on, self._because = is_on, because
        self.changed.emit()
