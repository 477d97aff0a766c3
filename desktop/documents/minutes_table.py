"""A table of the minutes: words beside their facts; in large type above and below, so that the page stays upright."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.documents.styles import BODY, NORMAL, Part, Style
from desktop.documents.telling import Telling

SIDE = 112


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in one cell."""

    parts: tuple[Part, ...]
    style: Style = BODY

    @classmethod
    def plain(cls, text: str, *, bold: bool = False) -> "Told":
        """One run of words."""
        return cls((Part(text, bold=bold),))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not any(part.text for part in self.parts)


def tell_table(story: Telling, heads: Sequence[str], rows: Iterable[Sequence[Told]], widths: Sequence[float]) -> None:
    """Append it. The column without a width has the words; what is before it names them, what follows is about them."""
    if story.sheet.scale <= NORMAL:
        story.table(heads, [[story.text(cell.parts, cell.style) for cell in row] for row in rows], widths)
        return
    at = list(widths).index(0)
    aside = len(heads) > at + 1
    named = [heads[at], story.words.listed(heads[at + 1 :])] if aside else [heads[at]]
    stacked = []
    for row in rows:
        words = Told((*_above(story, row[:at]), *row[at].parts), row[at].style)
        beside = [Told(tuple(_below(row[at + 1 :])))] if aside else []
        stacked.append([story.text(cell.parts, cell.style) for cell in (words, *beside)])
    story.table(named, stacked, [0, SIDE][: len(named)])


def _above(story: Telling, cells: Sequence[Told]) -> list[Part]:
    said = story.words.listed(["".join(part.text for part in cell.parts) for cell in cells])
    return [Part(f"{said}\n", bold=True, family=BODY.family)] if said else []


def _below(cells: Sequence[Told]) -> list[Part]:
    told: list[Part] = []
    for cell in cells:
        if not cell.is_empty:
            told += [Part("\n")] if told else []
            told += cell.parts
    return told or [Part("")]
