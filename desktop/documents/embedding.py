"""Faces inside a PDF: one font per face, its glyphs by their own numbers, and what each of them reads as.

Only glyphs that were drawn go into the file. Glyph numbers stay as they are, so nothing has to be mapped back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types

from desktop.documents.faces import MOST_REMEMBERED, THOUSAND, Face, Glyph, Shaped
from desktop.documents.pdf_file import PdfFile

MAPPED_AT_A_TIME = 100
NOTICEABLE = 0.05  # of a thousandth of the size
SEEN = 5  # a lift of less only breaks words into pieces for readers: it is under a tenth of a point
NOTHING_OF_ITS_OWN = "\u200b"
# Font descriptor flags: symbolic, so that no reader puts an encoding of its own on top.
SYMBOLIC = 4


@dataclass(frozen=True, slots=True)
class Step:
    """Glyphs at one height: the inner part of a PDF text array.

    `begins` and `ends` enclose glyphs that say nothing of their own.
    """

    rise: float
    inner: str
    begins: bool = False
    ends: bool = False


class EmbeddedFace:
    """One face as one document uses it. A glyph that stands for several texts gets a code for each of them."""

    def __init__(self, face: Face, number: int, name: str) -> None:
        self.face = face
        self.number = number
        self.name = name
        self._codes: dict[tuple[int, str], int] = {(0, "\ufffd"): 0}
        self._steps: dict[tuple[Shaped, bool], tuple[Step, ...]] = {}

    def steps(self, shaped: Shaped, rtl: bool) -> tuple[Step, ...]:
        """The glyphs of a word from left to right.

        Readers put the letters of right-to-left words in order on their own, and would turn around a text that is said
        beside the whole word. So there each letter says itself; its dots and marks, where drawn apart, say nothing.
        """
        found = self._steps.get((shaped, rtl))
        if found is None:
            groups = _groups(shaped.glyphs) if rtl and not shaped.direct else [(list(shaped.glyphs), False)]
            pen = _Pen(self)
            for glyphs, silent in groups:
                pen.draw(glyphs, silent)
            if len(self._steps) >= MOST_REMEMBERED:
                self._steps.clear()
            found = self._steps[shaped, rtl] = tuple(pen.finished())
        return found

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph that says its text."""
        return self._codes.setdefault((glyph.number, glyph.text or NOTHING_OF_ITS_OWN), len(self._codes))

    def write(self, file: PdfFile) -> None:
        """Put the font into the file: its drawn glyphs, their widths, and their texts."""
        glyphs = sorted({glyph for glyph, _ in self._codes})
        base = f"{_tag(glyphs)}+{self.face.name}"
        program = _cut(self.face, glyphs)
        stream = file.add_stream(program, f"/Length1 {len(program)}")
        descriptor = file.add(_descriptor(self.face, base, stream))
        places = file.add_stream(b"".join(glyph.to_bytes(2, "big") for glyph, _ in self._codes))
        widths = " ".join(f"{self.face.width_of(glyph):g}" for glyph, _ in self._codes)
        inner = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDToGIDMap {places} 0 R"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R"
            f"/DW 0/W[0[{widths}]]>>"
        )
        reads = file.add_stream(_reading([text for _, text in self._codes]).encode("ascii"))
        file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
            f"/ToUnicode {reads} 0 R>>",
            self.number,
        )


class _Pen:
    """Draws glyphs with the advances of the font, and corrections where shaping wants them elsewhere."""

    def __init__(self, face: EmbeddedFace) -> None:
        self._face = face
        self._steps: list[Step] = []
        self._ahead = 0.0

    def draw(self, glyphs: list[Glyph], silent: bool) -> None:
        runs: list[tuple[float, list[str]]] = []
        for glyph in glyphs:
            up = glyph.up if abs(glyph.up) > SEEN else 0.0
            if up != (runs[-1][0] if runs else None):
                runs.append((up, []))
            run = runs[-1][1]
            if abs(self._ahead + glyph.right) > NOTICEABLE:
                run.append(f"{-(self._ahead + glyph.right):.2f}")
                self._ahead = -glyph.right
            run.append(f"<{self._face.code(glyph):04X}>")
            self._ahead += glyph.advance - self._face.face.width_of(glyph.number)
        for number, (rise, run) in enumerate(runs, 1):
            inner = "".join(run).replace("><", "")
            self._steps.append(Step(rise, inner, silent and number == 1, silent and number == len(runs)))

    def finished(self) -> list[Step]:
        if abs(self._ahead) > NOTICEABLE:
            self._steps.append(Step(self._steps[-1].rise if self._steps else 0, f"{-self._ahead:.2f}"))
        return self._steps


def _groups(glyphs: Sequence[Glyph]) -> list[tuple[list[Glyph], bool]]:
    """Glyphs of a right-to-left word: those that say their text, and dots and marks that belong to one of them."""
    groups: list[tuple[list[Glyph], bool]] = []
    for glyph in glyphs:
        silent = not glyph.text
        if groups and groups[-1][1] == silent:
            groups[-1][0].append(glyph)
        else:
            groups.append(([glyph], silent))
    return groups


def _cut(face: Face, glyphs: list[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    for table in ("GSUB", "GPOS", "GDEF", "name", "STAT", "post", "OS/2", "cmap", "vhea", "vmtx", "BASE"):
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode("ascii"), "big"))
    return bytes(hb.subset(face.source, wanted).blob.data)


def _descriptor(face: Face, base: str, stream: int) -> str:
    table = face.source.reference_table("head").data
    box = [int.from_bytes(table[place : place + 2], "big", signed=True) for place in (36, 38, 40, 42)]
    limits = " ".join(f"{value * THOUSAND / face.source.upem:.0f}" for value in box)
    up, down = face.ascent * THOUSAND, -face.descent * THOUSAND
    return (
        f"<</Type/FontDescriptor/FontName/{base}/Flags {SYMBOLIC}/FontBBox[{limits}]/ItalicAngle 0"
        f"/Ascent {up:.0f}/Descent {down:.0f}/CapHeight 714/StemV 80/FontFile2 {stream} 0 R>>"
    )


def _tag(glyphs: list[int]) -> str:
    """Six letters that differ with the glyphs, as the standard asks of a font that is not whole."""
    seed, letters = hash(tuple(glyphs)), []
    for _ in range(6):
        seed, letter = divmod(seed, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _reading(texts: list[str]) -> str:
    """The map from codes to text."""
    lines = [f"<{code:04X}><{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    blocks = [lines[start : start + MAPPED_AT_A_TIME] for start in range(0, len(lines), MAPPED_AT_A_TIME)]
    mapped = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def"
        "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{mapped}endcmap CMapName currentdict/CMap defineresource pop end end\n"
    )
