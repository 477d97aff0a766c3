"""The rows of the stream: what the room said, in order, with the headings of the agenda between."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.disclosure import Consent
from desktop.models.line import Mark
from desktop.models.stream import Heading, Shown
from desktop.views.meetings.session.note_row import Kept, NoteRow, spoken_row

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class NoteStreamModel(QAbstractTableModel):
    """One column of rows. Lines being saved stand at the end, in the order they were typed."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[NoteRow] = []
        # What is asked with every line is counted as rows come and go: there may be thousands.
        self._keys: set[int] = set()  # of the lines
        self._marks: Counter[Mark] = Counter()  # of those that are saved
        self._begun: set[int] = set()  # the points of the agenda that have their heading
        self._last_key = 0

    # What is shown

    def show(self, lines: Sequence[Shown], headings: Sequence[Heading]) -> None:
        """Show these lines from the start; what is still being saved stays at the end."""
        waiting = [row for row in self._rows if row.kept is not Kept.SAVED]
        self.beginResetModel()
        self._rows = [*_woven(lines, headings), *waiting]
        self._keys.clear()
        self._marks.clear()
        for row in self._rows:
            self._count(row)
        self._begun = {heading.item_id for heading in headings}
        self.endResetModel()

    def row_at(self, place: int) -> NoteRow:
        """The row in this place."""
        return self._rows[place]

    def place_of(self, key: int) -> int:
        """Where the line with this key stands, -1 when it is not shown; the newest are found first."""
        if key not in self._keys:
            return -1
        places = range(len(self._rows) - 1, -1, -1)
        return next(place for place in places if self._rows[place].line and self._rows[place].key == key)

    def last_line(self) -> NoteRow | None:
        """The last line that is saved and not struck: what Up edits."""
        saved = (row for row in reversed(self._rows) if row.line is not None and row.kept is Kept.SAVED)
        return next((row for row in saved if row.line is not None and row.line.struck_at is None), None)

    @property
    def saved_count(self) -> int:
        """How many lines are on the disk."""
        return self._marks.total()

    @property
    def marks(self) -> Mapping[Mark, int]:
        """How many lines on the disk have each mark, plain notes too."""
        return self._marks

    # Lines on their way

    def begin(self, line: Shown) -> int:
        """A line was typed and is being saved; gives the key to tell its end by."""
        self._last_key -= 1
        line.id = self._last_key
        self._insert(len(self._rows), NoteRow(self._last_key, line=line, kept=Kept.SAVING))
        return self._last_key

    def failed(self, key: int) -> None:
        """A line is not on the disk yet, and is tried again."""
        if (place := self.place_of(key)) >= 0:
            row = self._rows[place]
            row.kept, row.version = Kept.FAILED, row.version + 1
            self._tell(place)

    def saved(self, key: int, line: Shown) -> None:
        """A line is on the disk."""
        if (place := self.place_of(key)) < 0:
            return  # its change was heard of before
        if self.place_of(line.id) >= 0:
            self._remove(place)
        else:
            self._take(place, line)

    # Changes from anywhere

    def update_lines(self, lines: Iterable[Shown], gone: Iterable[int] = ()) -> None:
        """Lines that are different now, or new in some place; `gone` are ids no longer shown."""
        for line_id in gone:
            if (place := self.place_of(line_id)) >= 0:
                self._remove(place)
        for line in lines:
            place = self.place_of(line.id)
            if place < 0 and (waiting := self._waiting_as(line)) >= 0:
                self._take(waiting, line)
            elif place < 0:
                self._insert(self._place_for(line), NoteRow(line.id, line=line))
            elif self._rows[place].line != line:
                self._take(place, line)

    def add_heading(self, heading: Heading) -> None:
        """A point of the agenda began."""
        if heading.item_id not in self._begun:
            self._begun.add(heading.item_id)
            place = self._before_waiting()
            while place and self._was_said_since(self._rows[place - 1], heading):
                place -= 1
            self._insert(place, NoteRow(0, heading=heading))

    def agree(self, agreed: Mapping[str, Consent]) -> None:
        """What speakers agree to now, by their label, on all that they said before."""
        first = last = -1
        for place, row in enumerate(self._rows):
            line = row.line
            if line is not None and agreed.get(line.speaker, line.consent) is not line.consent:
                row.line = replace(line, consent=agreed[line.speaker])
                row.version += 1
                first, last = (place if first < 0 else first), place
        if first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    # Inside

    def _waiting_as(self, line: Shown) -> int:
        """Where a line that is being saved stands: it becomes the saved one in its place; -1 when none is this one."""
        for place in range(self._before_waiting(), len(self._rows)):
            typed = self._rows[place].line
            if typed and (typed.words, typed.mark, typed.speaker) == (line.words, line.mark, line.speaker):
                return place
        return -1

    def _take(self, place: int, line: Shown) -> None:
        """A line is on the disk as it is now: it was being saved, or read otherwise before."""
        self._discount(self._rows[place])
        self._rows[place] = self._rows[place].changed(line)
        self._count(self._rows[place])
        self._tell(place)

    def _count(self, row: NoteRow) -> None:
        if row.line is not None:
            self._keys.add(row.key)
            self._marks[row.line.mark] += row.kept is Kept.SAVED

    def _discount(self, row: NoteRow) -> None:
        if row.line is not None:
            self._keys.discard(row.key)
            self._marks[row.line.mark] -= row.kept is Kept.SAVED

    @staticmethod
    def _was_said_since(row: NoteRow, heading: Heading) -> bool:
        """Whether a line was said after a point began: it was typed before the stream heard of that."""
        line = row.line
        return line is not None and line.said_at is not None and line.said_at >= heading.began_at

    def _place_for(self, line: Shown) -> int:
        end = self._before_waiting()
        place = end
        while place and not self._is_before(self._rows[place - 1], line):
            place -= 1
        while place < end and self._begins_before(self._rows[place], line):
            place += 1
        return place

    @staticmethod
    def _is_before(row: NoteRow, line: Shown) -> bool:
        other = row.line
        return other is not None and (other.position, other.id) < (line.position, line.id)

    @staticmethod
    def _begins_before(row: NoteRow, line: Shown) -> bool:
        """Whether a row is the heading of a point that had begun when the line was said."""
        return row.heading is not None and (line.said_at is None or row.heading.began_at <= line.said_at)

    def _before_waiting(self) -> int:
        place = len(self._rows)
        while place and self._rows[place - 1].kept is not Kept.SAVED:
            place -= 1
        return place

    def _insert(self, place: int, row: NoteRow) -> None:
        self.beginInsertRows(NOWHERE, place, place)
        self._rows.insert(place, row)
        self._count(row)
        self.endInsertRows()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(NOWHERE, place, place)
        self._discount(self._rows.pop(place))
        self.endRemoveRows()

    def _tell(self, place: int) -> None:
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken_row(self._rows[index.row()], self._zone)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].line is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _woven(lines: Sequence[Shown], headings: Sequence[Heading]) -> list[NoteRow]:
    """Headings before the first line that was said after the point began."""
    rows: list[NoteRow] = []
    coming = sorted(headings, key=lambda heading: heading.began_at)
    for line in lines:
        while coming and line.said_at is not None and coming[0].began_at <= line.said_at:
            rows.append(NoteRow(0, heading=coming.pop(0)))
        rows.append(NoteRow(line.id, line=line))
    return rows + [NoteRow(0, heading=heading) for heading in coming]
