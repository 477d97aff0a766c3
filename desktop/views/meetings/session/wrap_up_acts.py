"""What is decided in a wrap-up; each decision is one write."""

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy import select

from desktop.models import running, sorting
from desktop.models.link import Link, Relation
from desktop.models.meeting import Meeting
from desktop.models.organization import Organization
from desktop.models.promise import Promise
from desktop.models.sorting import Unsorted
from desktop.store.store import Store, Work
from desktop.store.writing import WritingSession
from desktop.views.pending import when_done
from desktop.views.saying import retold


class WrapUpActs(QObject):
    """Decisions about one meeting.

    Signals:
        save_state_changed(str): "saving" or "saved".
        refused(str): what could not be done, in a sentence.
        finished(): the meeting is done.
    """

    save_state_changed = Signal(str)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, store: Store, meeting_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._meeting_id = meeting_id

    @Slot(object)
    def accept(self, each: Unsorted) -> None:
        """What is guessed of it is right."""

        def write(session: WritingSession) -> None:
            sorting.accept(session, each, now=session.now)

        self._write("Accept guesses", write)

    @Slot(object)
    def drop(self, each: Unsorted) -> None:
        """What is guessed of it is not right; its words stay."""

        def write(session: WritingSession) -> None:
            sorting.drop(session, each, now=session.now)

        self._write("Drop guesses", write)

    @Slot(object, bool)
    def read_back(self, promise_id: int, read: bool) -> None:
        """A promise was read to the room, or was not."""

        def write(session: WritingSession) -> None:
            session.get_one(Promise, promise_id).read_back_at = session.now if read else None

        self._write("Read a promise back" if read else "Take back a reading", write)

    @Slot(str, int)
    def count(self, group: str, by: int) -> None:
        """So many more of a group were here."""
        meeting_id = self._meeting_id

        def write(session: WritingSession) -> None:
            meeting = session.get_one(Meeting, meeting_id)
            setattr(meeting, group, max(0, (getattr(meeting, group) or 0) + by))

        self._write("Count people", write, edit=f"{meeting_id}:{group}")

    def add_organization(self, organization_id: int) -> None:
        """An organization was here."""
        meeting_id = self._meeting_id

        def write(session: WritingSession) -> None:
            session.add(
                Link(
                    from_kind=Meeting.kind,
                    from_id=meeting_id,
                    to_kind=Organization.kind,
                    to_id=organization_id,
                    relation=Relation.WAS_HERE,
                )
            )

        self._write("Say who was here", write)

    @Slot(object)
    def drop_organization(self, link_id: int) -> None:
        """It was not."""

        def write(session: WritingSession) -> None:
            session.get_one(Link, link_id).deleted_at = session.now

        self._write("Take an organization off", write)

    def finish(self) -> None:
        """The meeting is done."""
        meeting_id = self._meeting_id

        def write(session: WritingSession) -> None:
            running.finish(session.get_one(Meeting, meeting_id))

        when_done(self._store.write("Finish the wrap-up", write), self, self._on_finished, self._on_failed)

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self.finished.emit()

    # Inside

    def _write(self, label: str, work: Work[None], *, edit: str | None = None) -> None:
        self.save_state_changed.emit("saving")
        when_done(self._store.write(label, work, edit=edit), self, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, result: object) -> None:
        self.save_state_changed.emit("saved")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.save_state_changed.emit("saved")
        self.refused.emit(retold(str(error)))


def organizations(store: Store) -> list[tuple[int, str]]:
    """(id, name) of the organizations of this office."""
    with store.reading() as session:
        live = select(Organization.id, Organization.name).where(Organization.deleted_at.is_(None))
        return [(row.id, row.name) for row in session.execute(live.order_by(Organization.name))]
