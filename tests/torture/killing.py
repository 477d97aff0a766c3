"""Verbs killed at seeded moments, and what was seen of them until then."""

import json
import math
import os
import random
import select
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.witness import Witness, notes
from tests.verbs.harness import Bench

LOOK_EVERY = 0.0005  # seconds between two looks at the lock file and the pipe
FINISHED = "finished before its kill (not counted)"
PHASES = {
    # (its lock lies there, its answer came): when it was killed
    (False, False): "before the lock",
    (True, False): "between lock and answer",
    (True, True): "between answer and unlock",
    (False, True): "between unlock and exit",
}
EARLY_EVERY = 4  # one kill in so many falls anywhere in the life of the process, the others while it holds the office
THOROUGH_EVERY = 10


@dataclass(frozen=True)
class Seen:
    """One verb as the parent saw it."""

    code: int
    out: str
    err: str
    phase: str
    life: float
    held: float  # seconds from lock to unlock


def watched(bench: Bench, verb: str, *words: str | Path, life: float = math.inf, held: float = math.inf) -> Seen:
    """Run a verb; kill it `life` seconds after its start or `held` seconds after it took the lock."""
    process = bench.start(verb, *words)
    assert process.stdout is not None
    assert process.stderr is not None
    pipe, begun, out = process.stdout.fileno(), time.monotonic(), b""
    locked = released = math.inf
    while time.monotonic() < min(begun + life, locked + held):
        if locked == math.inf:
            locked = time.monotonic() if bench.lock.exists() else math.inf
        elif released == math.inf:
            released = math.inf if bench.lock.exists() else time.monotonic()
        if select.select([pipe], [], [], LOOK_EVERY)[0]:
            if not (part := os.read(pipe, 65536)):
                break
            out += part
    process.kill()
    code = process.wait()
    ended = time.monotonic()
    with process.stdout, process.stderr:
        out += process.stdout.read()
        err = process.stderr.read()
    phase = PHASES[bench.lock.exists(), bool(out)] if code == -9 else FINISHED
    return Seen(code, out.decode(), err.decode(), phase, ended - begun, released - locked)


@dataclass
class Killings:
    """Kills `add lines` and `set` on one office, again and again, and looks after each what the office holds."""

    bench: Bench
    chance: random.Random
    name: str
    witness: Witness = field(default_factory=Witness)
    phases: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    kills: int = 0
    _steps: int = 0
    _life: dict[str, float] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)

    def run(self, kills: int) -> None:
        """Kill so many times; first every verb runs once undisturbed, to measure it."""
        self._add()
        self._set()
        while self.kills < kills and not self.wrong:
            (self._add if self.chance.random() < 0.7 else self._set)()
            # Now and then the next verb finds what a kill left before anybody has looked at it.
            if self.chance.random() < 0.75:
                self._look(thoroughly=self.kills % THOROUGH_EVERY == 0)
        self._look(thoroughly=True)

    def _add(self) -> None:
        self._steps += 1
        listed = notes(f"{self.name}-{self._steps}", self.chance)
        source = self.bench.file("notes.txt", listed.typed)
        self.witness.started(listed)
        seen = self._watched("add", "lines", "--meeting", "M26-0001", "--from", source)
        if seen.out:
            self.witness.answered(listed, [each["id"] for each in json.loads(seen.out)])

    def _set(self) -> None:
        self._steps += 1
        place = f"Room {self.name}-{self._steps}"
        self.witness.place_tried(place)
        if self._watched("set", "M26-0001", "place", place).out:
            self.witness.place_answered(place)

    def _watched(self, verb: str, *words: str | Path) -> Seen:
        if verb not in self._life:
            seen = watched(self.bench, verb, *words)
        elif self.chance.randrange(EARLY_EVERY) == 0:
            seen = watched(self.bench, verb, *words, life=self.chance.uniform(0, self._life[verb]))
        else:
            seen = watched(self.bench, verb, *words, held=self.chance.uniform(0, self._held[verb]))
        # The machine is now busy, now not: the newest measure counts.
        if seen.code == 0:
            self._life[verb] = seen.life
        if math.isfinite(seen.held):
            self._held[verb] = seen.held
        self.phases[seen.phase] += 1
        if seen.code == -9:
            self.kills += 1
        elif seen.code != 0:
            self.wrong.append(f"{verb} failed with {seen.code}: {seen.err}")
        return seen

    def _look(self, *, thoroughly: bool) -> None:
        with self.bench.opened() as store:
            found = self.witness.wrong(store, thoroughly=thoroughly)
        self.wrong += [f"after kill {self.kills}: {each}" for each in found]

    def told(self) -> str:
        """One line: how many kills, when, and how many records were acknowledged."""
        when = ", ".join(f"{count} {phase}" for phase, count in sorted(self.phases.items()))
        return f"{self.kills} kills of verbs: {when}; {len(self.witness.acknowledged)} lines acknowledged"
