"""The order of mixed directions: the embedding levels of the Unicode Bidirectional Algorithm (UAX #9).

Own code, because the libraries at hand give back reordered characters without levels, or know no isolates and no paired
brackets. Mirroring is left to the shaping. `tests/documents/test_bidi.py` compares it with two other implementations.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import bidirectional, category, mirrored

DEEPEST = 125
ISOLATES_OF = {0: "\u2066", 1: "\u2067", None: "\u2068"}  # left to right, right to left, whatever comes first
ISOLATE_END = "\u2069"
_NESTED = re.compile("[\u2066-\u2069]")
_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
EMBEDDINGS = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
OVERRIDES = {"LRO": "L", "RLO": "R"}
ISOLATES = {"LRI", "RLI", "FSI"}
REMOVED = {*EMBEDDINGS, "PDF", "BN"}
NEUTRAL = {"B", "S", "WS", "ON", "PDI", *ISOLATES}
STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def isolated(text: str) -> str:
    """Text that keeps its own order in a sentence of another direction: a name, an address, a number."""
    return f"{ISOLATES_OF[base_level(_NESTED.sub('', text))]}{text}{ISOLATE_END}"


def base_level(text: str) -> int | None:
    """0 or 1 after the first character with a direction that stands in no isolate; None when there is none."""
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return int(kind != "L")
    return None


def levels_of(text: str, base: int) -> list[int]:
    """The level of each character in a paragraph whose own level is `base`: odd ones run from right to left."""
    if base == 0 and not _MAY_TURN.search(text):
        return [0] * len(text)
    kinds = [bidirectional(character) or "L" for character in text]
    levels = _explicit(text, kinds, base)
    for sequence, start, end in list(_sequences(kinds, levels, base)):  # all, before any level changes
        _resolve_weak(kinds, sequence, start)
        _resolve_brackets(text, kinds, sequence, start, levels[sequence[0]])
        _resolve_neutral(kinds, sequence, start, end, levels[sequence[0]])
        for place in sequence:
            odd = levels[place] & 1
            levels[place] += (kinds[place] != "R") if odd else {"L": 0, "R": 1}.get(kinds[place], 2)
    for place, kind in enumerate(kinds):
        if kind in REMOVED:
            levels[place] = levels[place - 1] if place else base
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of one line's pieces from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = end + 1
    return order


def _explicit(text: str, kinds: list[str], base: int) -> list[int]:
    """Rules X1 to X8: levels from embeddings, overrides and isolates, which overrides write into `kinds`."""
    levels: list[int] = []
    within = _Within(base)
    for place, kind in enumerate(kinds):
        if kind == "PDI":
            within.end_isolate()
        level, override, _ = within.stack[-1]
        levels.append(base if kind == "B" else level)
        if override and kind not in REMOVED and kind != "B":
            kinds[place] = override
        if kind in ISOLATES:
            within.begin_isolate(_isolate_direction(text, kind, place))
        elif kind in EMBEDDINGS:
            within.begin_embedding(EMBEDDINGS[kind], OVERRIDES.get(kind, ""))
        elif kind == "PDF":
            within.end_embedding()
    return levels


class _Within:
    """What a character stands in: (level, override, whether an isolate), and how many beyond the deepest level."""

    def __init__(self, base: int) -> None:
        self.stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self._isolates = self._too_deep_isolates = self._too_deep_embeddings = 0

    def begin_isolate(self, odd: int) -> None:
        if self._deeper(odd, "", isolate=True):
            self._isolates += 1
        else:
            self._too_deep_isolates += 1

    def begin_embedding(self, odd: int, override: str) -> None:
        if not self._deeper(odd, override, isolate=False) and not self._too_deep_isolates:
            self._too_deep_embeddings += 1

    def end_isolate(self) -> None:
        if self._too_deep_isolates:
            self._too_deep_isolates -= 1
        elif self._isolates:
            self._too_deep_embeddings = 0
            while not self.stack.pop()[2]:
                pass
            self._isolates -= 1

    def end_embedding(self) -> None:
        if self._too_deep_isolates:
            return
        if self._too_deep_embeddings:
            self._too_deep_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()

    def _deeper(self, odd: int, override: str, *, isolate: bool) -> bool:
        level = self.stack[-1][0]
        level += 1 + (level + 1 + odd) % 2
        if level > DEEPEST or self._too_deep_isolates or self._too_deep_embeddings:
            return False
        self.stack.append((level, override, isolate))
        return True


def _isolate_direction(text: str, kind: str, place: int) -> int:
    if kind != "FSI":
        return int(kind == "RLI")
    depth, end = 1, place + 1
    while end < len(text) and depth:
        inner = bidirectional(text[end])
        depth += (inner in ISOLATES) - (inner == "PDI")
        end += 1
    return base_level(text[place + 1 : end - (depth == 0)]) or 0


def _sequences(kinds: list[str], levels: list[int], base: int) -> Iterator[tuple[list[int], str, str]]:
    """Rule X10: places of each isolating run sequence, and the directions before its start and after its end."""
    kept = [place for place, kind in enumerate(kinds) if kind not in REMOVED]
    runs: list[list[int]] = []
    for place in kept:
        if runs and levels[runs[-1][-1]] == levels[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    before = dict(zip(kept[1:], kept, strict=False))
    after = dict(pairwise(kept))
    sequences: list[list[int]] = []
    isolates = _matched(kinds)
    waiting: dict[int, list[int]] = {}
    for run in runs:
        sequence = waiting.pop(run[0], None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence += run
        if (end := isolates.get(run[-1])) is not None:
            waiting[end] = sequence
    for sequence in sequences:
        level, last = levels[sequence[0]], sequence[-1]
        ahead = levels[before[sequence[0]]] if sequence[0] in before else base
        unmatched = last in isolates or kinds[last] in ISOLATES
        follows = base if unmatched or last not in after else levels[after[last]]
        yield sequence, "LR"[max(level, ahead) & 1], "LR"[max(level, follows) & 1]


def _matched(kinds: list[str]) -> dict[int, int]:
    """Where the isolate that begins at a place ends."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in ISOLATES:
            opened.append(place)
        elif kind == "PDI" and opened:
            found[opened.pop()] = place
    return found


