"""Editor for text of several lines: it grows with what is typed. Plain text only."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QWidget

from desktop.views.forms.editor import Editor
from desktop.views.forms.text_editors import bare
from desktop.views.forms.typing_undo import TypingUndo
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_words

LEAST_LINES, MOST_LINES = 2, 12


class LongTextEditor(Editor):
    """Text of several lines; as high as what it holds. Words as spoken stand in the serif."""

    saves_while_typing = True
    grows = True

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        verbatim: bool = False,
        least: int = LEAST_LINES,
        most: int = MOST_LINES,
    ) -> None:
        super().__init__(theme, parent)
        self.text = _GrowingText(theme, self, Type.QUOTE if verbatim else Type.BODY, least, most)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        self.setFocusProxy(self.text)
        self._showing = False
        self._undo = TypingUndo(self)
        self._undo.watch(self.text)
        self._undo.undo_requested.connect(self.undo_requested)
        self._undo.redo_requested.connect(self.redo_requested)
        self.text.textChanged.connect(self._on_changed)
        self.text.installEventFilter(self)

    def set_verbatim(self, verbatim: bool) -> None:
        """Set in the serif only for words as spoken."""
        self.text.set_type(Type.QUOTE if verbatim else Type.BODY)

    def set_placeholder(self, words: str) -> None:
        """What stands there while it is empty; all of its lines are seen."""
        self.text.show_hint(words)

    def show_value(self, value: Any, text: str = "") -> None:
        """Show the saved text."""
        self._show("" if value is None else str(value))

    def value(self) -> Any:
        """The text, None when it is empty."""
        return self.text.toPlainText().strip(" ") or None

    def typed(self) -> str:
        """The text as it stands."""
        return self.text.toPlainText()

    def show_typed(self, typed: str) -> None:
        """Show text of a draft."""
        self._show(typed)

    def set_locked(self, locked: bool) -> None:
        """Read only."""
        self.text.setReadOnly(locked)
        self.text.set_token("ink-3" if locked else "ink")

    def keyboard_targets(self) -> list[QWidget]:
        """The text."""
        return [self.text]

    def text_width(self) -> float:
        """How wide the only line is; a longer text needs no mark of its own."""
        text = self.text.toPlainText()
        return self.text.fontMetrics().horizontalAdvance(text) if "\n" not in text else 0.0

    def _show(self, text: str) -> None:
        if text == self.text.toPlainText():
            return
        self._showing = True
        self.text.show_text(text)
        self._showing = False

    @Slot()
    def _on_changed(self) -> None:
        self.text_changed.emit()
        if not self._showing:
            self.edited.emit()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class _GrowingText(QTextEdit):
    """Plain text, as high as its lines, between two bounds; beyond them it scrolls.

    Not a QPlainTextEdit, which cannot set the distance of its lines; rich text is neither taken nor kept.
    """

    def __init__(self, theme: Theme, parent: QWidget, type_: Type, least: int, most: int) -> None:
        super().__init__(parent)
        self._theme, self._type, self._token = theme, type_, "ink"
        self._least, self._most = least, most
        self._spaced_for = 0
        self._spaced_text = ""
        self._again = QTimer(self, singleShot=True, interval=0)  # after what is being taken back
        self._again.timeout.connect(self._space_again)
        self.hint = ""
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # to Qt that was an edit
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show another text, letter by letter; typing before it cannot be taken back any more."""
        self.setPlainText(text)
        self._space_lines(keeps_undo=False)

    def show_hint(self, words: str) -> None:
        """What stands here while nothing is typed, as high as it needs."""
        self.hint = words
        self.setAccessibleDescription(words.replace("\n", ". "))
        self._least = max(self._least, words.count("\n") + 1)
        self._fit()
        self.viewport().update()

    def set_type(self, type_: Type) -> None:
        """Show the text in another type role."""
        self._type = type_
        self._restyle()

    def set_token(self, token: str) -> None:
        """Show the text in another color."""
        if token != self._token:
            self._token = token
            self._restyle()

    @Slot()
    def _restyle(self) -> None:
        bare(self, self._theme, self._type, self._token)
        if self._spaced_for != self._theme.line_height(self._type):  # another color keeps typing to take back
            self._space_lines()
        self._fit()

    def _space_lines(self, *, keeps_undo: bool = True) -> None:
        """The distance of lines is looks, not typing: nobody has edited anything, and alone it is not to be undone.

        Where there is typing to take back, it lies over that as one more step, which is taken back along with it.
        """
        self._spaced_for = self._theme.line_height(self._type)
        document, spaced = self.document(), QTextBlockFormat()
        self._spaced_text = document.toPlainText()
        spaced.setLineHeight(self._spaced_for, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        keeps_undo = keeps_undo and document.isUndoAvailable()
        with QSignalBlocker(self):
            document.setUndoRedoEnabled(keeps_undo)
            cursor.mergeBlockFormat(spaced)
            document.setUndoRedoEnabled(True)

    @Slot()
    def _space_again(self) -> None:
        """Older typing stood closer, or wider apart. Where only that was taken back, so is the typing below it."""
        document = self.document()
        while document.isRedoAvailable() and document.isUndoAvailable() and document.toPlainText() == self._spaced_text:
            document.undo()
        self._space_lines()

    def _is_spaced(self) -> bool:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().lineHeight() != self._spaced_for:
                return False
            block = block.next()
        return True

    @Slot()
    def _fit(self) -> None:
        if not self._is_spaced():
            self._again.start()
        line = self._theme.line_height(self._type)
        lines = max(1, round(self.document().size().height() / line))
        self.setFixedHeight(min(max(lines, self._least), self._most) * line)
        is_cut = lines > self._most
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_cut else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hint and self.document().isEmpty():  # Qt's own ends with the one empty line there is
            painter, line = QPainter(self.viewport()), self._theme.line_height(self._type)
            for place, words in enumerate(self.hint.splitlines()):
                box = QRectF(0, place * line, self.viewport().width(), line)
                paint_words(painter, self._theme, box, words, self._type, "ink-3")
