"""What somebody wants to leave the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.models.disclosure import Audience


@dataclass(frozen=True, slots=True)
class Order:
    """`what` is a kind ("concerns") or "minutes", `meeting` a number; with `ids` these records in this order.

    `privacy_screen` masks what the screen masks; `draft` marks every page until somebody approves it.
    """

    what: str
    target: Path
    audience: Audience = Audience.OFFICE
    typed: str = ""
    meeting: str = ""
    ids: Sequence[int] | None = None
    privacy_screen: bool = False
    draft: bool = False
