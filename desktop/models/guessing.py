"""Guesses from words: category, area, due date, and which open concern it may be again. A guess is shown as one
until somebody accepts it; nothing here changes a record.

Categories are learned from what this office sorted before (naive Bayes over word stems, the newest concerns first);
the words an office gave its categories count more than anything learned.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.area import Area
from desktop.models.concern import Category, Concern, Status, StatusType
from desktop.models.line import Mark
from desktop.models.natural_date import read_date
from desktop.models.refusal import Refusal
from desktop.models.working_days import working_day_on_or_after

LEARNED_FROM = 2000
# How much surer the best category must be than the second, as a ratio of probabilities.
SURE = 3.0
# Share of the weight of the rarer concern's words that must be in both, and how many words at least.
ALIKE, SHARED_WORDS = 0.45, 2
OPEN = tuple(status for status in StatusType if status.is_open)

_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:st|nd|rd|th)\b")
_COMMON_WORDS = """
the and for with that this from have has had not but are was were our your their his her its you they them she who what
when where why how can could should would will may might must also too very just only than then there here been being
does did doing about after again all any because before both down each few more most other out over own same some such
under until into onto off one two three people says said like get gets got still every don doesn isn wasn can’t don’t
cannot nobody nothing somebody something
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = ("ings", "ing", "ies", "ers", "er", "ed", "es", "s")
_PROMISING = re.compile(r"\b(?:i|we)(?:’|'| wi)ll\b|\bi promise\b|\bwe promise\b|\blet me (?:check|find|ask)\b", re.I)
_WHEN = re.compile(
    r"\b(?:by|before|on|until|next|this)\s+((?:(?:next|this)\s+)?[a-z]+\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?"
    r"|\d{1,2}/\d{1,2})",
    re.I,
)
_SOON = re.compile(r"\b(tomorrow|today)\b", re.I)


@dataclass(frozen=True, slots=True)
class Guess:
    """A record that may be meant: its id, what people call it, and the words that say so."""

    record_id: int
    label: str
    because: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """One word without accents and common endings, so that "lamps" and "lamp" are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)]
    return plain or word  # an accent alone stays one


def stems(text: str) -> list[str]:
    """The stems of the words that mean something, in the order they stand."""
    return [stem(word) for word in _WORD.findall(text.casefold()) if word not in _COMMON]


class _Weights(dict[str, float]):
    """How telling each word is, asked once for all the concerns that are compared."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, word: str) -> float:
        known = self[word] = self._weight(word)
        return known


