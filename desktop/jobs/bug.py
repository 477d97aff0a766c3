"""A mistake of our own, told without a word of a record: what sort, where, and a code that equal mistakes share."""

import hashlib
import traceback
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__


@dataclass(frozen=True, slots=True)
class Bug:
    """What may be shown and reported of an error that is our own. It holds no traceback: frames hold records."""

    sort: str
    where: str
    code: str

    @classmethod
    def met(cls, error: BaseException) -> "Bug":
        """The mistake behind `error`; equal ones have equal codes."""
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if "desktop" in Path(frame.filename).parts
        ]
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
        code = hashlib.sha256(" ".join([type(error).__name__, *places]).encode()).hexdigest()[:8]
        return cls(type(error).__name__, places[-1] if places else "outside our own files", code)

    def __str__(self) -> str:
        return (
            f"Common Ground made a mistake of its own: {self.sort} at {self.where}, code {self.code}, "
            f"version {__version__}. What was saved before is safe; nothing half-done was kept. "
            "Please report this line."
        )
