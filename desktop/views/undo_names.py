"""What undo and redo take back, by name, followed as the office changes."""

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy.orm import Session

from desktop.store.undoable import redoable, undoable
from desktop.views.background import Background, Job
from desktop.views.desk import Desk


class UndoNames(QObject):
    """Reads the names beside the window after every change; the newest question wins.

    Signals:
        changed(): `undo` or `redo` say something else now.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._background: Background = desk.background
        self._person_id = desk.store.member.person_id
        self._asked: Job | None = None
        self.undo: str | None = None
        self.redo: str | None = None
        desk.store.changed.connect(self._ask)
        self._ask()

    @Slot(object)
    def _ask(self, changes: object = None) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._background.read(_Question(self._person_id), self._on_read, self._on_failed)

    def _on_read(self, names: tuple[str | None, str | None]) -> None:
        self._asked = None
        if names != (self.undo, self.redo):
            self.undo, self.redo = names
            self.changed.emit()

    def _on_failed(self, problem: object) -> None:
        # Undo itself says what is wrong when it is asked; until then it stays as it was.
        self._asked = None


class _Question:
    """What to read; a plain object, because it runs on a reader's thread."""

    def __init__(self, person_id: int) -> None:
        self._person_id = person_id

    def __call__(self, session: Session) -> tuple[str | None, str | None]:
        return undoable(session, self._person_id), redoable(session, self._person_id)
