"""The capture signs: what a typed line means, in the window and in a text file alike.

A mark counts only as the first character; # and @ work anywhere; a backslash writes the character itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time

from desktop.models.line import Mark

MARKS = {
    "!": Mark.CONCERN,
    "+": Mark.PROMISE,
    "?": Mark.QUESTION,
    ">": Mark.ACTION,
    "*": Mark.PRAISE,
}
QUOTES = {'"': '"', "\u201c": "\u201d"}
# "8:05a", "8:05 am", "8:05 p.m."; but the "a" of "8:05 a woman" is her article.
# With a point instead of the colon only "8.05 am" is a time: "3.50 dollars" are words.
_TIME = re.compile(
    r"(\d{1,2})(?::(\d{2})(?:([ap])|\s?([ap])\.?m\.?)?|\.(\d{2})\s?([ap])\.?m\.?)(?=\s+\S)", re.IGNORECASE
)
_ESCAPE = re.compile(r'\\([!+?>*"#@\\])|^\\(?=\d)(\d)')
_THEME = re.compile(r"(?:(?<=\s)|^)#(\w[\w-]*)")
_THEME_WORD = re.compile(r"\w[\w-]*")
_INTERPRETED = re.compile(r"interpreted\s*:\s*", re.IGNORECASE)
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59
# An escaped character stands as a private-use twin until all signs are read: in a block nobody typed from.
_TWIN_BLOCK = 128
_TWIN_BLOCKS = range(0xF0000, 0x10FF80, _TWIN_BLOCK)


@dataclass(slots=True)
class Captured:
    """One typed line, understood. `speaker` is a role label as the office spells it, "" when none was typed."""

    words: str
    clock: time | None = None
    mark: Mark = Mark.NOTE
    verbatim: bool = False
    interpreted: bool = False
    speaker: str = ""
    themes: list[str] = field(default_factory=list)
    unknown_speaker: str = ""


def capture(typed: str, roles: Iterable[str]) -> Captured:
    """Read one line as typed; `roles` are the speaker roles this office knows. Words stay as they were typed."""
    twin = _free_block(typed) if "\\" in typed else 0
    text = _ESCAPE.sub(lambda match: chr(twin + ord(match[1] or match[2])), typed.strip(" "))
    clock, text = _take_time(text)
    mark, text = (MARKS[text[0]], text[1:].lstrip(" ")) if text[:1] in MARKS else (Mark.NOTE, text)
    captured = Captured("", clock=clock, mark=mark)
    text = _take_speaker(captured, text, roles)
    if said := _INTERPRETED.match(text):
        captured.interpreted, text = True, text[said.end() :]
    text = _take_themes(captured, text)
    captured.words = _plain(_take_quotes(captured, text), twin)
    return captured


def _take_time(text: str) -> tuple[time | None, str]:
    """A time in front of words, 18:32 or 6:32 pm; digits that are no time stay words."""
    if not (match := _TIME.match(text)):
        return None, text
    hour, minute = int(match[1]), int(match[2] or match[5])
    half = (match[3] or match[4] or match[6] or "").lower()
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None, text
    return time(hour, minute), text[match.end() :].lstrip(" \t")


def _take_speaker(captured: Captured, text: str, roles: Iterable[str]) -> str:
    """The first @role; in front or at the end it leaves the text, inside a sentence only its sign does."""
    for sign in re.finditer(r"(?:(?<=\s)|^)@(?=\w)", text):
        rest = text[sign.end() :]
        label = _known_label(rest, roles)
        if not label:
            captured.unknown_speaker = captured.unknown_speaker or rest.split(maxsplit=1)[0]
            continue
        captured.speaker = label[0]
        before, after = text[: sign.start()], rest[label[1] :]
        # A quotation mark in front is a sign as well: `" @Resident my mother …`.
        if before.strip(" ") in {"", *QUOTES} or not after.strip(" "):
            return (before.rstrip(" ") + after.lstrip(" :")).strip(" ")
        return before + rest
    return text


def _known_label(rest: str, roles: Iterable[str]) -> tuple[str, int] | None:
    """The longest role `rest` begins with, with a letter behind it if there is one: ("Resident B", 10)."""
    folded = rest.casefold()
    for role in sorted(roles, key=len, reverse=True):
        if folded.startswith(role.casefold()) and not rest[len(role) : len(role) + 1].isalnum():
            # "Resident I think" is a sentence: the letters A and I need a colon, or the end, behind them.
            letter = re.match(r" ([B-HJ-Z](?=[\s:,]|$)|[AI](?=:|\s*$))", rest[len(role) :])
            if letter:
                return f"{role} {letter[1]}", len(role) + 2
            return role, len(role)
    return None


def _take_themes(captured: Captured, text: str) -> str:
    """Every #theme; those that end the line leave the text, the others are part of a sentence and stay."""
    for theme in _THEME.findall(text):
        if theme.lower() not in captured.themes:
            captured.themes.append(theme.lower())
    while True:
        before, sign, last = text.rstrip().rpartition("#")
        if not sign or not _THEME_WORD.fullmatch(last) or before[-1:].strip():
            return text
        text = before.rstrip()


def _take_quotes(captured: Captured, text: str) -> str:
    """Words in quotation marks, or behind a first one, are as spoken, unless an interpreter said them."""
    close = QUOTES.get(text[:1])
    if close is None or len(text) == 1:
        return text
    inner = text[1:]
    if inner.endswith(close) and close not in inner[:-1]:
        inner = inner[:-1]
    elif close in inner:
        return text
    captured.verbatim = not captured.interpreted
    return inner


def _free_block(typed: str) -> int:
    taken = {ord(character) // _TWIN_BLOCK * _TWIN_BLOCK for character in typed}
    return next((block for block in _TWIN_BLOCKS if block not in taken), _TWIN_BLOCKS[0])


def _plain(text: str, twin: int) -> str:
    if twin:
        text = "".join(chr(ord(c) - twin) if twin <= ord(c) < twin + _TWIN_BLOCK else c for c in text)
    return text.strip(" ")
