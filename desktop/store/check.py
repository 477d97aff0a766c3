"""Is everything all right? Each check by its name, with what is wrong in plain sentences.

Every check opens the database afresh: one damaged page poisons a connection, and must not hide what the others find.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from desktop.models.attachment import Attachment
from desktop.models.base import Numbered, Record
from desktop.models.link import Link
from desktop.models.records import BY_KIND, RECORDS
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import journal, search
from desktop.store.database import page_errors, reading_engine
from desktop.store.faults import Damaged, told_plainly
from desktop.store.files import shelf_of
from desktop.store.folder import DATABASE, OfficeFolder
from desktop.store.journal import Act
from desktop.store.numbers import CENTURY
from desktop.store.payload import damaged_values
from desktop.store.replay import unlike_journal
from desktop.store.slots_file import read_copies
from desktop.store.store import Store
from desktop.store.tables import COPY, NUMBER_SERIES

SHOWN = 20
_NUMBER = re.compile(r"([A-Z])(\d\d)-([A-Z]{0,2})(\d{4,})")
_PAGE = re.compile(r"HMAC verification failed for page (?P<one>\d+)|page (?P<two>\d+) has an invalid size")
REFERENCE = "reference broken: "


@dataclass(slots=True)
class Check:
    """One question and its answer: the problems found, none when all is well."""

    name: str
    problems: list[str] = field(default_factory=list)

    @property
    def is_ok(self) -> bool:
        """Nothing was found."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Report:
    """All checks in the order they ran, and how far the journal is: count and head to print and compare later."""

    checks: tuple[Check, ...]
    deep: bool
    journal_count: int
    journal_head: str

    @property
    def is_ok(self) -> bool:
        """Every check found all well."""
        return all(check.is_ok for check in self.checks)

    @property
    def problems(self) -> list[str]:
        """What every check found, as "name: sentence"."""
        return [f"{check.name}: {problem}" for check in self.checks for problem in check.problems]

    def to_json(self) -> dict[str, Any]:
        """For `check --json`."""
        return {
            "ok": self.is_ok,
            "deep": self.deep,
            "journal": {"count": self.journal_count, "head": self.journal_head},
            "checks": [{"name": check.name, "ok": check.is_ok, "problems": check.problems} for check in self.checks],
        }


def check(
    store: Store,
    *,
    deep: bool = False,
    anchor: tuple[int, str] | None = None,
    told: Callable[[str], None] | None = None,
) -> Report:
    """Check an open office; see `check_folder`."""
    return check_folder(store.folder, store.key, store.drawers, deep=deep, anchor=anchor, told=told)


def check_folder(
    folder: OfficeFolder,
    key: bytes,
    drawers: DrawerKeys,
    *,
    deep: bool = False,
    anchor: tuple[int, str] | None = None,
    told: Callable[[str], None] | None = None,
) -> Report:
    """Check an office that may be too damaged to open. `deep` also replays the journal and decrypts every attachment.

    `anchor` is a journal count and head seen earlier, outside the office. `told` hears the name of each check before
    it runs, and stops the work by raising. Writes nothing.
    """
    work = _Checking(folder, key, drawers, deep, anchor)
    done: list[Check] = []
    for name, find in work.all():
        if told:
            told(name)
        done.append(Check(name, _shortened(_found_by(find, folder))))
    head = (0, "")
    with _ignored_when_damaged(), told_plainly(folder.database), work.connection() as connection:
        head = journal.head(connection)
    return Report(tuple(done), deep, *head)


def _found_by(find: Callable[[], Iterator[str]], folder: OfficeFolder) -> list[str]:
    found: list[str] = []
    try:
        with told_plainly(folder.database):
            for problem in find():
                found.append(problem)
    except Refusal as refusal:
        found.append(str(refusal))
    return found


def _shortened(found: list[str]) -> list[str]:
    rest = len(found) - SHOWN
    return [*found[:SHOWN], f"and {rest} more of this kind"] if rest > 0 else found


@contextmanager
def _ignored_when_damaged() -> Iterator[None]:
    try:
        yield
    except Damaged:
        return


def make_search_anew(store: Store) -> "Future[None]":
    """Mend what the check "search" finds: the index is made again from the records, and the journal says so."""
    return store.write("Make search anew", lambda session: search.rebuild(session.connection()), act=Act.NOTE)


