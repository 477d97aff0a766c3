"""What was withheld, sought in what goes out: the texts of a finished file against every value that must not be in it.

A value is compared as words, folded as search folds them, so that line breaks, case and accents do not hide it. Of a
long one the first words are enough. Too short or too common a value cannot be told from chance and is not sought:
three letters, a date, a choice such as "High", a remark of one word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind
from desktop.models.rows import LIST_SEPARATOR, KeptBack
from desktop.store.search import fold

TEXTS = {FieldKind.ID, FieldKind.NUMBER, FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.REFERENCE, FieldKind.SEALED}
FREE_TEXTS = {FieldKind.TEXT, FieldKind.LONG_TEXT}
FIRST_WORDS = 8
STARTS = 3  # values are kept by at most so many first words: many begin with the same one
LEAST_LETTERS, LEAST_DIGITS = 4, 7
WORDS_OF_SPEECH, LETTERS_OF_SPEECH = 4, 20

_WORD = re.compile(r"[a-z0-9\u0080-\U0010ffff]+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One withheld value: what it is called, and whether it may not stand in another field's free text either."""

    label: str
    spoken: bool
    telling: bool


class Sought:
    """The withheld values by their first words."""

    def __init__(self) -> None:
        self._by_start: dict[Words, dict[Words, Value]] = {}
        self.count = 0

    def add_row(self, row: KeptBack) -> None:
        """Seek what was kept back of one row."""
        for field, _, value in row.values:
            self.add(field, value)

    def add(self, field: Field, value: Any) -> None:
        """Seek one withheld value."""
        if field.kind is FieldKind.REFERENCES:
            for one in str(value).split(LIST_SEPARATOR):
                self._add(field, one)
        elif field.kind in TEXTS:
            self._add(field, str(value))

    def _add(self, field: Field, text: str) -> None:
        words = words_of(text)
        speech = field.spoken or field.kind is FieldKind.LONG_TEXT
        if not (_is_speech(words) if speech else _is_name(words)):
            return
        telling = field.audience is Audience.OFFICE and not field.hidden and (speech or _is_telling(text, words))
        self._put(words, Value(field.label, field.spoken, telling or field.spoken))

    def add_text(self, label: str, text: str) -> None:
        """Seek a text that belongs to no field of a list, as in a document."""
        words = words_of(text)
        if _is_speech(words) or _is_telling(text, words):
            self._put(words, Value(label, False, False))

    def _put(self, words: Words, value: Value) -> None:
        words = words[:FIRST_WORDS]
        known = self._by_start.setdefault(words[:STARTS], {})
        self.count += words not in known
        known[words] = value

    def found_in(self, text: str) -> Iterator[tuple[Words, Value]]:
        """Yield what stands in `text`; something may come more than once."""
        if not self._by_start:
            return
        words = words_of(text)
        for place in range(len(words)):
            for length in range(1, min(STARTS, len(words) - place) + 1):
                known = self._by_start.get(words[place : place + length])
                for wanted, value in known.items() if known else ():
                    if words[place : place + len(wanted)] == wanted:
                        yield wanted, value

    def explain(self, texts: Iterable[str]) -> None:
        """Seek no longer what stands in these texts, which may be seen."""
        for text in texts:
            for words, _ in list(self.found_in(text)):
                self.drop(words)

    def drop(self, words: Words) -> None:
        """Seek one value no longer."""
        known = self._by_start.get(words[:STARTS], {})
        known.pop(words, None)
        if not known:
            self._by_start.pop(words[:STARTS], None)


def words_of(text: str) -> Words:
    """The words of a text as search folds them."""
    return tuple(_WORD.findall(fold(text)))


def _letters(words: Words) -> int:
    return sum(character.isalpha() for word in words for character in word)


def _digits(words: Words) -> int:
    return sum(character.isdecimal() for word in words for character in word)


def _is_speech(words: Words) -> bool:
    return len(words) >= WORDS_OF_SPEECH and _letters(words) >= LETTERS_OF_SPEECH


def _is_name(words: Words) -> bool:
    return bool(words) and (_letters(words) >= LEAST_LETTERS or _digits(words) >= LEAST_DIGITS)


def _is_telling(text: str, words: Words) -> bool:
    """A phone number, an address or a full name, not a single word of the language."""
    return _digits(words) >= LEAST_DIGITS or "@" in text or (len(words) >= 2 and _letters(words) >= 2 * LEAST_LETTERS)
