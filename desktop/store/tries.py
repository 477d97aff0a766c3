"""Wrong passphrases in a row: after a few, each further try must wait. Best effort, see the limits in `keys.py`."""

import json
import math
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.models.refusal import Refusal
from desktop.store.slots_file import Slot, canonical, put_in_place, stage

FREE_TRIES, LONGEST_WAIT = 5, 300
Clock = Callable[[], float]


class TooSoon(Refusal):
    """After several wrong tries the next one must wait `seconds`; nothing was tried."""

    def __init__(self, name: str, wrong: int, seconds: int) -> None:
        wait = "1 second" if seconds == 1 else f"{seconds} seconds"
        super().__init__(f"The last {wrong} tries for {name} were wrong: please wait {wait}, then try again.")
        self.seconds = seconds


class Tries:
    """Wrong tries in a row per slot, with the time of the last one; kept in a small file beside the slots."""

    def __init__(self, path: Path, now: Clock) -> None:
        self._path = path
        self._now = now
        self._unsaved: dict[str, tuple[int, float]] | None = None

    def begin(self, slot: Slot) -> int:
        """Count a try as wrong until `clear` and return how many were before it; TooSoon if it must wait."""
        tries, now = self._read(), self._now()
        wrong, last = tries.get(slot.slot_id, (0, 0.0))
        if wrong >= FREE_TRIES:
            if last > now:  # the clock was set back: the wait begins again, from a time that will come
                last = now
                self._write({**tries, slot.slot_id: (wrong, last)})
            left = last + min(2 ** min(wrong - FREE_TRIES + 1, 9), LONGEST_WAIT) - now
            if left > 0:
                raise TooSoon(slot.name, wrong, math.ceil(left))
        self._write({**tries, slot.slot_id: (wrong + 1, now)})
        return wrong

    def of(self, slot: Slot) -> tuple[int, float]:
        """How many tries were wrong in a row, and when the last was."""
        return self._read().get(slot.slot_id, (0, 0.0))

    def put_back(self, slot: Slot, before: tuple[int, float]) -> None:
        """Take back a `begin`: the tries are what they were before it."""
        tries = {key: value for key, value in self._read().items() if key != slot.slot_id}
        self._write(tries | ({slot.slot_id: before} if before[0] else {}))

    def clear(self, slot: Slot) -> None:
        """Forget the wrong tries: the right passphrase came."""
        tries = self._read()
        self._write({key: value for key, value in tries.items() if key != slot.slot_id})

    def _read(self) -> dict[str, tuple[int, float]]:
        if self._unsaved is not None:
            return self._unsaved
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            raw: dict[str, Any] = json.loads(self._path.read_bytes())
            tries = {key: (int(wrong), float(last)) for key, (wrong, last) in raw.items()}
            return {key: value for key, value in tries.items() if math.isfinite(value[1])}
        return {}

    def _write(self, tries: dict[str, tuple[int, float]]) -> None:
        self._unsaved = tries
        with suppress(OSError):
            put_in_place(stage(self._path, canonical(tries)), self._path, tries=1)
            self._unsaved = None
