"""Ids: one 63-bit integer per record, unique across all copies of an office, growing in time.

41 bits milliseconds since 2020, 10 bits copy, 12 bits sequence. Time is never read back from an id.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SEQUENCE_BITS = 12
COPY_BITS = 10
LARGEST_COPY = (1 << COPY_BITS) - 1
_TICK = timedelta(milliseconds=1)


class IdSource:
    """Gives the ids of one copy: each larger than the last, also when the clock goes back."""

    def __init__(self, copy: int, last: int, clock: Callable[[], datetime]) -> None:
        self._copy = copy
        self._clock = clock
        self._tick = last >> (COPY_BITS + SEQUENCE_BITS)
        # 0 is no id, so a clock that stands before 2020 begins at 1.
        self._sequence = last & ((1 << SEQUENCE_BITS) - 1)

    def next(self) -> int:
        """A new id. When one millisecond's sequence is used up, the next millisecond's begins early."""
        tick = (self._clock() - EPOCH) // _TICK
        if tick > self._tick:
            self._tick, self._sequence = tick, 0
        else:
            self._sequence += 1
            if self._sequence >> SEQUENCE_BITS:
                self._tick, self._sequence = self._tick + 1, 0
        return ((self._tick << COPY_BITS | self._copy) << SEQUENCE_BITS) | self._sequence


def copy_of(record_id: int) -> int:
    """The copy of the office in which a record was made."""
    return (record_id >> SEQUENCE_BITS) & LARGEST_COPY
