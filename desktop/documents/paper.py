"""The paper: a canvas that marks what it draws for screen readers and gives finished pages away.

Everything on a page is either part of the structure or an artifact. Head and foot are drawn at the end, when the number
of pages is known, into a stream of their own behind the page's. The file says title, author and language, and nothing
of this program or computer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.embedding import EmbeddedFace
from desktop.documents.faces import Face
from desktop.documents.pdf_file import PdfFile, text_string
from desktop.documents.structure import Element, Structure
from desktop.documents.styles import runs_from_right

DrawPage = Callable[["Paper", int, int], None]
"""Draws head and foot: the paper, the page's number, how many there are."""


class Paper(Canvas):
    """One document on its way into a file that is open for writing."""

    def __init__(
        self, file: BinaryIO, *, size: tuple[float, float], title: str, author: str, language: str, draw: DrawPage
    ) -> None:
        rl_config.trustedHosts = rl_config.trustedSchemes = []  # reportlab is to fetch nothing from anywhere
        super().__init__("", pagesize=size, invariant=1)
        self.file = PdfFile(file)
        self.structure = Structure(self.file, language)
        self._title, self._author, self._language = title, author, language
        self._draw_page = draw
        self._faces: dict[Face, EmbeddedFace] = {}
        self._images: dict[str, int] = {}
        self._pages: list[tuple[int, int, int, tuple[float, float]]] = []
        self._resources = self.file.number()
        self._page = self.file.number()
        self.structure.begin_page(self._page)
        self._code: list[str]
        self._doc: Any
        self._formsinuse: list[str]
        self._pagesize: tuple[float, float]

    def embedded(self, face: Face) -> EmbeddedFace:
        """The face as this document uses it."""
        found = self._faces.get(face)
        if found is None:
            found = self._faces[face] = EmbeddedFace(face, self.file.number(), f"F{len(self._faces) + 1}")
        return found

    def put(self, operators: str) -> None:
        """Append drawing operators to the page."""
        self._code.append(operators)

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn within is content of `element`."""
        self.put(f"/{element.tag}<</MCID {self.structure.mark(element)}>>BDC")
        yield
        self.put("EMC")

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn within is not read aloud: rules, repeated heads, page numbers."""
        self.put(f"/Artifact<</Type/{kind}>>BDC" if kind else "/Artifact BMC")
        yield
        self.put("EMC")

    @contextmanager
    def said(self, text: str, language: str | None = None) -> Iterator[None]:
        """What is drawn within reads as `text`, whatever its glyphs are, and in that language."""
        self.begin_said(text, language)
        yield
        self.put("EMC")

    def begin_said(self, text: str, language: str | None = None) -> None:
        """The same for drawing that ends it with EMC."""
        words = f"/ActualText{text_string(text)}" if text else ""
        spoken = f"/Lang({language})" if language else ""
        self.put(f"/Span<<{words}{spoken}>>BDC")

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Give the finished page away; its head and foot come at the end."""
        body = self.file.add_stream(self._stream())
        self._pages.append((self._page, body, self.structure.end_page(), self._pagesize))
        self._startPage()  # type: ignore[attr-defined]  # of Canvas, not in its types
        self._page = self.file.number()
        self.structure.begin_page(self._page)

    def save(self) -> None:
        """Draw the heads and feet and finish the file."""
        if self._code:
            self.showPage()
        root = self.file.number()
        pages = self.file.number()
        for place, (number, body, parents, size) in enumerate(self._pages, 1):
            self._pagesize = size
            self._draw_page(self, place, len(self._pages))
            around = self.file.add_stream(self._stream())
            self._startPage()  # type: ignore[attr-defined]
            self.file.pack(
                f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {size[0]:g} {size[1]:g}]/Resources {self._resources} 0 R"
                f"/Contents[{body} 0 R {around} 0 R]/StructParents {parents}/Tabs/S>>",
                number,
            )
        kids = " ".join(f"{number} 0 R" for number, *_ in self._pages)
        self.file.pack(f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>", pages)
        self._write_resources()
        tree = self.structure.finish()
        metadata = self.file.add(self._metadata())
        direction = "/Direction/R2L" if runs_from_right(self._language) else ""
        self.file.pack(
            f"<</Type/Catalog/Pages {pages} 0 R/Lang({self._language})/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {tree} 0 R/Metadata {metadata} 0 R"
            f"/ViewerPreferences<</DisplayDocTitle true{direction}>>>>",
            root,
        )
        info = self.file.number()
        self.file.pack(f"<</Title{text_string(self._title)}/Author{text_string(self._author)}>>", info)
        self.file.finish(root, info)

    def _stream(self) -> bytes:
        """What was drawn on this page. reportlab's preamble, which names a font that is not embedded, stays out."""
        for name in self._formsinuse:
            self._images.setdefault(self._doc.getXObjectName(name), self.file.number())
        return "\n".join(self._code).encode("latin-1") + b"\n"

    def _write_resources(self) -> None:
        for face in self._faces.values():
            face.write(self.file)
        fonts = "".join(f"/{face.name} {face.number} 0 R" for face in self._faces.values())
        self._write_images()
        images = "".join(f"/{name} {number} 0 R" for name, number in self._images.items())
        self.file.pack(f"<</Font<<{fonts}>>/XObject<<{images}>>>>", self._resources)

    def _write_images(self) -> None:
        """Images are reportlab's: they get numbers of this file, and are written as reportlab formats them."""
        known = self._doc.idToObject
        numbers = dict(self._images)
        for name in self._images:
            if mask := getattr(known[name], "smask", None):
                numbers.setdefault(mask.name, self.file.number())
        for name, number in numbers.items():
            self._doc.idToObjectNumberAndVersion[name] = (number, 0)
        for name, number in numbers.items():
            self.file.add(known[name].format(self._doc), number)

    def _metadata(self) -> bytes:
        """The same in XMP, which screen readers ask for the title."""
        packet = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{_xml(self._title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>{_xml(self._author)}</rdf:li>"
            f"</rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>{self._language}</rdf:li></rdf:Bag></dc:language>"
            '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
        ).encode("utf-8", "replace")
        return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(packet), packet)


def _xml(text: str) -> str:
    return escape(
        "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else " " for c in text)
    )
