"""Tidying: Python's garbage is collected on the GUI thread alone.

Left to itself, Python looks for garbage on whichever thread makes an object next. Widgets and models that refer to one
another would then be destroyed on a reader's thread, and Qt does not survive that (seen: a segmentation fault while a
reader compiled a query).
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1_000


class Tidying(QObject):
    """Collects in small portions between two events; made once, when the window program starts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def keep_all(self) -> None:
        """What lives now, such as everything imported, stays to the end: it is looked at no more."""
        gc.collect()
        gc.freeze()

    @Slot()
    def tidy(self) -> None:
        """Collect as far as the usual limits of Python ask for it, the oldest objects last and least."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._limits[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Leave it to Python again, if it was so before."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
