"""The button of the privacy screen, in the heads of a session and of its wrap-up."""

from PySide6.QtWidgets import QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look


class PrivacyButton(Button):
    """Says whether the privacy screen is on; with little room it is its icon alone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, say("Privacy screen"), "eye-off", parent=parent)
        self._is_private = self._is_narrow = False
        self._say()

    @property
    def is_on(self) -> bool:
        """Whether it says that the privacy screen is on."""
        return self._is_private

    def set_on(self, is_on: bool) -> None:
        """Whether the privacy screen is on."""
        self._is_private = is_on
        self._say()

    def set_narrow(self, is_narrow: bool) -> None:
        """Whether there is little room."""
        self._is_narrow = is_narrow
        self._say()

    def _say(self) -> None:
        words = say("Privacy screen: on") if self._is_private else say("Privacy screen")
        self.set_words("" if self._is_narrow else words)
        self.set_tip(say("{words} (Ctrl Shift P)", words=words))
        self.set_look(Look.ON if self._is_private else Look.PLAIN)
