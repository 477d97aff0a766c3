"""A chart as values: told once, drawn as bars on paper and on screen, with the same values as a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Point:
    """One value: what of, how much, how it is said ("12 days"), and what opens the records it was made of."""

    label: str
    value: float
    said: str
    opens: Any = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Values to compare, none of them below zero. `heads` say what the labels and the values are."""

    title: str
    heads: tuple[str, str]
    points: Sequence[Point]

    @property
    def largest(self) -> float:
        """The value of the longest bar."""
        return max((point.value for point in self.points), default=0.0)

    def share(self, point: Point) -> float:
        """How long its bar is, from 0 to 1."""
        return max(point.value, 0.0) / self.largest if self.largest > 0 else 0.0
