"""Lines: text of any script cut into faces and words, broken to a width, and put in the order it is read in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, normalize

from desktop.documents.bidi import base_level, levels_of, visual_order
from desktop.documents.breaking import ends_in
from desktop.documents.faces import BOX, THOUSAND, Cascade, Face, Shaped, cascade
from desktop.documents.styles import Part, Style

Missing = Counter[str]
"""Characters that could not be drawn, with how often."""

SPACES = str.maketrans({"\t": " "} | dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
JOINERS = "\u200c\u200d"
# An override turns whole words around so that they read as others; nobody needs one on paper.
OVERRIDES = "\u202d\u202e"


@dataclass(slots=True)
class Piece:
    """A word in one face, with the room behind it; both widths in points. `ends` where a line may end after it."""

    face: Face
    word: Shaped | None
    gap: Shaped | None
    level: int
    part: Part
    ends: bool
    word_width: float
    width: float

    @property
    def text(self) -> str:
        """As it is read."""
        return (self.word.text if self.word else "") + (self.gap.text if self.gap else "")

    def shaped(self) -> Iterator[Shaped]:
        """Word and gap from left to right."""
        both = (self.gap, self.word) if self.level & 1 else (self.word, self.gap)
        return (shaped for shaped in both if shaped is not None)


@dataclass(slots=True)
class Line:
    """One line: its pieces as they are read, and where each begins from the left, in points."""

    pieces: list[Piece]
    width: float
    base: int
    lefts: list[float]


class Setting:
    """Sets parts in one style: what does not change from line to line."""

    def __init__(self, style: Style, missing: Missing, *, rtl: bool = False, language: str = "") -> None:
        self.style = style
        self.missing = missing
        self._rtl = rtl
        self._language = language

    def lines(self, parts: Iterable[Part], width: float) -> list[Line]:
        """All lines of a text; a line feed begins a new one."""
        found: list[Line] = []
        for paragraph in self._paragraphs(parts):
            text = "".join(part.text for part in paragraph)
            own = base_level(text)
            base = int(self._rtl) if own is None else own
            found += self._filled(self._pieces(paragraph, text, base), base, width)
        return found

    def width(self, text: str) -> float:
        """Points that a text of one line takes."""
        return max((line.width for line in self.lines([Part(text)], 1e6)), default=0)

    def _paragraphs(self, parts: Iterable[Part]) -> list[list[Part]]:
        paragraphs: list[list[Part]] = [[]]
        for part in parts:
            clean = self._drawable(part.text, self._cascade(part))
            first, *more = clean.split("\n")
            paragraphs[-1].append(part.saying(first))
            paragraphs += [[part.saying(line)] for line in more]
        return paragraphs

    def _cascade(self, part: Part) -> Cascade:
        style = self.style
        return cascade(part.family or style.family, style.bold or part.bold, style.medium)

    def _drawable(self, text: str, faces: Cascade) -> str:
        """The text without what cannot be seen; a box for each character that no face has, which is counted."""
        text = normalize("NFC", text.replace("\r\n", "\n")).translate(SPACES)
        if faces.first.covers.issuperset(text):
            return text
        drawn: list[str] = []
        for character in text:
            turns = category(character) == "Cf" and character not in OVERRIDES
            if turns or character == "\n" or faces.face_of(character):
                drawn.append(character)
            elif not _is_invisible(character):
                self.missing[character] += 1
                drawn.append(BOX)
        return "".join(drawn)

    def _pieces(self, parts: list[Part], text: str, base: int) -> list[Piece]:
        levels = levels_of(text, base)
        ends = {*ends_in(text), len(text)}
        pieces: list[Piece] = []
        at = 0
        for part in parts:
            for start, end, face in self._faces(part, text[at : at + len(part.text)]):
                cuts = _cuts(levels, ends, at + start, at + end)
                for first, last in pairwise(cuts):
                    piece = self._piece(text, first, last, face, levels[first], part)
                    piece.ends = last in ends
                    pieces.append(piece)
            at += len(part.text)
        return pieces

    def _piece(self, text: str, start: int, end: int, face: Face, level: int, part: Part) -> Piece:
        language = part.language or self._language
        said = text[start:end]
        word, rtl = said.rstrip(" "), bool(level & 1)
        gap = face.shaped(" " * (len(said) - len(word)), rtl) if len(word) < len(said) else None
        around = ("", "")
        if rtl and word:
            around = (text[max(start - 1, 0) : start].strip(" "), "" if gap else text[end : end + 1])
        if not face.covers.issuperset(word):
            word = CONTROLS.sub("", word)
        shaped = face.shaped(word, rtl, language, around) if word else None
        return self._made(face, shaped, gap, level, part)

    def _made(
        self, face: Face, word: Shaped | None, gap: Shaped | None, level: int, part: Part, *, ends: bool = True
    ) -> Piece:
        wide = self._points(word) if word else 0.0
        return Piece(face, word, gap, level, part, ends, wide, wide + self._points(gap) if gap else wide)

    def _faces(self, part: Part, text: str) -> Iterator[tuple[int, int, Face]]:
        """Stretches of one face. Signs take the face of the letter before them, opening ones that of the one after."""
        faces = self._cascade(part)
        if faces.first.covers.issuperset(text):
            yield 0, len(text), faces.first
            return
        clusters = list(_clusters(text))
        found = [
            faces.face_of(cluster.strip(JOINERS)) if category(cluster[0])[0] in "LN" else None
            for _, cluster in clusters
        ]
        after = _carried(reversed(found))[::-1]
        before = _carried(found)
        chosen: list[Face] = []
        for i, (_, cluster) in enumerate(clusters):
            opening = category(cluster[0]) in ("Ps", "Pi")
            neighbors = (after[i], before[i]) if opening else (before[i], after[i])
            near = (face for face in neighbors if face and cluster[0] in face.covers)
            chosen.append(found[i] or next(near, None) or faces.face_of(cluster[0]) or before[i] or faces.first)
        start = 0
        for i in range(1, len(clusters) + 1):
            if i == len(clusters) or chosen[i] is not chosen[i - 1]:
                end = clusters[i][0] if i < len(clusters) else len(text)
                yield start, end, chosen[i - 1]
                start = end

    def _filled(self, pieces: list[Piece], base: int, width: float) -> list[Line]:
        """As many words on each line as fit; a word that fits on none is broken where it must."""
        lines: list[Line] = []
        line: list[Piece] = []
        taken = 0.0
        width += 0.01
        for chunk, wide, whole in _chunks(pieces):
            if taken + wide > width and line:
                lines.append(_line(line, base))
                line, taken = [], 0.0
            if wide <= width:
                line += chunk
                taken += whole
                continue
            for piece in self._broken(chunk, width):
                if line and taken + piece.word_width > width:
                    lines.append(_line(line, base))
                    line, taken = [], 0.0
                line.append(piece)
                taken += piece.width
        lines.append(_line(line, base))
        return lines

    def _points(self, shaped: Shaped) -> float:
        return shaped.width * self.style.size / THOUSAND + self.style.tracking * len(shaped.glyphs)

    def _broken(self, chunk: list[Piece], width: float) -> Iterator[Piece]:
        for piece in chunk:
            if piece.word is None or piece.word_width <= width:
                yield piece
                continue
            rtl, language = bool(piece.level & 1), piece.part.language or self._language
            taken, start, text = 0.0, 0, piece.word.text
            for place, cluster in _clusters(text):
                wide = self._points(piece.face.shaped(cluster, rtl, language))
                if taken + wide > width and place > start:
                    part = piece.face.shaped(text[start:place], rtl, language)
                    yield self._made(piece.face, part, None, piece.level, piece.part)
                    taken, start = 0.0, place
                taken += wide
            rest = piece.face.shaped(text[start:], rtl, language)
            yield self._made(piece.face, rest, piece.gap, piece.level, piece.part, ends=piece.ends)


def _line(pieces: list[Piece], base: int) -> Line:
    """The pieces in their places; the room at the end of the line stands outside of it (rule L1)."""
    whole = sum(piece.width for piece in pieces)
    word = whole - (pieces[-1].width - pieces[-1].word_width) if pieces else 0.0
    levels = [piece.level for piece in pieces]
    for i in range(len(pieces) - 1, -1, -1):
        if pieces[i].word is not None:
            break
        levels[i] = base
    lefts = [0.0] * len(pieces)
    at = word - whole if base else 0.0
    for i in visual_order(levels) if any(levels) else range(len(pieces)):
        lefts[i] = at
        at += pieces[i].width
    return Line(pieces, word, base, lefts)


def _chunks(pieces: list[Piece]) -> Iterator[tuple[list[Piece], float, float]]:
    """Pieces between two places where a line may end, with their width at the end of a line and within it."""
    chunk: list[Piece] = []
    whole = 0.0
    for piece in pieces:
        chunk.append(piece)
        if piece.ends:
            yield chunk, whole + piece.word_width, whole + piece.width
            chunk, whole = [], 0.0
        else:
            whole += piece.width
    if chunk:
        yield chunk, whole, whole


def _cuts(levels: list[int], ends: set[int], start: int, end: int) -> list[int]:
    inner = [place for place in range(start + 1, end) if place in ends or levels[place] != levels[place - 1]]
    return [start, *inner, end] if end > start else []


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Characters with the marks and joiners that belong to them, and where they begin."""
    start = 0
    for place in range(1, len(text) + 1):
        joined = place < len(text) and (category(text[place])[0] == "M" or text[place] in JOINERS)
        if not joined:
            yield start, text[start:place]
            start = place


def _carried(faces: Iterable[Face | None]) -> list[Face | None]:
    last: Face | None = None
    carried: list[Face | None] = []
    for face in faces:
        last = face or last
        carried.append(last)
    return carried


def _is_invisible(character: str) -> bool:
    """Joiners, direction marks, variation selectors: nothing is lost when they are left out."""
    return category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"
