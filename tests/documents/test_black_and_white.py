"""Every document without color: all words stand out from their ground, and no color says anything alone."""

import re
from collections.abc import Iterator
from ctypes import c_int, c_uint
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median_low
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.colors import Color, HexColor

from desktop.bundled import bundled
from desktop.documents.blocks import Block
from desktop.documents.chart import tell_chart
from desktop.documents.paper import Paper
from desktop.documents.story import Story
from desktop.documents.structure import Element
from desktop.documents.styles import BODY, Sheet
from desktop.documents.words import Words
from desktop.models.chart import Chart, Point
from tests.documents.samples import DOCUMENTS, sample_page

SCALE = 2
LEAST_OF_WORDS, LEAST_OF_SHAPES = 4.5, 3.0
MOST_COLOR = 16  # of 255, between the strongest and the weakest part of what still reads as gray
Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]
MARK = bundled("logo", "mark-light.svg").read_text(encoding="utf-8")
MARK_COLORS = {tuple(bytes.fromhex(color)) for color in re.findall(r'fill="#(\w{6})"', MARK)}
MARK_SIDE = 42  # points, in large type


def color_of(get: Any, thing: Any) -> Rgb:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    assert get(thing.raw, red, green, blue, alpha)
    return red.value, green.value, blue.value


def contrast(one: int, other: int) -> float:
    """Of two grays of 255, as WCAG counts it."""
    dark, light = sorted(_light(gray / 255) for gray in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def gray(color: Rgb) -> int:
    """What a printer without color makes of it."""
    return int(Image.new("RGB", (1, 1), color).convert("L").tobytes()[0])


def is_colored(color: Rgb) -> bool:
    return max(color) - min(color) > MOST_COLOR


def ground_under(picture: Image.Image, box: Box) -> int:
    """The usual gray below something, given from its left, bottom, right and top in points."""
    left, bottom, right, top = (round(side * SCALE) for side in box)
    part = picture.crop((left, picture.height - top, max(right, left + 1), picture.height - min(bottom, top - 1)))
    return median_low(part.tobytes())


def is_of_the_mark(color: Rgb, box: Box) -> bool:
    """Whether it may be a part of our mark, which says nothing."""
    left, bottom, right, top = box
    return color in MARK_COLORS and max(right - left, top - bottom) <= MARK_SIDE


def problems(pdf: Path | BytesIO) -> Iterator[str]:
    """What would be lost without color."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            things = list(page.get_objects())
            words = [each for each in things if each.type == raw.FPDF_PAGEOBJ_TEXT]
            looks = [(color_of(raw.FPDFPageObj_GetFillColor, each), each.get_bounds()) for each in words]
            shapes = [each for each in things if each.type == raw.FPDF_PAGEOBJ_PATH]
            painted = [shape for shape in map(_outline, shapes) if shape is not None]
            for each in words:
                page.remove_obj(each)
            below = page.render(scale=SCALE).to_pil().convert("L")
            for color, box in looks:
                if contrast(gray(color), ground_under(below, box)) < LEAST_OF_WORDS:
                    yield f"page {number}: faint words at {box}"
                if is_colored(color):
                    yield f"page {number}: words in {color} at {box}"
            for color, outline, box in painted:
                if is_of_the_mark(color, box) or not is_colored(color):
                    continue
                if outline is None or contrast(gray(outline), 255) < LEAST_OF_SHAPES:
                    yield f"page {number}: a shape in {color} without an outline at {box}"


def _outline(shape: Any) -> tuple[Rgb, Rgb | None, Box] | None:
    """The color of a filled shape and that of its outline, if it has one."""
    filled, drawn = c_int(), c_int()
    assert raw.FPDFPath_GetDrawMode(shape.raw, filled, drawn)
    if not filled.value:
        return None
    outline = color_of(raw.FPDFPageObj_GetStrokeColor, shape) if drawn.value else None
    return color_of(raw.FPDFPageObj_GetFillColor, shape), outline, shape.get_bounds()


def with_chart(path: Path | BytesIO) -> None:
    story = Story(Sheet(), Words())
    points = (Point("Lighting", 12, "12"), Point("Traffic", 4, "4"))
    tell_chart(story, Chart("By category", ("Category", "Concerns"), points))
    sample_page(story, path)


@pytest.mark.parametrize("name", [*DOCUMENTS, "chart"])
def test_nothing_is_lost_without_color(name: str, tmp_path: Path) -> None:
    {**DOCUMENTS, "chart": with_chart}[name](tmp_path / "d.pdf")
    assert list(problems(tmp_path / "d.pdf")) == []


class _Ground(Block):
    """A filled place."""

    def __init__(self, color: Color) -> None:
        super().__init__()
        self._color, self._wide = color, 0.0

    def height_for(self, width: float) -> float:
        self._wide = width
        return 40

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        with paper.artifact():
            paper.setFillColor(self._color)
            paper.rect(x, top - 40, self._wide, 40, stroke=0, fill=1)


@pytest.mark.parametrize(
    ("color", "ground", "said"),
    [("#20251F", None, ""), ("#8A8A8A", None, "faint"), ("#95365A", None, "words in"), ("#20251F", "#7FB2A0", "shape")],
)
def test_what_would_be_lost_is_seen(color: str, ground: str | None, said: str) -> None:
    story, made = Story(Sheet(), Words()), BytesIO()
    if ground is not None:
        story.add(_Ground(HexColor(ground)))
    story.add(story.text("Answer 3 days late", replace(BODY, color=HexColor(color))))
    sample_page(story, made)
    found = list(problems(made))
    assert [said in each for each in found] == ([True] if said else [])
