"""Spelling: a dictionary of the language that is written, and the office's own words, which are never wrong.

Everything here is slow enough to be asked beside the window: a dictionary is read once in a second or two, one word is
looked up in a fraction of a millisecond, suggestions for one take up to a second.
"""

import enum
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.bundled import bundled
from desktop.models.area import Area
from desktop.models.concern import Category
from desktop.models.kind import Kind
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.office import Office
from desktop.models.organization import Organization
from desktop.models.person import Person
from desktop.models.speaker import SpeakerRole
from desktop.models.theme import Theme
from desktop.models.word import Word

MOST_SUGGESTIONS = 5
# Of each column that may be long in an old office, the newest values are enough.
NEWEST = 2000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Themes, roles, addresses of the net, and what has digits in it are no words of a language.
_NO_WORDS = re.compile(r"(?:(?<=\s)|^)[#@\\][\w-]*|\S+@\S+|\w+://\S+|www\.\S+|\S*\d\S*")


class Language(enum.StrEnum):
    """A language that can be checked; its value is the code that is kept."""

    ENGLISH = "en"
    SPANISH = "es"

    @property
    def own_name(self) -> str:
        """What it is called by those who write it."""
        return {Language.ENGLISH: "English", Language.SPANISH: "Español"}[self]

    @property
    def file(self) -> str:
        """The name of its dictionary."""
        return {Language.ENGLISH: "en_US", Language.SPANISH: "es_ES"}[self]


@dataclass(frozen=True, slots=True)
class Written:
    """One word of a text, from `start` up to `end`."""

    start: int
    end: int
    text: str


def words_of(text: str) -> Iterator[Written]:
    """The words that can be misspelled: not themes, roles, numbers, initials or what is all capitals."""
    covered = [match.span() for match in _NO_WORDS.finditer(text)]
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if len(word) < 2 or word.isupper() or any(first <= start < last for first, last in covered):
            continue
        yield Written(start, match.end(), word)


class Speller:
    """Says which words are wrong, and what may have been meant. Holds no session; may be asked on any thread."""

    def __init__(self, dictionary: Any, known: Iterable[str] = ()) -> None:
        self._dictionary = dictionary
        self._known = frozenset(_folded(word) for word in known)

    def is_right(self, word: str) -> bool:
        """Whether it stands in the dictionary, or is one of the office's."""
        folded = _folded(word)
        if folded in self._known or folded.removesuffix("'s") in self._known:
            return True
        return bool(self._dictionary.lookup(word.replace("’", "'")))

    def judged(self, words: Iterable[str]) -> dict[str, bool]:
        """Which of them are right."""
        return {word: self.is_right(word) for word in words}

    def suggestions(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first: the office's own words, then the dictionary's."""
        near = [known for known in self._known if _is_near(known, _folded(word))]
        found: list[str] = [each.capitalize() if word[:1].isupper() else each for each in sorted(near)]
        for each in self._dictionary.suggest(word.replace("’", "'")):
            if each not in found:
                found.append(str(each))
            if len(found) >= MOST_SUGGESTIONS:
                break
        return found[:MOST_SUGGESTIONS]


def speller_for(session: Session, language: Language, also: Iterable[str] = ()) -> Speller:
    """The dictionary of a language with the office's words; `also` are more words that are right."""
    return Speller(dictionary(language), {*office_words(session), *also})


_reading = Lock()


def dictionary(language: Language) -> Any:
    """The dictionary of a language, read once in the life of the program."""
    with _reading:
        return _read(language)


@lru_cache
def _read(language: Language) -> Any:
    from spylls.hunspell.dictionary import Dictionary
    from spylls.hunspell.readers import read_aff, read_dic

    affixes, context = read_aff(_reader(f"{language.file}.aff"))
    words = read_dic(_reader(f"{language.file}.dic"), aff=affixes, context=context)
    return Dictionary(affixes, words)


def _reader(name: str) -> Any:
    """All our dictionaries are UTF-8; spylls' own reader opens a file anew where it says so, and closes none."""
    from spylls.hunspell.readers.file_reader import BaseReader

    reader = BaseReader(io.StringIO(bundled("spelling", name).read_text(encoding="utf-8")))
    reader.reset_encoding = str  # nothing to do
    return reader


def office_words(session: Session) -> set[str]:
    """Words this office writes: its people, streets, organizations, areas, themes, and those somebody added."""
    words = set(session.scalars(select(Word.text).where(Word.deleted_at.is_(None))))
    for column in _COLUMNS:
        values = select(column).where(column.is_not(None)).order_by(column.class_.id.desc()).limit(NEWEST)
        for value in session.scalars(values):
            words.update(match[0] for match in _WORD.finditer(str(value)))
    return words


_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Office.name,
    Office.address,
    Area.name,
    Area.description,
    Person.name,
    Organization.name,
    Organization.address,
    Kind.name,
    Category.name,
    SpeakerRole.name,
    Theme.name,
    Meeting.title,
    Meeting.place,
    AgendaItem.title,
)


def _folded(word: str) -> str:
    return word.replace("’", "'").casefold()


def _is_near(known: str, word: str) -> bool:
    """Whether one slip of the finger makes one of the other: a letter more, less, another, or two that swapped."""
    if abs(len(known) - len(word)) > 1 or known == word or min(len(known), len(word)) < 4:
        return False
    same = next((i for i, (a, b) in enumerate(zip(known, word, strict=False)) if a != b), min(len(known), len(word)))
    left, right = known[same:], word[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
