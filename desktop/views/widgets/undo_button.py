"""The button that takes back the last act, and names it: in the top bar, and in the heads that stand in its place."""

from PySide6.QtWidgets import QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look

LONGEST = 32


def cut(words: str, longest: int = LONGEST) -> str:
    """At most `longest` letters of `words`, the last of them an ellipsis where more was there."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


class UndoButton(Button):
    """Names what undo takes back in at most `longest` letters, whole in its tooltip; with little room it is its icon.

    Off while there is nothing.
    """

    def __init__(self, theme: Theme, longest: int = LONGEST, parent: QWidget | None = None) -> None:
        super().__init__(theme, say("Undo"), "undo-2", look=Look.GHOST, parent=parent)
        self._longest = longest
        self._what: str | None = None
        self._is_narrow = False
        self._name_it()

    def set_what(self, what: str | None) -> None:
        """What undo takes back; None when there is nothing."""
        self._what = what
        self._name_it()

    def set_narrow(self, is_narrow: bool) -> None:
        """Whether there is little room."""
        self._is_narrow = is_narrow
        self._name_it()

    def _name_it(self) -> None:
        what = self._what
        self.setEnabled(what is not None)
        short = say("Undo: {cut}", cut=cut(what, self._longest)) if what else say("Undo")
        whole = say("Undo: {what} (Ctrl Z)", what=what) if what else say("There is nothing of yours to undo (Ctrl Z)")
        self.set_words("" if self._is_narrow else short)
        self.set_tip(whole)
        self.setAccessibleName(whole if self._is_narrow else short)
