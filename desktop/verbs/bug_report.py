"""What may stand on a terminal: one line without control characters; of a bug of ours only where and what sort."""

import unicodedata

from desktop.jobs.bug import Bug


def bug_line(error: BaseException) -> str:
    """The sentence for an error that is our own; equal bugs have equal codes."""
    return str(Bug.met(error))


def printable(sentence: str) -> str:
    """One line that cannot drive a terminal: control and format characters become U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") else c for c in sentence)
