"""A process that works on an office until it is killed, and what is common to killing one again and again.

The processes are forked from a server that has imported everything, so that nearly all of their life is work.
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop.store.store import Store
from tests.verbs.harness import Bench

Work = Callable[[Path, str, Connection], None]


def work_and_be_killed(work: Work, root: Path, name: str, seconds: float, hear: Callable[[Any], None]) -> float:
    """Let `work(root, name, answers)` run, and kill it so many seconds after its first answer; gives when that was.

    `hear` gets every answer but the first, also those that lie in the pipe after the kill.
    """
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([work.__module__])
    here, there = server.Pipe(duplex=False)
    process = server.Process(target=work, args=(root, name, there), daemon=True)
    process.start()
    there.close()
    try:
        here.recv()
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if here.poll(left):
                hear(here.recv())
        killed_at = time.monotonic()
        process.kill()
        process.join()
        with suppress(EOFError):
            while True:
                hear(here.recv())
        return killed_at
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


@dataclass
class Killings:
    """Kills again and again, and looks after each kill what the office holds; `wrong` says what it should not."""

    bench: Bench
    chance: random.Random
    name: str
    wrong: list[str] = field(default_factory=list)
    kills: int = 0
    slowest_opening: float = 0.0

    def run(self, kills: int) -> None:
        """Kill so many times, and look after each."""
        while self.kills < kills and not self.wrong:
            self.kills += 1
            self.kill()
            begun = time.monotonic()
            with self.bench.opened() as store:
                self.slowest_opening = max(self.slowest_opening, time.monotonic() - begun)
                self.look(store, is_last=self.kills == kills)

    def kill(self) -> None:
        """Let a process work, and kill it."""
        raise NotImplementedError

    def look(self, store: Store, *, is_last: bool) -> None:
        """Add to `wrong` what the office holds and should not, or should and does not."""
        raise NotImplementedError
