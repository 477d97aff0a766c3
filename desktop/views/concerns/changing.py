"""Writing a new concern, and changing one or many in one change set: all of them, or none with the reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.models.concern import Concern, Status, StatusType
from desktop.models.refusal import Refusal
from desktop.models.setting import assign, fill, writable
from desktop.store import bin as bin_
from desktop.store.writing import WritingSession
from desktop.views.saying import say

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class NewConcern:
    """Write a new concern; `values` are as JSON has them, by the keys of the fields. The work of one write."""

    values: Mapping[str, Any]

    def __call__(self, session: WritingSession) -> tuple[int, str, date | None]:
        """Save it; gives its id, its number, and the day of the first answer."""
        concern = Concern()
        session.add(concern)
        with session.no_autoflush:
            fill(session, concern, self.values)
        session.flush()
        return concern.id, concern.number or "", concern.answer_due


@dataclass(frozen=True, slots=True)
class ConcernChange:
    """Set some fields of concerns; `values` are as JSON has them, by the keys of the fields. The work of one write.

    `meaning` sets the first of the office's statuses that means this. Refusal names who stopped it, once per reason.
    """

    ids: tuple[int, ...]
    values: Mapping[str, Any]
    meaning: StatusType | None = None

    def __call__(self, session: WritingSession) -> list[str]:
        """Change them all; gives their numbers."""
        status = _status(session, self.meaning) if self.meaning else None
        stopped: dict[str, list[str]] = defaultdict(list)
        numbers = []
        for each in self.ids:
            concern = session.get_one(Concern, each)
            number = concern.number or ""
            numbers.append(number)
            try:
                with session.attempt():
                    self._change(session, concern, status)
            except Refusal as refusal:
                stopped[str(refusal).replace(number, "{}")].append(number)
        if stopped:
            raise Refusal(_refused(stopped, len(self.ids)))
        return numbers

    def _change(self, session: WritingSession, concern: Concern, status: Status | None) -> None:
        if concern.is_deleted:
            raise Refusal(f"{concern.number} is in the Bin. Take it out first.")
        if status is not None and concern.status.type is not self.meaning:
            concern.status = status
        for key, value in self.values.items():
            assign(session, concern, writable(concern, key), value)
        session.flush()


@dataclass(frozen=True, slots=True)
class BinMove:
    """Put concerns into the Bin, or take them out of it."""

    ids: tuple[int, ...]
    is_into: bool

    def __call__(self, session: WritingSession) -> list[str]:
        """Move them all; gives their numbers. Refusal when one of them is referred to."""
        move = bin_.put_in_bin if self.is_into else bin_.take_out
        concerns = [session.get_one(Concern, each) for each in self.ids]
        for concern in concerns:
            move(session, concern)
        session.flush()
        return [concern.number or "" for concern in concerns]


def counted(one: str, many: str, count: int, **more: str) -> str:
    """A sentence for one or for many; `{n}` is the count."""
    return (one if count == 1 else many).format(n=f"{count:,}", **more)


def _status(session: WritingSession, meaning: StatusType) -> Status:
    wanted = select(Status).where(Status.type == meaning, Status.deleted_at.is_(None)).order_by(Status.position)
    status = session.scalars(wanted.limit(1)).first()
    if status is None:
        raise Refusal(f"This office has no status that means {meaning}. A supervisor adds one in settings.")
    return status


def _refused(stopped: Mapping[str, Sequence[str]], asked: int) -> str:
    if asked == 1:
        ((reason, numbers),) = stopped.items()
        return reason.format(numbers[0]) if "{}" in reason else reason
    reasons = [f"{named(numbers)}: {reason.format('it')}" for reason, numbers in stopped.items()]
    return say("Nothing was changed. {listed}", listed=" ".join(reasons))


def named(numbers: Sequence[str]) -> str:
    """Some numbers, and how many more."""
    shown = list(numbers[:MOST_NAMED])
    if len(numbers) > MOST_NAMED:
        shown.append(say("{n} more", n=len(numbers) - MOST_NAMED))
    return shown[0] if len(shown) == 1 else say("{listed} and {last}", listed=", ".join(shown[:-1]), last=shown[-1])
