"""Printing the recovery sheet: which printer, then its pages beside the window."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models.refusal import Refusal
from desktop.views.leaving.printing import paint_pages
from desktop.views.saying import say
from desktop.views.start.aside import Aside
from desktop.views.start.entering import Blocked, Obstacle


class SheetPrinter(QObject):
    """Asks which printer and prints a PDF that was never on the disk.

    Signals:
        printed: every page was handed to the printer.
        failed(str): why it was not.
    """

    printed = Signal()
    failed = Signal(str)

    def __init__(self, aside: Aside, window: QWidget, pdf: bytes) -> None:
        super().__init__(window)
        self._aside = aside
        self._pdf = pdf
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._dialog = QPrintDialog(self._printer, window)
        self._dialog.accepted.connect(self.send)
        self._dialog.rejected.connect(self._on_rejected)
        self._dialog.finished.connect(self._dialog.deleteLater)

    def ask(self) -> None:
        """Show the printers."""
        QDialog.open(self._dialog)

    @Slot()
    def send(self) -> None:
        """Print on the chosen printer."""
        self._aside.run(_Printing(self._pdf, self._printer), self._on_printed, self._on_failed)

    @Slot()
    def _on_rejected(self) -> None:
        self.failed.emit(say("It was not printed."))

    def _on_printed(self, pages: int) -> None:
        self.printed.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Blocked):
            raise error
        self.failed.emit(error.words)


@dataclass(frozen=True, slots=True)
class _Printing:
    pdf: bytes = field(repr=False)
    printer: QPrinter

    def __call__(self) -> int:
        try:
            return paint_pages(self.pdf, self.printer, _tell_nobody)
        except Refusal as refusal:
            raise Blocked(Obstacle.OTHER, str(refusal)) from None


def _tell_nobody(done: int, total: int) -> None:
    """One page is quick."""
