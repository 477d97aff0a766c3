"""The words of the window in its language: English, or Spanish from the catalogue `window`.

Phrases stand in the code in English. `say` turns one where it is shown; `N_` marks one that is defined elsewhere, such
as a constant. What is described once as data (fields, choices) stays plain English and goes through `say` where a view
shows it. The layers below know no language: their sentences ("C26-0142 to Resolved", "3 days late", a refusal) go
through `retold`. The language of the window is one for the whole program, as its fonts are.
"""

import gettext
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from desktop.bundled import bundled

ENGLISH, SPANISH = "en", "es"
LANGUAGES = {ENGLISH: "English", SPANISH: "Español"}
"""What the window speaks, each by its own name."""
DOMAIN = "window"
BELOW = "below"
"""What the catalogue calls sentences of the layers below that have blanks."""
_OF_BELOW = f"{BELOW}\x04"
_BLANK = re.compile(r"\{(\w+)\}")
# Blanks that hold words of ours again, not somebody's own.
OURS = frozenset(
    {"refusal", "problem", "reason", "said", "clock", "weekday", "what"}
    | {"field", "kind", "kinds", "state", "step", "role", "mark", "value", "short"}
)


# Blanks that hold a number and nothing else.
NUMBERS = frozenset({"n", "days"})


class _Spoken:
    """The language that is spoken now."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.catalogue: gettext.NullTranslations = gettext.NullTranslations()


_now = _Spoken()


def speak(language: str) -> None:
    """Say everything from now on in "en" or "es"; whoever shows words makes them anew."""
    _now.language = language
    _now.catalogue = _catalogue(language)


def the_systems(locale: str) -> str:
    """The language for a computer that is set to `locale`, such as es_MX: ours where we have it, else English."""
    language = locale.partition("_")[0]
    return language if language in LANGUAGES else ENGLISH


def spoken_language() -> str:
    """What the window speaks now: "en" or "es"."""
    return _now.language


def N_(phrase: str) -> str:  # noqa: N802  # gettext's own name
    """Mark a phrase for the catalogue where it is defined; `say` turns it where it is shown."""
    return phrase


def say(phrase: str, /, **values: Any) -> str:
    """The phrase in the language of the window, its {names} filled in."""
    said = _now.catalogue.gettext(phrase) if phrase else ""
    return said.format(**values) if values else said


def say_as(use: str, phrase: str) -> str:
    """A phrase that is another word in Spanish for this use, such as "Open" as a verb."""
    return _now.catalogue.pgettext(use, phrase)


def say_count(one: str, many: str, number: int, /, **values: Any) -> str:
    """The phrase for that many; {n} is the number, written as 1,284 unless `n` is given."""
    return _now.catalogue.ngettext(one, many, number).format(**{"n": f"{number:,}", **values})


def retold(sentence: str) -> str:
    """A sentence of the layers below, which is English with values already filled in; unknown ones stay as they are."""
    if _now.language == ENGLISH or not sentence:
        return sentence
    return _retold(sentence, _now.language)[0]


@lru_cache(maxsize=4096)
def _retold(sentence: str, language: str) -> tuple[str, int]:
    """Told again as what it surely is, and how much in it is none of our words though it should be.

    Where two phrases, or two ways to read one, are as likely, it stays as it is: rather English than wrong.
    """
    if _is_known(sentence, language):
        return _catalogue(language).gettext(sentence), 0
    likely: dict[tuple[int, int], set[str]] = {}
    for phrase in _phrases_below(language):
        for values in phrase.readings(sentence):
            ours = {name: _retold(value, language) for name, value in values.items() if name.split("_")[0] in OURS}
            told = values | {name: words for name, (words, _) in ours.items()}
            unknown = sum(count for _, count in ours.values())
            likely.setdefault((unknown, -phrase.length), set()).add(phrase.said.format(**told))
    best = min(likely, default=(1, 0))
    said = likely.get(best, set())
    return (said.pop(), best[0]) if len(said) == 1 else (sentence, 1)


def _is_known(words: str, language: str) -> bool:
    """Whether they stand in the catalogue, where they may be the same in both languages; numbers need no telling."""
    return _is_number(words) or words in getattr(_catalogue(language), "_catalog", {})


def _is_number(words: str) -> bool:
    return words.replace(",", "").isdecimal()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(bundled("translations")), [language])


class _Phrase:
    """A sentence of the layers below with blanks, and its translation. `length` is that of its own words."""

    def __init__(self, english: str, said: str) -> None:
        self.said = said
        first, *rest = _BLANK.split(english)
        self._first = first
        self._blanks = list(zip(rest[::2], rest[1::2], strict=True))
        self.length = len(first) + sum(len(after) for _, after in self._blanks)

    def readings(self, sentence: str) -> Iterator[dict[str, str]]:
        """What may stand in its blanks if the sentence is made of it."""
        if sentence.startswith(self._first) and sentence.endswith(self._blanks[-1][1]):
            yield from self._fill(sentence[len(self._first) :], 0, {})

    def _fill(self, rest: str, place: int, values: dict[str, str]) -> Iterator[dict[str, str]]:
        if place == len(self._blanks):
            yield from [] if rest else [values]
            return
        name, after = self._blanks[place]
        is_last = place == len(self._blanks) - 1
        for end in [len(rest) - len(after)] if is_last else range(1, len(rest)):
            value = rest[:end]
            if value and rest.startswith(after, end) and _may_be(name, value) and values.get(name, value) == value:
                yield from self._fill(rest[end + len(after) :], place + 1, {**values, name: value})


def _may_be(name: str, value: str) -> bool:
    return name not in NUMBERS or _is_number(value)


@cache
def _phrases_below(language: str) -> list[_Phrase]:
    """Every sentence of the layers below that has blanks."""
    known: dict[Any, str] = getattr(_catalogue(language), "_catalog", {})
    return [
        _Phrase(key.removeprefix(_OF_BELOW), said)
        for key, said in known.items()
        if isinstance(key, str) and key.startswith(_OF_BELOW)
    ]
