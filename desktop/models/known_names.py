"""Names and contacts the office's records hold, found again in free words: what is typed without an @ is masked too.

Whole names are found in any case and with or without accents. Of a person's name each part is found alone as well: as
a name is written ("Reyes", "REYES"), and in small letters unless it is also a common word ("rose", "park").
What nobody recorded cannot be known: a name that stands only in the words themselves is masked by its @ alone.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

DOTS = "•" * 4
SHORTEST_PART = 3
SHORTEST_CONTACT = 4
MOST_WORDS = 4  # of a name
_TOKEN = re.compile(r"\w[\w'’-]*")
_BETWEEN = re.compile(r"[ \u00a0.,]{1,3}")
_OWNED = re.compile(r"(?:['’]s?|-)$", re.IGNORECASE)
_PIECES = re.compile(r"[,;\n]+")
# Written without spaces between words, so that a name is looked for anywhere.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Ways to address and small words of names, which are nobody's.
_NOBODY = _set(
    """
    mr mrs ms dr sr jr sgt lt capt officer the and for von van der den del della dos das los las saint san santa
    """
)
_COMMON = _set(
    """
    ace apple april art ash august autumn baker ball banks bell berry best bill bird black bond book booth
    bridge brook brooks brown bush camp carpenter case chance chase church city clay coach cook cross cruz dale
    day days dean dear dock dove east english faith farmer field fields fisher fletcher flower flowers ford
    forest fox frank free french frost gates glass gold grace grant gray green guy hall hand hardy harper hill
    hills holiday home hope house hunt hunter iris island ivy jack jay jewel joy june justice key king knight
    lake lamb land lane law lee light lily little lock long love major mark marsh mason may mercy miles mill
    miller mills moon moss nelson north novak oak olive page park parks patience pearl penny piper pond pope
    porter potter price prince queen ray reed rice rich river rivers robin rock rose ruby rush sage sandy school
    sharp shepherd short silver singer skinner small smart smith snow south spring star steel stone street
    strong summer summers swift taylor temple town trees tucker turner victor violet wade walker wall wallace
    ward water waters webb weeks wells west wheeler white will winter winters wise wolf wood woods worth young
    """
)


# A word of these makes a group of it.
_GROUPS = _set(
    """
    all association block board business businesses center children church city club committee council court
    department district everybody everyone families family friends house kids library merchants members mosque
    neighbors neighborhood neighbours office owner owners parents partners people public resident residents row
    school senior seniors shop shops staff street students synagogue teachers team temple tenant tenants unit
    volunteers watch women youth
    """
)


def folded(word: str) -> str:
    """A word without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d").replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


class KnownNames:
    """What is known so far. It only grows while somebody may be looking: a name that was changed is still a name."""

    def __init__(self) -> None:
        self._phrases: dict[str, dict[tuple[str, ...], bool]] = {}  # by first word; whether initials stay
        self._parts: set[str] = set()
        self._unspaced: dict[str, str] = {}
        self._public: set[str] = set()

    def add_people(self, names: Iterable[str]) -> None:
        """Names of persons: whole, and each part alone."""
        for name in names:
            words = self._add(name, initials=True, least=1)
            self._parts.update(word for word in words if len(word) >= SHORTEST_PART and word not in _NOBODY)

    def add_maybe_people(self, names: Iterable[str]) -> None:
        """What may be a name or a group, such as whom a promise was made to: a group is left as it is."""
        for name in names:
            words = _TOKEN.findall(name)
            folds = {folded(word) for word in words}
            if len(words) <= MOST_WORDS and all(word[:1].isupper() for word in words) and not folds & _GROUPS:
                self.add_people([name])

    def add_organizations(self, names: Iterable[str]) -> None:
        """Names of organizations: whole, and only those of two words or more; "Library" is a word."""
        for name in names:
            self._add(name, initials=True, least=2)

    def add_contacts(self, values: Iterable[str]) -> None:
        """Telephone numbers, mails, addresses and what else somebody left: each piece between commas."""
        for value in values:
            for piece in _PIECES.split(value):
                if len(piece.strip()) >= SHORTEST_CONTACT:
                    self._add(piece, initials=False, least=1)

    def add_public(self, names: Iterable[str]) -> None:
        """Names everybody may see, such as those of areas: their single words are not taken for parts of a name."""
        for name in names:
            self._public.update(folded(word) for word in _TOKEN.findall(name))

    def masked(self, words: str) -> str:
        """These words with initials for names, and dots for contacts."""
        for name, shown in self._unspaced.items():
            if name in words:
                words = words.replace(name, shown)
        if not self._phrases:
            return words
        made: list[str] = []
        done, at = 0, 0
        tokens = list(_TOKEN.finditer(words))
        folds = [folded(_OWNED.sub("", token[0])) for token in tokens]
        while at < len(tokens):
            count, shown = self._found(words, tokens, folds, at)
            if count:
                last = tokens[at + count - 1]
                owned = _OWNED.search(last[0])
                made += [words[done : tokens[at].start()], shown, owned[0] if owned else ""]
                done = last.end()
            at += count or 1
        return "".join([*made, words[done:]]) if made else words

    # Inside

    def _add(self, name: str, *, initials: bool, least: int) -> list[str]:
        if _UNSPACED.search(name) and len(name.strip()) >= 2:
            self._unspaced[name.strip()] = DOTS
            return []
        words = [folded(_OWNED.sub("", word)) for word in _TOKEN.findall(name)]
        if len(words) >= max(least, 1) and (len(words) > 1 or len(words[0]) >= SHORTEST_PART):
            phrases = self._phrases.setdefault(words[0], {})
            # A person called only "May" is one of the parts, which know when a word is but a word.
            if len(words) > 1 or not initials:
                phrases[tuple(words)] = initials
        return words

    def _found(self, words: str, tokens: list[re.Match[str]], folds: list[str], at: int) -> tuple[int, str]:
        """How many words from here are a name or contact, and what is shown for them."""
        best = 0
        keeps_initials = True
        for phrase, initials in self._phrases.get(folds[at], {}).items():
            count = len(phrase)
            if count > best and tuple(folds[at : at + count]) == phrase and _together(words, tokens[at : at + count]):
                best, keeps_initials = count, initials
        if best:
            return best, _initials(tokens[at : at + best]) if keeps_initials else DOTS
        if self._is_part(tokens[at][0], folds[at]):
            return 1, _initials(tokens[at : at + 1])
        return 0, ""

    def _is_part(self, word: str, fold: str) -> bool:
        if fold not in self._parts or fold in self._public:
            return False
        return not word.islower() or fold not in _COMMON


def _together(words: str, tokens: list[re.Match[str]]) -> bool:
    return all(
        _BETWEEN.fullmatch(words, one.end(), other.start())
        or words[one.end() : other.start()] in ("-", " - ", "/", "@")
        for one, other in pairwise(tokens)
    )


def _initials(tokens: list[re.Match[str]]) -> str:
    return " ".join(f"{token[0][0].upper()}." for token in tokens)
