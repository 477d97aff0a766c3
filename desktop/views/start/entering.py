"""Opening an office on a thread of its own, with everything that may stand in the way told apart."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread

from desktop.views.saying import retold
from desktop.views.start.glance import Glance, Holding, glance, holding
from desktop.views.start.lock_page import Attempt

if TYPE_CHECKING:
    from desktop.store.store import Store


class Obstacle(enum.Enum):
    """What stands in the way."""

    WRONG = "wrong passphrase"
    TOO_SOON = "too soon"
    HELD = "open elsewhere"
    ARRIVED = "moved or copied"
    DAMAGED = "damaged"
    OTHER = "anything else somebody can act on"


class Blocked(Exception):
    """Opening did not happen; `words` is one plain sentence."""

    def __init__(
        self, obstacle: Obstacle, words: str, *, seconds: int = 0, held: Holding | None = None, computer: str = ""
    ) -> None:
        super().__init__(words)
        self.obstacle = obstacle
        self.words = retold(words)
        self.seconds = seconds
        self.held = held
        self.computer = computer


@dataclass(frozen=True, slots=True)
class Entering:
    """One opening, to be called on a worker; the store it gives lives on `home`."""

    root: Path
    attempt: Attempt
    home: QThread
    arrived: str = ""
    on_update: Callable[[], None] | None = None

    def __call__(self) -> "Store":
        """Open; Blocked when something stands in the way."""
        from desktop.models.refusal import Refusal
        from desktop.store.opening import Arrived, open_office

        attempt = self.attempt
        arrived = Arrived(self.arrived) if self.arrived else None
        try:
            store = open_office(
                self.root, attempt.passphrase, person=attempt.person.person_id, write=attempt.write, arrived=arrived
            )
        except Refusal as refusal:
            raise self._blocked(refusal) from None
        store.moveToThread(self.home)
        return store

    def _blocked(self, refusal: Exception) -> Blocked:
        from desktop.store.arrival import MovedOrCopied
        from desktop.store.faults import Damaged
        from desktop.store.keys import SlotsDamaged, SlotsMissing, TooSoon, WrongPassphrase

        words = str(refusal)
        if isinstance(refusal, TooSoon):
            return Blocked(Obstacle.TOO_SOON, words, seconds=refusal.seconds)
        if isinstance(refusal, WrongPassphrase):
            return Blocked(Obstacle.WRONG, words)
        if isinstance(refusal, MovedOrCopied):
            return Blocked(Obstacle.ARRIVED, words, computer=refusal.computer)
        if isinstance(refusal, Damaged | SlotsDamaged | SlotsMissing):
            return Blocked(Obstacle.DAMAGED, words)
        if self.attempt.write and (held := holding(self.root)) is not None:
            return Blocked(Obstacle.HELD, words, held=held)
        return Blocked(Obstacle.OTHER, words)


def settled_glance(root: Path) -> Glance:
    """The office after a restore that a power cut stopped half-way has been finished."""
    from desktop.models.refusal import Refusal
    from desktop.store.folder import OfficeFolder
    from desktop.store.swapping import finish_interrupted

    try:
        finish_interrupted(OfficeFolder(root.absolute()))
    except Refusal as refusal:
        raise Blocked(Obstacle.OTHER, str(refusal)) from None
    return glance(root)
