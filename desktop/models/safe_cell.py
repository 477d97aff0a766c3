"""Text in a cell that no spreadsheet runs as a formula, and back: the one rule of csv, clipboard and import."""

import re

# What a spreadsheet may take for a formula, also behind apostrophes of its own; full-width signs count in East Asia.
_RISKY = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def protect(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could run; `unprotect` takes exactly that one away."""
    return "'" + text if _RISKY.match(text) else text


def unprotect(text: str) -> str:
    """The text that `protect` was given."""
    return text[1:] if text[:1] == "'" and _RISKY.match(text, 1) else text
