"""How many records each view of a list holds, counted beside the window."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy.orm import Session

from desktop.models.listing import Listing
from desktop.store import listing as listings
from desktop.views.background import Background, Job

# Several changes in a row are counted once.
QUIET_MS = 30


@dataclass(frozen=True, slots=True)
class _Counts:
    """The question, for a reader's thread."""

    asked: tuple[tuple[str, Listing], ...]

    def __call__(self, session: Session) -> dict[str, int]:
        return {key: listings.count(session, listing) for key, listing in self.asked}


class ViewCounts(QObject):
    """Counts the views again whenever it is told that something changed.

    Signals:
        counted(dict): {key of a view: how many records}.
    """

    counted = Signal(object)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._asked: tuple[tuple[str, Listing], ...] = ()
        self._job: Job | None = None
        self._wait = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._wait.timeout.connect(self._count)

    def ask(self, asked: tuple[tuple[str, Listing], ...]) -> None:
        """Count these from now on."""
        self._asked = asked
        self.renew()

    @Slot()
    def renew(self) -> None:
        """Count again soon."""
        self._wait.start()

    @Slot()
    def _count(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._background.read(_Counts(self._asked), self._on_counted, self._on_failed)

    def _on_counted(self, counts: dict[str, int]) -> None:
        self._job = None
        self.counted.emit(counts)

    def _on_failed(self, problem: object) -> None:
        self._job = None  # the list itself tells what failed; the counts stay as they were
