"""Lists: entries with a sign or number apart from their words, which read as one list wherever pages end."""

from copy import copy

from desktop.documents.blocks import Block
from desktop.documents.paper import Paper
from desktop.documents.structure import Element


class Item(Block):
    """One entry of a list: its sign or number apart from its words. `whole` is shared by all entries of the list."""

    def __init__(
        self, sign: Block, body: Block, whole: list[Element], *, indent: float, rtl: bool = False, last: bool = False
    ) -> None:
        super().__init__()
        self._sign: Block | None = sign
        self._body, self._whole = body, whole
        self._indent, self._rtl, self._last = indent, rtl, last
        self._entry: list[Element] = []
        self._ends = True
        self._wide = 0.0
        self.spaceAfter = 2.5

    def height_for(self, width: float) -> float:
        """That of the words."""
        self._wide = width
        if self._sign:
            self._sign.height_for(self._indent)
        return self._body.height_for(width - self._indent)

    def cut_at(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The words are cut; they go on without their sign, as part of the same entry."""
        parts = self._body.cut_at(width - self._indent, room)
        if not parts:
            return None
        first, rest = copy(self), copy(self)
        first._body, first._ends = parts[0], False
        rest._body, rest._sign = parts[1], None
        return first, rest

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw the sign at the side the line begins, the words beside it."""
        structure = paper.structure
        if not self._entry:
            self._open(paper)
        entry, label, body = self._entry
        if self._sign:
            self._sign.draw_on(paper, x + self._wide - self._indent if self._rtl else x, top, label)
        self._body.draw_on(paper, x if self._rtl else x + self._indent, top, body)
        if self._ends:
            for part in (label, body, entry, *(self._whole if self._last else ())):
                structure.close(part)

    def _open(self, paper: Paper) -> None:
        structure = paper.structure
        if not self._whole:
            self._whole.append(structure.open("L"))
        with structure.inside(self._whole[0]):
            entry = structure.open("LI")
        with structure.inside(entry):
            self._entry += [entry, structure.open("Lbl"), structure.open("LBody")]
