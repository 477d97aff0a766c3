"""What is asked beside the window about spelling, as plain values for a reader's thread."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.models.spelling import Language, Speller, speller_for


@dataclass(frozen=True, slots=True)
class ReadSpeller:
    """The dictionary of a language with the office's words."""

    language: Language
    also: tuple[str, ...] = ()

    def __call__(self, session: Session) -> Speller:
        """Read them."""
        return speller_for(session, self.language, self.also)


@dataclass(frozen=True, slots=True)
class JudgeWords:
    """Which of a few words are right."""

    speller: Speller
    words: frozenset[str]

    def __call__(self, session: Session) -> dict[str, bool]:
        """Look them up."""
        return self.speller.judged(self.words)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What may have been meant by a word."""

    word: str
    meant: list[str]


@dataclass(frozen=True, slots=True)
class Suggest:
    """What may have been meant by a word."""

    speller: Speller
    word: str

    def __call__(self, session: Session) -> Suggested:
        """Try what is near."""
        return Suggested(self.word, self.speller.suggestions(self.word))


def tuple_of(words: Iterable[str]) -> tuple[str, ...]:
    """Words as a value that does not change, cut at their blanks."""
    return tuple(sorted({part for word in words for part in word.split()}))
