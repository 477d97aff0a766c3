"""A process that opens an office once and writes to it until it is killed; it says on a pipe what was acknowledged."""

import random
from collections import Counter
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
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.torture.killed_process import Killings, work_and_be_killed
from tests.torture.witness import Notes, Witness, notes

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


@dataclass
class SteadyKillings(Killings):
    """Kills the writer."""

    witness: Witness = field(default_factory=Witness)
    steps: Counter[str] = field(default_factory=Counter)

    def kill(self) -> None:
        name, done = f"{self.name}-{self.kills}", count()
        seconds = self.chance.uniform(0, LONGEST_LIFE)

        def hear(ids: list[str]) -> None:
            self._answered(step_of(name, next(done)), ids)

        work_and_be_killed(write_on, self.bench.root, name, seconds, hear)
        open_step = step_of(name, next(done))
        if isinstance(open_step, str):
            self.witness.place_tried(open_step)
        else:
            self.witness.started(open_step)

    def look(self, store: Store, *, is_last: bool) -> None:
        """A full check after every tenth kill and at the end."""
        found = self.witness.wrong(store, thoroughly=self.kills % 10 == 0 or is_last)
        self.wrong += [f"after kill {self.kills}: {each}" for each in found]

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
