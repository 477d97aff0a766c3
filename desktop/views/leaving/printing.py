"""Pages of a PDF onto a printer, at its own resolution."""

from typing import Any

import pypdfium2
from PySide6.QtCore import QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.jobs.progress import Progress
from desktop.models.refusal import Refusal

POINTS_PER_INCH = 72
MOST_DOTS = 600  # per inch: finer only takes memory, a Letter page has 100 MB then


class Printers:
    """The printers of this computer."""

    def names(self) -> list[str]:
        """What they are called, the usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        names = [str(name) for name in QPrinterInfo.availablePrinterNames()]
        return sorted(names, key=lambda name: (name != usual, name.casefold()))

    def printer(self, name: str) -> QPrinter:
        """The printer of that name, ready for a document."""
        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def paint_pages(pdf: bytes, printer: QPrinter, tell: Progress, copies: int = 1) -> int:
    """Paint every page, copy after copy, and give how many; a canceled print is taken back as far as the printer lets.

    May run on a worker's thread. Refusal when the printer cannot be reached.
    """
    document: Any = pypdfium2.PdfDocument(pdf)
    printer.setFullPage(True)
    painter = QPainter()
    try:
        pages = len(document)
        count = pages * copies
        for number in range(count):
            tell(number, count)
            page = document[number % pages]
            _turn(printer, *page.get_size())
            if number == 0 and not painter.begin(printer):
                raise Refusal(
                    f"{printer.printerName()} cannot be reached. See that it is on, or choose another printer."
                )
            if number > 0:
                printer.newPage()
            _paint(painter, page, printer)
            page.close()
        tell(count, count)
        return count
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        document.close()


def _turn(printer: QPrinter, width: float, height: float) -> None:
    landscape = width > height
    sheet = QSizeF(min(width, height), max(width, height))
    printer.setPageSize(QPageSize(sheet, QPageSize.Unit.Point))  # Letter or A4, as the page was made
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)


def _paint(painter: QPainter, page: Any, printer: QPrinter) -> None:
    """One page over the whole sheet, smaller where the sheet is smaller."""
    dots = min(printer.resolution(), MOST_DOTS)
    bitmap = page.render(scale=dots / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True)
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    size = image.size()
    size.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(sheet.topLeft(), size), image)
    bitmap.close()
