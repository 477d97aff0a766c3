"""Days as people type them in the language of the window; `models/natural_date.py` reads them in English.

In Spanish the words for months, weekdays and steps are put into English first, and so are days as the window writes
them: "mar, 20 oct" is Tuesday, October 20.
"""

import re
from datetime import date, datetime

from desktop.documents import dates as english
from desktop.models import natural_date
from desktop.views.saying import SPANISH, spoken_language

_MONTHS = english.SPANISH_MONTHS
_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_OTHERS = {
    "hoy": "today",
    "mañana": "tomorrow",
    "manana": "tomorrow",
    "ayer": "yesterday",
    "setiembre": "september",
    "sept": "september",
    "en": "in",
    "día": "day",
    "dia": "day",
    "días": "days",
    "dias": "days",
    "semana": "week",
    "semanas": "weeks",
    "mes": "month",
    "meses": "months",
    "próximo": "next",
    "proximo": "next",
    "este": "this",
    "pasado": "last",
}
_LEFT_OUT = {"de", "del", "el", "la", "las"}
_TUESDAY_OR_MARCH = "mar"
_HALF = re.compile(r"\b([ap])\. ?m\.")
_AT = re.compile(r"\ba las? ")
_DAY = re.compile(r"\d{1,2}(?![\d:])")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans("áéíóú", "aeiou")


def _english() -> dict[str, str]:
    words = dict(_OTHERS)
    for names, those in ((_MONTHS, natural_date.MONTHS), (_WEEKDAYS, natural_date.WEEKDAYS)):
        for name, said in zip(names, those, strict=True):
            for short in (name, name.translate(_PLAIN), name[:3], name[:3].translate(_PLAIN)):
                words[short] = said
    del words[_TUESDAY_OR_MARCH]
    return words


_WORDS = _english()


def read_date(typed: str, today: date, *, looks_back: bool = False) -> date:
    """The day somebody means; Refusal with an example when it is none, or could be two."""
    return natural_date.read_date(_in_english(typed), today, looks_back=looks_back)


def read_wall_time(typed: str, today: date) -> datetime:
    """The day and time somebody means; Refusal with an example otherwise."""
    return natural_date.read_wall_time(_in_english(typed), today)


def _in_english(typed: str) -> str:
    if spoken_language() != SPANISH:
        return typed
    words = _HALF.sub(r"\1m", _AT.sub("at ", " ".join(typed.casefold().split())))
    said = _WORD.sub(lambda found: _one(found, words), words)
    said = " ".join(said.split())
    weekday, comma, rest = said.partition(",")
    if comma and weekday in natural_date.WEEKDAYS and any(word in natural_date.MONTHS for word in _WORD.findall(rest)):
        said = rest.strip()  # "mar, 20 oct", as the window writes it: the day says all
    return said


def _one(found: re.Match[str], words: str) -> str:
    word = found[0]
    if word in _LEFT_OUT:
        return ""
    if word != _TUESDAY_OR_MARCH:
        return _WORDS.get(word, word)
    # "20 mar" and "mar 20" are in March, "mar" and "mar, 20 oct" a Tuesday.
    others = [_WORDS.get(other) for other in _WORD.findall(words) if other != _TUESDAY_OR_MARCH]
    has_month = any(other in natural_date.MONTHS for other in others)
    before, after = words[: found.start()].rstrip(), words[found.end() :].lstrip()
    beside = before[-1:].isdecimal() or before.endswith(" de") or bool(_DAY.match(after))
    return "march" if beside and not has_month else "tuesday"
