"""The faces of our type: which font draws a character, and how a word is shaped in it.

HarfBuzz shapes, so letters join, conjuncts form and marks stand where the script wants them. What was shaped once is
remembered, because the words of a list come again and again.
"""

import enum
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from unicodedata import category

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types

from desktop.bundled import bundled

THOUSAND = 1000  # PDF measures glyphs in thousandths of the size of the type
MOST_REMEMBERED = 4000  # words; numbers come but once
BOX = "\u25a1"  # in every Inter, not in Source Serif

# The shapes of the design. Figures are of one width, so that columns of numbers stand; signs between them keep theirs.
INTER_FEATURES = {"ss03": True, "cv05": True}
FIGURES = re.compile(r"\d+")


class Family(enum.Enum):
    """The voices of a page: Inter, the larger cut of it for headlines, and the serif for words as they were spoken."""

    SANS = "sans"
    DISPLAY = "display"
    SERIF = "serif"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a word: where it stands from the pen that passes it, in thousandths of the size, and its text.

    Of several glyphs for one text the first to be read has all of it, the others have none.
    """

    number: int
    text: str
    right: float
    up: float
    advance: float


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """One word in one face, its glyphs from left to right whatever its direction: that is what all readers expect.

    It is `direct` where each glyph stands for some text alone; elsewhere the text must be told beside the glyphs.
    """

    text: str
    width: float
    glyphs: tuple[Glyph, ...]
    direct: bool


class Face:
    """One font file. `thickened` ones have no bold of their own and get it from a stroke."""

    def __init__(self, name: str, features: dict[str, bool] | None = None, *, thickened: bool = False) -> None:
        self.name = name
        self.thickened = thickened
        self.source = hb.Face(hb.Blob.from_file_path(str(bundled("fonts", f"{name}.ttf"))))
        self._font = hb.Font(self.source)
        self._features = features or {}
        self._scale = THOUSAND / self.source.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender / self.source.upem
        self.descent = -extents.descender / self.source.upem
        # Control characters have empty glyphs in some fonts, private ones any meaning: a box says that something was.
        self.covers = frozenset(c for c in map(chr, self.source.unicodes) if category(c) not in ("Cc", "Cf", "Co"))
        self._remembered: dict[tuple[str, bool, str], Shaped] = {}
        self._widths: dict[int, float] = {}
        self._glyphs: dict[Glyph, Glyph] = {}

    def __repr__(self) -> str:
        return f"Face({self.name})"

    def width_of(self, glyph: int) -> float:
        """The advance of a glyph as it stands in the PDF, in thousandths."""
        width = self._widths.get(glyph)
        if width is None:
            width = self._widths[glyph] = round(self._font.get_glyph_h_advance(glyph) * self._scale, 2)
        return width

    def shaped(self, text: str, rtl: bool = False, language: str = "", around: tuple[str, str] = ("", "")) -> Shaped:
        """The glyphs of a word, from left to right. `around` is what it joins with, where a word changes its style."""
        key = (text, rtl, language)
        if around != ("", ""):
            return self._shape(text, rtl, language, around)
        found = self._remembered.get(key)
        if found is None:
            found = self._shape(text, rtl, language, around)
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = found
        return found

    def _shape(self, text: str, rtl: bool, language: str, around: tuple[str, str]) -> Shaped:
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        whole = "".join((around[0], text, around[1]))
        # uharfbuzz counts the offset and length in characters.
        buffer.add_str(whole, len(around[0]), len(text))
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        if language:
            buffer.language = language
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._font, buffer, self._features_for(text, len(around[0])))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = [info.cluster - len(around[0]) for info in infos]
        scale = self._scale
        glyphs = [
            self._one(Glyph(info.codepoint, said, at.x_offset * scale, at.y_offset * scale, at.x_advance * scale))
            for info, at, said in zip(infos, positions, _meanings(text, starts, rtl), strict=True)
        ]
        width = sum(glyph.advance for glyph in glyphs)
        return Shaped(text, width, tuple(glyphs), len(set(starts)) == len(starts))

    def _one(self, glyph: Glyph) -> Glyph:
        """The same glyph in the same place is one object, so that words cost little to remember."""
        return self._glyphs.setdefault(glyph, glyph)

    def _features_for(self, text: str, start: int) -> dict[str, Any]:
        if not self._features:
            return {}
        figures = [(start + found.start(), start + found.end(), True) for found in FIGURES.finditer(text)]
        return {**self._features, "tnum": figures} if figures else self._features


def _meanings(text: str, starts: list[int], rtl: bool) -> list[str]:
    """The text of each glyph, which runs to where the next one begins; of equals the first to be read has it."""
    ends = sorted({*starts, len(text)})
    following = dict(pairwise(ends))
    meanings: list[str] = []
    before = -1
    for start in reversed(starts) if rtl else starts:
        meanings.append("" if start == before else text[start : following[start]])
        before = start
    return meanings[::-1] if rtl else meanings


class Cascade:
    """The faces of one voice in the order in which they are asked for a character."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self.first = faces[0]
        self._faces: dict[str, Face | None] = {}

    def face_of(self, cluster: str) -> Face | None:
        """The first face that has a character with all its marks; None when no face has it."""
        if cluster not in self._faces:
            wanted = frozenset(cluster)
            self._faces[cluster] = next((face for face in self.faces if wanted <= face.covers), None)
        return self._faces[cluster]


SCRIPTS = ("Arabic", "Hebrew", "Devanagari", "Bengali", "Ethiopic")


@cache
def cascade(family: Family, bold: bool, medium: bool = False) -> Cascade:
    """The faces for a voice, read once per process."""
    weight = "SemiBold" if bold else "Regular"
    sans = _face(f"Inter-{'Medium' if medium and not bold else weight}")
    first = {
        Family.SANS: (sans,),
        Family.DISPLAY: (_face("InterDisplay-SemiBold"), _face("Inter-SemiBold")),
        Family.SERIF: (_face(f"SourceSerif4-{'Semibold' if bold else 'Regular'}"), sans),
    }[family]
    heavy = bold or family is Family.DISPLAY
    scripts = tuple(_face(f"NotoSans{script}-{'SemiBold' if heavy else 'Regular'}") for script in SCRIPTS)
    return Cascade((*first, *scripts, _face("NotoSansKR-Regular", heavy), _face("NotoSansSC-Regular", heavy)))


@cache
def _face(name: str, thickened: bool = False) -> Face:
    return Face(name, INTER_FEATURES if name.startswith("Inter") else None, thickened=thickened)