class Guesser:
    """What the office knows, at hand for guessing line after line; made once when a session starts."""

    def __init__(
        self,
        categories: Sequence[tuple[int, str, str]],
        areas: Sequence[tuple[int, str]],
        sorted_before: Iterable[tuple[str, int, int | None]],
        open_concerns: Iterable[tuple[int, str, str, int | None]],
    ) -> None:
        """`categories` are (id, name, themes), `areas` (id, name), `sorted_before` (words, category id, area id),
        `open_concerns` (id, number, words, area id).
        """
        self._names = {category_id: name for category_id, name, _ in categories}
        self._given = {
            category_id: {stem(word) for word in f"{name} {themes}".casefold().split()}
            for category_id, name, themes in categories
        }
        self._areas = [(area_id, name, name.casefold()) for area_id, name in areas]
        self._counts: dict[int, Counter[str]] = defaultdict(Counter)
        self._street_areas: dict[str, Counter[int]] = defaultdict(Counter)
        for text, category_id, area_id in sorted_before:
            found = stems(text)
            self._counts[category_id].update(set(found))
            if area_id is not None:
                for place in _places(text):
                    self._street_areas[place][area_id] += 1
        self._vocabulary = len({word for counts in self._counts.values() for word in counts}) or 1
        self._open: dict[int, tuple[str, frozenset[str], int | None]] = {}
        self._holding: dict[str, set[int]] = defaultdict(set)
        for concern_id, number, text, area_id in open_concerns:
            self.learn_open(concern_id, number, text, area_id)

    @classmethod
    def of_office(cls, session: Session) -> "Guesser":
        """Everything it needs, in four queries."""
        categories = select(Category.id, Category.name, Category.themes).where(Category.deleted_at.is_(None))
        areas = select(Area.id, Area.name).where(Area.deleted_at.is_(None)).order_by(Area.position, Area.id)
        live = Concern.deleted_at.is_(None), Concern.struck_at.is_(None)
        said = Concern.title, Concern.words, Concern.area_id
        known = select(*said, Concern.category_id).where(*live, Concern.category_id.is_not(None))
        is_open = Status.type.in_(OPEN)
        waiting = select(*said, Concern.id, Concern.number).join(Concern.status).where(*live, is_open)
        return cls(
            [(row.id, row.name, row.themes or "") for row in session.execute(categories.order_by(Category.position))],
            [(row.id, row.name) for row in session.execute(areas)],
            [
                (row.words or row.title, row.category_id, row.area_id)
                for row in session.execute(known.order_by(Concern.id.desc()).limit(LEARNED_FROM))
                if row.category_id is not None
            ],
            [
                (row.id, row.number or "", row.words or row.title, row.area_id)
                for row in session.execute(waiting.order_by(Concern.id.desc()).limit(LEARNED_FROM))
            ],
        )

    def learn_open(self, concern_id: int, number: str, text: str, area_id: int | None) -> None:
        """An open concern more, that the next ones may be again."""
        words = frozenset(stems(text))
        self._open[concern_id] = (number, words, area_id)
        for word in words:
            self._holding[word].add(concern_id)

    def category(self, text: str, themes: Sequence[str] = ()) -> Guess | None:
        """The category it is about, None when no one stands out."""
        tags = {stem(theme) for theme in themes}
        words = set(stems(text))
        for sought in (tags, words):
            named = {category_id: words_of & sought for category_id, words_of in self._given.items()}
            best = sorted(named.items(), key=lambda item: -len(item[1]))
            if best and best[0][1] and (len(best) == 1 or len(best[0][1]) > len(best[1][1])):
                return self._guess(best[0][0], best[0][1])
        return self._learned(words)

    def _learned(self, words: set[str]) -> Guess | None:
        total = sum(counts.total() for counts in self._counts.values())
        if not words or not total:
            return None
        scores = []
        for category_id, counts in self._counts.items():
            if category_id in self._names:
                size = counts.total() + self._vocabulary
                score = math.log(size / (total + self._vocabulary))
                score += sum(math.log((counts[word] + 1) / size) for word in words)
                scores.append((score, category_id))
        scores.sort(reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] - scores[1][0] < math.log(SURE)):
            return None
        best = scores[0][1]
        known = {word for word in words if self._counts[best][word] > 1}
        return self._guess(best, known) if known else None

    def _guess(self, category_id: int, words: Iterable[str]) -> Guess:
        return Guess(category_id, self._names[category_id], tuple(sorted(words)))

    def area(self, text: str) -> Guess | None:
        """The area that is named, or that a named street was in before; None when neither says one."""
        folded = text.casefold()
        named = [
            (area_id, name) for area_id, name, lower in self._areas if re.search(rf"\b{re.escape(lower)}\b", folded)
        ]
        if len(named) == 1:
            return Guess(named[0][0], named[0][1], (named[0][1],))
        for place in _places(text):
            heard = self._street_areas.get(place)
            if heard and (top := heard.most_common(2)) and (len(top) == 1 or top[0][1] >= SURE * top[1][1]):
                names = {area_id: name for area_id, name, _ in self._areas}
                if top[0][0] in names:
                    return Guess(top[0][0], names[top[0][0]], (place,))
        return None

    def same_as(self, text: str, area_id: int | None = None, *, besides: int | None = None) -> Guess | None:
        """The open concern that shares the most telling words; None when none shares enough."""
        words = set(stems(text))
        weights = _Weights(self._weight)
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            for concern_id in self._holding.get(word, ()):
                shared[concern_id] += weights[word]
        ours = sum(weights[word] for word in words)
        best: tuple[float, int] | None = None
        for concern_id, weight in shared.items():
            _, theirs, where = self._open[concern_id]
            if (
                concern_id == besides
                or len(words & theirs) < SHARED_WORDS
                or (None not in (area_id, where) and area_id != where)
            ):
                continue
            least = min(ours, sum(weights[word] for word in theirs))
            share = weight / least if least else 0.0
            if share >= ALIKE and (best is None or (share, concern_id) > best):
                best = (share, concern_id)
        if best is None:
            return None
        number, theirs, _ = self._open[best[1]]
        telling = sorted(words & theirs, key=self._weight, reverse=True)
        return Guess(best[1], number, tuple(telling[:3]))

    def _weight(self, word: str) -> float:
        return math.log(1 + (len(self._open) + 1) / (1 + len(self._holding.get(word, ()))))


def guess_due(text: str, today: date, closed: frozenset[date] = frozenset()) -> date | None:
    """The working day a promise names: "by next thursday", "tomorrow"; None when it names none."""
    for found in (*(match[1] for match in _WHEN.finditer(text)), *_SOON.findall(text)):
        for words in _shorter(found):
            try:
                day = read_date(words, today)
            except Refusal:
                continue
            if day >= today:
                return working_day_on_or_after(day, closed)
    return None


def sounds_like(text: str, *, speaks_for_office: bool) -> Mark | None:
    """What an unmarked line may be: a promise of the office, or a question of anybody else."""
    if speaks_for_office:
        return Mark.PROMISE if _PROMISING.search(text) else None
    return Mark.QUESTION if text.rstrip().endswith("?") else None


def _shorter(words: str) -> Iterable[str]:
    parts = words.split()
    return (" ".join(parts[:count]) for count in range(len(parts), 0, -1))


def _places(text: str) -> list[str]:
    """Names in the text that may be streets or places: capitals that do not begin a sentence, "3rd St", "Mill Ln"."""
    found = re.findall(r"\b(?:\d+(?:st|nd|rd|th)|[A-Z][\w’']+)(?:\s+(?:[A-Z][\w’']+))+", text)
    return [" ".join(name.casefold().split()) for name in found]
