"""The words of the window in its language: English, or Spanish from the catalogue `window`.

Phrases stand in the code in English. `say` turns one where it is shown; `N_` marks one that is defined elsewhere, such
as a constant. What is described once as data (fields, choices) stays plain English and goes through `say` where a view
shows it. The layers below know no language: their sentences ("C26-0142 to Resolved", "3 days late", a refusal) go
through `retold`. The language of the window is one for the whole program, as its fonts are.
"""

import gettext
import re
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
    return _retold(sentence, _now.language)


@lru_cache(maxsize=4096)
def _retold(sentence: str, language: str) -> str:
    if (said := _catalogue(language).gettext(sentence)) != sentence:
        return said
    for pattern, phrase in _patterns(language):
        if found := pattern.fullmatch(sentence):
            values = {
                name: _retold(value, language) if name.split("_")[0] in OURS else value
                for name, value in found.groupdict().items()
            }
            return phrase.format(**values)
    return sentence


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(bundled("translations")), [language])


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Every sentence of the layers below as a pattern, the longest first, and its translation."""
    said_below = {
        key.removeprefix(_OF_BELOW): said
        for key, said in getattr(_catalogue(language), "_catalog", {}).items()
        if isinstance(key, str) and key.startswith(_OF_BELOW)
    }
    ordered = sorted(said_below, key=lambda phrase: len(_BLANK.sub("", phrase)), reverse=True)
    return [(_pattern(phrase), said_below[phrase]) for phrase in ordered]


def _pattern(phrase: str) -> re.Pattern[str]:
    made, seen = "", set[str]()
    for place, part in enumerate(_BLANK.split(phrase)):
        if place % 2 == 0:
            made += re.escape(part)
            continue
        held = r"[\d,]+" if part in NUMBERS else ".+"
        made += f"(?P={part})" if part in seen else f"(?P<{part}>{held})"
        seen.add(part)
    return re.compile(made, re.DOTALL)
