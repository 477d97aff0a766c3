"""The parts of the quick concern: words, area, a guessed category, how it reached us, whether we may contact them."""

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.concern import CONCERN_FIELDS, Source
from desktop.models.guessing import Guess, Guesser
from desktop.views.concerns.looks import category_icon
from desktop.views.desk import Desk
from desktop.views.forms.choosing import RecordChoices
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.text_editors import TextEditor
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.marks import KeyHint
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

# What people say it reached us by, in the order of the desk's day.
WAYS = (
    (Source.PHONE, N_("Phone"), "phone"),
    (Source.DESK, N_("Front desk"), "store"),
    (Source.WALK, N_("On the street"), "footprints"),
    (Source.EVENT, N_("At an event"), "calendar-days"),
    (Source.E_MAIL, "E-mail", "mail"),
)
NO, YES = "no", "yes"
NO_WORDS = N_("No is a full answer. They can ask at the desk with the number.")
YES_WORDS = N_("Write only what they give us. It stays in this office.")


class WordsFrame(FieldFrame):
    """What they said, in the serif: these are their words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        editor = LongTextEditor(theme, verbatim=True, least=3, most=8)
        editor.text.set_type(Type.QUOTE_LARGE)
        super().__init__(theme, say("What they said, in their words"), editor, needed=True, parent=parent)
        self._editor = editor

    def focus_end(self) -> None:
        """The keyboard behind the last word."""
        self._editor.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.text.moveCursor(QTextCursor.MoveOperation.End)


def area_frame(desk: Desk, parent: QWidget) -> FieldFrame:
    """Where it is."""
    choices = RecordChoices(desk.store, CONCERN_FIELDS["area"])
    editor = PickEditor(desk.theme, say("Area or place"), choices, optional=True)
    return FieldFrame(desk.theme, say("Area or place"), editor, icon="map-pin", parent=parent)


class CategoryGuess(QObject):
    """The category: a dashed guess from the words until somebody accepts or changes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        choices = RecordChoices(desk.store, CONCERN_FIELDS["category"])
        self._editor = PickEditor(desk.theme, say("Category"), choices, optional=True)
        self.frame = FieldFrame(desk.theme, say("Category"), self._editor, icon="tag", keys="Enter", parent=parent)
        self._hint = self.frame.box.findChild(KeyHint)
        self._guessed: Guess | None = None
        self._is_settled = False
        self._words = ""
        self._guesser: Guesser | None = None
        # Learned from what the office sorted before: beside the window, once the dialog is on screen, for a reader at
        # work slows down what is built meanwhile. Until then nothing is guessed.
        self._background = desk.background
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self._learn)
        self._after_painting.start()
        self._editor.edited.connect(self._on_edited)
        self._editor.line.returnPressed.connect(self.accept)
        self.frame.box.accept_requested.connect(self.accept)
        self._show_state()

    @property
    def is_guess(self) -> bool:
        """Whether it waits to be accepted."""
        return self._guessed is not None

    @property
    def has_learned(self) -> bool:
        """Whether it can guess already."""
        return self._guesser is not None

    def guess_from(self, words: str) -> None:
        """Guess again, unless somebody has decided."""
        self._words = words
        if self._is_settled or self._guesser is None:
            return
        self._guessed = self._guesser.category(words)
        guess = self._guessed
        self._editor.show_value(guess.record_id if guess else None, guess.label if guess else "")
        self._show_state()

    @Slot()
    def _learn(self) -> None:
        self._background.read(Guesser.of_office, self._on_learned, self._on_failed)

    def _on_learned(self, guesser: Guesser) -> None:
        self._guesser = guesser
        self.guess_from(self._words)

    def _on_failed(self, problem: object) -> None:
        """Without a guess the field is filled by hand."""

    def show_typed(self, typed: str) -> None:
        """What was decided before, from a draft."""
        self._is_settled = True
        self._guessed = None
        self._editor.show_typed(typed)
        self._show_state()

    @Slot()
    def accept(self) -> None:
        """The guess is right."""
        if self._guessed is not None:
            self._is_settled = True
            self._guessed = None
            self._show_state()

    def value(self) -> Any:
        """The id of the category. Saving takes over what is in sight, a guess as well."""
        return self._editor.value()

    def clear(self) -> None:
        """Nothing, and no guess."""
        self._guessed = None
        self._editor.show_value(None)
        self._show_state()

    @Slot()
    def _on_edited(self) -> None:
        self._is_settled = True
        self._guessed = None
        self._show_state()

    def _show_state(self) -> None:
        is_guess = self.is_guess
        self.frame.set_label(say("Category, a guess") if is_guess else say("Category"))
        self.frame.box.set_state(error=False, guess=is_guess, locked=False, read_only=False)
        self.frame.set_icon(category_icon(self._editor.typed()))
        if self._hint is not None:
            self._hint.setVisible(is_guess)
        self.frame.editor.set_spoken(
            say("Category, a guess") if is_guess else say("Category"),
            say("Enter accepts the guess") if is_guess else "",
        )


