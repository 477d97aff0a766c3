"""A PDF or a picture with parts blacked out for good: every page becomes a picture, so no text lies below the black.

Attachments come from outside, so nothing of the old file is kept: no text, no links, no scripts, no properties.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from desktop.documents.pages import nothing
from desktop.documents.paper import Paper
from desktop.documents.structure import alternative
from desktop.documents.words import N_, Words
from desktop.models.refusal import Refusal

DOTS, POINTS = 200, 72
MOST_PIXELS = 40_000_000  # of one page: a larger sheet is painted coarser
LONGEST_SIDE = 792.0  # of a picture as a page, in points
FINE = 100  # parts of a point
AROUND = 1.5  # points: strokes that reach beyond the box of their letter
PDF, PICTURES = "application/pdf", frozenset({"image/png", "image/jpeg"})
UNREADABLE = "This file cannot be opened, so nothing of it can be blacked out. Print it and black it out by hand."


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def as_pdf(data: bytes, media_type: str) -> bytes:
    """A PDF as it is; a picture as a page of its own. Refusal for what is neither, or cannot be read."""
    if media_type == PDF:
        return data
    if media_type not in PICTURES:
        raise Refusal("Only a PDF or a picture can be blacked out. Print it and black it out by hand.")
    from PIL import Image, ImageOps

    made = BytesIO()
    try:
        with Image.open(BytesIO(data)) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.save(made, "PDF", resolution=max(POINTS, *upright.size) / LONGEST_SIDE * POINTS)
    except (OSError, ValueError, Image.DecompressionBombError):
        raise Refusal(UNREADABLE) from None
    return made.getvalue()


def places_of(pdf: bytes, words: str) -> dict[int, list[Box]]:
    """Where these words stand, in any case, by pages counted from 0. Refusal for a file that cannot be opened."""
    found: dict[int, list[Box]] = {}
    with _opened(pdf) as document:
        for number in range(len(document) if words.strip() else 0):
            page = document[number]
            text = page.get_textpage()
            searcher = text.search(words.strip(), match_case=False)
            while (place := searcher.get_next()) is not None:
                rects = [text.get_rect(n) for n in range(text.count_rects(*place))]
                found.setdefault(number, []).extend(_on_page(page, rect) for rect in rects)
            searcher.close()
            text.close()
            page.close()
    return found


def sizes_of(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """The size of each page in points. Refusal for a file that cannot be opened."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise Refusal(UNREADABLE) from None
    try:
        yield document
    finally:
        document.close()


def _on_page(page: Any, rect: tuple[float, float, float, float]) -> Box:
    """A part of the file's own coordinates as it is seen, whichever way the page is turned."""
    from ctypes import c_int

    from pypdfium2 import raw

    width, height = page.get_size()
    corners = []
    for x, y in ((rect[0], rect[1]), (rect[2], rect[3])):
        across, down = c_int(), c_int()
        size = (round(width * FINE), round(height * FINE))
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        corners.append((across.value / FINE, down.value / FINE))
    (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
    return Box(left - AROUND, top - AROUND, right + AROUND, bottom + AROUND)


def redacted(pdf: bytes, boxes: Mapping[int, Sequence[Box]], *, title: str, author: str, words: Words) -> bytes:
    """The same pages as pictures, those parts of them black; pages are counted from 0.

    Refusal for a file that cannot be opened, or a page that is not there.
    """
    made = BytesIO()
    with _opened(pdf) as document:
        if any(not 0 <= page < len(document) for page in boxes):
            raise Refusal(f"This PDF has {len(document)} pages. Choose parts of these.")
        paper: Paper | None = None
        for number in range(len(document)):
            page = document[number]
            size = page.get_size()
            if paper is None:
                paper = Paper(made, size=size, title=title, author=author, language=words.tag, draw=nothing)
            paper.setPageSize(size)
            _put(paper, _picture(page, size, boxes.get(number, ())), size, _said(words, number, boxes))
            page.close()
        if paper is not None:
            paper.save()
    return made.getvalue()


def _said(words: Words, number: int, boxes: Mapping[int, Sequence[Box]]) -> str:
    if boxes.get(number):
        return words(N_("Page {page} as a picture, parts of it blacked out"), page=number + 1)
    return words(N_("Page {page} as a picture"), page=number + 1)


def _picture(page: Any, size: tuple[float, float], boxes: Sequence[Box]) -> Any:
    """The page painted, then the black over it: in the picture there is nothing below."""
    from PIL import ImageDraw

    scale = min(DOTS / POINTS, (MOST_PIXELS / max(size[0] * size[1], 1)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        # Outwards to whole pixels, and one more for the smoothed edges of letters.
        left, top = int(box.left * scale) - 1, int(box.top * scale) - 1
        right, bottom = int(box.right * scale) + 2, int(box.bottom * scale) + 2
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill="black")
    return picture


def _put(paper: Paper, picture: Any, size: tuple[float, float], said: str) -> None:
    from reportlab.lib.utils import ImageReader

    box = f"0 0 {size[0]:.2f} {size[1]:.2f}"
    figure = paper.structure.open("Figure", f"{alternative(said)}/A<</O/Layout/BBox[{box}]>>")
    with paper.content(figure):
        paper.drawImage(ImageReader(picture), 0, 0, *size)
    paper.structure.close(figure)
    paper.showPage()
