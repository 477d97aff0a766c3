"""What a key slot opens, and whose it is."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unlocked:
    """What a slot opened: 32-byte keys, `drawers[name][version]`, the highest version is the current one.

    `former_office_key` is set while a change of the office key is unfinished: the database opens with one of
    the two. `failed_before` counts the wrong tries in a row before this one.
    """

    office_key: bytes = field(repr=False)
    drawers: dict[str, dict[int, bytes]] = field(repr=False)
    slot_id: str
    person_id: str
    name: str
    by_recovery: bool = False
    failed_before: int = 0
    former_office_key: bytes | None = field(default=None, repr=False)
