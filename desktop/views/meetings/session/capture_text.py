"""The field a line is typed into: signs at its start, Enter to save, Up for the last line, names underlined."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.models.capture import MARKS, QUOTES
from desktop.models.line import Mark
from desktop.models.spelling import Written
from desktop.models.telling import Telling
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

MOST_LINES = 6
# It grows at once and shrinks when the line that left it is on the disk: all that stands around it moves with it.
SHRINKS_AFTER_MS = 120
PLACEHOLDER = N_("Write what was said")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NO_KEYS = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class CaptureText(QTextEdit):
    """Plain text that grows with its lines.

    Signals:
        entered(): Enter was pressed.
        mark_typed(object): a sign stood first; the field lost it again.
        quote_typed(): the words become the speaker's own.
        chip_removed(): Backspace at the start of the words.
        last_wanted(): Up in an empty field.
        left(): Escape.
        menu_requested(place, at): the menu of the field, at a place of the screen, for the word at a position.
    """

    entered = Signal()
    mark_typed = Signal(object)
    quote_typed = Signal()
    chip_removed = Signal()
    last_wanted = Signal()
    left = Signal()
    menu_requested = Signal(QPoint, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._verbatim = False
        self.takes_signs = True
        self.abbreviations: Mapping[str, str] = {}
        self._colors = _Colors(self.document(), theme)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(say("What was said"))
        self._shrink = QTimer(self, interval=SHRINKS_AFTER_MS, singleShot=True)
        self._shrink.timeout.connect(self._fit)
        self.textChanged.connect(self._on_changed)
        theme.changed.connect(self._restyle)
        self._restyle()

    # What it holds

    @property
    def is_at_rest(self) -> bool:
        """Whether it is as high as its text."""
        return not self._shrink.isActive()

    @property
    def words(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def set_words(self, words: str) -> None:
        """Put a text in, with the cursor behind it."""
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_verbatim(self, verbatim: bool) -> None:
        """Show the words as the speaker's own, in the serif."""
        if verbatim != self._verbatim:
            self._verbatim = verbatim
            self._restyle()

    def show_tellings(self, tellings: Sequence[Telling]) -> None:
        """Underline what may tell who somebody is."""
        self._colors.show_tellings(tellings)

    @property
    def tellings(self) -> Sequence[Telling]:
        """What is flagged as telling who somebody is."""
        return self._colors.tellings

    def show_misspelled(self, words: Sequence[Written]) -> None:
        """Underline words that no dictionary knows."""
        self._colors.show_misspelled(words)

    @property
    def misspelled(self) -> list[str]:
        """The words that are underlined as misspelled."""
        return [word.text for word in self._colors.misspelled]

    def place_of(self, position: int) -> QPoint:
        """Where on the screen, just below a position in the text."""
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(self.words)))
        return self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft())

    def forget(self) -> None:
        """Empty the field so that nothing of it can be brought back, not even by undo."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        self.document().setUndoRedoEnabled(True)

    # Inside

    @Slot()
    def _restyle(self) -> None:
        font = self._theme.font(Type.CAPTURE)
        if self._verbatim:
            font.setFamilies(self._theme.font(Type.QUOTE_LARGE).families())
        self.setFont(font)
        self.setPlaceholderText("")  # Qt keeps how it was laid out, in the old font
        self.setPlaceholderText(say(PLACEHOLDER))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("ink-3"))
        self.setPalette(palette)
        self._colors.rehighlight()
        self._fit()

    @Slot()
    def _on_changed(self) -> None:
        if self._wanted_height >= self.height():
            self._fit()
        elif not self._shrink.isActive():
            self._shrink.start()

    @property
    def _wanted_height(self) -> int:
        return max(round(self.document().size().height()), self._theme.line_height(Type.CAPTURE))

    @Slot()
    def _fit(self) -> None:
        self._shrink.stop()
        wanted, most = self._wanted_height, MOST_LINES * self._theme.line_height(Type.CAPTURE)
        self.setFixedHeight(min(wanted, most))
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if wanted > most else bar.ScrollBarAlwaysOff)

    def _take_sign(self, typed: str) -> bool:
        """A sign typed at the very start is a chip, not a letter."""
        cursor = self.textCursor()
        if not self.takes_signs or cursor.position() != 0 or cursor.hasSelection():
            return False
        if typed in MARKS:
            self.mark_typed.emit(MARKS[typed])
            return True
        if typed in QUOTES:
            self.quote_typed.emit()
            return True
        return False

    def _expand(self) -> None:
        """The word before the cursor, written out where it is an abbreviation."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.KeepAnchor)
        if (whole := self.abbreviations.get(cursor.selectedText())) is not None:
            cursor.insertText(whole)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~NO_KEYS
        key = event.key()
        if key in ENTER and plain:
            self._expand()
            self.entered.emit()
        elif key in ENTER and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif key == Qt.Key.Key_Up and plain and not self.words:
            self.last_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Backspace and self.textCursor().position() == 0 and not self.textCursor().hasSelection():
            self.chip_removed.emit()
        elif self._take_sign(event.text()):
            event.accept()
        else:
            if event.text() in (" ", ".", ",", ";", ":", "?", "!") and event.text():
                self._expand()
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Pasted text is text: no fonts, no pictures, nothing fetched.
        self.insertPlainText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def loadResource(self, kind: int, name: object) -> None:
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos(), self.cursorForPosition(event.pos()).position())
        else:
            at = self.textCursor().position()
            self.menu_requested.emit(self.place_of(at), at)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._on_changed()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())


class _Colors(QSyntaxHighlighter):
    """Themes in the accent, what tells who somebody is with a dotted line under it."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.tellings: Sequence[Telling] = ()
        self.misspelled: Sequence[Written] = ()

    def show_tellings(self, tellings: Sequence[Telling]) -> None:
        """Other places to underline."""
        if list(tellings) != list(self.tellings):
            self.tellings = tellings
            self.rehighlight()

    def show_misspelled(self, words: Sequence[Written]) -> None:
        """Other words to underline."""
        if list(words) != list(self.misspelled):
            self.misspelled = words
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        start = self.currentBlock().position()
        at = text.find("#")
        while at >= 0:
            end = at + 1
            while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
                end += 1
            if end > at + 1 and (at == 0 or text[at - 1].isspace()):
                tag = QTextCharFormat()
                tag.setForeground(self._theme.color("accent"))
                self.setFormat(at, end - at, tag)
            at = text.find("#", end)
        for word in self.misspelled:
            first, last = word.start - start, word.end - start
            if first >= 0 and text[first:last] == word.text:  # it may have moved since it was looked up
                wrong = QTextCharFormat(self.format(first))
                wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                wrong.setUnderlineColor(self._theme.color("error"))
                self.setFormat(first, last - first, wrong)
        for telling in self.tellings:
            first, last = max(telling.start - start, 0), min(telling.end - start, len(text))
            if first < last:
                flagged = QTextCharFormat()
                flagged.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                flagged.setUnderlineColor(self._theme.color("ochre"))
                self.setFormat(first, last - first, flagged)


def sign_of(mark: Mark) -> str:
    """The sign that is typed for a mark, empty for a note."""
    return next((sign for sign, meant in MARKS.items() if meant is mark), "")
