"""How the marks of a line look: an icon, a tone and a word, everywhere the same."""

from dataclasses import dataclass

from desktop.models.line import Mark
from desktop.views.saying import N_, say


@dataclass(frozen=True, slots=True)
class MarkLook:
    """`sign` is what is typed for it; a note has no look of its own."""

    english: str
    icon: str
    tone: str
    sign: str

    @property
    def word(self) -> str:
        """What the mark is called, in the language of the window."""
        return say(self.english)


MARK_LOOKS: dict[Mark, MarkLook] = {
    Mark.CONCERN: MarkLook(N_("Concern"), "message-circle-warning", "clay", "!"),
    Mark.PROMISE: MarkLook(N_("Promise"), "handshake", "plum", "+"),
    Mark.QUESTION: MarkLook(N_("Question"), "circle-question-mark", "lake", "?"),
    Mark.ACTION: MarkLook(N_("Action"), "square-check", "ochre", ">"),
    Mark.PRAISE: MarkLook(N_("Praise"), "heart", "rose", "*"),
}


def guessed(label: str) -> str:
    """A guess reads as a question."""
    return say("{label}?", label=label)
