"""How strong a passphrase is, told in words: several plain words are easier to remember and harder to guess."""

import re
from dataclasses import dataclass

from desktop.store.slot_words import SHORTEST_PASSPHRASE
from desktop.views.saying import say

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SHORTEST_WORD = 3
MOST_BARS = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """`bars` of four are filled; `is_enough` when the office takes it."""

    bars: int
    words: str
    is_enough: bool


def strength(passphrase: str, names: tuple[str, ...] = ()) -> Strength:
    """How strong it is; `names` are words everybody here knows and that therefore count for nothing."""
    if not passphrase:
        return Strength(0, "", is_enough=False)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        left = SHORTEST_PASSPHRASE - len(passphrase)
        more = say("1 more character") if left == 1 else say("{left} more characters", left=left)
        return Strength(1, say("Too short: {more}", more=more), is_enough=False)
    count = _words(passphrase, names)
    said = (
        say("no word that counts")
        if not count
        else say("one word")
        if count == 1
        else say("{number} words", number=_number(count))
    )
    if count <= 1:
        return Strength(1, say("Weak, {said}", said=said), is_enough=True)
    if count <= 3:
        return Strength(2, say("Fair, {said}", said=said), is_enough=True)
    if count == MOST_BARS:
        return Strength(3, say("Strong, {said}", said=said), is_enough=True)
    return Strength(4, say("Very strong, {said}", said=said), is_enough=True)


def _words(passphrase: str, names: tuple[str, ...]) -> int:
    known = {word for name in names for word in re.findall(r"\w+", name.casefold())}
    words = {word for word in re.findall(r"[^\W_]+", passphrase.casefold()) if len(word) >= SHORTEST_WORD}
    return len(words - known)


def _number(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)
