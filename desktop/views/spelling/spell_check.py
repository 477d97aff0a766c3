"""Checks the words of one field: the dictionary is read, words are judged and suggestions sought beside the window."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models.spelling import Language, Speller, Written, words_of
from desktop.models.word import Word
from desktop.store.changes import Changes
from desktop.store.writing import WritingSession
from desktop.views.background import Job, Problem
from desktop.views.desk import Desk
from desktop.views.pending import when_done
from desktop.views.saying import retold
from desktop.views.spelling.asking import JudgeWords, ReadSpeller, Suggest, Suggested, tuple_of

PREFERENCE = "spelling"
OFF = "off"
# What the office's words are made of; another one of these is no longer an error.
KINDS = ("word", "person", "area", "organization", "theme", "meeting")
MOST_PLACES = 50


class SpellCheck(QObject):
    """Knows which words are wrong; until something is known of a word it counts as right.

    Signals:
        judged(): `wrong` may answer differently now.
        suggested(object): a `Suggested`, after `suggest`.
        refused(str): a word could not be added, in a sentence.
    """

    judged = Signal()
    suggested = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, place: str, also: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place = place
        self._also = tuple_of(also)
        self._speller: Speller | None = None
        self._known: dict[str, bool] = {}
        self._judging: Job | None = None
        self._reading: Job | None = None
        self._suggesting: Job | None = None
        self._wanted: set[str] = set()
        self.language = kept_language(desk.store.preference(PREFERENCE), place)
        desk.store.changed.connect(self._on_changed)
        self._read()

    @property
    def is_ready(self) -> bool:
        """Whether the dictionary is there."""
        return self._speller is not None

    def set_language(self, language: Language | None) -> None:
        """Check in this language from now on, None not at all; kept for this place, and for the next new one."""
        if language is self.language:
            return
        self.language = language
        if self._desk.store.can_write:
            kept = with_language(self._desk.store.preference(PREFERENCE), self._place, language)
            self._desk.store.set_preference(PREFERENCE, kept)
        self._read()
        self.judged.emit()

    def wrong(self, text: str) -> list[Written]:
        """The words of a text that are known to be wrong; what is not known yet is asked, `judged` tells then."""
        if self._speller is None:
            return []
        found = list(words_of(text))
        if unknown := {word.text for word in found} - self._known.keys():
            self._wanted |= unknown
            self._judge()
        return [word for word in found if not self._known.get(word.text, True)]

    def suggest(self, word: str) -> None:
        """Seek what may have been meant; `suggested` tells."""
        if self._suggesting is not None:
            self._suggesting.cancel()
        if self._speller is not None:
            read = self._desk.background.read
            self._suggesting = read(Suggest(self._speller, word), self._on_suggested, self._on_problem)

    def add(self, text: str) -> None:
        """A word of this office: it is right from now on, for everybody here."""
        self._known[text] = True
        self.judged.emit()

        def write(session: WritingSession) -> None:
            session.add(Word(text=text))

        when_done(self._desk.store.write("Add a word of the office", write), self, None, self._on_refused)

    def forget(self) -> None:
        """What was looked up is not ours to keep."""
        self._known.clear()
        self._wanted.clear()
        self.judged.emit()

    # Inside

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self.language is None:
            self._speller = None
            self._known.clear()
            return
        question = ReadSpeller(self.language, self._also)
        self._reading = self._desk.background.read(question, self._on_read, self._on_problem)

    @Slot(object)
    def _on_read(self, speller: Speller) -> None:
        self._reading = None
        self._speller = speller
        self._known.clear()
        self.judged.emit()

    def _judge(self) -> None:
        if self._judging is None and self._speller is not None and self._wanted:
            words, self._wanted = frozenset(self._wanted), set()
            read = self._desk.background.read
            self._judging = read(JudgeWords(self._speller, words), self._on_judged, self._on_problem)

    @Slot(object)
    def _on_judged(self, judged: dict[str, bool]) -> None:
        self._judging = None
        self._known |= {word: right for word, right in judged.items() if not self._known.get(word)}
        self.judged.emit()
        self._judge()

    @Slot(object)
    def _on_suggested(self, suggested: Suggested) -> None:
        self._suggesting = None
        self.suggested.emit(suggested)

    @Slot(object)
    def _on_problem(self, problem: Problem) -> None:
        """Without a dictionary everything else works; the program's own mistakes are told elsewhere."""
        self._judging = self._reading = self._suggesting = None

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(retold(str(error)))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.language is not None and any(changes.ids(kind) for kind in KINDS):
            self._read()


def kept_language(preference: Any, place: str) -> Language | None:
    """The language a place is checked in: its own, else the last one chosen, else English."""
    kept = preference if isinstance(preference, Mapping) else {}
    places = kept.get("places")
    chosen = places.get(place) if isinstance(places, Mapping) else None
    code = chosen or kept.get("last") or Language.ENGLISH.value
    return None if code == OFF else next((each for each in Language if each.value == code), Language.ENGLISH)


def with_language(preference: Any, place: str, language: Language | None) -> dict[str, Any]:
    """The preference with a choice for one place; the oldest choices are forgotten."""
    kept = preference if isinstance(preference, Mapping) else {}
    places = dict(kept["places"]) if isinstance(kept.get("places"), Mapping) else {}
    places.pop(place, None)
    code = OFF if language is None else language.value
    places[place] = code
    return {"last": code, "places": dict(list(places.items())[-MOST_PLACES:])}