class ReachedUs(QWidget):
    """How it reached us, one chip each.

    Signals:
        edited(): another one was pressed.
    """

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Words(theme, say("How did it reach us?"), Type.SMALL_MEDIUM, "ink-3", parent=self))
        held = QWidget(self)
        chips = Flow(held, 6)
        self.ways: dict[Source, Button] = {}
        for source, words, icon in WAYS:
            chip = Button(theme, say(words), icon, look=Look.CHIP, parent=held)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(source is Source.DESK)
            chip.clicked.connect(self._on_chip)
            self.ways[source] = chip
            chips.addWidget(chip)
        column.addWidget(held)

    @property
    def source(self) -> Source:
        """The one that is on."""
        return next((source for source, chip in self.ways.items() if chip.isChecked()), Source.DESK)

    def choose(self, value: str) -> None:
        """Show this one as on."""
        for source, chip in self.ways.items():
            chip.setChecked(source.value == value)

    @Slot()
    def _on_chip(self) -> None:
        self.edited.emit()


class MayContact(QWidget):
    """Whether we may contact them; the field for how is there only after a yes.

    Signals:
        edited(): the answer or the contact is another one.
        resized(): it needs more or less room.
    """

    edited = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Words(theme, say("May we contact you about it?"), Type.SMALL_MEDIUM, "ink-3", parent=self))
        row = QHBoxLayout()
        row.setSpacing(8)
        choices = (Choice(NO, say("No, stays unnamed")), Choice(YES, say("Yes, with what they give us")))
        self.switch = Switch(theme, choices, say("May we contact you about it?"), parent=self)
        self._words = Words(theme, say(NO_WORDS), Type.SMALL, "ink-3", wraps=True, parent=self)
        row.addWidget(self.switch)
        row.addWidget(self._words, 1)
        column.addLayout(row)
        self.frame = FieldFrame(theme, say("Name or number they give us"), TextEditor(theme), icon="phone", parent=self)
        self.frame.hide()
        column.addWidget(self.frame)
        self.switch.chosen.connect(self._on_chosen)
        self.frame.editor.edited.connect(self.edited)

    @property
    def is_yes(self) -> bool:
        """Whether we may."""
        return self.switch.key == YES

    @property
    def contact(self) -> str | None:
        """What they gave us; nothing without a yes."""
        return self.frame.editor.value() if self.is_yes else None

    def answer(self, may: bool, contact: str = "") -> None:
        """Show this answer."""
        self.switch.choose(YES if may else NO)
        self.frame.editor.show_typed(contact)
        self._show()

    @Slot(str)
    def _on_chosen(self, choice: str) -> None:
        self._show()
        self.edited.emit()
        if self.is_yes:
            self.frame.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.frame.setVisible(self.is_yes)
        self._words.set_words(say(YES_WORDS) if self.is_yes else say(NO_WORDS))
        self.resized.emit()
