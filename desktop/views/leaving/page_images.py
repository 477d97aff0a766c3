"""Pages of a PDF as pictures, for the screen. Painted where jobs run, one at a time: the library knows no threads."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

from desktop.jobs.export import show
from desktop.jobs.order import Order
from desktop.jobs.progress import Progress
from desktop.store.store import Store

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Pages:
    """A finished PDF in memory, and the size of each page in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page. `wanted` is how many pixels wide it was to be; rounding may make it one more."""

    page: int
    wanted: int
    width: int
    height: int
    stride: int
    pixels: bytes

    def image(self) -> QImage:
        """For painting; it has pixels of its own."""
        return QImage(self.pixels, self.width, self.height, self.stride, QImage.Format.Format_RGBX8888).copy()


def making(order: Order) -> "partial[Pages]":
    """A job: the pages as they would leave."""
    return partial(_make, order)


def painting(pages: Pages, page: int, width: int) -> "partial[PageImage]":
    """A job: one page as a picture."""
    return partial(_paint, pages, page, width)


def _make(order: Order, store: Store, tell: Progress) -> Pages:
    pdf = show(store, order, tell)[0]
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return Pages(pdf, tuple(document.get_page_size(number) for number in range(len(document))))
    finally:
        document.close()


def _paint(pages: Pages, page: int, width: int, store: Store, tell: Progress) -> PageImage:
    document: Any = pypdfium2.PdfDocument(pages.pdf)
    try:
        scale = width / pages.sizes[page][0]
        bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return PageImage(page, width, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()
