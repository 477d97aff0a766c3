"""What a screen reader reads: the structure of a tagged PDF, beside the drawing.

An element is written as soon as it is closed, so that a list of a thousand pages does not stay in the memory. The order
of the elements is the reading order, whatever was drawn first.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.documents.pdf_file import PdfFile, text_string

HEADER_OF_COLUMN = "/A<</O/Table/Scope/Column>>"


class Element:
    """One node of the structure: a heading, a paragraph, a cell. `kids` are what the file says of each, in order."""

    __slots__ = ("entries", "kids", "number", "page", "parent", "tag")

    def __init__(self, number: int, parent: "Element | None", tag: str, entries: str) -> None:
        self.number = number
        self.parent = parent
        self.tag = tag
        self.entries = entries
        self.page = 0
        self.kids: list[str] = []


class Structure:
    """The tree of one document, while it is drawn."""

    def __init__(self, file: PdfFile, language: str) -> None:
        self._file = file
        self._root = file.number()
        self._language = language
        self.document = Element(file.number(), None, "Document", "")
        self._inside = [self.document]
        self._parents: list[str] = []
        self._marked: list[int] = []
        self._page = 0

    def begin_page(self, page: int) -> None:
        """From here on, marked content belongs to the page with that object number."""
        self._page = page
        self._marked = []

    def end_page(self) -> int:
        """Note what was marked on the page; gives its place in the parent tree."""
        number = self._file.number()
        self._file.pack(f"[{' '.join(f'{element} 0 R' for element in self._marked)}]", number)
        self._parents.append(f"{len(self._parents)} {number} 0 R")
        return len(self._parents) - 1

    def open(self, tag: str, entries: str = "", *, language: str | None = None) -> Element:
        """A new element as the next part of the one that is being drawn; `close` it when all of it is drawn."""
        parent = self._inside[-1]
        if language and language != self._language.partition("-")[0]:
            entries += f"/Lang({language})"
        element = Element(self._file.number(), parent, tag, entries)
        parent.kids.append(f"{element.number} 0 R")
        return element

    def close(self, element: Element) -> None:
        """Write the element; nothing can be added any more."""
        above = element.parent.number if element.parent else self._root
        page = f"/Pg {element.page} 0 R" if element.page else ""
        kids = element.kids[0] if len(element.kids) == 1 else f"[{' '.join(element.kids)}]"
        body = f"<</Type/StructElem/S/{element.tag}/P {above} 0 R{page}/K {kids}{element.entries}>>"
        self._file.pack(body, element.number)

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """What is opened within becomes part of `element`."""
        self._inside.append(element)
        try:
            yield
        finally:
            self._inside.pop()

    def mark(self, element: Element) -> int:
        """The next piece of content of this page belongs to `element`; gives its number on the page."""
        content = len(self._marked)
        self._marked.append(element.number)
        if not element.page:
            element.page = self._page
        same = element.page == self._page
        element.kids.append(str(content) if same else f"<</Type/MCR/Pg {self._page} 0 R/MCID {content}>>")
        return content

    def finish(self) -> int:
        """Write the tree; gives the number of its root."""
        self.close(self.document)
        parents = self._file.number()
        self._file.pack(f"<</Nums[{' '.join(self._parents)}]>>", parents)
        self._file.pack(
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
            self._root,
        )
        return self._root


def alternative(text: str) -> str:
    """The entry of a figure that says in words what it shows."""
    return f"/Alt{text_string(text)}"
