"""The store: reads, writes, and tells once per commit what changed."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import current_thread, local
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from sqlalchemy import Connection, Engine, select

from desktop.models.access import Role
from desktop.models.base import Record
from desktop.models.office import Office, the_office
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import drafts, journal, preferences, strike, take_back, undo
from desktop.store.database import fold_in_log, reading_engine, writing_engine
from desktop.store.drafts import Draft
from desktop.store.faults import told_plainly
from desktop.store.files import FileShelf, shelf_of
from desktop.store.folder import OfficeFolder, OfficeLock
from desktop.store.ids import IdSource
from desktop.store.journal import Act
from desktop.store.session import OfficeSession
from desktop.store.strike import Strikable
from desktop.store.tables import CHANGE_SET, write_state
from desktop.store.take_back import OneChange
from desktop.store.writing import Copy, Member, WritingSession

Result = TypeVar("Result")
Work = Callable[[WritingSession], Result]

JOIN_WITHIN = timedelta(seconds=60)
WRITER = "office writer"


def utc_now() -> datetime:
    """The instant now."""
    return datetime.now(UTC)


class Store(QObject):
    """An open office. Reading is short and on its own connection; writing runs on one thread, in order.

    Signals:
        changed(Changes): after a commit, once, delivered on the thread that made the store.
    """

    changed = Signal(object)

    def __init__(
        self,
        folder: OfficeFolder,
        *,
        key: bytes,
        drawers: DrawerKeys,
        member: Member,
        copy: Copy,
        lock: OfficeLock | None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Open the database. Without a `lock` the store only reads."""
        super().__init__()
        self.folder = folder
        self.member = member
        self.copy = copy
        self.drawers = drawers
        self.clock = clock
        self.key = key
        self._lock = lock
        self._shared = local()  # of each thread its own
        self._reading = reading_engine(folder.database, key, drawers)
        self._writing: Engine | None = None
        self._line: Connection | None = None  # of the writer thread, kept from one change set to the next
        self._writer: ThreadPoolExecutor | None = None
        self.has_written = False
        self._known_office: Office | None = None
        self._office_changes = 0
        self._known_preferences: dict[str, str] | None = None
        self._preference_changes = 0
        if lock is not None:
            self._writing = writing_engine(folder.database, key, drawers)
            self._writer = ThreadPoolExecutor(1, thread_name_prefix=WRITER)
            self._ids = IdSource(copy.number, self._last_id(), clock)

    # Reading

    @contextmanager
    def reading(self) -> Iterator[OfficeSession]:
        """A session to read with, for the length of one question; inside `reading_at_once` the one of all its parts."""
        if (shared := getattr(self._shared, "session", None)) is not None:
            with told_plainly(self.folder.database):
                yield shared
            return
        with told_plainly(self.folder.database), OfficeSession(self._reading) as session:
            yield session

    @contextmanager
    def reading_at_once(self) -> Iterator[None]:
        """What this thread reads inside is read with one session, as of one moment; each record is fetched once."""
        with self.reading() as session:
            before = getattr(self._shared, "session", None)
            self._shared.session = session
            try:
                with session.keeping():
                    yield
            finally:
                self._shared.session = before

    @property
    def office(self) -> Office:
        """The office's own record, read again after it was changed; without the right to write, each time."""
        known = self._known_office
        if known is None:
            before = self._office_changes
            with self.reading() as session:
                known = the_office(session)
            if self.can_write and before == self._office_changes:
                self._known_office = known
        return known

    def journal_head(self) -> tuple[int, str]:
        """How many change sets there are, and the digest of the last."""
        with self.reading() as session:
            return journal.head(session.connection())

    @property
    def shelf(self) -> FileShelf:
        """The office's attachments."""
        with self.reading() as session:
            return shelf_of(session.connection(), self.folder.files, self.key)

    def drafts(self) -> list[Draft]:
        """What this person left unfinished, newest first."""
        with self.reading() as session:
            return drafts.of(session.connection(), self.member.person_id, self.drawers)

    def preference(self, name: str) -> Any | None:
        """What the person who signed in prefers, as JSON gives it back; None when it was never set."""
        known = self._known_preferences
        if known is None:
            before = self._preference_changes
            with self.reading() as session:
                known = preferences.of(session.connection(), self.member.person_id)
            if self.can_write and before == self._preference_changes:
                self._known_preferences = known
        return json.loads(known[name]) if name in known else None

    # Writing

    def write(
        self, label: str, work: Work[Result], *, act: Act = Act.CHANGE, edit: str | None = None
    ) -> "Future[Result]":
        """Queue one change set: `work` runs on the writer thread and its result arrives after the durable commit.

        `edit` names what is being edited, such as "ID:title": edits of one name by one person within 60 s are
        undone together. Refusals of the rules and of the disk come out of `.result()`; then nothing was changed.
        """
        return self._queue(self._write, label, work, act, edit)

    def note(self, label: str, **details: Any) -> "Future[None]":
        """Journal an act without rows: an export, a print, a look at something sealed."""
        return self._queue(self._note, label, details)

    def remember(self, name: str, value: str) -> "Future[None]":
        """Keep a value of the store's own, outside the journal; anybody who signs in may cause it."""
        return self._queue(self._remember, name, value)

    def undo(self) -> "Future[str]":
        """Take back this person's newest undoable change set; gives its label."""
        return self._queue(self._take_back, Act.UNDO, undo.next_to_undo)

    def redo(self) -> "Future[str]":
        """Take back this person's newest undo; gives its label."""
        return self._queue(self._take_back, Act.REDO, undo.next_to_redo)

    def take_back(self, change: OneChange, *, anyway: bool = False) -> "Future[str]":
        """Take back one change of one record, whoever made it; gives the label of what it did."""
        return self._queue(self._take_back_one, change, anyway)

    def strike(
        self, kind: type[Record], record_id: int, reason: str, *, by_two: bool = False
    ) -> "Future[list[Strikable]]":
        """Strike the words of a record and of what was made of the same line."""
        return self._queue(self._strike, kind, record_id, reason, by_two)

    def save_draft(
        self, place: str, content: dict[str, Any], record_id: int | None = None, *, drawer: str = ""
    ) -> "Future[None]":
        """Keep what is being typed at a place; sealed as a whole when the form has fields of a `drawer`."""
        return self._queue(self._save_draft, Draft(place, record_id, content, self.clock(), drawer))

    def drop_draft(self, place: str) -> "Future[None]":
        """Forget the draft at a place."""
        return self._queue(self._drop_draft, place)

    def set_preference(self, name: str, value: Any) -> "Future[None]":
        """Keep what the person who signed in prefers, outside the journal; None forgets it. Readers may, too."""
        kept = None if value is None else json.dumps(value, ensure_ascii=False)
        return self._queue(self._set_preference, name, kept)

    @property
    def can_write(self) -> bool:
        """Whether this store holds the office."""
        return self._writer is not None

    def settled(self) -> "Future[None]":
        """Done once everything that was asked for until now is written, drafts too."""
        return self._queue(_nothing)

    def fold_in(self) -> "Future[None]":
        """Fold in the log now, so that what the last commits replaced lies in it no more."""
        return self._queue(self._fold_in_log)

    def close(self) -> None:
        """Finish what is queued, fold in the log, close every connection and give the office back."""
        try:
            self.close_database()
        finally:
            if self._lock is not None:
                self._lock.release()

    def close_database(self) -> None:
        """All of `close` but the last step: the office stays held until then."""
        if self._writer is not None:
            self._writer.shutdown(wait=True)
            self._writer = None
        self._reading.dispose()
        try:
            # On a full or failing disk the log stays: all that was saved is in it, and the next opening reads it.
            with suppress(Refusal), told_plainly(self.folder.database):
                self._fold_in_log()
        finally:
            if self._line is not None:
                self._line.close()
                self._line = None
            if self._writing is not None:
                self._writing.dispose()
                self._writing = None

    def _fold_in_log(self) -> None:
        if self._writing is not None:
            with self._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                fold_in_log(connection)

    # On the writer thread

    def _queue(self, job: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        if self._writer is None:
            raise Refusal("This office is open for reading only. Open it for writing to change something.")
        if current_thread().name.startswith(WRITER):
            raise RuntimeError("a write may not wait for another write")
        return self._writer.submit(self._told_plainly, job, *arguments)

    def _told_plainly(self, job: Callable[..., Result], *arguments: Any) -> Result:
        with told_plainly(self.folder.database):
            return job(*arguments)

    @contextmanager
    def _open(self, act: Act) -> Iterator[WritingSession]:
        if self._line is None:
            assert self._writing is not None
            self._line = self._writing.connect()
        with WritingSession(
            self._line, member=self.member, copy=self.copy, ids=self._ids, now=self.clock(), act=act
        ) as session:
            session.begin_writing()
            yield session

    def _write(self, label: str, work: Work[Result], act: Act, edit: str | None) -> Result:
        if self.member.role is Role.READER:
            raise Refusal(f"{self.member.name} signs in as a reader and cannot change anything. Ask a colleague.")
        with self._open(act) as session:
            result = work(session)
            self._finish(session, label, edit=edit, joins=self._joined(session, edit))
        return result

    def _finish(self, session: WritingSession, label: str, **facts: Any) -> None:
        changes = session.finish(label, **facts)
        if changes is not None:
            if changes.ids(Office.kind):
                self._office_changes += 1
                self._known_office = None
            self.has_written = True
            self.changed.emit(changes)

    def _joined(self, session: WritingSession, edit: str | None) -> int | None:
        """The first change set of the same edit, when it was this person's last and less than 60 s ago."""
        if edit is None:
            return None
        last = session.execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one_or_none()
        if last is None or (last.edit, last.person_id) != (edit, self.member.person_id):
            return None
        if not timedelta() <= session.now - last.at <= JOIN_WITHIN:
            return None
        return int(last.joins or last.seq)

    def _note(self, label: str, details: dict[str, Any]) -> None:
        with self._open(Act.NOTE) as session:
            self._finish(session, label, details=details)

    def _remember(self, name: str, value: str) -> None:
        with self._open(Act.NOTE) as session:
            write_state(session.connection(), name, value)
            session.commit()

    def _take_back(self, act: Act, choose: Callable[..., Any]) -> str:
        if self.member.role is Role.READER:
            raise Refusal(f"{self.member.name} signs in as a reader and cannot change anything. Ask a colleague.")
        with self._open(act) as session:
            entry = choose(session.connection(), self.member.person_id)
            undo.take_back(session, entry.seq)
            label = f"Undo: {entry.label}" if act is Act.UNDO else entry.label.removeprefix("Undo: ")
            self._finish(session, label, undoes=entry.seq)
        return str(entry.label)

    def _take_back_one(self, change: OneChange, anyway: bool) -> str:
        if self.member.role is Role.READER:
            raise Refusal(f"{self.member.name} signs in as a reader and cannot change anything. Ask a colleague.")
        with self._open(Act.UNDO) as session:
            taken = take_back.take_back(session, change, anyway=anyway)
            session.act = taken.act
            self._finish(session, taken.label, undoes=taken.undoes, details=taken.details)
        return taken.label

    def _strike(self, kind: type[Record], record_id: int, reason: str, by_two: bool) -> list[Strikable]:
        with self._open(Act.STRIKE) as session:
            record = session.get(kind, record_id)
            if record is None:
                raise Refusal(f"There is no {kind.kind} {record_id} in this office. Check its number or id.")
            struck = strike.strike(session, record, reason, by_two=by_two)
            self._finish(session, f"Strike {record.reference}")
            try:
                with told_plainly(self.folder.database):
                    strike.forget(session)
            except Refusal:
                raise Refusal(
                    f"The words are struck, but the disk that holds {self.folder.database} is full or failed, so the "
                    "encrypted file may still hold a trace of them. Make room, then open and close the office."
                ) from None
        return struck

    def _save_draft(self, draft: Draft) -> None:
        with self._open(Act.NOTE) as session:
            drafts.save(session.connection(), draft, self.member.person_id, self.drawers)
            session.commit()

    def _drop_draft(self, place: str) -> None:
        with self._open(Act.NOTE) as session:
            drafts.drop(session.connection(), place, self.member.person_id)
            session.commit()

    def _set_preference(self, name: str, value: str | None) -> None:
        with self._open(Act.NOTE) as session:
            preferences.keep(session.connection(), self.member.person_id, name, value)
            session.commit()
        self._preference_changes += 1
        self._known_preferences = None

    def _last_id(self) -> int:
        mine = select(CHANGE_SET.c.id).where(CHANGE_SET.c.copy == self.copy.number)
        with self.reading() as session:
            return session.scalar(mine.order_by(CHANGE_SET.c.seq.desc()).limit(1)) or 0


def _nothing() -> None:
    """What waits for its turn and does nothing."""
