"""How many records each view of a list holds, right after every change.

The ids of each view are read once, beside the window. A change then asks about the changed records alone.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy.orm import Session

from desktop.models.listing import Listing
from desktop.models.refusal import Refusal
from desktop.store import listing as listings
from desktop.store.changes import Changes
from desktop.store.journal import RowAct
from desktop.store.store import Store
from desktop.views.background import Background, Job
from desktop.views.tables.pages import related_kinds
from desktop.views.tables.result import Ids

# More records changed at once than this are counted from the beginning.
MOST_TOUCHED = 300


@dataclass(frozen=True, slots=True)
class _Members:
    """The question, for a reader's thread."""

    asked: tuple[tuple[str, Listing], ...]

    def __call__(self, session: Session) -> "dict[str, Ids]":
        return {key: listings.members(session, listing) for key, listing in self.asked}


class ViewCounts(QObject):
    """Knows which records each view holds.

    Signals:
        counted(dict): {key of a view: how many records}.
    """

    counted = Signal(object)

    def __init__(self, store: Store, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background
        self._asked: tuple[tuple[str, Listing], ...] = ()
        self._members: dict[str, Ids] = {}
        self._touched: set[int] = set()
        self._job: Job | None = None
        self._is_asked = False
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self._ask)
        store.changed.connect(self._on_changed)

    def ask(self, asked: tuple[tuple[str, Listing], ...]) -> None:
        """Count these from now on."""
        if self._job is not None:
            self._job.cancel()
        self._asked = asked
        self._memberships = listings.Memberships([listing for _, listing in asked])
        self._is_asked = True
        self._after_painting.start()

    @Slot()
    def _ask(self) -> None:
        self._touched.clear()
        self._job = self._background.read(_Members(self._asked), self._on_members, self._on_failed)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not self._asked:
            return
        fields = self._asked[0][1].fields
        updated = {row.kind for row in changes.rows if row.act is RowAct.UPDATE}
        self._touched |= changes.ids(fields.record.kind)
        if updated & related_kinds(fields) or len(self._touched) > MOST_TOUCHED:
            self.ask(self._asked)
        elif self._touched and not self._is_asked:
            self._take_over()

    def _on_members(self, members: "dict[str, Ids]") -> None:
        self._job, self._is_asked = None, False
        self._members = members
        if self._touched:
            self._take_over()
        else:
            self._tell()

    def _on_failed(self, problem: object) -> None:
        self._job, self._is_asked = None, False  # the list itself tells what failed; the counts stay as they were

    def _take_over(self) -> None:
        """Ask about the changed records, in which views they are now."""
        touched = sorted(self._touched)
        try:
            with self._store.reading() as session:
                now = self._memberships.of(session, touched)
        except Refusal:
            return
        self._touched.clear()
        for place, (key, _) in enumerate(self._asked):
            members = self._members.setdefault(key, array("q"))
            for each, inside in now.items():
                _set(members, each, inside[place])
        self._tell()

    def _tell(self) -> None:
        self.counted.emit({key: len(members) for key, members in self._members.items()})


def _set(members: Ids, each: int, is_inside: bool) -> None:
    """Put an id among sorted ids, or take it out."""
    at = bisect_left(members, each)
    is_there = at < len(members) and members[at] == each
    if is_inside and not is_there:
        members.insert(at, each)
    elif is_there and not is_inside:
        del members[at]
