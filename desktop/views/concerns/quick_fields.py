"""The parts of the quick concern: words, area, a guessed category, and the band of exits."""

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.concern import CONCERN_FIELDS
from desktop.models.guessing import Guess, Guesser
from desktop.models.passed_on import Exit
from desktop.views.concerns.looks import category_icon
from desktop.views.desk import Desk
from desktop.views.forms.choosing import RecordChoices
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.text_editors import LongTextEditor, TextEditor
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import KeyHint
from desktop.views.widgets.painting import paint_box, paint_icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.words import Words

EXIT_HEIGHT = 52


class WordsFrame(FieldFrame):
    """What they said, in the serif: these are their words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        editor = LongTextEditor(theme, verbatim=True, least=3, most=8)
        editor.text.set_type(Type.QUOTE_LARGE)
        super().__init__(theme, "What they said, in their words", editor, needed=True, parent=parent)
        self._editor = editor

    def focus_end(self) -> None:
        """The keyboard behind the last word."""
        self._editor.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.text.moveCursor(QTextCursor.MoveOperation.End)


def area_frame(desk: Desk) -> FieldFrame:
    """Where it is."""
    choices = RecordChoices(desk.store, CONCERN_FIELDS["area"])
    editor = PickEditor(desk.theme, "Area or place", choices, optional=True)
    return FieldFrame(desk.theme, "Area or place", editor, icon="map-pin")


def contact_frame(theme: Theme) -> FieldFrame:
    """How to reach them; only there once they said yes."""
    return FieldFrame(theme, "Name or number they give us", TextEditor(theme), icon="phone")


class CategoryGuess(QObject):
    """The category: a dashed guess from the words until somebody accepts or changes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        choices = RecordChoices(desk.store, CONCERN_FIELDS["category"])
        self._editor = PickEditor(desk.theme, "Category", choices, optional=True)
        self.frame = FieldFrame(desk.theme, "Category", self._editor, icon="tag", keys="Enter")
        self._hint = self.frame.box.findChild(KeyHint)
        self._guessed: Guess | None = None
        self._is_settled = False
        self._words = ""
        self._guesser: Guesser | None = None
        # Learned from what the office sorted before: beside the window, and until then nothing is guessed.
        desk.background.read(Guesser.of_office, self._on_learned, self._on_failed)
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
        self.frame.set_label("Category, a guess" if is_guess else "Category")
        self.frame.box.set_state(error=False, guess=is_guess, locked=False, read_only=False)
        self.frame.set_icon(category_icon(self._editor.typed()))
        if self._hint is not None:
            self._hint.setVisible(is_guess)
        self.frame.editor.set_spoken(
            "Category, a guess" if is_guess else "Category", "Enter accepts the guess" if is_guess else ""
        )


class ExitBand(QWidget):
    """What has another place than this office.

    Signals:
        chosen(Exit): it is this.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(Rule(theme, "line-2"))
        inside = QVBoxLayout()
        inside.setContentsMargins(23, 12, 23, 14)
        inside.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(theme, "Is it one of these instead?", Type.BODY_STRONG))
        head.addWidget(Words(theme, "We pass it on and keep none of the words.", Type.SMALL, "ink-3", wraps=True), 1)
        inside.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[Exit, ExitButton] = {}
        for exit_ in Exit:
            button = ExitButton(theme, exit_, self)
            button.clicked.connect(self._on_exit)
            self.buttons[exit_] = button
            row.addWidget(button, 1)
        inside.addLayout(row)
        column.addLayout(inside)

    @Slot()
    def _on_exit(self) -> None:
        button = self.sender()
        if isinstance(button, ExitButton):
            self.chosen.emit(button.exit)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect().adjusted(1, 0, -1, 0), self._theme.color("sunken"))


class ExitButton(Pressable):
    """One exit; its words break into two lines where they must."""

    def __init__(self, theme: Theme, exit_: Exit, parent: QWidget) -> None:
        super().__init__(theme, 8, parent)
        self.exit = exit_
        words = exit_.value[:1].upper() + exit_.value[1:]
        self.set_words(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription("Passed on; the words typed here are wiped")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        lines = self.theme.metrics(Type.BODY_MEDIUM).boundingRect(
            QRectF(0, 0, self.theme.px(150), 1000), int(Qt.TextFlag.TextWordWrap), self.words
        )
        height = max(self.theme.px(EXIT_HEIGHT), round(lines.height()) + self.theme.px(18))
        return QSize(self.theme.px(180), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        fill = theme.color("hover" if self.underMouse() or self.isDown() else "sheet")
        paint_box(painter, box, px(8), fill, theme.color("field"))
        paint_icon(painter, theme, QPointF(px(11), box.center().y() - px(8)), "log-out", "ink-2", 16)
        painter.setFont(theme.font(Type.BODY_MEDIUM))
        painter.setPen(theme.color("ink"))
        words = box.adjusted(px(37), px(4), -px(8), -px(4))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags), self.words)