def _resolve_weak(kinds: list[str], sequence: list[int], start: str) -> None:
    """Rules W1 to W7: marks, numbers and what stands between and beside them."""
    before = start
    for place in sequence:  # W1
        if kinds[place] == "NSM":
            kinds[place] = "ON" if before in ISOLATES or before == "PDI" else before
        before = kinds[place]
    strong = start
    for place in sequence:  # W2, W3
        if kinds[place] == "EN" and strong == "AL":
            kinds[place] = "AN"
        elif kinds[place] in ("L", "R", "AL"):
            strong = kinds[place]
            kinds[place] = "L" if strong == "L" else "R"
    _resolve_beside_numbers(kinds, sequence)
    strong = start
    for place in sequence:  # W6, W7
        if kinds[place] in ("ES", "ET", "CS"):
            kinds[place] = "ON"
        elif kinds[place] == "EN" and strong == "L":
            kinds[place] = "L"
        elif kinds[place] in ("L", "R"):
            strong = kinds[place]


def _resolve_beside_numbers(kinds: list[str], sequence: list[int]) -> None:
    for before, place, after in zip(sequence, sequence[1:], sequence[2:], strict=False):  # W4
        left, here = kinds[before], kinds[place]
        if left == kinds[after] and ((here in ("ES", "CS") and left == "EN") or (here == "CS" and left == "AN")):
            kinds[place] = left
    for places in (sequence, sequence[::-1]):  # W5
        for before, place in pairwise(places):
            if kinds[before] == "EN" and kinds[place] == "ET":
                kinds[place] = "EN"


def _resolve_brackets(text: str, kinds: list[str], sequence: list[int], start: str, level: int) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds or follows."""
    own = "LR"[level & 1]
    for opening, closing in _pairs(text, kinds, sequence):
        inside = {STRONG[kinds[p]] for p in sequence[opening + 1 : closing] if kinds[p] in STRONG}
        if own in inside:
            direction = own
        elif inside:
            before = next((STRONG[kinds[p]] for p in reversed(sequence[:opening]) if kinds[p] in STRONG), start)
            direction = before if before != own else own
        else:
            continue
        for end in (opening, closing):
            kinds[sequence[end]] = direction
            for place in sequence[end + 1 :]:
                if bidirectional(text[place]) != "NSM":
                    break
                kinds[place] = direction


def _pairs(text: str, kinds: list[str], sequence: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for i, place in enumerate(sequence):
        character = {"\u2329": "\u3008", "\u232a": "\u3009"}.get(text[place], text[place])
        if kinds[place] != "ON":
            continue
        if character in BRACKETS:
            if len(opened) == 63:
                return []
            opened.append((BRACKETS[character], i))
        else:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character:
                    found.append((opened[depth][1], i))
                    del opened[depth:]
                    break
    return sorted(found)


def _resolve_neutral(kinds: list[str], sequence: list[int], start: str, end: str, level: int) -> None:
    """Rules N1 and N2: what has no direction takes that of both its neighbors, else that of the level."""
    i = 0
    while i < len(sequence):
        if kinds[sequence[i]] not in NEUTRAL:
            i += 1
            continue
        first = i
        while i < len(sequence) and kinds[sequence[i]] in NEUTRAL:
            i += 1
        left = STRONG[kinds[sequence[first - 1]]] if first else start
        right = STRONG[kinds[sequence[i]]] if i < len(sequence) else end
        for place in sequence[first:i]:
            kinds[place] = left if left == right else "LR"[level & 1]


def _bracket_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for code in range(0x28, 0xFF64):
        opening = chr(code)
        if category(opening) == "Ps" and mirrored(opening):
            closing = next((chr(code + n) for n in (1, 2) if category(chr(code + n)) == "Pe"), "")
            pairs[opening] = closing
    return pairs


BRACKETS = _bracket_pairs()
