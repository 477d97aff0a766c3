"""How a job says how far it is, and how it hears that nobody waits any more."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and of how much, 0 where that is not known; raises Canceled to stop the job."""


class Canceled(Exception):
    """Whoever asked for the job wants it no more. Nothing is kept of it."""


def unheard(done: int, total: int = 0) -> None:
    """The progress of a job that nobody watches."""
