"""A process that opens an office once and writes to it until it is killed; it says on a pipe what was acknowledged.

The processes are forked from a server that has imported everything, so that nearly all of their life is writing.
"""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select

from desktop.models.capture import capture
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes as MeetingNotes
from desktop.models.recording import role_names
from desktop.store.opening import open_office
from desktop.store.writing import WritingSession
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.torture.witness import Notes, Witness, notes
from tests.verbs.harness import Bench

LONGEST_LIFE = 0.4  # seconds of writing before the kill
SET_EVERY = 4


def step_of(name: str, step: int) -> Notes | str:
    """What the writer does at a step: adds a list, or now and then sets the place; the parent knows it, too."""
    if step % SET_EVERY == SET_EVERY - 1:
        return f"Room {name}-{step}"
    return notes(f"{name}-{step}", random.Random(f"{name}-{step}"), longest=25)


def write_on(root: Path, name: str, answers: Connection) -> None:
    """Open the office, say so, and write until killed. Each answer is a list of ids, sent after the commit."""
    store = open_office(root, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    answers.send([])
    for step in count():
        job = step_of(name, step)
        if isinstance(job, str):
            store.write("Set place", partial(_set, place=job), edit="place").result()
            answers.send([])
        else:
            answers.send(store.write("Add lines", partial(_add, listed=job)).result())


def _add(session: WritingSession, listed: Notes) -> list[str]:
    here = MeetingNotes(session, session.scalars(select(Meeting)).one())
    roles = role_names(session)
    recorded = [here.record(capture(typed, roles), None) for typed in listed.typed]
    session.flush()
    return [str(each.line.id) for each in recorded]


def _set(session: WritingSession, place: str) -> None:
    session.scalars(select(Meeting)).one().place = place


@contextmanager
def _writing(root: Path, name: str) -> Iterator[tuple[multiprocessing.process.BaseProcess, Connection]]:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    here, there = server.Pipe(duplex=False)
    process = server.Process(target=write_on, args=(root, name, there), daemon=True)
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


@dataclass
class SteadyKillings:
    """Kills the writer again and again, and looks after each kill what the office holds."""

    bench: Bench
    chance: random.Random
    name: str
    witness: Witness = field(default_factory=Witness)
    wrong: list[str] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    slowest_opening: float = 0.0

    def run(self, kills: int) -> None:
        """Kill so many times; a full check after every tenth and at the end."""
        while self.kills < kills and not self.wrong:
            self._kill()
            begun = time.monotonic()
            with self.bench.opened() as store:
                self.slowest_opening = max(self.slowest_opening, time.monotonic() - begun)
                found = self.witness.wrong(store, thoroughly=self.kills % 10 == 0 or self.kills == kills)
            self.wrong += [f"after kill {self.kills}: {each}" for each in found]

    def _kill(self) -> None:
        self.kills += 1
        name = f"{self.name}-{self.kills}"
        with _writing(self.bench.root, name) as (process, answers):
            answers.recv()
            deadline = time.monotonic() + self.chance.uniform(0, LONGEST_LIFE)
            done = 0
            while (left := deadline - time.monotonic()) > 0:
                if answers.poll(left):
                    self._answered(step_of(name, done), answers.recv())
                    done += 1
            process.kill()
            process.join()
            with suppress(EOFError):
                while True:
                    self._answered(step_of(name, done), answers.recv())
                    done += 1
        open_step = step_of(name, done)
        if isinstance(open_step, str):
            self.witness.place_tried(open_step)
        else:
            self.witness.started(open_step)

    def _answered(self, job: Notes | str, ids: list[str]) -> None:
        self.steps["places" if isinstance(job, str) else "lists"] += 1
        if isinstance(job, str):
            self.witness.place_answered(job)
        else:
            self.witness.started(job)
            self.witness.answered(job, ids)

    def told(self) -> str:
        """One line: how many kills, what was acknowledged, and how long the slowest opening took."""
        return (
            f"{self.kills} kills of a steady writer: {self.steps['lists']} lists with "
            f"{len(self.witness.acknowledged)} lines and {self.steps['places']} places acknowledged; "
            f"slowest opening {self.slowest_opening:.2f} s"
        )
