"""The letters in an avatar."""

INITIALS = 2


def initials_of(name: str) -> str:
    """At most two letters, from the first and last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words if len(words) <= INITIALS else [words[0], words[-1]])).upper()
