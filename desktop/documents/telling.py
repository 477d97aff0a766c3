"""Telling: what a document is told to, whether it becomes pages or a Word file. Told once, it says the same in both."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from desktop.documents.styles import BODY, Part, Sheet, Style
from desktop.documents.words import Words


class Telling(Protocol):
    """Takes headings, paragraphs and tables from plain text, in the order they are read.

    What `text` and `heading` give belongs to that telling alone: it goes into its cells, columns and `add`.
    """

    words: Words
    sheet: Sheet

    def text(self, parts: str | Sequence[Part], style: Style = BODY, *, language: str | None = None) -> Any:
        """A paragraph that is not added yet. `language` where it is not the document's."""

    def add(self, *told: Any) -> None:
        """Append what was made before."""

    def space(self, points: float) -> None:
        """Append empty room, where the look asks for it."""

    def headline(self, text: str) -> None:
        """Append the title of the document."""

    def section(self, title: str) -> None:
        """Append a heading."""

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[float]) -> None:
        """Append a table over the whole width, in points; a width of 0 takes what the others leave."""

    def columns(
        self,
        columns: Sequence[Sequence[Any]],
        *,
        shares: Sequence[float] = (),
        gap: float = ...,
        boxed: bool = False,
        ruled: bool = False,
    ) -> None:
        """Append stacks side by side, in a rounded box or between rules if wanted."""
