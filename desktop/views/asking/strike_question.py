""" "Please don't write that down": why the words go, before they go for good."""

from PySide6.QtWidgets import QWidget

from desktop.views.asking.question import Question
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.text_editors import TextEditor
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.words import Words

REASON = "reason"
WARNING = N_(
    "The words leave the record, its history, drafts and search. No undo brings them back. "
    "Older backups and exported files still hold them."
)


class StrikeQuestion(Question):
    """Asks for the reason, which stays beside the struck words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, say("Strike the words for good?"), say("Strike the words"), parent)
        self.body.addWidget(Words(theme, say(WARNING), Type.SMALL, "ink-2", wraps=True, parent=self))
        reason = TextEditor(theme)
        reason.show_value(say("The speaker asked"))
        self.add_field(REASON, FieldFrame(theme, say("Why, without the words"), reason, parent=self))

    def missing(self, key: str) -> str:
        """A reason is needed."""
        return say("Say why, such as: the speaker asked.")
