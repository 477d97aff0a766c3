"""Text on paper: the one component that sets words of any script, and tells the screen reader what they say.

A `Text` flows down a page like any flowable of reportlab, goes on over pages, and can be drawn into a place of its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop.documents.blocks import Block
from desktop.documents.embedding import Step
from desktop.documents.faces import THOUSAND, Face, Shaped, cascade
from desktop.documents.lines import CONTROLS, Line, Missing, Piece, Setting
from desktop.documents.paper import Paper
from desktop.documents.pdf_file import text_string
from desktop.documents.structure import Element
from desktop.documents.styles import Part, Style

THICKENING = 0.025  # of the size: a stroke that makes a face bold that has no bold of its own
LEAST_LINES = 2  # that stand alone at the foot or head of a page


@dataclass(slots=True)
class _Run:
    """Pieces that are drawn in one go: one face, one direction, side by side."""

    pieces: list[Piece]
    left: float
    level: int

    @property
    def first(self) -> Piece:
        return self.pieces[0]

    @property
    def rtl(self) -> bool:
        return bool(self.level & 1)

    def shaped(self) -> Iterator[Shaped]:
        """The words from left to right."""
        for piece in reversed(self.pieces) if self.rtl else self.pieces:
            yield from piece.shaped()


class Text(Block):
    """A paragraph in one style. `language` is given where it is not that of the document."""

    def __init__(
        self,
        parts: str | Sequence[Part],
        style: Style,
        missing: Missing,
        *,
        rtl: bool = False,
        language: str | None = None,
        align: str | None = None,
    ) -> None:
        super().__init__()
        self.style = style
        self.parts = [Part(parts)] if isinstance(parts, str) else list(parts)
        self.rtl = rtl
        self.language = language
        self.align = align or style.align
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._setting = Setting(style, missing, rtl=rtl, language=language or "")
        self._lines: list[Line] = []
        self._set_to: float | None = None
        self._element: list[Element] = []
        self._is_last = True
        self.width = self.height = 0.0

    def height_for(self, width: float) -> float:
        """Points the text takes when it is set to that width."""
        self._set(width)
        return len(self._lines) * self.style.leading

    def natural_width(self) -> float:
        """Points of its longest line when nothing breaks it."""
        return max(line.width for line in self._setting.lines(self.parts, 1e6))

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """What fits, and the rest; a single line is not left alone."""
        self._set(aW)
        fits = int((aH + 0.01) / self.style.leading)
        if len(self._lines) - fits < LEAST_LINES:
            fits = len(self._lines) - LEAST_LINES
        return list(self.cut(fits)) if fits >= LEAST_LINES else []

    def cut_at(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The lines that fit, and the rest."""
        self._set(width)
        lines = int((room + 0.01) / self.style.leading)
        return self.cut(lines) if lines > 0 else None

    def cut(self, lines: int) -> tuple["Text", "Text"]:
        """The first lines and the rest, as one paragraph for the reader."""
        return self._part(self._lines[:lines], False), self._part(self._lines[lines:], self._is_last)

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw with the upper left corner there, as content of `element` or of one of its own."""
        if not any(line.pieces for line in self._lines):
            return
        own = element if element and not self._turns() else self._own(paper, element)
        with paper.content(own):
            self.paint(paper, x, top)
        if own is not element and self._is_last:
            paper.structure.close(own)

    def paint(self, paper: Paper, x: float, top: float) -> None:
        """Draw the lines as part of what is marked already."""
        style = self.style
        base = top - _first_baseline(style)
        color = style.color
        paper.put(f"BT {color.red:.4g} {color.green:.4g} {color.blue:.4g} rg")
        if style.tracking:
            paper.put(f"{style.tracking:.3f} Tc")
        face: Face | None = None
        for number, line in enumerate(self._lines):
            left = x + self._indent(line)
            for run in _runs(line):
                if run.first.face is not face:
                    face = run.first.face
                    self._begin_face(paper, face)
                self._show(paper, run, left + run.left, base - number * style.leading)
        if face and face.thickened:
            paper.put("0 Tr")
        paper.put("0 Tc ET" if style.tracking else "ET")

    def _begin_face(self, paper: Paper, face: Face) -> None:
        size, color = self.style.size, self.style.color
        thick = f"2 Tr {size * THICKENING:.3f} w {color.red:.4g} {color.green:.4g} {color.blue:.4g} RG"
        paper.put(f"/{paper.embedded(face).name} {size:g} Tf {thick if face.thickened else '0 Tr'}")

    def _show(self, paper: Paper, run: _Run, x: float, y: float) -> None:
        embedded = paper.embedded(run.first.face)
        words = list(run.shaped())
        language = run.first.part.language
        text = "" if run.rtl or all(word.direct for word in words) else "".join(piece.text for piece in run.pieces)
        with paper.said(text, language) if text or language else nullcontext():
            paper.put(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
            _show([step for word in words for step in embedded.steps(word, run.rtl)], self.style.size, paper)

    def _indent(self, line: Line) -> float:
        free = (self._set_to or 0) - line.width
        if self.align == "center":
            return free / 2
        return free if (self.align == "end") != self.rtl else 0

    def _own(self, paper: Paper, within: Element | None) -> Element:
        """The paragraph in the structure. One with right-to-left words says its text there, in the order it is read."""
        if not self._element:
            entries = f"/ActualText{text_string(self._said())}" if self._turns() else ""
            with paper.structure.inside(within) if within else nullcontext():
                own = paper.structure.open(self.style.tag, entries, language=self.language)
            self._element.append(own)
        return self._element[0]

    def _turns(self) -> bool:
        return any(piece.level & 1 for line in self._lines for piece in line.pieces)

    def _said(self) -> str:
        return CONTROLS.sub("", "".join(part.text for part in self.parts))

    def _set(self, width: float) -> None:
        if self._set_to != width:
            self._lines = self._setting.lines(self.parts, width)
            self._set_to = width
            self._setting.missing = Missing()  # counted once, however often it is set anew

    def _part(self, lines: list[Line], is_last: bool) -> "Text":
        part = Text(self.parts, self.style, Missing(), rtl=self.rtl, language=self.language, align=self.align)
        part._lines, part._set_to = lines, self._set_to
        part._element, part._is_last = self._element, is_last
        part.width, part.height = self.width, len(lines) * self.style.leading
        if not is_last:
            part.spaceAfter = 0
        return part


def _runs(line: Line) -> list[_Run]:
    """The runs of a line in the order they are read, each at its place from the left."""
    runs: list[_Run] = []
    for piece, left in zip(line.pieces, line.lefts, strict=True):
        last = runs[-1] if runs else None
        if last and last.first.face is piece.face and last.level == piece.level and last.first.part == piece.part:
            last.pieces.append(piece)
            last.left = min(last.left, left)
        else:
            runs.append(_Run([piece], left, piece.level))
    return runs


def _show(steps: Sequence[Step], size: float, paper: Paper) -> None:
    """Arrays of glyphs; marks that stand higher or lower are lifted between them."""
    at = 0.0
    array: list[str] = []

    def put_array() -> None:
        if array:
            paper.put(f"[{''.join(array)}]TJ")
            array.clear()

    for step in steps:
        if step.begins:
            put_array()
            paper.put("/Span<</ActualText()>>BDC")
        if step.rise != at:
            put_array()
            at = step.rise
            paper.put(f"{at * size / THOUSAND:.3f} Ts")
        array.append(step.inner)
        if step.ends:
            put_array()
            paper.put("EMC")
    put_array()
    if at:
        paper.put("0 Ts")


def _first_baseline(style: Style) -> float:
    """From the top of the first line to its baseline: the leading is shared above and below the face."""
    face = cascade(style.family, style.bold, style.medium).first
    above: float = face.ascent - face.descent
    return style.leading / 2 + above * style.size / 2
