"""Who may sign in, as the lock screen names them."""

from typing import NamedTuple


class SlotInfo(NamedTuple):
    """A person who may sign in."""

    person_id: str
    name: str
