"""The menu of a text field with spelling: what may have been meant, the office's words, the language."""

from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from desktop.models.spelling import Language, Written
from desktop.views.saying import N_, say
from desktop.views.spelling.asking import Suggested
from desktop.views.spelling.spell_check import SpellCheck

SEEKING = N_("Looking for words that are near")
NOTHING = N_("Nothing is near")


class SpellingMenu(QMenu):
    """Opens at once; what may have been meant comes in on top as soon as it is found.

    Signals:
        meant(object, str): a `Written` word, and what stands in its place from now on.
    """

    meant = Signal(object, str)

    def __init__(self, field: QTextEdit, spelling: SpellCheck, wrong: Written | None) -> None:
        super().__init__(field)
        self._spelling = spelling
        self._wrong = wrong
        self._seeking: QAction | None = None
        self.aboutToHide.connect(self.deleteLater)
        if wrong is not None:
            self._fill_wrong(wrong)
        self._fill_standard(field)
        self._fill_languages()
        self.triggered.connect(self._on_triggered)

    def open_at(self, place: QPoint) -> None:
        """Show it; suggestions are sought from now on."""
        self.popup(place)
        if self._wrong is not None:
            self.setActiveAction(self.actions()[0])
            self._spelling.suggest(self._wrong.text)

    def _fill_wrong(self, wrong: Written) -> None:
        self._seeking = self.addAction(say(SEEKING))
        self._seeking.setEnabled(False)
        self.addAction(say("Add “{text}” to the office’s words", text=wrong.text)).setData(("add", wrong.text))
        self.addSeparator()
        self._spelling.suggested.connect(self._on_suggested)

    def _fill_standard(self, field: QTextEdit) -> None:
        standard = field.createStandardContextMenu()
        standard.setParent(self)
        self.addActions(standard.actions())
        self.addSeparator()

    def _fill_languages(self) -> None:
        languages = self.addMenu(say("Spelling"))
        for language in (*Language, None):
            action = languages.addAction(language.own_name if language else say("Off"))
            action.setCheckable(True)
            action.setChecked(self._spelling.language is language)
            action.setData(("language", language))

    @Slot(object)
    def _on_suggested(self, suggested: Suggested) -> None:
        if self._seeking is None or self._wrong is None or suggested.word != self._wrong.text:
            return
        seeking, self._seeking = self._seeking, None
        for word in suggested.meant:
            action = QAction(word, self)
            action.setData(("meant", word))
            self.insertAction(seeking, action)
        if suggested.meant:
            self.removeAction(seeking)
            self.setActiveAction(self.actions()[0])
        else:
            seeking.setText(say(NOTHING))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        said: tuple[str, Any] = action.data() or ("", None)
        what, value = said
        if what == "meant" and self._wrong is not None:
            self.meant.emit(self._wrong, value)
        elif what == "add":
            self._spelling.add(value)
        elif what == "language":
            self._spelling.set_language(value)


def put_in_place(field: QTextEdit, wrong: Written, meant: str) -> None:
    """Write another word where a wrong one stands, as one step of undo; nothing when it is no longer there."""
    cursor = field.textCursor()
    cursor.setPosition(wrong.start)
    cursor.setPosition(wrong.end, QTextCursor.MoveMode.KeepAnchor)
    if cursor.selectedText() == wrong.text:
        cursor.insertText(meant)
