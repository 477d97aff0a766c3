"""Verbs run as real processes on an office of their own, and what must be true of that office afterwards."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.__main__ import main
from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.store import journal, search
from desktop.store.check import check
from desktop.store.database import reading_engine
from desktop.store.folder import LOCK
from desktop.store.opening import Arrived, open_office
from desktop.store.store import Store
from tests.factories import PASSPHRASES, SUPERVISOR, noted, with_store

ROOT = Path(__file__).parent.parent.parent
FIRST_PLACE = "Alder Street Library"
FIRST_LINES = ("! The lamp on Elm Street flickers", "+ Call parks about the gate", "A quiet evening so far")
LONGEST_RUN = 120  # seconds; nothing here takes more than a few


@dataclass(frozen=True)
class Ran:
    """What a verb did: its exit code (negative: the signal that ended it) and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def was_killed(self) -> bool:
        return self.code in (-9, 137)


@dataclass
class Bench:
    """An office folder, with the files beside it that the verbs read: passphrase and notes."""

    root: Path
    aside: Path
    who: str = SUPERVISOR
    prefix: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    arrived: Arrived | None = None

    def arguments(self, verb: str, *words: str | Path) -> list[str]:
        """What follows `python -m desktop` for a verb on this office."""
        rest = [str(word) for word in words]
        signing_in = ["--person", self.who, "--passphrase-file", str(self.passphrase_file())]
        return [verb, str(self.root), *rest, *signing_in]

    def command(self, verb: str, *words: str | Path) -> list[str]:
        """The whole command line."""
        return [*self.prefix, sys.executable, "-m", "desktop", *self.arguments(verb, *words)]

    @property
    def passphrase(self) -> str:
        return self.secret or PASSPHRASES[self.who]

    def passphrase_file(self) -> Path:
        path = self.aside / "passphrase"
        if not path.exists():
            path.write_text(self.passphrase + "\n", encoding="utf-8")
        return path

    def run(self, verb: str, *words: str | Path, prefix: Sequence[str] = ()) -> Ran:
        """Run a verb to its end."""
        return run([*prefix, *self.command(verb, *words)], self.environment)

    def call(self, verb: str, *words: str | Path) -> Ran:
        """Run a verb in this process, as the command runs it."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(self.arguments(verb, *words))
        return Ran(code, out.getvalue(), err.getvalue())

    def start(self, verb: str, *words: str | Path) -> "subprocess.Popen[bytes]":
        """Start a verb, its standard output and error on pipes."""
        return subprocess.Popen(
            self.command(verb, *words),
            cwd=ROOT,
            env=environment(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def file(self, name: str, content: str | Sequence[str]) -> Path:
        """A file beside the office, of text or of lines."""
        path = self.aside / name
        path.write_text(content if isinstance(content, str) else "\n".join(content) + "\n", encoding="utf-8")
        return path

    def copy(self, root: Path) -> "Bench":
        """The same office again, in another folder."""
        shutil.copytree(self.root, root)
        return replace(self, root=root)

    def remove(self) -> None:
        """Take the folder away, when there are hundreds."""
        shutil.rmtree(self.root)

    @property
    def lock(self) -> Path:
        return self.root / LOCK

    @contextmanager
    def opened(self, *, write: bool = False) -> Iterator[Store]:
        """The office, opened in this process."""
        store = open_office(self.root, self.passphrase, person=self.who, write=write, arrived=self.arrived)
        try:
            yield store
        finally:
            store.close()


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """What a verb finds around it; it leaves no bytecode behind."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT), **more}


def run(command: Sequence[str], more: Mapping[str, str] | None = None, given: str | None = None) -> Ran:
    """Run any command from the project's folder, as the verbs are."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(more or {}),
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=LONGEST_RUN,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def furnished(root: Path) -> None:
    """Put one meeting with a few lines into an office: M26-0001, C26-0001, R26-0001."""
    with_store(root, SUPERVISOR, _furnish)


def _furnish(store: Store) -> None:
    noted(store, *FIRST_LINES, of=None)


def lines_of(store: Store) -> dict[str, str]:
    """The words of every live line by id."""
    with store.reading() as session:
        found = session.execute(select(Line.id, Line.words).where(Line.deleted_at.is_(None)))
        return {str(row.id): row.words or "" for row in found}


def concerns_of(store: Store) -> Counter[str]:
    """The words of every live concern."""
    with store.reading() as session:
        found = session.scalars(select(Concern.words).where(Concern.deleted_at.is_(None)))
        return Counter(words or "" for words in found)


def place_of(store: Store) -> str | None:
    """Where the one meeting is held."""
    with store.reading() as session:
        return session.scalars(select(Meeting)).one().place


def dump_of(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, to compare."""
    with store.reading() as session:
        connection = session.connection()
        return {
            table.name: sorted(map(repr, connection.execute(table.select()))) for table in Record.metadata.sorted_tables
        }


def problems_of(store: Store) -> list[str]:
    """What `check` finds wrong with an office; empty when it is sound."""
    return check(store, deep=True).problems


def quick_problems_of(store: Store) -> list[str]:
    """The cheaper part: the journal's chain holds and search is in step."""
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    try:
        with engine.connect() as connection:
            broken = journal.broken_at(connection)
            count = search.out_of_step(connection)
    finally:
        engine.dispose()
    found = [f"search is out of step by {count}"] if count else []
    return [broken, *found] if broken else found


def assert_refused(ran: Ran, *mentioned: str | Path) -> None:
    """The verb said one plain sentence that names what matters, printed nothing else, and exits 1."""
    assert ran.code == 1, ran
    assert ran.out == "", ran
    assert "Traceback" not in ran.err, ran.err
    assert ran.err.endswith("\n"), ran
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.rstrip().endswith((".", "?", ":", "--copied.")), ran.err
    for each in mentioned:
        assert str(each) in ran.err, ran.err
