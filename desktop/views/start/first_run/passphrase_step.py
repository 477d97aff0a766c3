"""The passphrase of whoever sets the office up."""

from desktop.views.saying import N_, say
from desktop.views.start.first_run.step import Step
from desktop.views.start.passphrase_pair import PassphrasePair
from desktop.views.theme.theme import Theme
from desktop.views.widgets.note import Note

SENTENCE = N_(
    "It opens this office each day. A few plain words are easier to remember, and harder to guess, than a short code."
)
NEXT = N_("Next, a recovery sheet to print and seal.")
NEXT_TEXT = N_(
    "The only way back in if the passphrase is lost. You choose who may hold it: someone with a safe who does not use "
    "this program."
)


class PassphraseStep(Step):
    """Chosen, and typed once more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, say("Choose a passphrase"), say(SENTENCE))
        self.pair = PassphrasePair(theme, parent=self)
        self.pair.first.set_shown(True)
        self.pair.first.eye_pressed.emit()
        self.body.addWidget(self.pair)
        self.body.addSpacing(22)
        self.body.addWidget(Note(theme, "ochre", say(NEXT), say(NEXT_TEXT), "printer", self))
        self.pair.edited.connect(self.changed)
        self.pair.entered.connect(self.entered)

    @property
    def is_complete(self) -> bool:
        """Whether it is long enough and typed twice alike."""
        return self.pair.is_complete

    def say_what_lacks(self) -> None:
        """Say it below its line."""
        self.pair.say_what_lacks()

    def focus_first(self) -> None:
        """Put the keyboard into the first line."""
        self.pair.first.setFocus()
