"""What may stand on a terminal: one line without control characters; of a bug of ours only where and what sort."""

import hashlib
import traceback
import unicodedata
from pathlib import Path

from desktop import __version__


def bug_line(error: BaseException) -> str:
    """The sentence for an error that is our own; equal bugs have equal codes."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "desktop" in Path(frame.filename).parts]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    code = hashlib.sha256(" ".join([type(error).__name__, *places]).encode()).hexdigest()[:8]
    where = places[-1] if places else "outside our own files"
    return (
        f"Common Ground made a mistake of its own: {type(error).__name__} at {where}, code {code}, "
        f"version {__version__}. What was saved before is safe; nothing half-done was kept. Please report this line."
    )


def printable(sentence: str) -> str:
    """One line that cannot drive a terminal: control and format characters become U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") else c for c in sentence)