@dataclass(frozen=True, slots=True)
class _Checking:
    """The checks; each is a generator of sentences."""

    folder: OfficeFolder
    key: bytes
    drawers: DrawerKeys
    deep: bool
    anchor: tuple[int, str] | None

    def all(self) -> Iterator[tuple[str, Callable[[], Iterator[str]]]]:
        yield "pages", self.pages
        yield "references", self.references
        yield "journal", self.journal
        if self.anchor:
            yield "anchor", self.anchored
        if self.deep:
            yield "records as journaled", self.replay
        yield "search", self.search
        yield "ids", self.ids
        yield "numbers", self.numbers
        yield "attachments", self.attachments
        yield "key slots", self.slots

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        engine = reading_engine(self.folder.database, self.key, self.drawers, temporary=True)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    def pages(self) -> Iterator[str]:
        for found in page_errors(self.folder.database, self.key):
            if page := _PAGE.search(found):
                number = page["one"] or page["two"]
                yield f"Page {number} of {DATABASE} is damaged. Restore the newest backup into a new folder."
            elif not found.startswith(REFERENCE):
                yield f"The engine finds in {DATABASE}: {found}."

    def references(self) -> Iterator[str]:
        with self.connection() as connection:
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"The {table} {row} refers to a record of {parent} that is not there."
            for holder, kind, to in (
                (Attachment, Attachment.record_kind, Attachment.record_id),
                (Link, Link.from_kind, Link.from_id),
                (Link, Link.to_kind, Link.to_id),
            ):
                for named in connection.scalars(select(kind).distinct()).all():
                    yield from self._dangling(connection, holder, named, kind, to)

    @staticmethod
    def _dangling(connection: Connection, holder: type[Record], named: str, kind: Any, to: Any) -> Iterator[str]:
        target = BY_KIND.get(named)
        lost = select(holder.id).where(kind == named)
        if target is not None:
            lost = lost.where(to.not_in(select(target.id)))
        for record_id in connection.scalars(lost):
            yield f"The {holder.kind} {record_id} belongs to a {named} that is not there."

    def journal(self) -> Iterator[str]:
        with self.connection() as connection:
            if broken := journal.broken_at(connection):
                yield _sentence(broken)

    def anchored(self) -> Iterator[str]:
        with self.connection() as connection:
            count = journal.head(connection)[0]
            if problem := journal.broken_at(connection, self.anchor):
                yield f"{_sentence(problem)} It has {count} now; a tail may have been cut off."

    def replay(self) -> Iterator[str]:
        with self.connection() as connection:
            yield from unlike_journal(connection)
            yield from damaged_values(connection, self.drawers)

    def search(self) -> Iterator[str]:
        with self.connection() as connection:
            if different := search.out_of_step(connection):
                yield (
                    f"Search holds at least {different} words too many or too few, so it may not find everything. "
                    "The records are whole. Make search anew."
                )

    def ids(self) -> Iterator[str]:
        every = union_all(*(select(record.id.label("id")) for record in RECORDS)).subquery()
        twice = select(every.c.id).group_by(every.c.id).having(func.count() > 1)
        with self.connection() as connection:
            for record_id in connection.scalars(twice):
                yield f"The id {record_id} is given to two records."

    def numbers(self) -> Iterator[str]:
        with self.connection() as connection:
            copies = {row.letter: row.number for row in connection.execute(select(COPY))}
            series = connection.execute(select(NUMBER_SERIES)).all()
            last = {(row.letter, row.year % CENTURY, row.copy): row.last for row in series}
            for record in RECORDS:
                if issubclass(record, Numbered):
                    yield from self._numbers_of(connection, record, copies, last)

    @staticmethod
    def _numbers_of(
        connection: Connection,
        record: type[Record],
        copies: dict[str, int],
        last: dict[tuple[str, int, int], int],
    ) -> Iterator[str]:
        number = record.__table__.c.number
        for twice in connection.scalars(select(number).group_by(number).having(func.count(number) > 1)):
            yield f"The number {twice} is given twice."
        for given in connection.scalars(select(number).where(number.is_not(None))):
            parts = _NUMBER.fullmatch(given)
            if parts is None or parts[3] not in copies:  # it came from another copy of the office, or from a file
                continue
            if int(parts[4]) > last.get((parts[1], int(parts[2]), copies[parts[3]]), 0):
                yield f"The number {given} lies ahead of its series, so it may be given again."

    def attachments(self) -> Iterator[str]:
        with self.connection() as connection:
            shelf = shelf_of(connection, self.folder.files, self.key)
            rows = connection.execute(select(Attachment.address, func.min(Attachment.id)).group_by(Attachment.address))
            for address, first in rows:
                if not shelf.has(address):
                    yield f"The file of attachment {first} is missing. Bring the folder files back from a backup."
                elif self.deep and not shelf.is_sound(address):
                    yield f"The file of attachment {first} is damaged. Bring the folder files back from a backup."

    def slots(self) -> Iterator[str]:
        _, notes = read_copies(self.folder.root)
        yield from notes


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
