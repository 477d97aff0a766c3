"""A tagged PDF read back: its elements in reading order with their text, and every operator with what it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"TJ", b"Tj", b"'", b'"'}


@dataclass(slots=True)
class Node:
    """One element: its role, what stands in its dictionary, its children, the text of its own content."""

    tag: str
    entries: dict[str, Any]
    parent: "Node | None" = None
    kids: list["Node"] = field(default_factory=list)
    said: str = ""

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def text(self) -> str:
        """All it says, in reading order; its own ActualText stands for its content."""
        return str(self.entries.get("/ActualText") or self.said or " ".join(kid.text for kid in self.kids))


@dataclass(frozen=True, slots=True)
class Painted:
    """One painting operator: the page, the nearest marked content around it, and all of them."""

    page: int
    operator: bytes
    within: tuple[str, ...]
    content: int | None


class Tagged:
    """A document read back."""

    def __init__(self, place: Path | BytesIO) -> None:
        self.reader = PdfReader(place)
        self.root: Any = self.reader.root_object
        self.painted = [painted for page in range(len(self.reader.pages)) for painted in self._painted(page)]
        self.said: dict[tuple[int, int], str] = {}
        for page in range(len(self.reader.pages)):
            self._read_texts(page)
        self.pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]
        self.marked: dict[tuple[int, int], int] = {}
        tree: Any = self.root["/StructTreeRoot"]
        self.document = self._node(tree["/K"][0], None)

    def _node(self, reference: Any, parent: Node | None) -> Node:
        entries = reference.get_object()
        node = Node(entries["/S"][1:], dict(entries), parent)
        kids = entries.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            self._add(node, kid, entries, reference)
        return node

    def _add(self, node: Node, kid: Any, entries: Any, reference: Any) -> None:
        if isinstance(kid, int):
            page, content = self.pages[entries.raw_get("/Pg").idnum], int(kid)
        elif (inner := kid.get_object()).get("/Type") == "/MCR":
            page, content = self.pages[inner.raw_get("/Pg").idnum], int(inner["/MCID"])
        else:
            node.kids.append(self._node(kid, node))
            return
        self.marked[page, content] = reference.idnum
        node.said += self.said.get((page, content), "")

    def _operations(self, page: int) -> list[tuple[Any, bytes]]:
        made: Any = self.reader.pages[page]
        return ContentStream(made["/Contents"], self.reader).operations

    def _painted(self, page: int) -> Iterator[Painted]:
        within: list[tuple[str, int | None]] = []
        for operands, operator in self._operations(page):
            if operator in (b"BDC", b"BMC"):
                entries = operands[1] if operator == b"BDC" else {}
                within.append((operands[0][1:], entries.get("/MCID")))
            elif operator == b"EMC":
                within.pop()
            elif operator in PAINTS:
                content = next((number for _, number in reversed(within) if number is not None), None)
                yield Painted(page, operator, tuple(tag for tag, _ in within), content)
        assert not within

    def _read_texts(self, page: int) -> None:
        """What each marked content says, through the fonts' own maps and the text said beside glyphs."""
        made: Any = self.reader.pages[page]
        fonts = {name: _reading(font.get_object()) for name, font in made["/Resources"]["/Font"].items()}
        stack: list[tuple[int | None, str | None]] = []
        reads: dict[int, str] = {}
        for operands, operator in self._operations(page):
            if operator in (b"BDC", b"BMC"):
                entries = operands[1] if operator == b"BDC" else {}
                stack.append((entries.get("/MCID"), entries.get("/ActualText")))
                content = _content(stack)
                if stack[-1][1] is not None and content is not None:
                    self.said[page, content] = self.said.get((page, content), "") + str(stack[-1][1])
            elif operator == b"EMC":
                stack.pop()
            elif operator == b"Tf":
                reads = fonts[operands[0]]
            elif operator == b"TJ" and (content := _content(stack)) is not None:
                if any(said is not None for _, said in stack):
                    continue
                shown = b"".join(_bytes(part) for part in operands[0] if not isinstance(part, int | float))
                codes = [int.from_bytes(shown[place : place + 2], "big") for place in range(0, len(shown), 2)]
                text = "".join(reads[code] for code in codes)
                self.said[page, content] = self.said.get((page, content), "") + text


def _content(stack: list[tuple[int | None, str | None]]) -> int | None:
    return next((number for number, _ in reversed(stack) if number is not None), None)


def _bytes(part: Any) -> bytes:
    return bytes(getattr(part, "original_bytes", part))


def _reading(font: Any) -> dict[int, str]:
    lines = font["/ToUnicode"].get_data().decode("ascii").splitlines()
    pairs = [
        line[1:-1].split("><") for line in lines if line.startswith("<") and "><" in line and line != "<0000><FFFF>"
    ]
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
