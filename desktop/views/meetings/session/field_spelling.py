"""Spelling in the capture field: wrong words get a wavy line once they are typed, and a menu with what was meant."""

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot

from desktop.models.spelling import Written
from desktop.views.meetings.session.capture_text import CaptureText
from desktop.views.saying import say
from desktop.views.spelling.spell_check import SpellCheck
from desktop.views.spelling.spelling_menu import SpellingMenu, put_in_place

LOOKED_AT_AFTER_MS = 250


class FieldSpelling(QObject):
    """Brings a field and a check together.

    Signals:
        told(str): something to say, in a sentence.
    """

    told = Signal(str)

    def __init__(self, text: CaptureText, check: SpellCheck, parent: QObject) -> None:
        super().__init__(parent)
        self._text = text
        self.check = check
        self.menu: SpellingMenu | None = None
        self._looking = QTimer(self, interval=LOOKED_AT_AFTER_MS, singleShot=True)
        self._looking.timeout.connect(self.look)
        text.textChanged.connect(self._looking.start)
        text.menu_requested.connect(self._on_menu)
        check.judged.connect(self.look)
        check.refused.connect(self.told)

    @property
    def wrong(self) -> list[Written]:
        """The words that are underlined: not the one being typed, and none that may be somebody's name."""
        at = self._text.textCursor().position() if self._text.hasFocus() else -1
        flagged = self._text.tellings
        return [
            word
            for word in self.check.wrong(self._text.words)
            if word.end != at and not any(each.start < word.end and word.start < each.end for each in flagged)
        ]

    @Slot()
    def look(self) -> None:
        """Underline what is wrong now."""
        self._text.show_misspelled(self.wrong)

    def suggest(self) -> None:
        """By keyboard: the menu of the wrong word at the cursor, else of the last one before it."""
        self.look()
        at = self._text.textCursor().position()
        wrong = self.check.wrong(self._text.words)
        found = next((word for word in reversed(wrong) if word.start <= at), wrong[0] if wrong else None)
        if found is None:
            self.told.emit(say("No word here looks misspelled."))
            return
        self._open(found, self._text.place_of(found.end))

    @Slot(QPoint, int)
    def _on_menu(self, place: QPoint, at: int) -> None:
        wrong = self.check.wrong(self._text.words)
        self._open(next((word for word in wrong if word.start <= at <= word.end), None), place)

    def _open(self, wrong: Written | None, place: QPoint) -> None:
        self.menu = SpellingMenu(self._text, self.check, wrong)
        self.menu.meant.connect(self._on_meant)
        self.menu.destroyed.connect(self._on_menu_gone)
        self.menu.open_at(place)

    @Slot()
    def _on_menu_gone(self) -> None:
        self.menu = None

    @Slot(object, str)
    def _on_meant(self, wrong: Written, meant: str) -> None:
        put_in_place(self._text, wrong, meant)
        self.look()
