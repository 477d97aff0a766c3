"""What tests of the start may ask for: the whole program, and its window with one page."""

from tests.program import program, start

__all__ = ["program", "start"]
